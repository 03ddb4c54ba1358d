"""The live figures of lesson 03 show, say and test what is computed and proved."""

from itertools import combinations

import numpy as np
import pytest

from gdcourse import landscapes
from gdcourse.optimizers import GradientDescent, minimize
from gdcourse.proofs.problems import random_convex, random_strongly_convex
from gdcourse.widgets.convergence_proofs import (
    adversary,
    digits,
    hypotheses,
    multipliers,
)
from gdcourse.widgets.convergence_proofs_adversary import (
    CONVEX,
    ROUND,
    attack,
)
from gdcourse.widgets.convergence_proofs_bank import CONVEX as CURVED_UP
from gdcourse.widgets.convergence_proofs_bank import (
    FAST,
    KAPPA,
    MINIMIZER,
    SLOW,
    SMOOTH,
    STRONG,
    bank,
)
from gdcourse.widgets.convergence_proofs_certificate import left_over, verdict
from gdcourse.widgets.convergence_proofs_digits import BEST, SHORT, count, needed
from gdcourse.widgets.convergence_proofs_hypotheses import NAMES, NEEDED, try_bank
from gdcourse.widgets.convergence_proofs_multipliers import DIVISORS, judge

# Hypotheses --------------------------------------------------------------------------

BANK_GOALS = {
    "drop": {"smooth": False},
    "fast": {"promise": FAST, "strong": True},
    "spare": {"promise": FAST},
}
PLACES = range(len(bank()))


def broken(promise, assumed):
    """The names of the functions that break a promise under some hypotheses."""
    ticks = {key: name in assumed for key, name in NAMES.items()}
    numbers = try_bank(promise, **ticks)
    return [bank()[place].name.split(",")[0] for place in numbers["broken"]]


def test_hypotheses_shows_and_says_what_was_computed(sweep):
    sweep(hypotheses, goals=BANK_GOALS, states=24)


@pytest.mark.parametrize("promise", [SLOW, FAST])
def test_with_all_that_is_needed_no_run_breaks_the_promise(promise):
    more = [name for name in NAMES.values() if name not in NEEDED[promise]]
    for size in range(len(more) + 1):
        for extra in combinations(more, size):
            assert broken(promise, NEEDED[promise] | set(extra)) == []


@pytest.mark.parametrize(
    ("promise", "name", "first"),
    [
        (SLOW, "convex", "sin 3x + x²/10"),
        (SLOW, "smooth", "|x|"),
        (SLOW, "x* exists", "logistic"),
        (SLOW, "α ≤ 1/L", "½(x² + y²/10)"),
        (FAST, "smooth", "|x| + ½x²"),
        (FAST, STRONG, "Huber"),
        (FAST, "α ≤ 1/L", "½(x² + y²/10)"),
    ],
)
def test_each_hypothesis_that_is_dropped_lets_a_counter_example_in(
    promise, name, first
):
    others = set(NAMES.values()) - ({STRONG} if promise == SLOW else set())
    assert broken(promise, others - {name})[0] == first


def test_least_squares_without_full_rank_keeps_the_fast_promise():
    assert "least squares" not in broken(FAST, NEEDED[FAST] - {STRONG} | {CURVED_UP})
    f = bank()[1].problem
    gradient = np.stack([f.gradient(e) - f.gradient(np.zeros(6)) for e in np.eye(6)])
    assert np.linalg.matrix_rank(gradient) == 5


@pytest.mark.parametrize("place", PLACES)
def test_the_bank_is_honest_about_its_hypotheses(place):
    entry = bank()[place]
    f, has = entry.problem, set(entry.has)
    rng = np.random.default_rng(place)
    shape = (400, *np.shape(f.start))
    x, y = rng.normal(size=shape) * 3, rng.normal(size=shape) * 3
    x[:200], y[:200] = x[:200] / 50, y[:200] / 50
    gx, gy = (np.array([f.gradient(p) for p in points]) for points in (x, y))
    d, w = ((a - b).reshape(400, -1) for a, b in ((x, y), (gx, gy)))
    product, square = (d * w).sum(1), (d * d).sum(1)
    assert (product >= -1e-12).all() == (CURVED_UP in has)
    if SMOOTH in has:
        assert ((w * w).sum(1) <= (1 + 1e-9) * f.L**2 * square).all()
    else:
        assert np.isinf(f.L)
    if STRONG in has and SMOOTH in has:
        assert f.L / f.mu <= KAPPA
        assert (product >= (1 - 1e-9) * f.mu * square).all()
    assert (f.minimizer is not None) == (MINIMIZER in has)
    values = np.array([f.value(p) for p in x])
    assert (values >= f.minimum - 1e-12).all()
    if f.minimizer is not None:
        assert f.value(f.minimizer) == pytest.approx(f.minimum, abs=1e-12)


