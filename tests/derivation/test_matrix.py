"""Matrix derivations: every line true, every false line refused, fast and finite."""

from dataclasses import replace
from functools import wraps

import numpy as np
import pytest

from gdcourse.derivation.matrix_checks import (
    agrees,
    check_form,
    complex_answers,
    sympy_answers,
)
from gdcourse.derivation.matrix_data import one_hot
from gdcourse.derivation.matrix_forms import (
    FORMS,
    least_squares,
    logistic,
    ridge,
    softmax,
)

MUTATIONS = {
    "doubled": lambda value: 2 * value,
    "negated": lambda value: -value,
    "shifted": lambda value: value + 1,
}


def data_for(form, n=9, d=3, seed=0):
    """Random data (X, y, ...) that fits a form."""
    rng = np.random.default_rng(seed)
    X, y = rng.normal(size=(n, d)), rng.normal(size=n)
    if form is logistic:
        return X, (y > 0).astype(float)
    if form is softmax:
        return X, rng.permutation(np.arange(n) % 3)
    return (X, y, 0.3) if form is ridge else (X, y)


def parameters_for(form, rng, *batch, d=3):
    """Random parameters; those of a softmax as one long vector."""
    return rng.normal(size=(3 * d if form is softmax else d, *batch))


def mutant(form, number, mutation):
    """The form with one line changed."""
    line = form.lines[number]

    @wraps(line.formula)
    def formula(*arguments):
        return MUTATIONS[mutation](line.formula(*arguments))

    lines = list(form.lines)
    lines[number] = replace(line, formula=formula)
    return replace(form, lines=tuple(lines))


FOLLOWING = [(f, k) for f in FORMS.values() for k in range(1, len(f.lines))]
# L and L + 1 have one gradient, so only a second form of L can contradict L + 1.
DEFINITIONS = [
    (form, mutation)
    for form in FORMS.values()
    for mutation in MUTATIONS
    if form in (logistic, softmax) or mutation != "shifted"
]


def line_name(value):
    return value.name.split()[0] if hasattr(value, "name") else str(value)


@pytest.mark.parametrize("form", FORMS.values(), ids=line_name)
def test_every_line_of_the_derivation_is_true(form):
    assert check_form(form) == len(form.lines) >= 6


def test_the_four_derivations_have_27_lines():
    assert sum(check_form(form) for form in FORMS.values()) == 27


@pytest.mark.parametrize("mutation", MUTATIONS)
@pytest.mark.parametrize(("form", "number"), FOLLOWING, ids=line_name)
def test_a_false_line_is_refused_by_its_number(form, number, mutation):
    with pytest.raises(
        ValueError, match=f"line {number + 1} of {form.name} must equal"
    ):
        mutant(form, number, mutation).verify()


@pytest.mark.parametrize(("form", "mutation"), DEFINITIONS, ids=line_name)
def test_a_false_definition_is_refused_at_the_next_line(form, mutation):
    with pytest.raises(ValueError, match=f"line 2 of {form.name} must equal"):
        mutant(form, 0, mutation).verify()


@pytest.mark.parametrize("form", FORMS.values(), ids=line_name)
@pytest.mark.parametrize("judge", [sympy_answers, complex_answers])
def test_each_judge_alone_refuses_every_false_line(form, judge):
    answers = judge(form, np.random.default_rng(5))
    for number, line in enumerate(form.lines):
        assert agrees(line, answers)
        for mutation in MUTATIONS:
            assert not agrees(mutant(form, number, mutation).lines[number], answers)


def test_a_line_of_the_wrong_shape_is_refused():
    line = replace(least_squares.lines[4], formula=lambda w, X, y: X @ (X @ w - y))
    form = replace(least_squares, lines=(*least_squares.lines[:4], line))
    with pytest.raises(ValueError, match="line 5 of least squares"):
        form.verify()


def test_a_false_derivation_cannot_be_shown():
    form = mutant(ridge, 3, "doubled")
    for show in (str, repr, type(form)._repr_markdown_, type(form)._repr_latex_):
        with pytest.raises(ValueError, match="line 4 of ridge"):
            show(form)


