"""Lesson 03: E03.2, four conclusions and the hypotheses that they need."""

from difflib import get_close_matches

import numpy as np

from gdcourse.checks.comparison import such_that
from gdcourse.checks.convergence_proofs_bank import (
    CONCLUSIONS,
    HYPOTHESES,
    bank,
    outcomes,
)
from gdcourse.checks.kinds import WrongKind, number, refuse, several, table
from gdcourse.checks.showing import show
from gdcourse.checks.task import Task


def hypotheses(value: object) -> tuple[str, ...]:
    """A set, list or tuple of names of hypotheses, in the order of the lesson."""
    if not isinstance(value, (set, frozenset, list, tuple)):
        raise refuse("a set of hypotheses", value)
    for name in value:
        if name not in HYPOTHESES:
            near = get_close_matches(str(name), HYPOTHESES, n=1, cutoff=0) or HYPOTHESES
            words = f"a hypothesis must be one of the ten, got {show(name)}."
            raise WrongKind(f"{words} Did you mean {near[0]!r}?")
    return tuple(name for name in HYPOTHESES if name in value)


repair = Task(
    "E03.2",
    "repair(L, mu)",
    points=8,
    returns=several(table(**dict.fromkeys(CONCLUSIONS, hypotheses)), number),
    probes=[(1.0, 1.0), (3.0, 0.5), (8.0, 2.0)],
    hints=[
        "Which of the runs breaks your statement, or is shut out without a reason?",
        "A run that breaks it asks for one more hypothesis, a run that is shut out for "
        "a weaker one. Walk through the nine functions with each conclusion.",
        "For the point: far out, which grows faster, ½μx² or L|x|? Where do they meet?",
    ],
)

NEEDED = {
    "stationary": ("smooth", "bounded below", "rate < 2/L"),
    "arrives": ("convex", "smooth", "minimizer", "rate < 2/L"),
    "1/k": ("convex", "smooth", "minimizer", "rate <= 1/L"),
    "linear": ("PL", "smooth", "rate <= 1/L"),
}


def needed(conclusion: str, chosen: tuple[str, ...]) -> set[str]:
    """The weakest hypotheses; points arrive under PL as well as under convexity."""
    found = set(NEEDED[conclusion])
    if conclusion == "arrives" and "PL" in chosen and "convex" not in chosen:
        return found - {"convex"} | {"PL"}
    return found


def trials(call, conclusion: str):
    """Each row of the bank: who is let in must do what is promised, and vice versa."""
    chosen = call(1.0, 1.0)[0][conclusion]
    for row in bank():
        admitted = set(chosen) <= row.true
        told = f"“{conclusion}” is promised to {row.words}, but the run breaks it."
        breaks = admitted and not outcomes()[row.words][conclusion]
        yield (
            chosen,
            such_that("a set that shuts it out", lambda _, b=breaks: not b),
            told,
        )
        told = f"“{conclusion}” is true of {row.words}: why is it shut out?"
        shut = not admitted and needed(conclusion, chosen) <= row.true
        yield chosen, such_that("a set that lets it in", lambda _, s=shut: not s), told


@repair.property("the gradient must go to 0 wherever you promise it.", points=1.5)
def stationary(call, rng):
    yield from trials(call, "stationary")


@repair.property("the points must arrive wherever you promise it.", points=1.5)
def arrives(call, rng):
    yield from trials(call, "arrives")


@repair.property("the bound 1/k must hold wherever you promise it.", points=1.5)
def sublinear(call, rng):
    yield from trials(call, "1/k")


@repair.property("the linear rate must hold wherever you promise it.", points=1.5)
def linear(call, rng):
    yield from trials(call, "linear")


@repair.property("at x a parabola ½μx² must lie above the line L|x|.", points=2)
def point(call, rng):
    pairs = [(1.0, 1.0), (3.0, 1.0), (1.0, 4.0), (1e12, 1e-3)]
    pairs += np.round(rng.uniform(0.1, 9, (5, 2)), 1).tolist()
    for L, mu in pairs:
        words = f"x with ½ · {mu:g} · x² > {L:g} · |x|"
        far = such_that(
            words, lambda x, L=L, mu=mu: np.isfinite(x) and mu * x * x / 2 > L * abs(x)
        )
        yield call(L, mu)[1], far


def changed(**parts: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """The right theorems with one of them replaced."""
    names = {"sublinear": "1/k"}
    return NEEDED | {names.get(key, key): part for key, part in parts.items()}


@repair.mutant("No function on ℝ has both of these: your own point shows it.")
def keeps_the_theorem_of_the_guide(L, mu):
    return changed(sublinear=("strongly convex", "Lipschitz")), 3 * L / mu


@repair.mutant("Convex and full batch: take x² with a rate of 1.1. Does it arrive?")
def trusts_convexity_and_the_full_batch(L, mu):
    return changed(arrives=("convex", "full batch")), 3 * L / mu


@repair.mutant("Between 1/L and 2/L the gap falls, but does the bound hold at k = 1?")
def forgets_the_smaller_rate(L, mu):
    found = ("convex", "smooth", "minimizer", "rate < 2/L")
    return changed(sublinear=found), 3 * L / mu


@repair.mutant(
    "Two features that add up to a third: how fast is least squares then? Measure it."
)
def thinks_least_squares_is_slow(L, mu):
    found = ("strongly convex", "smooth", "rate <= 1/L")
    return changed(linear=found), 3 * L / mu


@repair.mutant("Where should the points arrive on data that a line can separate?")
def forgets_the_minimizer(L, mu):
    return changed(arrives=("convex", "smooth", "rate < 2/L")), 3 * L / mu


@repair.mutant("Without a floor f falls forever. Does the gradient of −x ever shrink?")
def forgets_the_floor(L, mu):
    return changed(stationary=("smooth", "rate < 2/L")), 3 * L / mu


@repair.mutant("On top of sin x the gradient is 0. Does that ask for a bowl?")
def wants_a_bowl_for_rest(L, mu):
    found = ("convex", "smooth", "minimizer", "rate < 2/L")
    return changed(stationary=found), 3 * L / mu


@repair.mutant(
    "x² + 3 sin² x is no bowl, and yet every step pays. Which name has that?"
)
def wants_a_bowl_for_the_linear_rate(L, mu):
    found = ("convex", "PL", "smooth", "rate <= 1/L")
    return changed(linear=found), 3 * L / mu


@repair.mutant("There the two are equal. A little further, and the parabola is above.")
def stops_where_they_meet(L, mu):
    return dict(NEEDED), 2 * L / mu


@repair.mutant("Mind the ½ in ½μx²: how far out must you go?")
def forgets_the_half(L, mu):
    return dict(NEEDED), 1.5 * L / mu


@repair.mutant("Your x is the same for all L and μ. What if L is a million?")
def names_one_point(L, mu):
    return dict(NEEDED), 10.0
