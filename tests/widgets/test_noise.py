"""The live figures of lesson 06 show, say and test what is computed and proved."""

import numpy as np
import pytest
import sympy as sp

from gdcourse.widgets.noise import noise_floor, regret, schedules_and_sums
from gdcourse.widgets.noise_floor import CHAINS, floor, folklore, settle
from gdcourse.widgets.noise_regret import (
    COIN,
    FOE,
    KINK,
    ROUNDS,
    SCHEDULES,
    SQUARE,
    TURN,
    losses,
    play,
    promised,
    regrets,
    rounds,
)
from gdcourse.widgets.noise_schedules import KINDS, follow, limit, schedule, walks

# Noise floor -------------------------------------------------------------------------

FLOOR_GOALS = {
    "double": {"lr": 1.0},
    "price": {"beta": 0.9},
    "smooth": {"lr": 0.01, "beta": 0.9},
}


def test_noise_floor_shows_and_says_what_was_computed(sweep):
    sweep(noise_floor, goals=FLOOR_GOALS)


@pytest.mark.parametrize("beta", [0.0, 0.5, 0.9, 0.95])
@pytest.mark.parametrize("lr", [0.01, 0.1, 1.0, 1.9])
def test_the_floor_solves_the_equation_of_the_stationary_covariance(lr, beta):
    A = np.array([[1 - lr, -lr * beta], [1.0, beta]])  # of (x, v)
    b = np.array([[-lr], [1.0]])
    kept = np.eye(4) - np.kron(A, A)
    covariance = np.linalg.solve(kept, (b @ b.T).ravel()).reshape(2, 2)
    assert floor(lr, beta) == pytest.approx(covariance[0, 0], rel=1e-8)


@pytest.mark.parametrize(
    ("lr", "beta"), [(0.1, 0.0), (0.2, 0.0), (1.0, 0.0), (0.1, 0.9)]
)
def test_the_runs_have_the_variance_and_the_law_that_were_promised(lr, beta):
    numbers = settle(lr, beta)
    error = (2 / CHAINS) ** 0.5
    assert numbers["seen"] == pytest.approx(floor(lr, beta), rel=3 * error)
    x, density = numbers["bars"]
    drawn = (np.diff(x)[::2] * density[::2]).sum()
    assert drawn == pytest.approx(1, abs=0.02)
    middle, exact = numbers["law"]
    assert np.trapezoid(exact, middle) == pytest.approx(1, abs=0.02)


def test_the_folklore_is_wrong_by_two_at_a_rate_of_one():
    assert floor(1.0, 0.0) / folklore(1.0) == 2
    assert floor(1.9, 0.0) / folklore(1.9) == pytest.approx(20)
    assert floor(0.1, 0.9) / floor(0.1, 0.0) == pytest.approx(9.76, abs=0.01)


# Schedules and sums ------------------------------------------------------------------

SUMS_GOALS = {
    "both": {"kind": "1/k"},
    "short": {"kind": "e^(-λk)"},
    "slow": {"kind": "1/k", "lr": 0.05, "decay": 1.0},
}
n = sp.symbols("n", integer=True, positive=True)
TERMS = {  # what α_k is like for large k
    "constant": sp.Integer(1),
    "1/k": 1 / n,
    "1/√k": 1 / sp.sqrt(n),
    "k^-0.6": n ** sp.Rational(-3, 5),
    "e^(-λk)": sp.exp(-n / 10),
    "halved": sp.Rational(1, 2) ** (n / 30),
    "cosine to 0": sp.Integer(0),
}


def test_schedules_and_sums_shows_and_says_what_was_computed(sweep):
    sweep(schedules_and_sums, goals=SUMS_GOALS)


@pytest.mark.parametrize("kind", KINDS)
def test_a_run_that_arrives_at_once_without_noise_has_a_picture(kind):
    figure = schedules_and_sums().set(kind=kind, lr=1.0, sigma=0.0)
    assert figure.error is None
    assert figure.numbers["quiet"].shape == (2, 301)
    assert not figure.numbers["quiet"][1, 1:].any()


@pytest.mark.parametrize("kind", KINDS)
def test_the_sums_are_finite_where_their_series_converge(kind):
    first, second = (
        bool(sp.Sum(TERMS[kind] ** p, (n, 1, sp.oo)).is_convergent()) for p in (1, 2)
    )
    assert KINDS[kind] == (not first, second)


@pytest.mark.parametrize("kind", KINDS)
def test_a_schedule_is_like_its_term_for_large_k(kind):
    k = 30 * np.arange(10, 20)
    seen = schedule(kind, 0.5, 0.1)(k) * np.ones(len(k))
    term = np.array([float(TERMS[kind].subs(n, int(i))) for i in k])
    if kind == "cosine to 0":
        assert (seen == term).all()
    else:
        ratios = seen / term
        assert ratios == pytest.approx(ratios[-1], rel=0.03)


