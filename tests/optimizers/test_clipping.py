"""Clipping: what it keeps, what it changes, and what it cannot repair."""

import numpy as np
import pytest
from parabolas import bowl, close, walked

from gdcourse.optimizers.clipping import Clipped, clip_by_norm, clip_by_value
from gdcourse.optimizers.gradient_descent import GradientDescent
from gdcourse.optimizers.minimize import minimize
from gdcourse.optimizers.momentum import Momentum

STEEP = np.array([-100.0, 3.0, 4.0])


def cosine(a, b):
    return a @ b / (np.linalg.norm(a) * np.linalg.norm(b))


def random_gradients():
    rng = np.random.default_rng(4)
    return [rng.normal(size=5) * 10.0 ** rng.integers(-9, 9) for _ in range(200)]


def test_by_norm_the_length_is_the_smaller_of_its_own_and_the_limit():
    for grad in random_gradients():
        clipped, before = clip_by_norm(grad, 1.0)
        close(before, np.linalg.norm(grad), 1e-14)
        close(np.linalg.norm(clipped), min(before, 1.0), 1e-14)
        close(cosine(grad, clipped), 1.0)


def test_by_norm_a_gradient_within_the_limit_is_untouched_bit_for_bit():
    for grad in random_gradients():
        clipped, before = clip_by_norm(grad, max(np.linalg.norm(grad) * 1.1, 1.0))
        assert np.array_equal(clipped, grad)
    tiny = np.array([0.0, 1e-9])
    assert clip_by_norm(tiny, 1.0)[0].tolist() == [0.0, 1e-9]
    assert clip_by_norm(np.zeros(2), 1.0)[0].tolist() == [0.0, 0.0]


def test_by_value_every_entry_is_cut_and_the_direction_changes():
    clipped = clip_by_value(STEEP, 1.0)
    assert clipped.tolist() == [-1.0, 1.0, 1.0]
    assert round(cosine(STEEP, clipped), 3) == 0.617
    assert cosine(STEEP, clip_by_norm(STEEP, 1.0)[0]) == pytest.approx(1.0, abs=1e-15)
    assert clip_by_value(np.array([-0.5, 0.25]), 1.0).tolist() == [-0.5, 0.25]


def test_by_value_is_numpys_clip():
    for grad in random_gradients():
        assert np.array_equal(clip_by_value(grad, 0.7), np.clip(grad, -0.7, 0.7))


def test_with_torchs_eps_the_length_is_a_little_below_the_limit():
    clipped, before = clip_by_norm(STEEP, 1.0, eps=1e-6)
    assert round(float(before), 3) == 100.125
    assert round(float(np.linalg.norm(clipped)), 8) == 0.99999999
    close(np.linalg.norm(clipped), 1 / (1 + 1e-6 / before), 1e-14)


def test_with_torchs_eps_a_small_gradient_below_a_small_limit_shrinks_a_hundredfold():
    grad = np.array([3e-9, 0.0])
    assert clip_by_norm(grad, 1e-8)[0].tolist() == grad.tolist()
    ratio = clip_by_norm(grad, 1e-8, eps=1e-6)[0][0] / grad[0]
    close(ratio, 1e-8 / (3e-9 + 1e-6), 1e-14)
    assert 0.0099 < ratio < 0.01


def test_in_a_grid_each_run_is_clipped_by_its_own_length():
    grads = np.array([[3.0, 0.3, 30.0], [4.0, 0.4, 40.0]])
    clipped, before = clip_by_norm(grads, np.array([1.0, 1.0, 10.0]))
    close(before, [5.0, 0.5, 50.0])
    close(np.linalg.norm(clipped, axis=0), [1.0, 0.5, 10.0])


@pytest.mark.parametrize("by", ["norm", "value"])
@pytest.mark.parametrize("x", [-10.0, 10.0])
def test_both_sides_of_a_steep_valley_are_the_same(by, x):
    rule = Clipped(GradientDescent(0.05), by, limit=1.0)
    points, _ = walked(rule, lambda x: 4 * x**3, x, 2000)
    assert abs(points[1] - x) == pytest.approx(0.05)
    assert abs(points[-1]) < 0.04


def test_the_one_sided_minimum_is_no_clipping():
    x = -10.0
    for _ in range(2000):
        x = x - 0.05 * min(4 * x**3, 1.0)
    assert round(x, 2) == 90.05
    assert np.minimum(STEEP, 1.0).tolist() == [-100.0, 1.0, 1.0]


def test_clipping_saves_a_run_that_would_overflow():
    def value(x):
        return (x**4).sum(axis=0)

    def slope(x):
        return 4 * x**3

    bare = minimize(value, slope, [10.0], GradientDescent(0.01), steps=50)
    held = Clipped(GradientDescent(0.01), limit=1.0)
    saved = minimize(value, slope, [10.0], held, steps=5000, tol=1e-4)
    assert bare.status == "diverged"
    assert saved.status == "converged"


def test_clipping_slows_a_run_that_needs_long_steps():
    clipped, _ = walked(Clipped(GradientDescent(0.5)), lambda x: x, 1000.0, 2100)
    plain, _ = walked(GradientDescent(0.5), lambda x: x, 1000.0, 2100)
    needed = [int(np.argmax(np.abs(path) < 1e-3)) for path in (clipped, plain)]
    assert needed == [2008, 20]


