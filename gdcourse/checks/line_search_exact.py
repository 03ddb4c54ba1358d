"""Lesson 04: E04.2, steps that end at the lowest point of their line."""

from collections.abc import Callable, Iterator

import numpy as np
from numpy.random import Generator

from gdcourse.checks import inputs
from gdcourse.checks.kinds import array
from gdcourse.checks.task import Task

NARROW = np.diag([1.0, 9.0])
TURNED = np.array([[5.0, 4.0], [4.0, 5.0]])

exact = Task(
    "E04.2",
    "exact_descent(H, x0, n)",
    points=6,
    returns=array,
    probes=[
        (TURNED, np.array([2.0, 1.0]), 3),
        (NARROW, np.array([9.0, 1.0]), 2),
        (NARROW, np.array([1.0, 0.0]), 3),
    ],
    hints=[
        "Differentiate f(x − αg) in α, and ask where the slope is 0.",
        "φ(α) = f(x) − α gᵀg + ½α² gᵀHg is a parabola. Where is its lowest point?",
        "α = gᵀg / gᵀHg with g = Hx, anew for every step. Where g = 0, stay.",
    ],
)


def walk(H: np.ndarray, x0: np.ndarray, n: int, rate: Callable) -> np.ndarray:
    """n steps x − α g with α = rate(H, g); stays where the gradient is 0."""
    points = [np.array(x0, dtype=float)]
    for _ in range(n):
        x = points[-1]
        g = H @ x
        points.append(x - rate(H, g) * g if g.any() else x.copy())
    return np.stack(points)


def lowest(H: np.ndarray, g: np.ndarray) -> float:
    """The step to the lowest point of the line."""
    return float(g @ g) / float(g @ H @ g)


def right(H, x0, n) -> np.ndarray:
    """The right answer."""
    return walk(H, x0, n, lowest)


def bowls(rng: Generator) -> Iterator[tuple]:
    """Bowls, starts and numbers of steps: the published one first."""
    yield NARROW, np.array([9.0, 1.0]), 1
    yield TURNED, np.array([2.0, 1.0]), 3
    yield TURNED, np.array([2, 1]), 2
    for dimension in (1, 2, 4):
        H = inputs.positive_definite(rng, dimension)
        yield H, inputs.point(rng, dimension) + 6.0, inputs.count(rng, 1, 4)


@exact.property("n steps make n + 1 rows; row 0 is x0.", points=1)
def rows_and_start(call, rng):
    for H, x0, n in bowls(rng):
        path = call(H, x0, n)
        yield np.array(path.shape), np.array([n + 1, x0.size])
        yield path[0], x0 + 0.0


@exact.property("each step must end at the lowest point of its line.", 2, rtol=1e-9)
def ends_at_the_lowest_point(call, rng):
    for H, x0, n in bowls(rng):
        path = call(H, x0, n)
        yield path[: n + 1], right(H, x0, n)


@exact.property("consecutive gradients are orthogonal.", points=1, rtol=1e-9)
def right_angles(call, rng):
    for H, x0, n in bowls(rng):
        g = call(H, x0, n) @ H
        cosines = [
            a @ b / max(np.linalg.norm(a) * np.linalg.norm(x0), 1e-12)
            for a, b in zip(g[:-1], g[1:], strict=True)
        ]
        yield np.array(cosines), np.zeros(len(cosines)), "g(k) · g(k+1) must be 0."


@exact.property("from (κ, 1) f shrinks by ((κ − 1)/(κ + 1))² at every step.", points=1)
def the_worst_start(call, rng):
    for kappa in (3.0, 100.0, float(inputs.count(rng, 5, 500))):
        H = np.diag([1.0, kappa])
        path = call(H, np.array([kappa, 1.0]), 5)
        heights = ((path @ H) * path).sum(axis=1)
        factor = ((kappa - 1) / (kappa + 1)) ** 2
        yield heights[1:] / heights[:-1], np.full(5, factor)


@exact.property("at the lowest point, where g = 0, it stays. x0 is kept.", points=1)
def stays_at_the_bottom(call, rng):
    zero = np.zeros(2)
    yield call(NARROW, zero, 2), np.zeros((3, 2)), "where g = 0 there is no step."
    start = np.array([1.0, 0.0])
    words = "one step from an axis arrives; then there is nothing left to do."
    yield call(NARROW, start, 3), np.array([start, zero, zero, zero]), words
    for H, x0, n in bowls(rng):
        call(H, x0, n)
        yield call.passed[1], x0, "it must not change x0; work on a copy."


def mutated(hint: str, rate: Callable) -> None:
    """A mutant that takes another step along −g."""

    def answer(H, x0, n):
        return walk(H, x0, n, rate)

    answer.__name__ = rate.__name__
    exact.mutant(hint)(answer)


def turns_the_fraction_over(H, g):
    return (g @ H @ g) / (g @ g)


def takes_the_safe_rate(H, g):
    return 1 / np.linalg.eigvalsh(H)[-1]


def takes_the_best_fixed_rate(H, g):
    return 2 / np.linalg.eigvalsh(H)[[0, -1]].sum()


def searches_coarsely(H, g):
    """Golden section with a tolerance of 0.01."""
    low, high, keep = 0.0, 2 / np.linalg.eigvalsh(H)[0], (5**0.5 - 1) / 2

    def height(alpha):
        return -alpha * (g @ g) + alpha**2 * (g @ H @ g) / 2

    while high - low > 0.01:
        left, right = high - keep * (high - low), low + keep * (high - low)
        low, high = (low, right) if height(left) < height(right) else (left, high)
    return (low + high) / 2


def doubles_the_step(H, g):
    return 2 * lowest(H, g)


def forgets_the_square(H, g):
    return np.linalg.norm(g) / (g @ H @ g)


def makes_the_gradient_smallest(H, g):
    return (g @ H @ g) / (H @ g @ H @ g)


for words, step in (
    (
        "Is a steep bowl to be walked with large steps? Look at the units of α.",
        turns_the_fraction_over,
    ),
    ("1/L is safe on every line, and best only on the steepest.", takes_the_safe_rate),
    (
        "2/(μ + L) is the best fixed rate. Here each line has its own α.",
        takes_the_best_fixed_rate,
    ),
    ("A search to 0.01 leaves an angle: the formula is exact.", searches_coarsely),
    ("This far f is as high as at x. The lowest point is half way.", doubles_the_step),
    ("‖g‖ enters squared: the fall per α is gᵀg.", forgets_the_square),
    (
        "That α makes the next gradient short. Which makes f low?",
        makes_the_gradient_smallest,
    ),
):
    mutated(words, step)


@exact.mutant("α of the first step is used again. The next line has another parabola.")
def keeps_the_first_step(H, x0, n):
    g = H @ np.array(x0, dtype=float)
    alpha = lowest(H, g) if g.any() else 0.0
    return walk(H, x0, n, lambda *_: alpha)


@exact.mutant("x −= … changes the point that is on the list already; write x = x − ….")
def changes_the_points_behind_it(H, x0, n):
    end = right(H, x0, n)[-1]
    return np.stack([end] * (n + 1))


@exact.mutant("At the bottom you divide 0 by 0. Where g = 0, stay.")
def divides_zero_by_zero(H, x0, n):
    points = [np.array(x0, dtype=float)]
    with np.errstate(all="ignore"):
        for _ in range(n):
            g = H @ points[-1]
            points.append(points[-1] - g * ((g @ g) / (g @ H @ g)))
    return np.stack(points)
