"""Losses on data: derivatives, constants and minimizers against independent answers."""

import numpy as np
import pytest

from gdcourse.datasets import load_longley
from gdcourse.derivation import complex_step, complex_step_jacobian
from gdcourse.landscapes import least_squares, logistic, ridge, softmax

RNG = np.random.default_rng(5)
X = RNG.normal(size=(60, 3)) * [1.0, 3.0, 0.2] + [0.0, 1.0, 0.0]
Y = X @ [1.0, -2.0, 3.0] + RNG.normal(size=60)
BITS = (X @ [0.5, -0.3, 1.0] + RNG.normal(size=60) > 0).astype(int)
LABELS = RNG.integers(0, 4, size=60)
LOSSES = {
    "least squares": least_squares(X, Y),
    "ridge": ridge(X, Y, 0.3),
    "logistic": logistic(X, BITS),
    "logistic with strength": logistic(X, BITS, 0.2),
    "softmax": softmax(X, LABELS),
    "softmax with strength": softmax(X, LABELS, 0.1),
}
EVERY = pytest.mark.parametrize("f", LOSSES.values(), ids=LOSSES)


def points(f, count=100):
    return np.random.default_rng(6).normal(size=(f.dimension, count))


def worst(got, wanted):
    got, wanted = (a.reshape(-1, a.shape[-1]) for a in (got, wanted))
    gap = np.linalg.norm(got - wanted, axis=0)
    return (gap / np.linalg.norm(wanted, axis=0)).max()


@EVERY
def test_derivatives_agree_with_complex_steps_to_twelve_digits(f):
    w = points(f)
    assert worst(f.gradient(w), complex_step(f.value, w)) < 1e-12
    assert worst(f.hessian(w), complex_step_jacobian(f.gradient, w)) < 1e-12


def plain(name, w):
    """The loss written row by row, as a textbook's loop would."""
    rows = []
    for x, y, bit, label in zip(X, Y, BITS, LABELS, strict=True):
        if name.startswith("softmax"):
            scores = x @ w.reshape(3, 4)
            rows.append(np.log(np.exp(scores).sum()) - scores[label])
        elif name.startswith("logistic"):
            chance = 1 / (1 + np.exp(-x @ w))
            rows.append(-np.log(chance if bit else 1 - chance))
        else:
            rows.append((x @ w - y) ** 2 / 2)
    return np.mean(rows) + LOSSES[name].strength / 2 * (w @ w)


@pytest.mark.parametrize("name", LOSSES)
def test_the_loss_is_the_mean_over_rows_plus_half_the_penalty(name):
    for w in points(LOSSES[name], 5).T:
        assert LOSSES[name].value(w) == pytest.approx(plain(name, w), rel=1e-13)


@EVERY
def test_at_the_minimizer_the_gradient_vanishes_and_nothing_bends_down(f):
    (w,) = f.minimizers
    hessian = f.hessian(w)
    assert np.linalg.norm(f.gradient(w)) < 1e-13 * max(1, f.L)
    assert np.linalg.eigvalsh(hessian).min() > -1e-14 * f.L
    assert f.value(w + 0.1 * points(f)[:, :1]).min() > f.minimum
    assert f.minimum == f.value(w)


@EVERY
def test_every_curvature_lies_between_mu_and_l(f):
    w = np.concatenate([np.zeros((f.dimension, 1)), points(f)], axis=1)
    curvatures = np.linalg.eigvalsh(np.moveaxis(f.hessian(w), -1, 0))
    assert curvatures.max() <= f.L * (1 + 1e-12)
    assert curvatures.min() >= (f.mu or 0) - 1e-14 * f.L


@pytest.mark.parametrize("name", ["least squares", "ridge"])
def test_constants_of_quadratic_losses_are_attained(name):
    f = LOSSES[name]
    curvatures = np.linalg.eigvalsh(f.hessian(f.start))
    assert (f.mu, f.L) == pytest.approx((curvatures[0], curvatures[-1]), rel=1e-12)
    assert f.kappa == pytest.approx(curvatures[-1] / curvatures[0], rel=1e-12)


def test_the_bounds_of_logistic_and_two_class_softmax_are_attained_at_zero():
    f = logistic(X, BITS)
    assert np.linalg.eigvalsh(f.hessian(f.start))[-1] == pytest.approx(f.L, rel=1e-12)
    g = softmax(X, BITS)
    assert np.linalg.eigvalsh(g.hessian(g.start))[-1] == pytest.approx(g.L, rel=1e-12)


def test_without_strength_log_losses_are_not_strongly_convex():
    assert LOSSES["logistic"].mu is None
    assert LOSSES["softmax"].kappa is None
    assert LOSSES["logistic with strength"].mu == 0.2


