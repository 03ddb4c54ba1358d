"""The figure of the three-cycle shows the function and the cycle of the theorem."""

from fractions import Fraction

import numpy as np
import pytest

from gdcourse.optimizers import Momentum
from gdcourse.optimizers import sweep as walk
from gdcourse.proofs.heavy_ball_cycle import CYCLE, bent
from gdcourse.widgets.momentum import three_cycle
from gdcourse.widgets.momentum_cycle_ends import (
    ARRIVES,
    CYCLES,
    ENDS,
    FLIES,
    MOMENTA,
    MOVES,
    RATE,
    STARTS,
    bent_bowl,
    end_of,
    ends_of_all,
)

GOALS = {
    "cycle": {"x0": 3.2},
    "left": {"x0": -3.3},
    "cure": {"x0": 3.2, "momentum": 5 / 9},
}


def test_three_cycle_shows_and_says_what_was_computed(sweep):
    sweep(three_cycle, goals=GOALS)


def test_the_bowl_of_the_figure_has_the_slopes_of_the_theorem():
    x = np.linspace(-5, 5, 201)
    wanted = [bent(point) for point in x]
    assert np.allclose(bent_bowl().gradient(x[None])[0], wanted, rtol=1e-12)
    slopes = np.diff(wanted) / np.diff(x)
    assert slopes.min() >= bent_bowl().mu - 1e-9
    assert slopes.max() <= bent_bowl().L + 1e-9


@pytest.mark.parametrize("x0", [3.2, 3.4, -3.3])
def test_heavy_ball_ends_on_the_three_points_of_the_theorem(x0):
    last = three_cycle().set(x0=x0).numbers["ball"].points[-3:, 0]
    assert np.sort(last) == pytest.approx(sorted(map(float, CYCLE)), abs=1e-9)


def test_gradient_descent_arrives_from_every_start():
    figure = three_cycle()
    for x0 in figure.controls["x0"].values()[::8]:
        descent = figure.set(x0=x0).numbers["descent"]
        assert descent.status == "converged"
        assert abs(descent.points[-1, 0]) < 1e-7


def test_one_run_ends_as_the_map_says():
    figure, ends = three_cycle(), ends_of_all()
    for row, column in np.random.default_rng(0).integers(0, (161, 73), (60, 2)):
        numbers = figure.compute(float(STARTS[row]), float(MOMENTA[column]))
        assert numbers["end"] == ends[row, column]


def test_the_map_knows_all_four_ends():
    assert set(np.unique(ends_of_all())) == set(range(4))


def test_a_run_that_never_settles_in_the_map_has_not_settled_ten_times_later():
    restless = (ends_of_all() == MOVES) & (MOMENTA > 0.38)
    rows, columns = np.nonzero(restless)
    f, rule = bent_bowl(), Momentum(RATE, MOMENTA[columns])
    late, later = (walk(f.gradient, STARTS[None, rows], rule, n) for n in (5997, 6000))
    assert (end_of(late, later) == MOVES).all()


def test_the_map_has_a_column_for_every_place_of_the_slider():
    places = three_cycle().controls["momentum"].values()
    assert np.abs(MOMENTA[:, None] - places).min(axis=0).max() < 1e-12


@pytest.mark.parametrize("x0", [2.5, 3.2, -4.0, 0.0])
@pytest.mark.parametrize("ninths", [Fraction(1, 4), Fraction(4, 9), Fraction(3, 4)])
def test_what_is_said_follows_from_twenty_exact_steps_in_a_row(x0, ninths):
    figure = three_cycle().set(x0=x0, momentum=float(ninths))
    points = figure.numbers["ball"].points[:, 0]
    said = figure.artists["steps title"].get_text().removeprefix("Heavy ball ")
    if said == ENDS[ARRIVES]:
        assert abs(points[-1]) < 1e-5
    elif said == ENDS[CYCLES]:
        assert np.allclose(points[-20:-3], points[-17:], atol=1e-9)
    elif said == ENDS[FLIES]:
        assert np.abs(points[-20:]).min() > 1e3
    else:
        assert np.ptp(points[-20:]) > 0.1


def test_a_click_between_two_momenta_takes_the_nearer():
    momentum = three_cycle().controls["momentum"]
    assert momentum.read(0.45) == 4 / 9
    assert momentum.show(4 / 9) == "4/9"
