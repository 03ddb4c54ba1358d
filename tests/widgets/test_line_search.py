"""The live figures of lesson 04 show, say and test what is computed and proved."""

import numpy as np
import pytest

from gdcourse.widgets.line_search import backtrack, zigzag
from gdcourse.widgets.line_search_backtrack import (
    ARMIJO,
    C2,
    WOLFE,
    along_the_ray,
    hills,
)
from gdcourse.widgets.line_search_zigzag import (
    BEST,
    EVEN,
    EXACT,
    KAPPAS,
    SHARE,
    WORST,
    walk,
)

# Zigzag ------------------------------------------------------------------------------

ZIGZAG_GOALS = {
    "smooth": {"kappa": 100, "t": 0.5},
    "pace": {"kappa": 1000, "step": BEST},
    "same": {"kappa": 100, "step": EXACT, "start": WORST},
}


def test_zigzag_shows_and_says_what_was_computed(sweep):
    sweep(zigzag, goals=ZIGZAG_GOALS)


@pytest.mark.parametrize(
    ("step", "t", "flips", "updates"),
    [(SHARE, 0.5, 0, 1341), (SHARE, 0.95, 50, None), (BEST, 0.5, 50, 691)],
)
def test_the_fastest_rate_flips_at_every_step_and_1_over_L_never(
    step, t, flips, updates
):
    numbers = walk(100, step, t, EVEN)
    assert numbers["flips"] == flips
    assert updates in (None, numbers["updates"])


@pytest.mark.parametrize("t", [0.05, 0.5, 0.7, 0.99])
@pytest.mark.parametrize("start", [EVEN, WORST])
def test_the_price_of_kappa_is_the_number_of_multiplications_needed(t, start):
    _, updates = walk(1, SHARE, t, start)["cost"]
    for kappa, claimed in zip(KAPPAS[:7], updates, strict=False):
        x, y = start_x, start_y = 1.0, 1.0 if start == EVEN else 1 / kappa
        count = 0
        while x * x + y * y > 1e-12 * (start_x**2 + start_y**2):
            x, y, count = x * (1 - 2 * t / kappa), y * (1 - 2 * t), count + 1
        assert claimed == count


@pytest.mark.parametrize("kappa", [2, 10, 100, 1000])
def test_exact_search_from_its_worst_start_gains_no_more_than_the_best_fixed_rate(
    kappa,
):
    exact, fixed = (walk(kappa, step, 0.5, WORST) for step in (EXACT, BEST))
    factor = ((kappa - 1) / (kappa + 1)) ** 2
    assert exact["falls"] == pytest.approx(factor, rel=1e-9)
    assert fixed["falls"] == pytest.approx(factor, rel=1e-9)
    assert exact["updates"] == fixed["updates"]
    assert walk(100, EXACT, 0.5, WORST)["falls"][0] == pytest.approx(0.9607881580)


def test_a_thousandfold_condition_number_does_not_cost_a_thousandfold():
    for step, ratio in ((SHARE, 13463), (BEST, 6908)):
        _, updates = walk(1, step, 0.5, EVEN)["cost"]
        assert updates[-1] / updates[0] == ratio


def test_a_best_rate_that_arrives_is_not_rounded_to_the_limit():
    numbers = zigzag().set(kappa=1000, step="2/(μ+L)").numbers
    assert numbers["story"] == "A zigzag, for αL = 1.998 > 1"


def test_beyond_2_over_L_nothing_arrives_and_nothing_is_drawn():
    for t in (1.0, 1.05):
        numbers = walk(10, SHARE, t, EVEN)
        assert numbers["cost"] is None
        assert np.isnan(numbers["updates"])
        assert numbers["story"].startswith("No arrival")


# Backtrack ---------------------------------------------------------------------------

SEARCH_GOALS = {
    "many": {"c": 0.85, "rho": 0.9},
    "leap": {"x": 5.0, "y": 0.0},
    "longer": {"rule": WOLFE, "x": 2.5, "y": 0.0, "alpha0": 0.25},
}
PLACES = [(-4.0, 1.5), (2.5, 0.25), (5.0, -2.5), (0.25, 1.0), (-1.75, 0.0)]
SHARES = [1e-4, 0.3, 0.5, 0.85]


