"""The live figures of lesson 02 show, say and test what the library computes."""

from fractions import Fraction as F
from itertools import pairwise

import numpy as np
import pytest

from gdcourse import landscapes
from gdcourse.datasets import load_penguins
from gdcourse.plotting.contrast import luminance
from gdcourse.widgets.clicks import place_clicked
from gdcourse.widgets.gradient_descent import (
    CONDITIONS,
    START,
    penguin_line,
    rates_and_starts,
    six_regimes,
    stop_rules,
    two_curvatures,
)
from gdcourse.widgets.gradient_descent_bowl import bowl, level_lines
from gdcourse.widgets.gradient_descent_map import (
    NAMES,
    ONE,
    RATES,
    SHADES,
    STARTS,
    TWO,
    ends_of_all,
    middle,
    scenery,
)
from gdcourse.widgets.gradient_descent_penguins import RAW, SCALED

GOALS = {"one-step": {"lr": 0.5, "a": 2.0}, "edge": {"lr": 1.0, "a": 2.0}}


def test_six_regimes_shows_and_says_what_was_computed(sweep):
    sweep(six_regimes, goals=GOALS)


def test_six_regimes_follows_the_closed_form():
    figure = six_regimes()
    for a in (0.5, 1.0, 2.0, 4.0):
        for lr in (0.05, 0.3, 1.2, 2.4):
            figure.set(lr=lr, a=a)
            k, x = figure.artists["history"].get_data()
            assert np.allclose(x, START * (1 - lr * a) ** k, rtol=1e-9, atol=1e-12)
            assert np.allclose(figure.numbers["path"][1], a * x**2 / 2)


@pytest.mark.parametrize(
    ("lr", "name"),
    [
        (0.0, "still"),
        (0.45, "monotone"),
        (0.5, "one-step"),
        (0.55, "alternating"),
        (1.0, "oscillates"),
        (1.05, "diverges"),
    ],
)
def test_each_regime_is_lit_named_and_told(lr, name):
    figure = six_regimes().set(lr=lr)
    assert figure.artists["lit"].get_x() == list(CONDITIONS).index(name)
    assert figure.artists["title"].get_text().endswith(name)
    assert name in figure.text


def test_every_position_of_both_sliders_has_the_regime_of_exact_arithmetic():
    figure = six_regimes()
    lrs, curvatures = (c.values() for c in figure.controls.values())
    for a in curvatures:
        for lr in lrs:
            factor = 1 - F(figure.controls["lr"].show(lr)) * F(a)
            exact = {1: "still", 0: "one-step", -1: "oscillates"}.get(factor)
            side = "monotone" if factor > 0 else "alternating"
            rough = side if abs(factor) < 1 else "diverges"
            assert figure.compute(lr, a)["regime"] == (exact or rough)


def test_divergence_is_said_on_the_picture():
    figure = six_regimes().set(lr=2.5, a=4.0)
    said = figure.artists["message"].get_text()
    assert said == "The points leave the picture at step 1"


# Two curvatures ----------------------------------------------------------------------

BOWL_GOALS = {
    "fastest": {"lr": 1.82, "kappa": 10},
    "edge": {"lr": 2.0, "kappa": 10},
}


def test_two_curvatures_shows_and_says_what_was_computed(sweep):
    sweep(two_curvatures, goals=BOWL_GOALS)


@pytest.mark.parametrize("kappa", [2, 10, 100])
def test_the_path_follows_one_factor_per_direction(kappa):
    figure = two_curvatures()
    for lr in (0.3, 1.0, 1.5, 1.98, 2.04):
        figure.set(lr=lr, kappa=kappa)
        path = figure.numbers["path"]
        k = np.arange(path.shape[1])
        flat, steep = 9 * (1 - lr / kappa) ** k, 3 * (1 - lr) ** k
        assert np.allclose(path, [flat, steep], rtol=1e-9, atol=1e-12)


