"""``derive``: symbols and numbers agree, on points, grids and in every type."""

import numpy as np
import pytest
import sympy as sp

from gdcourse.derivation import Derivation, complex_step, complex_step_jacobian, derive

x, y = sp.symbols("x y", real=True)
ROSENBROCK = "(1 - x)**2 + 100*(y - x**2)**2"
SMOOTH = [
    ROSENBROCK,
    "x + y**2",
    "x*y",
    "7 + 0*x",
    "exp(-x**2 - y**2)*sin(3*x)",
    "log(1 + exp(2*x - y)) + sigmoid(x*y)",
    "sqrt(1 + x**2) + atan(y)",
    "x**5*y**3/(1 + y**2)**4",
    "tanh(x + 2*y)**3 + cosh(x/3)",
]
GRID = np.random.default_rng(1).uniform(-2, 2, size=(2, 4, 25))


def relative(got, wanted):
    return np.abs(got - wanted).max() / max(np.abs(wanted).max(), 1e-300)


@pytest.mark.parametrize("formula", SMOOTH)
def test_gradient_and_hessian_agree_with_complex_steps(formula):
    f = derive(formula)
    assert relative(f.gradient(GRID), complex_step(f.value, GRID)) < 1e-14
    steps = complex_step_jacobian(f.gradient, GRID)
    assert relative(f.hessian(GRID), steps) < 1e-14


@pytest.mark.parametrize("formula", SMOOTH)
def test_a_grid_equals_its_points(formula):
    f = derive(formula)
    for function in (f.value, f.gradient, f.hessian):
        points = np.array([function(p) for p in GRID.reshape(2, -1).T])
        grid = np.moveaxis(function(GRID).reshape(*points.shape[1:], -1), -1, 0)
        assert np.allclose(grid, points, rtol=1e-14, atol=1e-300)


@pytest.mark.parametrize("batch", [(), (3,), (4, 25), (2, 1, 3)])
def test_shapes_follow_the_batch(batch):
    f, p = derive("x + y**2"), np.ones((2, *batch))
    assert f.value(p).shape == batch
    assert f.gradient(p).shape == (2, *batch)
    assert f.hessian(p).shape == (2, 2, *batch)


def test_the_hessian_is_exactly_symmetric():
    hessian = derive("exp(x*y)*sin(x - 3*y)").hessian(GRID)
    assert (hessian == hessian.swapaxes(0, 1)).all()


def test_expressions_are_sympy_s_derivatives():
    f = derive(ROSENBROCK)
    assert f.gradient_expressions == (f.expression.diff(x), f.expression.diff(y))
    assert f.hessian_expressions == sp.hessian(f.expression, (x, y))
    assert f.variables == (x, y)


def test_at_rosenbrock_s_minimum_the_gradient_vanishes_and_the_bowl_opens_up():
    f = derive(ROSENBROCK)
    assert f.gradient([1, 1]).tolist() == [0, 0]
    assert np.linalg.eigvalsh(f.hessian([1, 1])).min() > 0.39


@pytest.mark.parametrize("dtype", [np.float32, np.float64, np.complex128])
def test_types_are_kept(dtype):
    f = derive(ROSENBROCK)
    for function in (f.value, f.gradient, f.hessian):
        assert function(GRID.astype(dtype)).dtype == dtype
        assert function(np.array([1, 2], dtype)).dtype == dtype


def test_integer_points_become_floats():
    assert derive("x/2 + y").gradient(np.array([3, 4])).tolist() == [0.5, 1.0]


def test_nan_and_infinity_pass_through():
    f = derive(ROSENBROCK)
    assert np.isnan(f.gradient([np.nan, 1.0])).all()
    assert f.value([1e200, 0.0]) == np.inf
    half = np.array([[1.0, np.nan], [1.0, 1.0]])
    assert f.value(half)[0] == 0.0


def test_a_function_of_one_variable_takes_numbers_points_and_grids():
    f = derive("(x - 3)**2", ["x"])
    assert (f.value(5.0), f.gradient(5.0)) == (4.0, 4.0)
    assert f.gradient([5.0]).tolist() == [4.0]
    assert f.gradient([[4.0, 5.0]]).tolist() == [[2.0, 4.0]]
    assert f.hessian(5.0).tolist() == [[2.0]]


def test_a_variable_that_does_not_occur_gets_slope_zero():
    assert derive("x**2").gradient([3.0, 5.0]).tolist() == [6.0, 0.0]


