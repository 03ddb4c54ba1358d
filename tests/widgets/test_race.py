"""The race is fair, shows what was computed, and its steps are the rules' own."""

import numpy as np
import pytest
import sympy as sp

from gdcourse.optimizers import minimize
from gdcourse.widgets.race import FIRST, compute, race
from gdcourse.widgets.race_anatomy import anatomy, equation, values_of
from gdcourse.widgets.race_panes import MAGNIFIED
from gdcourse.widgets.race_parts import MOMENTUM, inertia
from gdcourse.widgets.race_runs import (
    BUDGET,
    PLACES,
    RATES,
    RULES,
    SCALES,
    SQUARES,
    TUNING,
    axis,
    gap_at_start,
    gradient_of,
    noise,
    runs,
    scores,
)

GOALS = {
    "simple": {"where": "Himmelblau", "k": 16},
    "apart": {"scale": 5.0, "k": 100},
    "climb": {"method": "heavy ball", "k": 10},
}


def test_race_shows_and_says_what_was_computed(sweep):
    sweep(race, goals=GOALS)


@pytest.mark.parametrize("method", RULES)
@pytest.mark.parametrize("where", PLACES)
def test_every_method_pays_one_gradient_for_each_step(where, method):
    place, paid = PLACES[where], []
    gradient = gradient_of(place)

    def counted(x):
        paid.append(x)
        return gradient(x)

    rule = RULES[method](runs(where, method).rate)
    budget = {"steps": BUDGET, "tol": 0.0}
    trace = minimize(place.landscape.value, counted, place.start, rule, **budget)
    assert len(paid) == trace.updates + 1  # the last one is that of the last point
    alone, column = trace.points, SCALES.index(1.0)
    in_race = runs(where, method).points[: len(alone), :, column]
    assert np.allclose(alone, in_race, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("method", RULES)
@pytest.mark.parametrize("where", PLACES)
def test_no_best_rate_lies_at_an_edge_of_the_search(where, method):
    best = int(np.argmin(scores(where, method)))
    assert 0 < best < len(RATES) - 1
    assert runs(where, method).rate == RATES[best]


def test_gradient_descent_is_tuned_below_the_edge_of_stability():
    assert runs("quadratic κ = 25", "gradient descent").rate < 2 / 25
    assert runs("noisy κ = 25, seed 1", "gradient descent").rate < 2 / 25


def test_gradient_descent_on_the_quadratic_follows_the_closed_form():
    place, run = (
        PLACES["quadratic κ = 25"],
        runs("quadratic κ = 25", "gradient descent"),
    )
    c, s = np.cos(0.5), np.sin(0.5)
    turn = np.array([[c, s], [-s, c]])
    factors = 1 - run.rate * np.array([1.0, 25.0])
    k = np.arange(BUDGET + 1)[:, None]
    expected = factors**k * (turn @ place.start) @ turn
    assert np.allclose(run.points[:, :, SCALES.index(1.0)], expected, atol=1e-10)


def test_all_methods_see_the_same_noise_and_no_seed_that_chose_their_rates():
    place = PLACES["noisy κ = 25, seed 1"]
    first, second = (gradient_of(place)(np.zeros(2)) for _ in range(2))
    assert np.array_equal(first, second)
    assert np.array_equal(first, noise([1])[0, :, 0])
    assert place.seed not in TUNING


@pytest.mark.parametrize("where", PLACES)
def test_all_methods_begin_at_the_same_height(where):
    for method in RULES:
        assert np.allclose(runs(where, method).gaps[0], gap_at_start(where))


@pytest.mark.parametrize("method", RULES)
def test_the_numbers_of_a_step_satisfy_its_equation(method):
    update = equation(method)[0]
    for where, k in (("Rosenbrock", 0), ("quadratic κ = 25", 37), ("Beale", 99)):
        known = values_of(where, method, 1.0, k)
        for letter, formula in update.lines:
            f = sp.lambdify(sorted(formula.free_symbols, key=str), formula, "numpy")
            values = [known[s.name] for s in sorted(formula.free_symbols, key=str)]
            got = np.broadcast_to(f(*values), (2,))
            assert np.allclose(got, known[letter.name], rtol=1e-9, atol=1e-300)


def test_every_letter_of_an_equation_has_its_number_on_the_picture():
    for method in RULES:
        shown = anatomy("Himmelblau", method, 1.0, 12)
        words = " ".join(shown[f"numbers {row}"] for row in range(3))
        assert "_" not in words
        assert "beta" not in words
        assert "alpha" not in words


def test_adams_first_step_is_its_rate_in_each_coordinate():
    known = values_of("Rosenbrock", "Adam", 1.0, 0)
    rate = runs("Rosenbrock", "Adam").rate
    assert np.allclose(np.abs(known["x_{k+1}"] - known["x_k"]), rate, rtol=1e-6)


def test_the_arrow_of_heavy_ball_is_the_last_step_times_friction():
    run, column = runs("quadratic κ = 25", "heavy ball"), SCALES.index(1.0)
    before, now = run.points[6, :, column], run.points[7, :, column]
    x, there = inertia("quadratic κ = 25", "heavy ball", 1.0, 7).T
    assert np.allclose(x, now)
    assert np.allclose(there - x, MAGNIFIED * 0.9 * (now - before))


def test_methods_without_momentum_have_no_arrow():
    numbers = compute(tuple(RULES)[:5], "Rosenbrock", "Adam", 1.0, 5)
    for method in set(RULES) - set(MOMENTUM):
        assert numbers[f"arrow {method}"] is None
    assert numbers["arrow heavy ball"] is not None


def test_adagrads_squares_only_grow_and_are_the_sums_of_squared_gradients():
    run, column = runs("Himmelblau", "AdaGrad"), SCALES.index(1.0)
    areas, grads = run.areas[..., column], run.trace.gradients[:-1, :, column]
    assert (np.diff(areas, axis=0) >= 0).all()
    sums = np.cumsum(grads**2, axis=0)
    assert np.allclose(areas[1:], sums / sums.max())


def test_areas_of_the_squares_are_the_shares():
    figure = race().set(who=("AdaGrad", "RMSprop", "Adam"), k=40)
    for name in SQUARES:
        for i, side in enumerate("xy"):
            square = figure.artists[f"square {name} {side}"]
            area = runs("quadratic κ = 25", name).areas[40, i, SCALES.index(1.0)]
            assert np.isclose(square.get_width() * square.get_height(), area)


def test_who_leads_has_the_lowest_gap():
    for where in PLACES:
        for k in (1, 20, 60, 100):
            numbers = compute(FIRST, where, "Adam", 1.0, k)
            now, title = numbers["now"], numbers["title"]
            if title.endswith("leads"):
                assert min(now, key=now.get) in title
            else:
                home = [
                    gap for gap in now.values() if gap <= 1e-9 * gap_at_start(where)
                ]
                assert title.endswith(f"{len(home)} methods have arrived")


def test_at_kappa_25_memory_gains_little_and_the_edges_lie_as_the_lesson_says():
    def gaps_at(k, scale=1.0):
        return race().set(k=k, scale=scale).numbers["now"]

    three = [gaps_at(100)[name] for name in ("Nesterov", "gradient descent")]
    three.append(gaps_at(100)["heavy ball"])
    assert three == sorted(three)
    assert three[2] < 10 * three[0]
    leaders = {min(now, key=now.get) for now in map(gaps_at, (30, 60, 100))}
    assert leaders == {"gradient descent", "Adam", "Nesterov"}
    wide = gaps_at(100, 2.0)
    assert (
        wide["heavy ball"] < 1 < 1e12 < min(wide["gradient descent"], wide["Nesterov"])
    )


def test_names_at_the_curves_stand_apart():
    for where in PLACES:
        low, high = np.log10(axis(where))
        for k in (0, 40, 100):
            places = compute(FIRST, where, "Adam", 2.0, k)["places"]
            heights = sorted(np.log10(height) for _, height in places.values())
            assert low <= heights[0]
            assert heights[-1] <= high
            assert min(np.diff(heights)) > 0.06 * (high - low)