def test_dots_that_are_equally_high_because_nothing_moves_do_not_count():
    assert two_curvatures().set(lr=0.0, kappa=10).done == set()


def test_level_lines_are_level():
    for kappa in (1, 10, 100):
        lines = level_lines(kappa).reshape(2, 4, -1)[:, :, :-1]
        heights = bowl(kappa).value(lines)
        assert np.allclose(heights, heights[:, :1], rtol=1e-12)


@pytest.mark.parametrize("kappa", [2, 5, 10, 30, 100])
def test_up_to_one_over_L_the_flat_direction_sets_the_pace(kappa):
    figure = two_curvatures()
    for lr in figure.controls["lr"].values():
        if 0 < lr <= 1:
            said = figure.compute(lr, kappa)["worst"]
            assert said == "The flat direction sets the pace", lr


@pytest.mark.parametrize("kappa", [2, 5, 10, 30, 100])
def test_the_fastest_rate_shrinks_the_distance_most(kappa):
    figure = two_curvatures()
    worst = {}
    for lr in figure.controls["lr"].values():
        worst[lr] = np.abs(figure.compute(lr, kappa)["factors"]).max()
    best = min(worst, key=worst.get)
    assert best == pytest.approx(2 / (1 + 1 / kappa), abs=0.02)


# Rates and starts --------------------------------------------------------------------

MAP_GOALS = {"leap": {"lr": 0.9, "x0": 1.6}, "cycle": {"lr": 1.2, "x0": -1.0}}


def test_rates_and_starts_shows_and_says_what_was_computed(sweep):
    sweep(rates_and_starts, goals=MAP_GOALS)


def test_in_one_valley_the_learning_rate_alone_decides():
    ends = ends_of_all(ONE)
    settled = RATES * 2 < 1.97
    runaway = RATES * 2 > 2.2
    assert (ends[:, settled] == NAMES.index("lower valley")).all()
    assert (ends[:, runaway] == NAMES.index("diverges")).all()


def test_in_one_valley_the_start_is_not_said_to_be_without_effect():
    """At the minimum every rate stays; near 2/L a far start is still on its way."""
    assert rates_and_starts().compute(ONE, 1.3, 0.0)["ends in"] == 0
    assert (ends_of_all(ONE) != ends_of_all(ONE)[:1]).any(axis=0).mean() < 0.05
    assert scenery(ONE)["matters"] == "The start hardly matters"


def test_in_two_valleys_the_start_matters_and_every_end_occurs():
    ends = ends_of_all(TWO)
    assert set(np.unique(ends)) == {0, 1, 2, 3}
    right = STARTS > 1.55
    assert len(np.unique(ends[right][:, RATES < 0.5])) > 1


@pytest.mark.parametrize("where", [ONE, TWO])
def test_one_run_ends_as_the_map_says(where):
    figure = rates_and_starts()
    rng = np.random.default_rng(0)
    for row, column in rng.integers(0, 160, (25, 2)):
        lr, x0 = float(RATES[column]), float(STARTS[row])
        assert (
            figure.compute(where, lr, x0)["ends in"] == ends_of_all(where)[row, column]
        )


def test_a_click_on_the_map_chooses_the_run_at_that_place():
    figure = rates_and_starts()
    left = figure.canvas.figure.axes[0]
    pixel = left.transData.transform((0.8, -1.0)) / left.figure.bbox.size
    found = place_clicked(figure.canvas.figure, pixel, figure.clicks)
    assert found == pytest.approx({"lr": 0.8, "x0": -1.0})


def test_a_run_that_arrives_in_one_step_does_not_jump():
    figure = rates_and_starts().set(where=ONE, lr=0.5)
    assert figure.numbers["title"] == "This run ends in the valley"


def test_above_the_limit_of_the_lower_valley_no_run_is_said_to_settle_there():
    f = landscapes.double_well
    limit = 2 / f.hessian(f.minimizers[0])[0, 0]
    above = ends_of_all(TWO)[:, limit + 0.02 < RATES]
    assert not (above == NAMES.index("lower valley")).any()