def test_sympy_expressions_are_accepted_whatever_their_symbols_assume():
    complex_x, positive_y = sp.Symbol("x"), sp.Symbol("y", positive=True)
    f = derive(complex_x**2 * positive_y)
    assert f.gradient_expressions == (2 * x * y, x**2)
    assert derive(3).gradient([1.0, 1.0]).tolist() == [0.0, 0.0]


def test_the_same_text_is_derived_once():
    assert derive(ROSENBROCK) is derive(ROSENBROCK, ["x", "y"])
    assert derive("x + y") != derive("x + y", ["y", "x"])


def test_the_order_of_names_is_the_order_of_components():
    assert derive("x - 2*y", ["y", "x"]).gradient([0.0, 0.0]).tolist() == [-2.0, 1.0]


@pytest.mark.parametrize(
    "formula",
    [
        "abs(x)",
        "max(x, y)",
        "min(x, 0)",
        "x if x < y else y",
        "sqrt(x**2)",
        "x**2 if x > 0 else 0",  # smooth, but we do not look: so "may"
    ],
)
def test_what_may_have_a_kink_is_refused_with_two_ways_out(formula):
    with pytest.raises(
        ValueError, match=r"may have a kink.*got .*smooth form.*kinks=True"
    ):
        derive(formula)


@pytest.mark.parametrize("formula", ["sign(x)", "x*sign(y)"])
def test_a_jump_is_refused_even_with_the_flag(formula):
    for kinks in (False, True):
        with pytest.raises(ValueError, match=r"jumps.*got .*tanh\(10\*x\)"):
            derive(formula, kinks=kinks)


@pytest.mark.parametrize(
    ("formula", "left", "kink", "right"),
    [
        ("abs(x)", -1, 0, 1),
        ("max(x, 0)", 0, 0.5, 1),
        ("min(x, 0)", 1, 0.5, 0),
        ("max(x, 3*x)", 1, 2, 3),
        ("abs(x)**3", 0, 0, 0),
    ],
)
def test_with_the_flag_the_slope_at_a_kink_is_in_the_middle(formula, left, kink, right):
    f = derive(formula, ["x"], kinks=True)
    slopes = f.gradient([[-1e-9, 0.0, 1e-9]])[0]
    assert slopes == pytest.approx([left, kink, right], abs=1e-15)
    assert np.abs(f.hessian([[-1e-9, 0.0, 1e-9]])).max() < 1e-8


def test_the_hessian_beside_a_kink_leaves_the_kink_out():
    f = derive("abs(x)*x + max(x, y)**2", kinks=True)
    assert f.hessian([1.0, 0.5]).tolist() == [[4.0, 0.0], [0.0, 0.0]]


@pytest.mark.parametrize(
    ("formula", "error", "words"),
    [
        (None, TypeError, "must be text or a SymPy expression, got None"),
        ([1, 2], TypeError, "must be text or a SymPy expression"),
        (sp.Matrix([x, y]), TypeError, "must be text or a SymPy expression"),
        (x < y, TypeError, "must be text or a SymPy expression"),
        (x * sp.Symbol("z"), ValueError, r"unknown variable z, got .*names=\["),
        (sp.I * x, ValueError, "must be a real, known function"),
        (sp.Function("g")(x), ValueError, "must be a real, known function"),
        (sp.zoo * x, ValueError, "must be a real, known function"),
    ],
)
def test_what_is_no_real_formula_gets_a_clear_error(formula, error, words):
    with pytest.raises(error, match=words):
        derive(formula)


@pytest.mark.parametrize("p", [1.0, [1.0], [1.0, 2.0, 3.0], np.ones((3, 4))])
def test_a_wrong_dimension_is_named(p):
    f = derive("x*y")
    for function in (f.value, f.gradient, f.hessian):
        with pytest.raises(ValueError, match=r"2 components \(x, y\), got shape"):
            function(p)


def test_a_notebook_shows_formula_and_gradient():
    latex = derive("x**2*y")._repr_latex_()
    assert r"f(x, y) = x^{2} y" in latex
    assert r"\nabla f(x, y)" in latex
    assert r"2 x y" in latex


def test_a_derivation_cannot_be_changed():
    with pytest.raises(AttributeError):
        derive("x*y").expression = x
    assert isinstance(derive("x*y"), Derivation)


def test_partial_derivatives_have_a_written_form():
    assert derive("x**2*y", ("x", "y")).gradient_latex == ("2 x y", "x^{2}")
