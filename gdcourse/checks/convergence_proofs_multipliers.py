"""Lesson 03: E03.7, three sums to complete: find the multipliers."""

from fractions import Fraction

from gdcourse.checks.convergence_proofs_formulas import letters
from gdcourse.checks.multipliers import multipliers, proved
from gdcourse.checks.task import Task

PUZZLES = ("one_over_k", "momentum", "falling_slopes")
THREE, HALF = Fraction(3), Fraction(1, 2)

sums = Task(
    "E03.7",
    "find_multipliers(puzzle, k, a)",
    points=6,
    returns=multipliers,
    probes=[
        (name, k, a) for name in PUZZLES for k, a in [(THREE, HALF), (HALF, THREE)]
    ],
    hints=[
        "Function values first: each must occur as often in your sum as in the claim. "
        "What is left over tells which one does not, and where it occurs. Once they "
        "cancel: a mixed term ⟨u, v⟩ needs both ‖u‖² and ‖v‖² beside it.",
        "A value in one assumption alone settles its multiplier: f_{k+1} in Nesterov's "
        "puzzle. For the slopes, write one equation for f_k and one for f_{k+1}.",
        "The slopes: add A and B, and a⟨g_k, w⟩ ≥ ‖w‖²/L is left, with "
        "w = g_k − g_{k+1}. Write the claim with g_k and w. How often does it go in?",
    ],
)


@sums.property("your sum must prove the rate 1/k, as in the lesson.", points=1)
def worked_in_the_lesson(call, rng):
    yield from proved(call, "one_over_k", *letters("k a"))


@sums.property("your sum must prove the rate of Nesterov's method.", points=2)
def one_is_missing(call, rng):
    yield from proved(call, "momentum", *letters("k a"))


@sums.property("your sum must prove that the slope never grows.", points=3)
def all_are_missing(call, rng):
    yield from proved(call, "falling_slopes", *letters("k a"))


def changed(puzzle: str, k: object, a: object, **parts: dict) -> dict:
    """One right sum of each puzzle, for the mutants, or what they have instead."""
    right = {
        "one_over_k": {"A": k + 1, "B": 1},
        "momentum": {
            "A": k * (k + 1) / 4,
            "B": (k + 1) / 2,
            "C": (k + 1) * (k + 2) / 4,
        },
        "falling_slopes": {"A": 2 / a, "B": 2 / a},
    }
    return (right | parts)[puzzle]


@sums.mutant("A minus sign turns an inequality around. Which tangent is meant for f*?")
def flips_a_sign(puzzle, k, a):
    return changed(puzzle, k, a, one_over_k={"A": k + 1, "B": -1})


@sums.mutant("At x* the tangent is flat: C says f* ≤ f_k, no more. Who knows g_k?")
def stands_at_the_minimizer(puzzle, k, a):
    return changed(puzzle, k, a, one_over_k={"A": k + 1, "C": 1})


@sums.mutant("How often does f_{k+1} stand in the claim: k times, or once more?")
def forgets_that_the_weight_grows(puzzle, k, a):
    return changed(puzzle, k, a, one_over_k={"A": k, "B": 1})


@sums.mutant("Two assumptions never speak of f_{k+1}, but the claim does. Who else?")
def drops_the_missing_one(puzzle, k, a):
    given = {"A": k * (k + 1) / 4, "B": (k + 1) / 2}
    return changed(puzzle, k, a, momentum=given)


@sums.mutant("That is the weight before the step. What does the gain make of it?")
def keeps_the_old_weight(puzzle, k, a):
    old = k * (k + 1) / 4
    return changed(puzzle, k, a, momentum={"A": old, "B": (k + 1) / 2, "C": old})


@sums.mutant("0.25 is a float. Divide a formula in k by 4, or write Rational(1, 4).")
def writes_a_float(puzzle, k, a):
    found = changed(puzzle, k, a)
    last = 0.25 * (k + 1) * (k + 2)
    return found | {"C": last} if puzzle == "momentum" else found


@sums.mutant("Both on one: then values are left over. Who brings them back?")
def looks_in_one_direction(puzzle, k, a):
    return changed(puzzle, k, a, falling_slopes={"A": 4 / a})


@sums.mutant("Right up to one percent. But an identity does not round: how often?")
def is_one_percent_off(puzzle, k, a):
    off = Fraction(101, 100) * 2 / a
    return changed(puzzle, k, a, falling_slopes={"A": off, "B": off})


@sums.mutant("Once each would do at one rate. Here a is free: how does it enter?")
def takes_each_once(puzzle, k, a):
    return changed(puzzle, k, a, falling_slopes={"A": 1, "B": 1})


@sums.mutant("Half of it. A square has two equal mixed terms: 2⟨u, v⟩.")
def forgets_the_two(puzzle, k, a):
    return changed(puzzle, k, a, falling_slopes={"A": 1 / a, "B": 1 / a})