def test_regions_of_the_map_differ_without_their_colors():
    lights = sorted(luminance(shade) + 0.05 for shade in SHADES)
    assert all(b / a > 1.25 for a, b in pairwise(lights))


def test_the_name_of_a_region_stands_inside_it():
    for where in (ONE, TWO):
        ends = ends_of_all(where)
        for end in np.unique(ends):
            assert ends[middle(ends == end)] == end


# Stop rules --------------------------------------------------------------------------

STOP_GOALS = {"early": {"lr": 1e-4}, "unit": {"unit": 1e-6}}


def test_stop_rules_shows_and_says_what_was_computed(sweep):
    sweep(stop_rules, goals=STOP_GOALS)


def test_another_unit_moves_every_stop_but_the_relative_one():
    figure = stop_rules()
    stops = [figure.set(unit=unit).numbers["stops"] for unit in (1e-6, 1, 1e6)]
    assert len({stop["relative"] for stop in stops}) == 1
    for rule in ("loss", "absolute"):
        assert len({stop[rule] for stop in stops}) == 3


def test_each_rule_stops_at_the_first_step_where_it_holds():
    numbers = stop_rules().set(lr=1.0, eps=1e-4).numbers
    k = np.arange(401)
    x, y = 10 * 0.98**k, 0.0**k
    gap, norm = (0.02 * x**2 + y**2) / 2, np.hypot(0.02 * x, y)
    change = np.abs(np.diff(gap, prepend=np.inf))
    assert numbers["stops"] == {
        "loss": np.argmax(change < 1e-4),
        "absolute": np.argmax(norm < 1e-4),
        "relative": np.argmax(norm <= 1e-4 * norm[0]),
    }


def test_a_diverging_run_is_never_stopped_by_the_loss():
    numbers = stop_rules().set(lr=2.1).numbers
    assert numbers["stops"] == {"loss": None, "absolute": None, "relative": None}


def test_the_title_of_the_stop_rules_tells_the_largest_part_left():
    figure = stop_rules()
    for state in ({"lr": 1.0}, {"lr": 1.9, "eps": 1e-5}, {"lr": 1e-3, "eps": 1e-2}):
        numbers = figure.set(**{"lr": 1.0, "unit": 1, "eps": 1e-3} | state).numbers
        left = max(share for share in numbers["share"].values() if share is not None)
        said = "less than 1 %" if left < 0.01 else f"{100 * left:.3g} %"
        assert (said if left < 0.5 else "most of the way") in numbers["title"]


# Penguin line ------------------------------------------------------------------------

LINE_GOALS = {
    "one": {"feature": SCALED, "share": 1.0, "k": 1},
    "slow": {"feature": RAW, "share": 1.0, "k": 30},
}


def test_penguin_line_shows_and_says_what_was_computed(sweep):
    sweep(penguin_line, goals=LINE_GOALS)


def test_the_line_arrives_at_the_fit_of_numpy():
    numbers = penguin_line().set(**LINE_GOALS["one"]).numbers
    penguins = load_penguins()
    slope, intercept = np.polyfit(penguins.flipper_length, penguins.body_mass, 1)
    x, y = numbers["line"]
    assert np.allclose(y, intercept + slope * x, rtol=1e-9)


def test_before_the_first_update_no_line_swings():
    figure = penguin_line().set(feature=RAW, share=2.1, k=0)
    assert figure.numbers["title"] == "After 0 updates the line is still off"
    assert figure.set(k=1).numbers["title"].endswith("swings, wider each time")


def test_raw_lengths_leave_the_line_off_at_every_stable_rate():
    figure = penguin_line()
    for share in (0.1, 0.5, 1.0, 1.5, 1.9):
        assert figure.set(feature=RAW, share=share, k=30).numbers["excess"] > 0.2