def test_backtrack_shows_and_says_what_was_computed(sweep):
    sweep(backtrack, goals=SEARCH_GOALS)


def test_the_rippled_valley_is_as_smooth_as_it_says():
    x = np.linspace(-9, 9, 3001)
    hessian = hills().hessian(np.stack([x, 0 * x]))
    assert hessian[0, 0].max() == pytest.approx(1.0, abs=1e-6)
    assert hessian[0, 0].min() == pytest.approx(-0.6, abs=1e-6)
    assert (hessian[1, 1] == 1).all()


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("c", SHARES)
def test_armijo_accepts_the_first_trial_below_the_line_and_none_too_short(place, c):
    for rho in (0.1, 0.5, 0.9):
        for alpha0 in (0.5, 4.0):
            n = along_the_ray(ARMIJO, *place, c, rho, alpha0)
            f, p = hills(), np.array(place)
            g = f.gradient(p)
            tried = [alpha0 * rho**i for i in range(n["tried"])]
            fall = [f.value(p) - f.value(p - a * g) for a in tried]
            enough = [a * c * (g @ g) for a in tried]
            assert [d >= e for d, e in zip(fall, enough, strict=True)].index(True) == (
                n["tried"] - 1
            )
            assert n["step"] == pytest.approx(tried[-1])
            assert n["step"] >= min(alpha0, 2 * rho * (1 - c)) - 1e-12
            assert n["fall"] == pytest.approx(fall[-1])


@pytest.mark.parametrize("place", PLACES)
def test_wolfe_leaves_a_fall_that_is_enough_and_a_slope_that_is_small(place):
    for c, alpha0 in ((1e-4, 0.25), (0.3, 4.0), (0.5, 1.0)):
        n = along_the_ray(WOLFE, *place, c, 0.5, alpha0)
        f, p = hills(), np.array(place)
        g = f.gradient(p)
        q = p - n["step"] * g
        assert f.value(q) <= f.value(p) - c * n["step"] * (g @ g)
        assert abs(f.gradient(q) @ g) <= C2 * (g @ g)


def test_along_every_ray_f_stays_within_the_parabola_of_its_smoothness():
    for place in PLACES:
        alpha, height = along_the_ray(ARMIJO, *place, 0.3, 0.5, 1.0)["phi"]
        assert (np.abs(height + alpha) <= alpha**2 / 2 + 1e-12).all()


@pytest.mark.parametrize(
    ("rule", "place"),
    [(ARMIJO, (-3.0, 0.0)), (WOLFE, (-3.75, 0.0)), (WOLFE, (5.0, 0.0))],
)
def test_a_long_search_stays_within_its_axes_and_every_trial_on_the_curve(rule, place):
    x, y = place
    figure = backtrack().set(rule=rule, x=x, y=y, c=1e-4, alpha0=4.0)
    g = hills().gradient(np.array(place))
    for name in ("refused", "accepted"):
        alphas, heights = figure.artists[name].get_data()
        ax = figure.artists[name].axes
        points = np.array(place)[:, None] - g[:, None] * alphas
        true = (hills().value(points) - hills().value(np.array(place))) / (g @ g)
        assert heights == pytest.approx(true)
        assert (alphas < ax.get_xlim()[1]).all()
        assert (heights > ax.get_ylim()[0]).all()
    assert figure.artists["accepted"].get_xdata() == pytest.approx(
        [figure.numbers["step"]]
    )
    figure.set(rule=ARMIJO, x=-4.0, y=1.5)
    assert figure.artists["accepted"].axes.get_xlim() == (0.0, 4.2)


def test_at_a_critical_point_nothing_is_searched():
    n = along_the_ray(ARMIJO, 0.0, 0.0, 0.3, 0.5, 1.0)
    assert n["title"] == "No direction: the gradient is 0"
    assert n["phi"] is None
