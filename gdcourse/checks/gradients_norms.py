"""Lesson 01: E01.2, the steepest direction in three norms."""

from collections.abc import Iterator

import numpy as np
from numpy.random import Generator

from gdcourse.checks import inputs
from gdcourse.checks.kinds import WrongKind, array, kind_of
from gdcourse.checks.task import Task

NORMS = ("l2", "l1", "linf")
LENGTH = {
    "l2": lambda d: float(np.sqrt(np.sum(d * d))),
    "l1": lambda d: float(np.sum(np.abs(d))),
    "linf": lambda d: float(np.max(np.abs(d))),
}
DUAL = {"l2": "l2", "l1": "linf", "linf": "l1"}

three_norms = Task(
    "E01.2",
    "steepest(g, norm)",
    points=5,
    returns=array,
    probes=[
        *(
            (np.array(g), norm)
            for g in ([3.0, -0.5, 0.1], [-4.0, 2.0])
            for norm in NORMS
        ),
        *((np.zeros(2), norm) for norm in NORMS),
    ],
    hints=[
        "Maximize a linear function on a diamond: where is the optimum?",
        "Each norm is another set of steps of length 1: a circle, a diamond, a square. "
        "Look for the point of that set with the smallest g·d.",
        "On the square every entry of d may be 1 or −1 by itself: which sign does each "
        "want? On the diamond the whole length goes into one entry: which one?",
    ],
)


def gradients(rng: Generator) -> Iterator[np.ndarray]:
    """The gradient of the lesson, then others, from two entries to six."""
    yield np.array([3.0, -0.5, 0.1])
    for dimension in (2, 3, 6):
        yield inputs.point(rng, dimension) + np.arange(1, dimension + 1) / 100


@three_norms.property("the step must have length 1 in the norm that is asked.", 1)
def unit_length(call, rng):
    for norm in NORMS:
        yield LENGTH[norm](shaped(call(np.array([2.0, 1.0]), norm), 2)), 1.0, long(norm)
    for g in gradients(rng):
        for norm in NORMS:
            yield LENGTH[norm](shaped(call(g, norm), g.size)), 1.0, long(norm)


@three_norms.property("no step of length 1 may fall faster.", 2)
def steepest_slope(call, rng):
    for g in (np.array([2.0, 1.0]), *gradients(rng)):
        for norm in NORMS:
            d = shaped(call(g, norm), g.size)
            # A step that is too long falls faster, so its slope is not yet an answer.
            slope = float(g @ d) / max(LENGTH[norm](d), 1.0)
            lowest = -LENGTH[DUAL[norm]](g)
            words = f"in {norm} the slope g·d of a step of length 1 can be lower."
            yield slope, lowest, words


@three_norms.property("where the gradient is zero, stay: return zeros.", 1)
def zero_stays(call, rng):
    words = "with one slope only, the whole length goes there."
    for norm in ("l2", "l1"):
        yield call(np.array([0.0, -2.0]), norm), np.array([0.0, 1.0]), words
    for norm in NORMS:
        yield call(np.zeros(2), norm), np.zeros(2)


three_norms.leaves_arguments_alone(
    lambda rng: [(g, norm) for g in gradients(rng) for norm in NORMS], points=1
)


def long(norm: str) -> str:
    return f"the step must have length 1 in {norm}."


def shaped(d: np.ndarray, size: int) -> np.ndarray:
    """The step as floats, one entry for each entry of g."""
    if d.shape != (size,):
        words = f"it must return one entry for each of the {size} entries of g"
        raise WrongKind(f"{words}, got {kind_of(d)}.")
    return d.astype(float)


def right(g: np.ndarray, norm: str) -> np.ndarray:
    """The answer, for the mutants that go wrong in one norm only."""
    if norm == "linf":
        return -np.sign(g)
    size = LENGTH["l2"](g)
    if norm == "l2":
        return -g / size if size else np.zeros_like(g)
    return -np.sign(g) * (np.arange(g.size) == np.argmax(np.abs(g)))


@three_norms.mutant("How long is your step? Measure it in the norm that is asked.")
def forgets_to_normalize(g, norm):
    return -g


@three_norms.mutant("In l1 the entries share one length: |d₁| + |d₂| + … = 1.")
def moves_every_entry_in_l1(g, norm):
    return -np.sign(g) if norm == "l1" else right(g, norm)


@three_norms.mutant("You answer all three norms alike. Draw the three sets of steps.")
def measures_only_in_l2(g, norm):
    return right(g, "l2")


@three_norms.mutant("Does your step go up or down? Look at the sign of g·d.")
def climbs(g, norm):
    return -right(g, norm)


@three_norms.mutant("Length 1 is not enough: in l1, is another step steeper?")
def only_rescales_in_l1(g, norm):
    if norm == "l1" and g.any():
        return -g / np.abs(g).sum()
    return right(g, norm)


@three_norms.mutant("Length 1 is not enough: in linf, may other entries be larger?")
def only_rescales_in_linf(g, norm):
    if norm == "linf" and g.any():
        return -g / np.abs(g).max()
    return right(g, norm)


@three_norms.mutant("The most negative entry is not the steepest: compare sizes |gᵢ|.")
def takes_the_largest_entry_without_its_size(g, norm):
    if norm == "l1" and g.any():
        return -np.sign(g) * (np.arange(g.size) == np.argmax(g))
    return right(g, norm)


@three_norms.mutant("What is 0 / 0? Treat the gradient zero first.")
def divides_zero_by_zero(g, norm):
    return right(g, norm) if g.any() else g / 0.0
