"""Lesson 03: right answers written differently, and what its checks say."""

import math
import subprocess
import sys
from fractions import Fraction

import numpy as np
import pytest
import sympy as sp

from gdcourse.checks import convergence_proofs as lesson
from gdcourse.checks.convergence_proofs_formulas import formula
from gdcourse.checks.convergence_proofs_repair import NEEDED
from gdcourse.checks.judging import judge
from gdcourse.checks.kinds import WrongKind

# E03.1 -------------------------------------------------------------------------------


def certificate_by_an_integral(a, L):
    t, step, smoothness = sp.symbols("t a L")
    along = sp.integrate(1 - smoothness * step * t, (t, 0, 1))
    c = (step * along).subs({step: a, smoothness: L})
    return c, sp.Rational(2) / L


def certificate_with_the_zero_solved(a, L):
    rate = sp.Symbol("rate")
    c = rate - L * rate**2 / 2
    return c.subs(rate, a), max(sp.solve(c, rate), key=lambda zero: zero != 0)


def certificate_as_a_square(a, L):
    return [1 / (2 * L) - L / 2 * (a - 1 / L) ** 2, 2 / L]


# E03.2 -------------------------------------------------------------------------------


def repair_with_all_that_is_implied(L, mu):
    full = ["full batch", "bounded below"]
    return {
        "stationary": (*full, "smooth", "rate < 2/L"),
        "arrives": (*full, "convex", "smooth", "minimizer", "rate < 2/L"),
        "1/k": (*full, "convex", "smooth", "minimizer", "rate < 2/L", "rate <= 1/L"),
        "linear": (*full, "PL", "smooth", "minimizer", "rate <= 1/L"),
    }, -2.001 * L / mu


def repair_with_pl_in_place_of_convexity(L, mu):
    arrives = {"PL", "smooth", "minimizer", "rate < 2/L"}
    return NEEDED | {"arrives": arrives}, 3 * L / mu


def repair_in_few_words(L, mu):
    stationary = ["bounded below", "rate < 2/L"]  # this rate speaks of a smooth f
    arrives = ["convex", "minimizer", "rate < 2/L"]
    theorem = ["convex", "minimizer", "rate <= 1/L"]
    names = ["stationary", "arrives", "1/k", "linear"]
    sets = [stationary, arrives, theorem, ["rate <= 1/L", "PL"]]
    return dict(zip(names, sets, strict=True)), math.ceil(2 * L / mu) + 1


# E03.3 -------------------------------------------------------------------------------


def worst_with_clip(x, L, R, k):
    seam = R / (2 * k + 1)
    near = np.clip(x, -seam, seam)
    return L * near**2 / 2 + L * near * (x - near), L * near


def worst_as_an_integral(x, L, R, k):
    slope = L * R / (2 * k + 1)
    if abs(x) * L < slope:
        return 0.5 * L * x * x, L * x
    return slope * abs(x) - slope**2 / (2 * L), math.copysign(slope, x)


# E03.4 -------------------------------------------------------------------------------


def best_rate_from_kappa(mu, L):
    kappa = L / mu
    return 1 / ((mu + L) / 2), 1 - 2 / (kappa + 1)


def best_rate_with_absolute_values(mu, L):
    rate = 2 / (mu + L)
    return rate, sp.Max(sp.Abs(1 - rate * mu), sp.Abs(1 - rate * L))


# E03.5 -------------------------------------------------------------------------------


def forecast_by_walking(kappa, eps, rule):
    rate = 1 / kappa if rule == "1/L" else 2 / (1 + kappa)
    x = y = 1.0
    k = 0
    while math.hypot(x, y) > eps * math.sqrt(2):
        x, y = (1 - rate) * x, (1 - rate * kappa) * y
        k += 1
    return k


def forecast_with_log2(kappa, eps, rule):
    factor = (kappa - 1) / (kappa if rule == "1/L" else kappa + 1)
    if factor == 0:
        return 1
    start = np.sqrt(2) if rule == "1/L" else 1
    return int(np.log2(eps * start) / np.log2(factor)) + 1


# E03.6 -------------------------------------------------------------------------------