@pytest.mark.parametrize(("decay", "left"), [(0.1, 0.3397), (0.05, 0.1218)])
def test_the_exponential_schedule_stops_where_the_product_says(decay, left):
    logs = [np.log1p(-0.1 * np.exp(-decay * k)) for k in range(5000)]
    assert limit("e^(-λk)", 0.1, decay) == pytest.approx(np.exp(np.sum(logs)), abs=1e-9)
    assert limit("e^(-λk)", 0.1, decay) == pytest.approx(left, abs=1e-4)
    assert walks("e^(-λk)", 0.1, decay, 0.0)[-1, -1] == pytest.approx(left, abs=1e-4)


def test_both_promises_kept_may_still_take_for_ever():
    kept = follow("1/k", 0.1, 1.0, 0.0)
    assert KINDS["1/k"] == (True, True)
    assert kept["quiet"][1, -1] > 0.5
    assert kept["limit"] == 0


def test_schedules_that_no_slider_moves_say_when_they_fall():
    figure = schedules_and_sums()
    for kind, when in (("halved", "every 30 updates"), ("cosine to 0", "at k = 300")):
        assert f"Schedule {kind} {when}," in figure.set(kind=kind).text
        rates = schedule(kind, 1.0, 0.1)(np.array([0, 29, 30, 299, 300]))
        assert rates[1] > rates[2] >= rates[3] >= rates[4]
    assert rates[4] == 0 < rates[3]


def test_the_spread_under_a_constant_rate_is_the_noise_floor():
    for lr in (0.1, 0.5, 1.0):
        x = walks("constant", lr, 0.1, 1.0)[100:, :-1]
        assert (x**2).mean() == pytest.approx(lr / (2 - lr), rel=0.1)


# Regret ------------------------------------------------------------------------------

REGRET_GOALS = {
    "foe": {"stream": FOE, "schedule": "α/√t"},
    "turn": {"stream": TURN, "schedule": "α/t"},
    "log": {"loss": SQUARE, "stream": FOE, "schedule": "α/t", "lr": 1.0},
}


def test_regret_shows_and_says_what_was_computed(sweep):
    sweep(regret, goals=REGRET_GOALS)


@pytest.mark.parametrize("loss", [KINK, SQUARE])
@pytest.mark.parametrize("stream", [COIN, FOE, TURN])
def test_no_fixed_point_does_better_than_the_comparator(loss, stream):
    x, z = rounds(loss, stream, "α/√t", 0.5)
    owed, fixed = regrets(loss, x, z), np.linspace(-1, 1, 201)[:, None]
    paid = losses(loss, x, z).sum()
    best = losses(loss, fixed, z).sum(axis=1).min()
    assert owed[-1] == pytest.approx(paid - best, abs=0.05)
    assert owed[-1] >= paid - best - 1e-9


@pytest.mark.parametrize("loss", [KINK, SQUARE])
@pytest.mark.parametrize("stream", [COIN, FOE, TURN])
def test_a_fixed_point_is_the_best_only_where_no_other_pays_the_same(loss, stream):
    numbers = regret().set(loss=loss, stream=stream, schedule="α/√t").numbers
    z, u = rounds(loss, stream, "α/√t", 0.5)[1], np.linspace(-1, 1, 51)[:, None]
    paid = losses(loss, u, z).sum(axis=1)
    assert numbers["fixed"].startswith("The best") == (np.ptp(paid) > 1e-9)


@pytest.mark.parametrize("loss", [KINK, SQUARE])
@pytest.mark.parametrize("schedule", SCHEDULES)
def test_the_regret_keeps_its_promise_at_every_round(loss, schedule):
    for stream in (COIN, FOE, TURN):
        for lr in (0.1, 0.5, 1.0, 2.0):
            owed = regrets(loss, *rounds(loss, stream, schedule, lr))
            assert (owed <= promised(loss, schedule, lr) + 1e-9).all()


def test_the_promise_is_the_square_root_or_the_logarithm_of_the_rounds():
    t = np.arange(1, ROUNDS + 1)
    root = promised(KINK, "α/√t", 2.0)
    assert (root <= 3 * np.sqrt(t)).all()
    assert root[-1] > 2.9 * ROUNDS**0.5
    curved = promised(SQUARE, "α/t", 1.0)
    assert curved == pytest.approx([2 * np.sum(1 / t[:i]) for i in t])
    constant = promised(KINK, "α", 0.5)
    assert np.diff(constant) == pytest.approx(0.25)


def test_an_adversary_makes_a_constant_rate_pay_in_every_round():
    steady, shrinking = (play(KINK, FOE, s, 0.5)["regret"] for s in ("α", "α/√t"))
    assert steady / ROUNDS > 0.2
    assert shrinking / ROUNDS < 0.05


def test_points_stay_on_the_interval_and_targets_answer_them():
    x, z = rounds(KINK, FOE, "α", 2.0)
    assert np.abs(x).max() <= 1
    assert (z * x <= 0).all()