def test_a_run_is_said_to_break_the_promise_at_the_right_step():
    figure = hypotheses()
    figure.widget.children[0].children[2].value = False  # the box "smooth"
    assert not figure.state["smooth"]
    numbers, x, first = figure.numbers, 1.05, None
    for k in range(1, 301):
        x -= 0.1 * np.sign(x)
        if first is None and abs(x) > 1.05**2 / (2 * 0.1 * k) * (1 + 1e-9):
            first = k
    assert numbers["verdict 3"] == f"breaks it at k = {first}"
    assert numbers["verdict 0"] == "keeps it"
    assert numbers["verdict 8"] == "out: not convex"


# Adversary ---------------------------------------------------------------------------

ATTACK_GOALS = {
    "valley": {"lr": 1.82},
    "gap": {"family": CONVEX, "lr": 1.0, "k": 10},
}


def test_adversary_shows_and_says_what_was_computed(sweep):
    sweep(adversary, goals=ATTACK_GOALS, states=30)


def test_the_worst_function_attains_what_was_promised():
    figure = adversary()
    rng = np.random.default_rng(0)
    lrs = figure.controls["lr"].values()
    for family in figure.controls["family"].values():
        for lr in lrs:
            k, kappa = int(rng.integers(1, 31)), int(rng.choice([2, 10, 100]))
            numbers = attack(family, lr, k, kappa)
            assert numbers["measured"] == pytest.approx(numbers["promised"], rel=1e-9)


def test_no_random_function_is_worse():
    rng = np.random.default_rng(1)
    for _ in range(50):
        for make in (random_convex, random_strongly_convex):
            f, k = make(rng), int(rng.integers(1, 31))
            steps = minimize(
                f.value, f.gradient, f.start, GradientDescent(1 / f.L), steps=k, tol=0
            )
            away = f.start - f.minimizer
            most = attack(CONVEX, 1.0, k, 2)["promised"] * f.L * (away @ away)
            assert f.value(steps.x) <= most * (1 + 1e-9) + 1e-12


def test_at_one_over_L_huber_leaves_the_attained_bound():
    for k in (1, 5, 20):
        numbers = attack(CONVEX, 1.0, k, 2)
        assert numbers["worst"] == ROUND
        assert numbers["measured"] == pytest.approx(1 / (4 * k + 2), rel=1e-12)


# Multipliers -------------------------------------------------------------------------

PROOF_GOALS = {
    "cancel": {"b": 0.25, "c": 0.75},
    "proof": {"a": 0.5},
    "loose": {"a": 0.45, "b": 0.45, "c": 0.55, "divisor": 5},
}


def test_multipliers_shows_and_says_what_was_computed(sweep):
    sweep(multipliers, goals=PROOF_GOALS, states=30)


def test_the_engine_and_the_eigenvalue_agree_wherever_the_values_cancel():
    for divisor in DIVISORS:
        proved = []
        for a in np.arange(21) / 20:
            numbers = judge(a, a, 1 - a, divisor)
            kind = "proved" if numbers["smallest"] >= -1e-12 else "squares"
            assert numbers["verdict"].kind == kind
            proved += [a] * (kind == "proved")
        assert (proved == [0.5]) == (divisor == 6)
        assert (proved == []) == (divisor == 7)
        if divisor < 6:
            low, high = map(float, numbers["range"].split()[3:6:2])
            assert low <= proved[0] < low + 0.05
            assert proved[-1] <= high < proved[-1] + 0.05


