"""Log-losses typed as text stay finite and keep their digits at ±800."""

import numpy as np
import pytest
import sympy as sp

from gdcourse.derivation import complex_step, complex_step_jacobian, derive
from gdcourse.derivation.stable import log_cosh, log_sum_exp, logistic, softplus, stable

x, y = sp.symbols("x y", real=True)
FORMS = """
log(1 + exp(x)); log(1 + exp(-3*x + y)); softplus(x); 1/(1 + exp(-x)); sigmoid(x)**2
exp(x)/(1 + exp(x)); exp(-x)/(1 + exp(-x)); exp(x)/(1 + exp(x))**2
exp(2*x)/(1 + exp(x))**2; exp(2*x)/(1 + exp(2*x)); exp(x + y)/(1 + exp(x + y))
exp(x)/(1 + exp(x))*exp(y)/(1 + exp(y)); 2/(3 + 4*exp(x)); 1/(exp(x) + 1) - 1/2
tanh(x); 1 - tanh(x)**2; log(cosh(x)); 1/cosh(x); log(1/cosh(x)); x*sigmoid(x)
log(sigmoid(x)); log(1 - sigmoid(x)); log(sigmoid(x)*sigmoid(y)); sigmoid(x)**0.5
-y*log(sigmoid(x)) - (1 - y)*log(1 - sigmoid(x)); log(exp(y)*sigmoid(x))
log(exp(x) + exp(y)); log(exp(x) + exp(y) + 1); log(2 + exp(x)); log(2 + 2*exp(x))
log(exp(x) + exp(-x)); log(1/(1 + exp(-x))); log(e + exp(x)); log(1 + e**x)
log(1 + exp(x)**2); log((1 + exp(x))**2); log((1 + exp(x))/2); log(sqrt(1 + exp(x)))
exp(x)/(exp(x) + exp(y)); -log(exp(x)/(exp(x) + exp(y) + 1)); 1/(exp(x) + exp(-x))
sqrt(1 + exp(x)); e/(e + exp(x)); log(1 + exp(x))**2; softplus(softplus(x))
tanh(x*y)**2/(1 + exp(-x)); exp(-x**2)/(1 + exp(-x**2)); sigmoid(sigmoid(x)*y)
"""
FORMS = [form.strip() for form in FORMS.replace("\n", ";").split(";") if form.strip()]
FAR = np.array([[800.0, -800.0, 0.3, 0.3], [1.0, 1.0, 800.0, -800.0]])
NEAR = {x: sp.Rational(3, 10), y: sp.Rational(-7, 10)}


@pytest.mark.parametrize("form", FORMS)
def test_value_gradient_and_hessian_are_finite_at_800(form):
    f = derive(form)
    for function in (f.value, f.gradient, f.hessian):
        assert np.isfinite(function(FAR)).all()


@pytest.mark.parametrize("form", FORMS)
def test_the_stable_form_is_the_same_function(form):
    f = derive(form)
    p = np.array([0.3, -0.7])
    plain = [f.expression, *f.gradient_expressions, *f.hessian_expressions]
    wanted = np.array([float(entry.subs(NEAR).evalf(30)) for entry in plain])
    got = np.r_[f.value(p), f.gradient(p), f.hessian(p).ravel()]
    assert np.abs(got - wanted).max() < 1e-15 * max(1, np.abs(wanted).max()) * 4


@pytest.mark.parametrize("z", [-800.0, -40.0, -1.5, -1e-9, 0.0, 1e-9, 1.5, 40.0, 800.0])
def test_values_keep_fifteen_digits_everywhere(z):
    exact = sp.Rational(z)
    plain = {
        "softplus(x)": sp.log(1 + sp.exp(exact)),
        "sigmoid(x)": 1 / (1 + sp.exp(-exact)),
        "log(cosh(x))": sp.log(sp.cosh(exact)),
    }
    for form, value in plain.items():
        # Below the smallest double, 0.0 is the right answer.
        wanted = float(value.evalf(900, maxn=2000)) if z else float(value)
        got = derive(form, ["x"]).value([z])
        assert got == pytest.approx(wanted, rel=1e-15, abs=1e-300)


@pytest.mark.parametrize("form", ["softplus(x)", "sigmoid(x)", "log(cosh(x))"])
def test_complex_steps_agree_on_both_sides_of_zero(form):
    f = derive(form, ["x"])
    for z in (-30.0, -2.0, -0.3, 0.4, 3.0, 12.0):
        assert complex_step(f.value, [z]) == pytest.approx(f.gradient([z]), rel=1e-13)
        step = complex_step_jacobian(f.gradient, [z])
        assert step == pytest.approx(f.hessian([z]), rel=1e-12)


def test_the_three_gradient_values_at_800():
    f = derive("log(1 + exp(x))", ["x"])
    assert (f.value([800.0]), f.gradient([800.0])[0]) == (800.0, 1.0)
    assert (f.value([-800.0]), f.gradient([-800.0])[0]) == (0.0, 0.0)
    assert f.hessian([800.0])[0, 0] == 0.0


def test_forms_are_recognized():
    assert stable(sp.log(1 + sp.exp(x))) == softplus(x)
    assert stable(1 / (1 + sp.exp(-x))) == logistic(x)
    assert stable(sp.log(sp.cosh(x))) == log_cosh(x)
    assert stable(sp.log(sp.exp(x) + sp.exp(y))) == log_sum_exp(x, y)


@pytest.mark.parametrize("text", ["x**2 + 3*x*y", "sin(x)*exp(-y)", "log(1 + x**2)"])
def test_formulas_that_need_nothing_are_left_alone(text):
    expression = derive(text).expression
    assert stable(expression) == expression


def test_the_shown_gradient_is_in_ordinary_functions():
    shown = derive("log(1 + exp(x))").gradient_expressions[0]
    assert shown == sp.exp(x) / (1 + sp.exp(x))