def test_longley_s_certified_coefficients_are_found():
    data = load_longley()
    f = least_squares(np.column_stack([np.ones(len(data.X)), data.X]), data.y)
    assert f.minimizers[0] == pytest.approx(data.certified, rel=1e-7)


def test_of_many_minimizers_the_shortest_is_named():
    f = least_squares(X[:2], Y[:2])
    assert f.mu is None
    assert f.minimizers[0] == pytest.approx(np.linalg.pinv(X[:2]) @ Y[:2], rel=1e-12)


@pytest.mark.parametrize("scale", [1e-9, 1.0, 1e9])
def test_a_repeated_column_is_recognized_at_any_scale(scale):
    assert least_squares(scale * np.column_stack([X, X[:, 0]]), Y).mu is None
    assert least_squares(scale * X, Y).mu > 0


def test_ridge_of_strength_zero_is_least_squares():
    f, g = ridge(X, Y, 0.0), least_squares(X, Y)
    w = points(f)
    assert (f.gradient(w) == g.gradient(w)).all()
    assert (f.minimizers == g.minimizers).all()


def test_two_class_softmax_is_logistic_in_the_difference():
    w = points(softmax(X, BITS))
    difference = w[1::2] - w[::2]
    assert np.allclose(softmax(X, BITS).value(w), logistic(X, BITS).value(difference))


def test_parameters_of_softmax_are_a_view_of_the_flat_vector():
    f = softmax(X, LABELS)
    w = np.zeros(f.dimension)
    f.unpack(w)[2, 1] = 5.0
    assert (f.shape, f.dimension) == ((3, 4), 12)
    assert w[2 * 4 + 1] == 5.0
    assert f.unpack(np.zeros((12, 7))).shape == (3, 4, 7)
    assert least_squares(X, Y).unpack(np.zeros(3)).shape == (3,)


@pytest.mark.parametrize("size", [-800.0, 800.0])
@pytest.mark.parametrize("strength", [0.0, 0.5])
def test_log_losses_are_finite_at_800(size, strength):
    rows = np.array([[size], [-size]])
    for f in (logistic(rows, [0, 1], strength), softmax(rows, [0, 1], strength)):
        w = np.ones((f.dimension, 3)) * [-1.0, 0.0, 1.0]
        for function in (f.value, f.gradient, f.hessian):
            assert np.isfinite(function(w)).all()


@EVERY
def test_a_grid_of_parameters_gives_a_grid_of_answers(f):
    w = points(f, 12).reshape(-1, 3, 4)
    assert f.value(w).shape == (3, 4)
    assert f.gradient(w).shape == w.shape
    assert f.hessian(w).shape == (f.dimension, f.dimension, 3, 4)
    assert f.value(w)[1, 2] == pytest.approx(f.value(w[:, 1, 2]), rel=1e-14)


@EVERY
def test_types_are_kept(f):
    for dtype in (np.float32, np.float64, np.complex128):
        assert f.gradient(np.ones(f.dimension, dtype)).dtype == dtype
    assert f.gradient(np.ones(f.dimension, int)).dtype == np.float64


@EVERY
def test_divergence_passes_through(f):
    assert np.isnan(f.gradient(np.full(f.dimension, np.nan))).all()


@EVERY
def test_plain_descent_with_one_over_l_goes_down(f):
    w = f.start
    for _ in range(20):
        lower = w - f.gradient(w) / f.L
        assert f.value(lower) <= f.value(w)
        w = lower


@EVERY
def test_the_record_describes_itself(f):
    assert f.name in repr(f)
    assert len(f.names) == len(f.window) == f.start.size == f.dimension
    assert f.derivation is f.form
    low, high = np.array(f.window).T
    assert (low < high).all()


def test_the_penalty_is_named_in_the_formula():
    assert LOSSES["least squares"].formula == "1/(2n) ‖Xw − y‖²"
    assert LOSSES["ridge"].formula == "1/(2n) ‖Xw − y‖² + λ/2 ‖w‖²"
    assert LOSSES["logistic with strength"].formula.endswith(" + λ/2 ‖w‖²")
    assert "λ" not in LOSSES["logistic"].formula


def test_the_window_of_a_line_fit_shows_start_and_minimizer():
    f = least_squares(X[:, :2], Y)
    low, high = np.array(f.window).T
    for w in (f.start, f.minimizers[0]):
        assert ((low < w) & (w < high)).all()


def test_the_caller_s_data_are_copied():
    rows, targets = X.copy(), Y.copy()
    f = least_squares(rows, targets)
    before = f.value(f.start)
    rows[:], targets[:] = 0, 0
    assert f.value(f.start) == before
    with pytest.raises(ValueError, match="read-only"):
        f.X[0, 0] = 1.0