def budget_in_one_pass(slope, x0, L, gap, eps):
    K = -int(-2 * L * gap / (eps * eps) // 1)
    x, best, tenth = x0, float("inf"), x0
    for k in range(K):
        if k == K // 10:
            tenth = x
        g = slope(x)
        best = min(best, abs(g))
        x -= g / L
    return K, best, "rests" if abs(x - tenth) <= 0.1 else "walks on"


def budget_in_arrays(slope, x0, L, gap, eps):
    K = int(np.ceil(2 * L * gap / eps**2))
    x, g = np.empty(K + 1), np.empty(K)
    x[0] = x0
    for k in range(K):
        g[k] = slope(x[k])
        x[k + 1] = x[k] - g[k] / L
    words = {True: "rests", False: "walks on"}
    return K, np.abs(g).min(), words[bool(abs(x[-1] - x[K // 10]) <= 0.1)]


# E03.7 -------------------------------------------------------------------------------


def multipliers_in_fractions(puzzle, k, a):
    half = Fraction(1, 2)
    return {
        "one_over_k": {"A": 1 + k, "B": Fraction(1), "C": 0},
        "momentum": {
            "A": half * k * half * (k + 1),
            "B": half * (k + 1),
            "C": Fraction(1, 4) * (k * k + 3 * k + 2),
        },
        "falling_slopes": dict.fromkeys("AB", 1 / (half * a)),
    }[puzzle]


def multipliers_with_rational(puzzle, k, a):
    if puzzle == "one_over_k":
        return {"B": sp.Integer(1), "A": k + sp.S.One}
    if puzzle == "momentum":
        weights = [sp.Rational(n, 4) * (k + 1) for n in (1, 2, 1)]
        return dict(zip("ABC", np.multiply(weights, [k, 1, k + 2]), strict=True))
    return {"A": sp.Rational(2) / a, "B": sp.Pow(a / 2, -1), "C": sp.Integer(0)}


def multipliers_as_text(puzzle, k, a):
    return {
        "one_over_k": {"A": "k + 1", "B": "1"},
        "momentum": {"A": "k*(k + 1)/4", "B": "(k + 1)/2", "C": "(k + 2)*(k + 1)/4"},
        "falling_slopes": {"A": "2/a", "B": "2/a"},
    }[puzzle]


VARIANTS = {
    "E03.1": [
        certificate_by_an_integral,
        certificate_with_the_zero_solved,
        certificate_as_a_square,
    ],
    "E03.2": [
        repair_with_all_that_is_implied,
        repair_with_pl_in_place_of_convexity,
        repair_in_few_words,
    ],
    "E03.3": [worst_with_clip, worst_as_an_integral],
    "E03.4": [best_rate_from_kappa, best_rate_with_absolute_values],
    "E03.5": [forecast_by_walking, forecast_with_log2],
    "E03.6": [budget_in_one_pass, budget_in_arrays],
    "E03.7": [
        multipliers_in_fractions,
        multipliers_with_rational,
        multipliers_as_text,
    ],
}


def mutant(task, name):
    return next(one.answer for one in task.mutants if one.name == name)


def said(task, name):
    return str(judge(task, mutant(task, name)))


def test_a_float_is_told_to_be_exact():
    report = judge(lesson.certificate, lambda a, L: (0.5 * a, 2 / L))
    words = "a proof needs exact numbers, got 0.5. Write Rational(1, 2) or a fraction"
    assert words in report.sentence
    with pytest.raises(WrongKind, match="a proof needs exact numbers"):
        formula(0.5 * sp.Symbol("a"))


@pytest.mark.parametrize("value", [True, None, "a/2", sp.Symbol("a") < 1, 1j, sp.zoo])
def test_what_is_no_formula_is_refused(value):
    with pytest.raises(WrongKind):
        formula(value)


def test_equal_forms_are_the_same_formula():
    a, L = sp.symbols("a L", positive=True)
    forms = [a * (1 - L * a / 2), a - L * a**2 / 2, a * (2 - L * a) / 2]
    assert len({formula(form) for form in forms}) == 1
    assert formula(Fraction(1, 2)) == sp.Rational(1, 2) == formula(sp.Rational(1, 2))


def test_too_large_a_promise_is_broken_by_a_function():
    text = said(lesson.certificate, "takes_half_the_rate")
    assert "no L-smooth function may fall by less than c‖g‖²." in text
    assert "one function fell by no more" in text


def test_with_letters_the_engine_says_what_is_left_over():
    def right_with_numbers_alone(a, L):
        c = a - L * a**2 / 2
        return (c + L * a if isinstance(a, sp.Symbol) else c), 2 / L

    report = judge(lesson.certificate, right_with_numbers_alone)
    assert report.points == 7
    assert "the engine refuses it: " in report.sentence
    assert "left over" in report.sentence


def test_a_broken_promise_names_the_function():
    text = said(lesson.repair, "trusts_convexity_and_the_full_batch")
    assert "“arrives” is promised to x² at rate 1.1, above 2/L" in text
    text = said(lesson.repair, "thinks_least_squares_is_slow")
    assert (
        "“linear” is true of rank-deficient least squares at 1/L: why is it shut out?"
        in text
    )


def test_a_misspelled_hypothesis_meets_its_neighbor():
    def answer(L, mu):
        return dict(NEEDED) | {"1/k": {"convexx"}}, 3 * L / mu

    sentence = judge(lesson.repair, answer).sentence
    assert sentence.endswith("got 'convexx'. Did you mean 'convex'?")


def test_a_jump_is_shown_where_it_is():
    text = said(lesson.worst, "forgets_the_offset")
    assert "f must rise by slope times width" in text


def test_half_an_update_costs_only_the_point_for_whole_numbers():
    report = judge(lesson.forecast, mutant(lesson.forecast, "leaves_a_fraction"))
    assert (report.points, report.of) == (5, 6)


def test_a_small_slope_is_no_rest():
    text = said(lesson.budget, "calls_a_small_slope_rest")
    assert "it walks on" in text
    assert "4 of 6 points" in text


def test_what_is_left_over_is_the_hint_in_the_letters_of_the_puzzle():
    text = said(lesson.sums, "forgets_that_the_weight_grows")
    assert "got 1 · f_k, -1 · f_{k+1} left over" in text
    assert "f_{k+1} occurs in A; f_k occurs in A, B, C." in text
    assert "wanted multipliers that prove the claim" in text
    text = said(lesson.sums, "is_one_percent_off")
    assert "what is left must be a sum of squares" in text
    assert "Left over: -(51*L*a - 101)/(50*L*a) · ‖g_k‖²" in text
    assert "3 of 6 points" in text


def test_the_tasks_are_worth_50_points_and_ask_for_no_sympy_before_they_are_tried():
    tasks = [task for task in vars(lesson).values() if hasattr(task, "points")]
    assert sum(task.points for task in tasks) == 50
    code = (
        "import sys, gdcourse.checks.convergence_proofs; print('sympy' in sys.modules)"
    )
    out = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert out.stdout.strip() == "False"