def test_losses_have_the_stated_conventions():
    rng = np.random.default_rng(1)
    w, W = rng.normal(size=3), rng.normal(size=(3, 3))
    X, y, strength = data_for(ridge)
    half_mean_square = np.mean((X @ w - y) ** 2) / 2
    assert np.isclose(least_squares.value(w, X, y), half_mean_square, rtol=1e-14)
    expected = half_mean_square + strength / 2 * np.sum(w**2)
    assert np.isclose(ridge.value(w, X, y, strength), expected, rtol=1e-14)
    X, labels = data_for(logistic)
    p = 1 / (1 + np.exp(-X @ w))
    expected = -np.mean(np.log(np.where(labels == 1, p, 1 - p)))
    assert np.isclose(logistic.value(w, X, labels), expected, rtol=1e-14)
    X, labels = data_for(softmax)
    P = np.exp(X @ W) / np.exp(X @ W).sum(axis=1, keepdims=True)
    expected = -np.mean(np.log(P[np.arange(len(X)), labels]))
    assert np.isclose(softmax.value(W, X, labels), expected, rtol=1e-14)


@pytest.mark.parametrize("form", FORMS.values(), ids=line_name)
def test_gradient_and_hessian_agree_with_the_complex_step(form):
    rng, data = np.random.default_rng(3), data_for(form)
    for _ in range(100):
        w = parameters_for(form, rng)
        steps = w[:, None] + 1e-200j * np.eye(w.size)
        slopes = form.value(steps, *data).imag / 1e-200
        bends = form.gradient(steps, *data).imag / 1e-200
        gradient, hessian = form.gradient(w, *data), form.hessian(w, *data)
        assert np.abs(gradient - slopes).max() <= 1e-12 * np.abs(slopes).max()
        assert np.abs(hessian - bends).max() <= 1e-12 * np.abs(bends).max()


@pytest.mark.parametrize("form", FORMS.values(), ids=line_name)
def test_a_grid_holds_what_its_points_hold(form):
    data = data_for(form)
    w = parameters_for(form, np.random.default_rng(4), 4, 2)
    size = w.shape[0]
    value, gradient, hessian = (
        function(w, *data) for function in (form.value, form.gradient, form.hessian)
    )
    assert value.shape == (4, 2)
    assert gradient.shape == (size, 4, 2)
    assert hessian.shape == (size, size, 4, 2)
    for i, j in np.ndindex(4, 2):
        p = w[:, i, j]
        assert np.isclose(value[i, j], form.value(p, *data), rtol=1e-13)
        assert np.allclose(gradient[:, i, j], form.gradient(p, *data), atol=1e-14)
        assert np.allclose(hessian[..., i, j], form.hessian(p, *data), atol=1e-14)


@pytest.mark.parametrize("margin", [-800.0, 800.0])
def test_logistic_is_finite_and_exact_at_large_margins(margin):
    X, y = np.array([[margin]]), np.array([1.0])
    wrong = margin < 0
    assert logistic.value([1.0], X, y) == (800.0 if wrong else 0.0)
    assert logistic.gradient([1.0], X, y) == (800.0 if wrong else 0.0)
    assert logistic.hessian([1.0], X, y) == 0.0


@pytest.mark.parametrize("margin", [-800.0, 800.0])
def test_softmax_is_finite_and_exact_at_large_margins(margin):
    X, W = np.array([[1.0]]), np.array([[margin, 0.0, 0.0]])
    wrong = margin < 0
    expected = 800.0 + np.log(2.0) if wrong else 0.0
    assert np.isclose(softmax.value(W, X, [0]), expected, rtol=1e-15)
    slopes = [-1.0, 0.5, 0.5] if wrong else [0.0, 0.0, 0.0]
    assert np.allclose(softmax.gradient(W, X, [0]), [slopes], atol=1e-300)
    assert np.isfinite(softmax.hessian(W, X, [0])).all()


@pytest.mark.parametrize("form", FORMS.values(), ids=line_name)
def test_single_precision_stays_single(form):
    w = parameters_for(form, np.random.default_rng(0)).astype(np.float32)
    data = data_for(form)
    for function in (form.value, form.gradient, form.hessian):
        assert function(w, *data).dtype == np.float32
        assert function(w.astype(int), *data).dtype == np.float64


def test_the_gradient_vanishes_at_the_solution_of_the_normal_equations():
    X, y = data_for(least_squares)
    w = np.linalg.lstsq(X, y, rcond=None)[0]
    assert np.abs(least_squares.gradient(w, X, y)).max() < 1e-14


def test_ridge_without_strength_is_least_squares():
    X, y, _ = data_for(ridge)
    w = np.array([0.5, -1.0, 2.0])
    for name in ("value", "gradient", "hessian"):
        plain = getattr(least_squares, name)(w, X, y)
        assert np.array_equal(getattr(ridge, name)(w, X, y, 0.0), plain)


