"""Functions that attain bounds: heights fit slopes, slopes change no faster than L."""

import numpy as np
import pytest

from gdcourse.optimizers import GradientDescent
from gdcourse.proofs.problems import walk
from gdcourse.proofs.worst_functions import huber, parabola, zigzag

FUNCTIONS = {
    "parabola": parabola(curvature=3.0),
    "huber": huber(delta=0.3, L=2.0),
    "zigzag": zigzag(k=4),
    "short zigzag": zigzag(k=3, lr=0.25, L=2.0),
}
GRID = np.linspace(-7, 2, 90_001)


@pytest.mark.parametrize("problem", FUNCTIONS.values(), ids=FUNCTIONS)
def test_height_is_the_sum_of_the_slopes(problem):
    h, slopes = GRID[1] - GRID[0], problem.gradient(GRID)
    trapezoids = np.cumsum((slopes[1:] + slopes[:-1]) * h / 2)
    heights = problem.value(GRID)
    assert heights[1:] - heights[0] == pytest.approx(trapezoids, abs=1e-6)


@pytest.mark.parametrize("problem", FUNCTIONS.values(), ids=FUNCTIONS)
def test_slope_changes_at_the_rate_of_its_smoothness_and_no_faster(problem):
    rates = np.abs(np.diff(problem.gradient(GRID)) / np.diff(GRID))
    assert rates.max() == pytest.approx(problem.L, rel=1e-9)


@pytest.mark.parametrize("problem", FUNCTIONS.values(), ids=FUNCTIONS)
def test_minimizer_is_where_they_say(problem):
    assert problem.gradient(problem.minimizer) == pytest.approx(0)
    assert problem.value(problem.minimizer) == pytest.approx(0)
    assert problem.value(GRID).min() >= -1e-12


@pytest.mark.parametrize("k", [0, 1, 7, 100])
def test_gradient_descent_never_leaves_the_straight_part_of_huber(k):
    run = walk(huber(delta=1 / (2 * k + 1)), GradientDescent(lr=1.0), k)
    assert run.gaps[-1] == pytest.approx(1 / (4 * k + 2), rel=1e-12)
    assert run.gradients == pytest.approx(np.full(k + 1, 1 / (2 * k + 1) ** 2))


@pytest.mark.parametrize("k", [0, 1, 7, 100])
@pytest.mark.parametrize(("lr", "L"), [(1.0, 1.0), (0.25, 2.0), (0.0625, 2.0)])
def test_gradient_descent_sees_slope_one_on_the_zigzag(k, lr, L):
    problem = zigzag(k, lr, L)
    run = walk(problem, GradientDescent(lr=lr), k)
    assert run.gradients == pytest.approx(np.ones(k + 1), rel=1e-9)
    assert run.gaps[0] == pytest.approx(k * lr * (4 - lr * L) / 4 + 1 / (2 * L))
    assert run.gaps[-1] == pytest.approx(1 / (2 * L))


def test_zigzag_is_not_convex_and_goes_on_straight_behind_its_start():
    problem = zigzag(k=2)
    slopes = problem.gradient(np.array([-1.0, -0.5, 0.0, 3.0]))
    assert slopes == pytest.approx([1, 0.5, 1, 1])
    assert problem.value(3.0) - problem.value(0.0) == pytest.approx(3)


@pytest.mark.parametrize(
    "make",
    [
        lambda: parabola(curvature=-1.0),
        lambda: huber(delta=0.0),
        lambda: huber(delta=1.0, L=-2.0),
        lambda: zigzag(k=-1),
        lambda: zigzag(k=1, lr=0.0),
    ],
)
def test_shapes_without_sense_are_refused(make):
    with pytest.raises(ValueError, match=r"must be .+, got .+\. [A-Z]"):
        make()
