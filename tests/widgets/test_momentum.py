"""The cockpit of lesson 07 shows, says and tests what mathematics promises."""

import numpy as np
import pytest

from gdcourse.proofs.heavy_ball_stability import rate as exact_rate
from gdcourse.proofs.nesterov_on_quadratics import radius
from gdcourse.widgets.clicks import place_clicked
from gdcourse.widgets.momentum import cockpit, three_cycle
from gdcourse.widgets.momentum_cockpit import START, STEPS
from gdcourse.widgets.momentum_modes import (
    HEAVY,
    MOMENTA,
    NESTEROV,
    RATES,
    best_rate,
    critical_momentum,
    monotone_edge,
    rate,
    roots,
    speeds,
    stable_edge,
)

GOALS = {
    "best": {"lr": 2.75, "momentum": 0.45},
    "critical": {"lr": 1.0, "momentum": 0.64},
    "edge": {"lr": 3.85},
    "only": {"lr": 1.5, "momentum": 0.9, "method": NESTEROV},
}


def test_cockpit_shows_and_says_what_was_computed(sweep):
    sweep(cockpit, goals=GOALS)


@pytest.mark.parametrize(("kappa", "lr"), [(4, 1.6), (9, 1.8)])
@pytest.mark.parametrize("method", [HEAVY, NESTEROV])
def test_without_momentum_the_best_rate_is_no_closer_and_no_farther(kappa, lr, method):
    figure = cockpit().set(kappa=kappa, lr=lr, momentum=0.0, method=method)
    assert "as far off as tuned" in figure.numbers["path title"]


def test_the_roots_of_the_rule_are_those_of_the_characteristic_polynomials():
    rng = np.random.default_rng(0)
    for lr, beta, curvature in rng.uniform(0, 1, (50, 3)) * [4, 1, 1]:
        size = np.abs(roots(HEAVY, lr, beta, curvature)).max()
        assert size == pytest.approx(exact_rate(lr * curvature, beta), rel=1e-9)
        size = np.abs(roots(NESTEROV, lr, beta, curvature)).max()
        assert size == pytest.approx(radius(lr * curvature, beta), rel=1e-9)


@pytest.mark.parametrize("method", [HEAVY, NESTEROV])
def test_no_curvature_between_the_ends_is_slower_than_both_ends(method):
    pairs = RATES[::6], MOMENTA[::5, None]
    ends = rate(method, *pairs, (1 / 25, 1.0))
    for curvature in np.linspace(1 / 25, 1, 23):
        assert (rate(method, *pairs, (curvature,)) <= ends + 1e-9).all()


@pytest.mark.parametrize("method", [HEAVY, NESTEROV])
def test_the_map_diverges_exactly_beyond_the_analytic_edge(method):
    beyond = stable_edge(method)[0][:, None] + 1e-9 < RATES
    assert (np.isnan(speeds(method, 25)) == beyond).all()


@pytest.mark.parametrize("method", [HEAVY, NESTEROV])
@pytest.mark.parametrize("kappa", [4, 25, 400])
def test_no_pair_on_the_map_is_faster_than_the_best(method, kappa):
    fastest = np.nanmax(speeds(method, kappa))
    assert 0.75 < fastest <= 1 + 1e-9


@pytest.mark.parametrize("method", [HEAVY, NESTEROV])
def test_inside_the_monotone_edge_the_ball_never_overshoots(method):
    figure = cockpit()
    for lr in (0.05, 0.2, 0.4):
        limit = np.interp(lr, *monotone_edge(method)[:, ::-1])
        calm = figure.controls["momentum"].read(0.9 * limit)
        swings = figure.controls["momentum"].read(limit + 0.2)
        points = {}
        for beta in (calm, swings):
            figure.set(lr=lr, momentum=beta, method=method, kappa=4)
            points[beta] = np.array(figure.numbers["run"].points)
        assert (np.diff(points[calm], axis=0) <= 0).all()
        assert (points[calm] >= 0).all()
        assert (points[swings] < 0).any()


@pytest.mark.parametrize("method", [HEAVY, NESTEROV])
def test_at_the_critical_momentum_both_roots_meet(method):
    for lr in (0.3, 1.0):
        first, second = roots(method, lr, critical_momentum(method, lr, 0.2), 0.2)
        assert abs(first - second) < 1e-6
        assert 0 < first.real < 1


def test_the_tuned_pair_of_heavy_ball_has_the_rate_of_polyak():
    assert best_rate(HEAVY, 100) == pytest.approx(9 / 11)
    lr, beta = 4 / (1 + 0.1) ** 2, (9 / 11) ** 2
    assert rate(HEAVY, lr, beta, (0.01, 1.0)) == pytest.approx(9 / 11, rel=1e-6)


@pytest.mark.parametrize("kappa", [4, 25, 100])
def test_what_is_measured_agrees_with_theory_where_all_roots_are_far_apart(kappa):
    figure = cockpit()
    for state in ({"lr": 1.0, "momentum": 0.95}, {"lr": 1.5, "momentum": 0.0}):
        numbers = figure.set(**state, kappa=kappa).numbers
        assert numbers["measured"] == pytest.approx(numbers["rate"], abs=0.01)


def test_the_run_follows_the_recursion_of_heavy_ball():
    numbers = cockpit().set(lr=1.2, momentum=0.8, kappa=9).numbers
    x, curvatures = [np.array(START)] * 2, np.array([1 / 9, 1.0])
    for _ in range(STEPS):
        x.append((1.8 - 1.2 * curvatures) * x[-1] - 0.8 * x[-2])
    assert np.allclose(numbers["run"].points, x[1:], rtol=1e-9, atol=1e-12)


def test_at_one_and_a_half_over_l_only_nesterov_diverges():
    figure = cockpit().set(lr=1.5, momentum=0.9)
    assert figure.artists["roots title"].get_text().endswith("inside the unit circle")
    figure.set(method=NESTEROV)
    assert figure.artists["roots title"].get_text().endswith("outside the unit circle")


def test_without_friction_the_ball_never_rests():
    for lr in (0.1, 1.0, 3.5):
        numbers = cockpit().set(lr=lr, momentum=1.0).numbers
        assert numbers["rate"] == pytest.approx(1, abs=1e-12)
        assert numbers["measured"] == pytest.approx(1, abs=0.02)


def test_a_zero_gradient_in_passing_does_not_end_the_run():
    numbers = cockpit().set(lr=2.0, momentum=0.5, kappa=4).numbers
    assert numbers["run"].gradients[2] == 0 < numbers["run"].gradients[3]


@pytest.mark.parametrize(
    ("factory", "number", "place"),
    [(cockpit, 0, {"lr": 2.75, "momentum": 0.45}),
     (three_cycle, 2, {"momentum": 5 / 9, "x0": -3.2})],
)  # fmt: skip
def test_a_click_on_the_map_goes_there(factory, number, place):
    figure = factory()
    drawing = figure.canvas.figure
    pixel = drawing.axes[number].transData.transform(list(place.values()))
    shares = pixel / (drawing.bbox.width, drawing.bbox.height)
    found = place_clicked(drawing, shares, figure.clicks)
    assert list(found) == list(place)
    figure.move({name: figure.controls[name].read(v) for name, v in found.items()})
    assert {name: figure.state[name] for name in place} == place
    marked = "place heavy ball" if factory is cockpit else "place"
    assert figure.numbers[marked][:, 0].tolist() == list(place.values())