def test_what_is_left_over_is_the_difference_of_claim_and_sum():
    rng = np.random.default_rng(0)
    for a, b, c, q in ((0.25, 0.5, 0.5, 6), (0.5, 0.5, 0.5, 2), (-0.2, 1.2, 0.35, 7)):
        d, g0, g1 = rng.normal(size=(3, 4))
        f0, f1, best = rng.normal(size=3)
        first = f0 - f1 - g1 @ g0 - (g0 - g1) @ (g0 - g1) / 2
        second = best - f0 + g0 @ d - g0 @ g0 / 2
        third = best - f1 + g1 @ (d - g0) - g1 @ g1 / 2
        wanted = d @ d / q - (f1 - best) - a * first - b * second - c * third
        letters = {"x_{0}": d, "g_{0}": g0, "g_{1}": g1}
        letters |= {"f_{0}": f0, "f_{1}": f1, r"f_{\star}": best}
        got = 0.0
        for names, coefficient in left_over(a, b, c, q).items():
            values = [letters[name] for name in names]
            got += float(coefficient) * np.dot(*values, *[1] * (len(values) == 1))
        assert got == pytest.approx(wanted, rel=1e-12)


REFUSALS = {
    "function values and constants must cancel": {},
    "what is left must be a sum of squares": {"b": 0.25, "c": 0.75},
    "a multiplier must be at least 0": {"a": -0.05},
    "nothing differs": {"a": 0.5, "b": 0.5, "c": 0.5},
}


def test_the_engine_speaks_on_the_picture():
    figure = multipliers()
    for words, state in REFUSALS.items():
        said = figure.set(**state).artists["sentence"].get_text()
        assert words in " ".join(said.split())


def test_the_engine_speaks_without_markup():
    figure = multipliers()
    for state in ({"b": 1.2}, {"b": -0.2}, {"c": -0.2}):
        sentence = figure.set(**({"a": 0.25, "b": 0.5, "c": 0.5} | state)).numbers
        assert "_" not in sentence["sentence"]
        assert "*" not in sentence["sentence"]


def test_values_cancel_on_one_line_only():
    rng = np.random.default_rng(2)
    for a, b, c in rng.integers(0, 25, (60, 3)) / 20:
        on_the_line = a == b and a + c == 1
        assert (verdict(a, b, c, 3).kind != "values") == on_the_line


# Digits ------------------------------------------------------------------------------

DIGIT_GOALS = {
    "costly": {"kappa": 1000},
    "half": {"kappa": 1000, "rule": BEST},
    "one": {"kappa": 1},
}


def test_digits_shows_and_says_what_was_computed(sweep):
    sweep(digits, goals=DIGIT_GOALS, states=30)


def test_steps_for_six_digits_are_those_of_the_ledger():
    kappas = (1, 10, 100, 1000, 10000)
    assert [needed(c, SHORT, 6) for c in kappas] == [1, 128, 1341, 13463, 134683]
    assert [needed(c, BEST, 6) for c in kappas] == [1, 69, 691, 6908, 69078]
    ratios = [needed(1000, rule, 6) / needed(2, rule, 6) for rule in (SHORT, BEST)]
    assert [round(ratio) for ratio in ratios] == [673, 531]


@pytest.mark.parametrize("rule", [SHORT, BEST])
def test_a_run_needs_as_many_steps_as_were_counted(rule):
    for kappa, wanted in ((2, 12), (10, 6), (100, 3)):
        f = landscapes.quadratic(kappa, L=1.0)
        gd = GradientDescent(1.0 if rule == SHORT else 2 / (1 + 1 / kappa))
        steps = needed(kappa, rule, wanted)
        trace = minimize(f.value, f.gradient, (1.0, 1.0), gd, steps=steps, tol=0)
        share = np.linalg.norm(trace.points, axis=1) / np.sqrt(2)
        assert share[steps] <= 10.0**-wanted < share[steps - 1]


def test_the_run_gains_the_digits_per_step_that_are_named():
    for kappa in (10, 100, 1000):
        numbers = count(kappa, SHORT, 6)
        k, gained = numbers["run"]
        slope = (gained[-1] - gained[1]) / (k[-1] - k[1])
        assert slope == pytest.approx(numbers["per step"], rel=1e-6)