def test_softmax_of_two_classes_is_logistic_regression():
    X, y = data_for(logistic)
    W = np.random.default_rng(0).normal(size=(3, 2))
    w, labels = W[:, 1] - W[:, 0], y.astype(int)
    assert np.isclose(softmax.value(W, X, labels), logistic.value(w, X, y), rtol=1e-13)
    gradient = softmax.gradient(W, X, labels)[:, 1]
    assert np.allclose(gradient, logistic.gradient(w, X, y), atol=1e-15)


def test_labels_one_hot_rows_and_flat_parameters_mean_the_same():
    X, labels = data_for(softmax)
    W = np.random.default_rng(0).normal(size=(3, 3))
    gradient = softmax.gradient(W, X, labels)
    assert np.array_equal(gradient, softmax.gradient(W, X, one_hot(labels, 3)))
    flat = softmax.gradient(W.ravel(), X, labels)
    assert np.array_equal(flat.reshape(3, 3), gradient)
    assert softmax.hessian(W, X, labels).shape == (9, 9)


@pytest.mark.parametrize("form", FORMS.values(), ids=line_name)
def test_the_latex_is_aligned_and_numbered(form):
    text = form._repr_markdown_()
    assert text.startswith("$$\n\\begin{aligned}\n")
    assert text.endswith("\n\\end{aligned}\n$$")
    assert text.count("{") == text.count("}")
    assert text.count(r" &= ") == text.count(r" && ")
    assert all(f"({k})" in text for k in range(1, len(form.lines) + 1))
    assert repr(form) == str(form)


def test_the_written_line_is_the_line_that_runs():
    assert r"\frac{1}{n} X^{\top} (X w - y)" in least_squares._repr_latex_()
    assert r"\frac{1}{n} X^{\top} X + \lambda I" in ridge._repr_latex_()
    assert r"\frac{1}{n} X^{\top} (p - y)" in logistic._repr_latex_()
    assert "∇L  = 1/n Xᵀ(P − Y)" in str(softmax)


X3, Y3 = np.ones((3, 2)), np.array([0.0, 1.0, 1.0])


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: least_squares.value([1.0], X3, Y3), "w must have one entry for each"),
        (lambda: least_squares.value([1.0, 1], X3, Y3[:2]), "y must have one entry"),
        (lambda: least_squares.value([1.0], Y3, Y3), "X must be a matrix"),
        (lambda: least_squares.value([1.0], X3[:0], Y3[:0]), "X must not be empty"),
        (lambda: least_squares.value([1.0, 1], X3 * np.inf, Y3), "X must be finite"),
        (lambda: least_squares.value([1.0, 1], X3, [0, 1, np.nan]), "y must be finite"),
        (lambda: least_squares.value([1.0], [[1, 2], [3]], Y3), "X must be one array"),
        (lambda: ridge.value([1.0, 1], X3, Y3, -1.0), "strength must be one number"),
        (lambda: logistic.value([1.0, 1], X3, 2 * Y3 - 1), "labels y must be 0 or 1"),
        (lambda: softmax.value(np.ones((2, 2)), X3, [0, 1, 2]), "labels must be whole"),
        (lambda: softmax.value(np.ones((2, 2)), X3, [0, 0.5, 1]), "labels must be"),
        (lambda: softmax.value(np.ones(5), X3, [0, 1, 1]), "W must have shape"),
        (lambda: softmax.value(np.ones((2, 2)), X3, X3), "each row of Y must sum to 1"),
        (lambda: one_hot([-1, 0], 2), "labels must be whole numbers from 0 to 1"),
    ],
)
def test_wrong_data_is_refused_in_three_parts(call, message):
    with pytest.raises(ValueError, match=message) as error:
        call()
    assert ", got " in str(error.value)
    assert "\n" not in str(error.value)


def test_missing_data_is_named():
    with pytest.raises(TypeError, match="ridge needs the data X, y, strength"):
        ridge.value([1.0, 1.0], X3, Y3)
    with pytest.raises(TypeError, match="squares needs the data X, y after .* got 3"):
        least_squares.value([1.0, 1.0], X3, Y3, 0.1)
    with pytest.raises(TypeError, match="y must be real numbers"):
        least_squares.value([1.0, 1.0], X3, 1j * Y3)
    with pytest.raises(TypeError, match="w must be numbers"):
        ridge.value(["a", "b"], X3, Y3, 1.0)
