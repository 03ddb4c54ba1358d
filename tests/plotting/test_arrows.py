import numpy as np
import pytest

from gdcourse.landscapes import rosenbrock
from gdcourse.plotting import (
    arrows,
    contours,
    figure,
    gradient,
    right_angle,
    step,
    tangent,
)

POINT, GRAD = np.array([0.5, -0.5]), np.array([1.2, 0.7])


@pytest.fixture
def ax():
    _, ax = figure("map")
    return contours(ax, lambda p: p[0] ** 2 + p[1] ** 2, ((-2, 2), (-2, 2)))


def ends(patch):
    """Start and end of an arrow, as drawn."""
    return np.array(patch._posA_posB)


def test_gradient_arrow_is_the_gradient(ax):
    assert gradient(ax, POINT, GRAD) is ax
    assert np.allclose(ends(ax.patches[-1]), [POINT, POINT + GRAD])


def test_gradient_arrow_can_have_any_length(ax):
    gradient(ax, POINT, GRAD, length=0.5, label="gradient")
    start, end = ends(ax.patches[-1])
    assert np.linalg.norm(end - start) == pytest.approx(0.5)
    assert np.cross([*GRAD, 0], [*(end - start), 0])[2] == pytest.approx(0)


def test_gradient_of_zero_is_a_point(ax):
    gradient(ax, POINT, [0.0, 0.0], length=1.0)
    assert np.allclose(ends(ax.patches[-1]), [POINT, POINT])
    ax.figure.canvas.draw()


def test_step_arrow_joins_two_points_of_a_run(ax):
    step(ax, POINT, POINT - 0.1 * GRAD, "Adam")
    assert np.allclose(ends(ax.patches[-1]), [POINT, POINT - 0.1 * GRAD])


def test_tangent_is_at_right_angles_to_the_gradient(ax):
    tangent(ax, POINT, GRAD, length=2.0)
    x, y = ax.lines[-1].get_data()
    along = np.array([x[1] - x[0], y[1] - y[0]])
    assert along @ GRAD == pytest.approx(0)
    assert np.linalg.norm(along) == pytest.approx(2)


def test_right_angle_mark_is_a_square_between_tangent_and_gradient(ax):
    right_angle(ax, POINT, GRAD, size=0.2)
    first, corner, last = ax.patches[-1].get_xy() - POINT
    assert np.allclose(corner, first + last)
    assert first @ GRAD == pytest.approx(0)
    assert last @ GRAD == pytest.approx(0.2 * np.linalg.norm(GRAD))


def test_tangent_follows_the_level_line_to_first_order():
    f = rosenbrock() if callable(rosenbrock) else rosenbrock
    p = np.array([-1.0, 1.5])
    along = arrows.across(f.gradient(p))
    change = [f.value(p + h * along) - f.value(p) for h in (1e-3, 1e-4)]
    assert change[0] / change[1] == pytest.approx(100, rel=0.05)


@pytest.mark.parametrize("draw", [tangent, right_angle])
def test_zero_gradient_has_no_direction(ax, draw):
    with pytest.raises(ValueError, match=r"grad must not be zero.*minimizer"):
        draw(ax, POINT, [0.0, 0.0])


def test_points_that_are_not_finite_are_errors_that_help(ax):
    with pytest.raises(ValueError, match="end must be finite"):
        step(ax, POINT, [np.inf, 0])
