"""Every test function: derivatives, minimizers, L, μ, window and start are true."""

import numpy as np
import pytest

from gdcourse.derivation import complex_step, complex_step_jacobian
from gdcourse.landscapes import huber, named, quadratic

ALL = named()
WIDE = {
    "kappa 1": quadratic(1.0),
    "kappa 1e8": quadratic(1e8),
    "kappa 1e8 turned": quadratic(1e8, angle=1.0),
    "seven variables": quadratic(100.0, angle=0.4, dimension=7),
    "small Huber": huber(1e-3),
}
EVERY = list((ALL | WIDE).values())
TESTED = pytest.mark.parametrize("f", EVERY, ids=list(ALL | WIDE))


def points(f, count=100, wider=1.0):
    rng = np.random.default_rng(20)
    low, high = np.array(f.window).T
    middle, half = (low + high)[:, None] / 2, wider * (high - low)[:, None] / 2
    return middle + half * rng.uniform(-1, 1, size=(f.dimension, count))


def worst(got, wanted):
    """Largest relative error over the points, each array measured as a whole."""
    got, wanted = (a.reshape(-1, a.shape[-1]) for a in (got, wanted))
    size = np.maximum(np.linalg.norm(wanted, axis=0), np.finfo(float).tiny)
    return (np.linalg.norm(got - wanted, axis=0) / size).max()


@TESTED
def test_gradients_agree_with_complex_steps_to_twelve_digits(f):
    p = points(f)
    assert worst(f.gradient(p), complex_step(f.value, p)) < 1e-12


@TESTED
def test_hessians_agree_with_complex_steps_to_twelve_digits(f):
    p = points(f)
    assert worst(f.hessian(p), complex_step_jacobian(f.gradient, p)) < 1e-12


@TESTED
def test_at_a_minimizer_the_gradient_vanishes_and_nothing_bends_down(f):
    scale = np.abs(f.hessian(points(f))).max()
    for x in f.minimizers:
        assert np.linalg.norm(f.gradient(x)) <= 1e-14 * scale
        assert np.linalg.eigvalsh(f.hessian(x)).min() >= 0


@TESTED
def test_all_minimizers_are_equally_low_and_nothing_is_lower(f):
    if len(f.minimizers):
        heights = np.array([f.value(x) for x in f.minimizers])
        assert np.ptp(heights) <= 1e-14 * max(1, abs(f.minimum))
        assert f.value(points(f, 10_000)).min() >= f.minimum
    else:
        assert f.value(points(f, 10_000, wider=100)).min() < -100


@TESTED
def test_no_curvature_is_above_l_or_below_mu(f):
    p = points(f, 2_000, wider=3.0)
    curvatures = np.linalg.eigvalsh(np.moveaxis(f.hessian(p), -1, 0))
    largest = np.abs(curvatures).max()
    if f.L is None:
        near = np.linalg.eigvalsh(np.moveaxis(f.hessian(points(f, 2_000)), -1, 0))
        assert largest > 2 * np.abs(near).max()  # it grows without bound
    else:
        assert 0.99 * f.L < largest < f.L * (1 + 1e-12)
    if f.mu is None:
        assert curvatures.min() <= 0
    else:
        tolerance = 1e-15 * f.L  # of an eigenvalue
        assert curvatures.min() == pytest.approx(f.mu, rel=1e-12, abs=4 * tolerance)


@TESTED
def test_window_and_start_fit(f):
    low, high = np.array(f.window).T
    assert (low < high).all()
    assert len(f.window) == f.dimension == len(f.names) == f.start.size
    assert ((low < f.start) & (f.start < high)).all()
    assert np.linalg.norm(f.gradient(f.start)) > 0
    for x in f.minimizers:
        assert ((low < x) & (x < high)).all()


@TESTED
def test_plain_descent_goes_down_from_the_start(f):
    x = np.array(f.start)
    lr = 0.5 / (f.L or np.abs(f.hessian(x)).max() * 20)
    for _ in range(5):
        x = x - lr * f.gradient(x)
    assert f.value(x) < f.value(f.start)


def test_the_names_are_the_keys():
    assert [f.name for f in ALL.values()] == list(ALL)
    assert named().keys() == ALL.keys()


@pytest.mark.parametrize("delta", [0.5, 1.0, 3.0])
def test_huber_is_smooth_where_its_pieces_meet(delta):
    f = huber(delta)
    for edge in (delta, -delta):
        inside, outside = [edge * (1 - 1e-12)], [edge * (1 + 1e-12)]
        assert f.value(inside) == pytest.approx(f.value(outside), rel=1e-11)
        assert f.gradient(inside) == pytest.approx(f.gradient(outside), rel=1e-11)
        assert (f.hessian(inside), f.hessian(outside)) == (1.0, 0.0)


def test_huber_is_a_parabola_inside_and_straight_outside():
    f = huber(2.0)
    assert f.value([[1.0, 2.0, 5.0, -5.0]]).tolist() == [0.5, 2.0, 8.0, 8.0]
    assert f.gradient([[1.0, 2.0, 5.0, -5.0]]).tolist() == [[1.0, 2.0, 2.0, -2.0]]


@pytest.mark.parametrize("delta", [0, -1.0, np.nan, "a", [1.0, 2.0]])
def test_huber_wants_one_positive_number(delta):
    with pytest.raises((ValueError, TypeError), match=r"delta must .*, got .*parabola"):
        huber(delta)


def test_the_double_well_has_a_second_higher_minimum():
    f = ALL["double well"]
    other = [0.9142973158662134]
    assert abs(f.gradient(other)[0]) < 1e-15
    assert f.hessian(other)[0, 0] > 0
    assert f.value(other) > f.minimum + 0.2


@pytest.mark.parametrize(
    ("name", "p", "value"),
    [
        ("Rosenbrock", [-1.2, 1.0], 24.2),
        ("Himmelblau", [0.0, 0.0], 170.0),
        ("Beale", [1.0, 1.0], 14.203125),
        ("Booth", [-5.0, 5.0], 104.0),
        ("monkey saddle", [1.0, 2.0], -11.0),
        ("Styblinski–Tang", [0.0, 1.0], -5.0),
        ("Rastrigin", [0.5, 0.0], 20.25),
        ("three-hump camel", [1.0, 1.0], 2 - 1.05 + 1 / 6 + 2),
    ],
)
def test_values_are_those_of_the_literature(name, p, value):
    assert ALL[name].value(p) == pytest.approx(value, rel=1e-14)
