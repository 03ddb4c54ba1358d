"""Lesson 03: E03.6, a budget without convexity, and what it does not promise."""

from collections.abc import Iterator
from math import ceil, cos, exp, log, sin

from numpy.random import Generator

from gdcourse.checks.inputs import Function
from gdcourse.checks.kinds import number, several, text
from gdcourse.checks.task import Task

SQUARE = Function("2x", lambda x: 2 * x)
WAVES = Function("3 cos 3x + 0.2x", lambda x: 3 * cos(3 * x) + 0.2 * x)
LOGISTIC = Function(
    "that of the logistic loss of x = ±1, ±2",
    lambda w: -(1 / (1 + exp(w)) + 2 / (1 + exp(2 * w))) / 2,
)
LOWEST = -0.9732  # of sin 3x + 0.1x², rounded down

budget = Task(
    "E03.6",
    "budget(slope, x0, L, gap, eps)",
    points=6,
    returns=several(number, number, text),
    probes=[
        (SQUARE, 1.0, 2.0, 1.0, 0.5),
        (SQUARE, 1.0, 5.0, 1.1, 0.75),
        (WAVES, 0.53, 9.2, 2.1, 3.0),
        (LOGISTIC, 0.0, 0.625, log(2), 0.05),
    ],
    hints=[
        "Sum the descent lemma over k: the falls of f are at most the gap.",
        "Each step lowers f by at least ‖∇f‖²/(2L). How many can start at a slope "
        "above ε before the gap is used up?",
        "For the last word compare two points, x_{K // 10} and x_K, not two gradients.",
    ],
)


def promised(L: float, gap: float, eps: float) -> int:
    """The least K with 2L · gap / K ≤ ε²."""
    return ceil(2 * L * gap / eps**2 - 1e-9)


def path(slope, x0: float, L: float, K: int) -> list[float]:
    """x_0 … x_K with the rate 1/L."""
    points = [float(x0)]
    for _ in range(K):
        points.append(points[-1] - slope(points[-1]) / L)
    return points


def word(points: list[float]) -> str:
    K = len(points) - 1
    return "rests" if abs(points[K] - points[K // 10]) <= 0.1 else "walks on"


def right(slope, x0, L, gap, eps) -> tuple[int, float, str]:
    """The right answer."""
    K = promised(L, gap, eps)
    points = path(slope, x0, L, K)
    return K, min(abs(slope(x)) for x in points[:K]), word(points)


def height(x: float) -> float:
    return sin(3 * x) + 0.1 * x**2


def runs(rng: Generator) -> Iterator[tuple]:
    """The published run, then cautious rates, tops and random starts."""
    yield SQUARE, 1.0, 2.0, 1.0, 0.5
    yield SQUARE, 1.0, 8.0, 1.0, 0.75
    yield WAVES, 0.53, 9.2, 2.1, 3.0
    for _ in range(4):
        x0, eps = round(float(rng.uniform(-4, 4)), 2), float(rng.choice([0.71, 1.31]))
        yield WAVES, x0, 9.2, round(height(x0) - LOWEST + 0.01, 2), eps


@budget.property(
    "K is the least number of steps that cannot all start at a slope above ε.", points=2
)
def sum_of_the_falls(call, rng):
    for given in runs(rng):
        yield call(*given)[0], right(*given)[0]
    words = "half the ε needs four times as many updates."
    yield call(SQUARE, 1.0, 2.0, 1.0, 0.25)[0], 64, words


@budget.property("the smallest |slope| at x_0 … x_{K−1} is the second.", 2, rtol=1e-9)
def best_point(call, rng):
    for given in runs(rng):
        yield call(*given)[1], right(*given)[1]


@budget.property("does the path rest or walk on?", points=2)
def last_word(call, rng):
    words = "all nine tenths of the run stay within 0.1: rests."
    yield call(SQUARE, 1.0, 2.0, 1.0, 0.5)[2], "rests", words
    words = "a steep start does not count, only what happens after x_{K // 10}: rests."
    yield call(WAVES, 2.0, 9.2, 1.1, 0.7)[2], "rests", words
    words = "the weight grows by 2.3 for each decade of updates: it walks on."
    for eps in (0.05, 0.02):
        yield call(LOGISTIC, 0.0, 0.625, log(2), eps)[2], "walks on", words


@budget.mutant("The last gradient may be a large one. Of which does the sum speak?")
def takes_the_last_point(slope, x0, L, gap, eps):
    K, _, end = right(slope, x0, L, gap, eps)
    return K, abs(slope(path(slope, x0, L, K)[K - 1])), end


@budget.mutant("The sum bounds squared gradients. What does ε become?")
def forgets_the_square(slope, x0, L, gap, eps):
    K = ceil(2 * L * gap / eps)
    points = path(slope, x0, L, K)
    return K, min(abs(slope(x)) for x in points[:K]), word(points)


@budget.mutant("A small slope is no rest: how far did the weight go in the meantime?")
def calls_a_small_slope_rest(slope, x0, L, gap, eps):
    K, best, _ = right(slope, x0, L, gap, eps)
    return K, best, "rests" if best <= eps else "walks on"


@budget.mutant("At 1/L a step lowers f by how much of ‖∇f‖²: 1/L, or less?")
def forgets_the_two(slope, x0, L, gap, eps):
    K = ceil(L * gap / eps**2 - 1e-9)
    points = path(slope, x0, L, K)
    return K, min(abs(slope(x)) for x in points[:K]), word(points)


@budget.mutant("Your second result is a square. The slope itself was asked.")
def leaves_the_square(slope, x0, L, gap, eps):
    K, best, end = right(slope, x0, L, gap, eps)
    return K, best**2, end


@budget.mutant("With K rounded down the promise is not yet ε.")
def rounds_down(slope, x0, L, gap, eps):
    K = int(2 * L * gap / eps**2 + 1e-9)
    points = path(slope, x0, L, K)
    return K, min(abs(slope(x)) for x in points[:K]), word(points)


@budget.mutant("Compare x_K with x_{K // 10}. The way from x_0 is another question.")
def measures_from_the_start(slope, x0, L, gap, eps):
    K, best, _ = right(slope, x0, L, gap, eps)
    points = path(slope, x0, L, K)
    return K, best, "rests" if abs(points[-1] - points[0]) <= 0.1 else "walks on"


@budget.mutant("One step is always short. Nine tenths of the run are not.")
def measures_the_last_step(slope, x0, L, gap, eps):
    K, best, _ = right(slope, x0, L, gap, eps)
    points = path(slope, x0, L, K)
    return K, best, "rests" if abs(points[-1] - points[-2]) <= 0.01 else "walks on"