def test_clipping_can_reverse_the_mean_of_skewed_gradients():
    gradients, chances = np.array([10.0, -1.0]), np.array([0.1, 0.9])
    assert chances @ gradients == pytest.approx(0.1)
    clipped = np.array([clip_by_norm(g, 1.0)[0] for g in gradients])
    assert chances @ clipped == pytest.approx(-0.8)


@pytest.mark.parametrize(
    ("limit", "center"),
    [
        (1.0, 0.8414056604),  # w + exp(-w - 1) = 1
        (0.5, np.log(2 * np.sinh(0.5) / 0.5)),
        (0.1, np.log(2 * np.sinh(0.1) / 0.1)),
        (1e-3, np.log(2)),  # the median
    ],
)
def test_clipped_gradients_of_skewed_data_balance_below_the_mean(limit, center):
    # Data with density exp(-u) and mean 1, loss ½ (w - u)²: the gradient is w - u.
    data = -np.log1p(-(np.arange(100_000) + 0.5) / 100_000)
    for w, expected in ((center, 0.0), (1.0, None)):
        mean = clip_by_norm((w - data)[None], limit)[0].mean()
        assert abs(mean) < 1e-6 if expected == 0 else mean > 0.1 * limit


# The wrapper


@pytest.mark.parametrize("by", ["norm", "value"])
def test_the_inner_rule_gets_the_clipped_gradient(by):
    inner = Momentum(0.02, 0.9)
    cut = {"norm": lambda g: clip_by_norm(g, 2.0)[0]}.get(
        by, lambda g: clip_by_value(g, 2.0)
    )
    gradient = bowl(1, 25)
    wrapped, memories = walked(Clipped(inner, by, 2.0), gradient, [3.0, -2.0], 80)
    by_hand, expected = walked(inner, lambda x: cut(gradient(x)), [3.0, -2.0], 80)
    assert np.array_equal(wrapped, by_hand)
    assert np.array_equal(memories, expected)


def test_the_limit_may_be_a_schedule_read_at_k_zero():
    rule = Clipped(GradientDescent(1.0), limit=lambda k: [2.0, 1.0][k])
    assert walked(rule, lambda x: x, 8.0, 2)[0] == [8.0, 6.0, 5.0]


def test_eps_may_be_a_schedule_read_at_k_zero():
    rule = Clipped(GradientDescent(1.0), limit=2.0, eps=lambda k: [8.0, 1.0][k])
    assert walked(rule, lambda x: x, 8.0, 2)[0] == [8.0, 7.0, 7.0 - 7.0 * 2 / 8]


def test_a_grid_of_limits_equals_single_runs_bit_for_bit():
    limits, start = np.array([0.1, 1.0, 50.0]), [[1.0] * 3, [-2.0] * 3]
    curved = np.array([[1.0], [25.0]])
    rule = Clipped(Momentum(0.02, 0.9), limit=limits)
    grid = walked(rule, lambda x: curved * x, start, 40)[0][-1]
    for i in range(3):
        one = Clipped(Momentum(0.02, 0.9), limit=limits[i])
        assert np.array_equal(walked(one, bowl(1, 25), [1, -2], 40)[0][-1], grid[:, i])


@pytest.mark.parametrize("by", ["norm", "value"])
def test_float32_stays_and_no_argument_is_changed(by):
    x, grad = np.ones(3, dtype=np.float32), np.full(3, 9, dtype=np.float32)
    moved, _ = Clipped(GradientDescent(0.1), by, np.float64(2)).step(x, grad, None, 1)
    assert moved.dtype == np.float32
    assert (x.tolist(), grad.tolist()) == ([1.0] * 3, [9.0] * 3)


# What cannot be repaired


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_a_gradient_that_is_not_finite_is_refused(bad):
    for clip in (clip_by_norm, clip_by_value):
        with pytest.raises(ValueError, match=r"grad must be finite, got .*\. Clipping"):
            clip(np.array([bad, 3.0, 4.0]), 1.0)


def test_a_norm_that_overflows_is_refused():
    with pytest.raises(
        ValueError, match=r"the norm of grad must be finite, got inf\. "
    ):
        clip_by_norm(np.array([1e200, 1.0]), 1.0)


@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_inside_a_run_nan_and_infinity_show_as_divergence(bad):
    rule, grad = Clipped(GradientDescent(0.1)), np.array([bad, 3.0, 4.0])
    with np.errstate(invalid="ignore"):
        x, _ = rule.step(np.zeros(3), grad, None, 1)
    assert np.isnan(x[0])
    assert np.array_equal(np.isnan(x), [True] + [np.isnan(bad)] * 2)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: clip_by_norm(STEEP, 0.0), r"limit must be positive, got 0\.0\. "),
        (lambda: clip_by_value(STEEP, -1.0), r"limit must be positive, got -1\.0\. "),
        (lambda: clip_by_norm(STEEP, 1.0, eps=-1), r"eps must not .*, got -1\. "),
        (lambda: Clipped(GradientDescent(), limit=0), r"limit must be pos.*, got 0"),
        (lambda: Clipped(GradientDescent(), limit=-1), r"limit must .*, got -1\. "),
        (lambda: Clipped(GradientDescent(), eps=-1), r"eps must .*, got -1\. "),
        (
            lambda: Clipped(GradientDescent(), by="size"),
            r"by must be .*, got 'size'\. ",
        ),
    ],
)
def test_settings_that_cannot_work_are_refused(make, message):
    with pytest.raises(ValueError, match=message):
        make()
