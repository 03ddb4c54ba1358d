"""Lesson 02: E02.5, the learning rate from the Hessian."""

from collections.abc import Iterator

import numpy as np
from numpy.random import Generator

from gdcourse.checks import inputs
from gdcourse.checks.comparison import raises
from gdcourse.checks.kinds import number, several
from gdcourse.checks.task import Task

# The Hessian (2/n) XᵀX of a straight line through 100 points, from a popular guide.
GUIDE = np.array([[2.0, 1.88072297], [1.88072297, 2.46947905]])
ROUND = np.array([[2.0, 0.0], [0.0, 8.0]])
TURNED = np.array([[5.0, 3.0], [3.0, 5.0]])
ZERO, SADDLE = np.diag([1.0, 0.0]), np.array([[1.0, 3.0], [3.0, 1.0]])
LOPSIDED = np.array([[2.0, 1.0], [0.0, 2.0]])

safe_rates = Task(
    "E02.5",
    "lr_range(H)",
    points=7,
    returns=several(number, number),
    probes=[(TURNED,), (GUIDE,), (np.diag([1.0, 4.0, 10.0]),)]
    + [(H,) for H in (ZERO, SADDLE, LOPSIDED)],
    hints=[
        "Turn the problem: may the answer change?",
        "Along an eigenvector the bowl is a parabola whose curvature is the "
        "eigenvalue. Which eigenvalue is in danger first?",
        "np.linalg.eigvalsh gives the eigenvalues of a symmetric matrix in increasing "
        "order. It does not look whether H is symmetric: you do.",
    ],
)


def extremes(H: np.ndarray) -> tuple[float, float]:
    """The smallest and the largest eigenvalue of a symmetric matrix."""
    curvatures = np.linalg.eigvalsh(H)
    return float(curvatures[0]), float(curvatures[-1])


def rates(H: np.ndarray) -> tuple[float, float]:
    """The right answer where H is symmetric and positive definite."""
    low, high = extremes(H)
    return 2 / high, 2 / (low + high)


def checked(H: np.ndarray) -> tuple[float, float]:
    """The right answer, or a ValueError."""
    if not np.array_equal(H, H.T) or extremes(H)[0] <= 0:
        raise ValueError
    return rates(H)


def bowls(rng: Generator) -> Iterator[np.ndarray]:
    """Hessians: one number, along the axes, turned by 45°, turned at random."""
    yield np.array([[4.0]])
    yield ROUND
    yield TURNED
    for dimension in (2, 3, 5):
        yield inputs.positive_definite(rng, dimension)


@safe_rates.property(
    "the first number is the largest stable rate.", points=2, rtol=1e-9
)
def largest_stable(call, rng):
    for H in bowls(rng):
        yield call(H)[0], rates(H)[0]


@safe_rates.property("the second number is the fastest rate.", points=2, rtol=1e-9)
def fastest(call, rng):
    for H in bowls(rng):
        yield call(H)[1], rates(H)[1]


@safe_rates.property("a regression's rates, in any unit.", points=1, rtol=1e-9)
def units(call, rng):
    yield call(GUIDE), rates(GUIDE), "for a straight-line fit it must give its rates."
    scale = float(rng.integers(2, 50))
    words = f"multiplying H by {scale:g} must divide both rates by {scale:g}."
    yield call(scale * ROUND), tuple(r / scale for r in rates(ROUND)), words


@safe_rates.property("without a lowest point there is no answer: ValueError.", points=2)
def no_bowl(call, rng):
    yield call.raising(SADDLE), raises(ValueError), "a saddle needs a ValueError."
    yield call.raising(ZERO), raises(ValueError), "an eigenvalue 0 needs a ValueError."
    words = "a matrix that is not symmetric is no Hessian: ValueError."
    yield call.raising(LOPSIDED), raises(ValueError), words
    skew = np.round(rng.uniform(1, 2), 1) * np.array([[0.0, 1.0], [-1.0, 0.0]])
    yield call.raising(TURNED + skew), raises(ValueError), words
    yield call.raising(-TURNED), raises(ValueError), "a hilltop needs a ValueError."


safe_rates.leaves_arguments_alone(lambda rng: [(H,) for H in bowls(rng)], points=0)


@safe_rates.mutant("Turn the axes: does the sum of all curvatures set the limit?")
def divides_by_the_trace(H):
    checked(H)
    return 2 / float(np.trace(H)), rates(H)[1]


@safe_rates.mutant(
    "The flattest direction is the most patient one. Which breaks first?"
)
def asks_the_flattest_direction(H):
    checked(H)
    return 1 / extremes(H)[0], rates(H)[1]


@safe_rates.mutant(
    "The diagonal holds the curvatures only if the bowl lies along the axes."
)
def reads_the_diagonal(H):
    checked(H)
    low, high = float(np.diag(H).min()), float(np.diag(H).max())
    return 2 / high, 2 / (low + high)


@safe_rates.mutant("The length of all entries is no curvature. Ask the eigenvalues.")
def divides_by_a_norm(H):
    checked(H)
    size = float(np.linalg.norm(H))
    return 2 / size, 1 / size


@safe_rates.mutant("1/λ_max is safe, but not the limit: the factor may go down to −1.")
def stops_at_one_over_L(H):
    checked(H)
    return 1 / extremes(H)[1], rates(H)[1]


@safe_rates.mutant(
    "1/λ_max is best for the steepest direction alone. And the flattest?"
)
def cares_for_the_steepest_alone(H):
    checked(H)
    return rates(H)[0], 1 / extremes(H)[1]


@safe_rates.mutant("The two rates are exchanged: first the limit, then the fastest.")
def exchanges_the_rates(H):
    return checked(H)[::-1]


@safe_rates.mutant("Is there a lowest point at all? Look at the smallest eigenvalue.")
def accepts_a_saddle(H):
    if not np.array_equal(H, H.T):
        raise ValueError
    with np.errstate(divide="ignore"):
        low, high = extremes(H)
        return 2 / high, 2 / (low + high)


@safe_rates.mutant(
    "Not every matrix belongs to a bowl. What must H be? Look before you divide."
)
def accepts_every_matrix(H):
    with np.errstate(divide="ignore"):
        low, high = extremes(H)
        return 2 / high, float(2 / np.float64(low + high))


@safe_rates.mutant(
    "An eigenvalue 0 is a flat valley floor, not a bowl: definite means above 0."
)
def accepts_a_flat_direction(H):
    if not np.array_equal(H, H.T) or extremes(H)[0] < 0:
        raise ValueError
    return rates(H)


@safe_rates.mutant("eigvalsh reads one half of H only. Compare H with its transpose.")
def accepts_a_lopsided_matrix(H):
    if extremes(H)[0] <= 0:
        raise ValueError
    return rates(H)
