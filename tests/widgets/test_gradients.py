import numpy as np
import pytest

from gdcourse import derivation, landscapes
from gdcourse.widgets.gradients import (
    best_step,
    direction_dial,
    small_step,
    three_norms,
    where_it_points,
)
from gdcourse.widgets.gradients_differences import derivatives, wave
from gdcourse.widgets.gradients_step import PLACES

GOALS = {
    where_it_points: {
        "round": {"kappa": 1.0, "y": 1.0},
        "axis": {"kappa": 100.0, "y": 0.0},
    },
    direction_dial: {
        "level": {"turn": 153, "kappa": 4.0},
        "steepest": {"turn": 243, "kappa": 4.0},
        "half": {"turn": 183, "kappa": 4.0},
    },
    three_norms: {"agree": {"turn": 45}, "edge": {"turn": 90}},
    small_step: {
        "edge": {"lr": 0.2, "place": "between"},
        "beyond": {"lr": 0.3, "place": "between"},
        "tight": {"lr": 0.1, "place": "on the steep axis"},
    },
    best_step: {"forward": {"k": -8.0}, "central": {"k": -5.0}, "lost": {"k": -16.0}},
}


@pytest.mark.parametrize("figure", GOALS, ids=lambda figure: figure.__name__)
def test_figure_shows_and_says_what_was_computed(sweep, figure):
    sweep(figure, goals=GOALS[figure])


def test_the_published_start_misses_by_its_closed_form():
    figure = where_it_points()
    assert figure.numbers["angle"] == pytest.approx(np.degrees(np.arccos(20 / 101)))
    assert "78.58°" in figure.text


def test_no_start_misses_by_more_than_the_worst_one():
    figure = where_it_points()
    for kappa in figure.controls["kappa"].values():
        for y in (0.1, 0.5, 1.0, 2.0):
            numbers = figure.compute(kappa, y)
            assert numbers["angle"] <= numbers["worst"] + 1e-9


def test_the_worst_start_is_where_the_slopes_are_level():
    """At x = √κ y the bound is attained: the cosine is 2√κ / (κ + 1)."""
    figure = where_it_points().set(kappa=100.0, y=1.0)
    assert figure.numbers["angle"] == pytest.approx(figure.numbers["worst"], abs=1e-9)


@pytest.mark.parametrize("kappa", [1.0, 2.0, 4.0, 10.0])
def test_half_of_all_directions_fall(kappa):
    compute = direction_dial().compute
    slopes = [compute(turn, kappa)["slope"] for turn in range(5, 360, 15)]
    assert sum(slope < 0 for slope in slopes) == 12
    assert np.allclose(slopes[:12], np.negative(slopes[12:]))


def test_the_slope_of_the_dial_is_a_directional_derivative():
    figure, f = direction_dial(), landscapes.quadratic(4.0)
    for turn in (0, 37, 200, 311):
        u = np.array([np.cos(np.radians(turn)), np.sin(np.radians(turn))])
        measured = derivation.directional_derivative(f.value, [2.0, 1.0], u)
        slope = figure.set(turn=turn).numbers["slope"]
        assert slope == pytest.approx(measured, rel=1e-8)


@pytest.mark.parametrize("turn", [135, 315])
def test_a_slope_of_zero_has_no_sign(turn):
    figure = direction_dial().set(kappa=2.0, turn=turn)
    assert figure.numbers["title"].startswith("Slope 0.00")
    assert "is 0.00;" in figure.text


def test_each_norm_reaches_its_dual_norm():
    figure = three_norms()
    for turn in range(0, 360, 5):
        g = np.array([np.cos(np.radians(turn)), np.sin(np.radians(turn))])
        steps = figure.compute(turn)["steps"]
        assert g @ steps["circle"] == pytest.approx(-1)
        assert g @ steps["diamond"] == pytest.approx(-np.abs(g).max())
        assert g @ steps["square"] == pytest.approx(-np.abs(g).sum())


def test_no_step_climbs_above_its_promise():
    figure = small_step()
    for place in PLACES:
        for lr in figure.controls["lr"].values():
            numbers = figure.compute(lr, place)
            assert numbers["reached"] <= numbers["promised"] + 1e-9


def test_the_largest_step_from_each_start_ends_at_the_same_height():
    f = landscapes.quadratic(10.0)
    for place, start in PLACES.items():
        numbers = small_step().set(place=place).numbers
        assert f.value(start) == pytest.approx(12.0)
        end = start - numbers["largest"] * f.gradient(start)
        assert f.value(end) == pytest.approx(12.0)
    assert numbers["largest"] == pytest.approx(2 / f.L)


def test_best_steps_stand_where_theory_puts_them():
    figure = best_step()
    value, slope, second, third = map(abs, derivatives())
    assert slope == pytest.approx(derivation.complex_step(wave, 1.3), rel=1e-15)
    eps = np.finfo(float).eps
    found = {
        way: min(
            figure.controls["k"].values(),
            key=lambda k, way=way: figure.compute(k)["error"][way],
        )
        for way in ("forward", "central")
    }
    assert found["forward"] == pytest.approx(
        np.log10(4 * eps * value / second) / 2, abs=1
    )
    assert found["central"] == pytest.approx(
        np.log10(3 * eps * value / third) / 3, abs=1
    )


def test_a_lost_step_sees_no_slope_and_the_complex_step_all_of_it():
    numbers = best_step().set(k=-17.0).numbers
    assert numbers["error"]["forward"] == pytest.approx(derivatives()[1])
    assert numbers["error"]["complex"] < 1e-15
