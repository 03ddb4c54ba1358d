"""Lesson 03: E03.3, the function on which gradient descent is slowest."""

from collections.abc import Callable, Iterator

import numpy as np
from numpy.random import Generator

from gdcourse.checks.kinds import number, several
from gdcourse.checks.task import Task

worst = Task(
    "E03.3",
    "worst_function(x, L, R, k)",
    points=8,
    returns=several(number, number),
    probes=[(x, 2.0, 3.0, 2) for x in (0.0, 0.2, -0.5, 0.7, 1.2, -1.6, 3.0)],
    hints=[
        "You want constant slope for k steps.",
        "A bowl of curvature L around 0, a straight line outside. After k steps of "
        "equal length the point should still be on the line.",
        "Where the two meet, value and slope must agree. That fixes the line.",
    ],
)


def huber(x: float, L: float, seam: float) -> tuple[float, float]:
    """A bowl inside the seam, lines outside: value and slope."""
    if abs(x) <= seam:
        return L * x * x / 2, L * x
    return L * seam * (abs(x) - seam / 2), float(L * seam * np.sign(x))


def right(x: float, L: float, R: float, k: int) -> tuple[float, float]:
    return huber(x, L, R / (2 * k + 1))


def settings(rng: Generator) -> Iterator[tuple[float, float, int]]:
    """L, R, k: the published ones first."""
    yield from [(1.0, 3.0, 1), (1.0, 1.0, 1), (1.0, 1.0, 5)]
    for _ in range(2):
        L, R = np.round(rng.uniform(0.5, 5, 2), 1).tolist()
        yield L, R, int(rng.integers(2, 15))
    yield 2.0, 1.0, 20
    yield 1.0, 1.0, 100


@worst.property("at 0 the value and the slope are 0.", points=1)
def minimum(call, rng):
    for L, R, k in settings(rng):
        yield call(0.0, L, R, k), (0.0, 0.0)


@worst.property("it must be as high at −x as at x, with the opposite slope.", points=1)
def even(call, rng):
    for L, R, k in [(1.0, 3.0, 1), (2.0, 5.0, 2)]:
        for x in (0.25, 0.75, 2.5):
            value, slope = call(x, L, R, k)
            yield call(-x, L, R, k), (value, -slope)


@worst.property("the slopes must be those of f, and f must not jump.", points=1)
def slope_of_the_value(call, rng):
    for L, R, k in [(1.0, 3.0, 1), (2.0, 5.0, 2)]:
        xs = np.linspace(0, R, 31)
        found = np.array([call(float(x), L, R, k) for x in xs])
        h = xs[1]
        for i, x in enumerate(xs[1:], 1):
            rise = found[i, 0] - found[i - 1, 0]
            mean = (found[i, 1] + found[i - 1, 1]) / 2 * h
            words = f"from x = {x - h:.2f} to {x:.2f} f must rise by slope times width."
            if abs(rise - mean) > L * h * h / 4 + 1e-12:
                call(float(x), L, R, k)
                yield float(rise), float(mean), words


@worst.property("the slope rises with x, by at most L for each unit.", points=1)
def smooth_and_convex(call, rng):
    for L, R, k in [(1.0, 3.0, 1), (2.0, 5.0, 2)]:
        xs = np.linspace(-R, R, 40)
        slopes = [call(float(x), L, R, k)[1] for x in xs]
        change, h = np.diff(slopes), xs[1] - xs[0]
        yield float(min(change.min(), 0)), 0.0, "a convex f has slopes that never fall."
        yield float(max(change.max(), L * h)), float(L * h)


@worst.property("after k steps with the rate 1/L from R the gap is LR²/(4k + 2).", 4)
def gap_after_k_steps(call, rng):
    for L, R, k in settings(rng):
        x = R
        for _ in range(k):
            x = x - call(x, L, R, k)[1] / L
        yield call(x, L, R, k)[0], L * R**2 / (4 * k + 2)


def mutated(hint: str, seam: Callable) -> None:
    """A mutant whose bowl ends elsewhere."""

    def answer(x, L, R, k):
        return huber(x, L, seam(R, k))

    answer.__name__ = seam.__name__
    worst.mutant(hint)(answer)


def ends_at_the_last_step(R, k):
    return R / (k + 1)


def forgets_the_one(R, k):
    return R / (2 * k)


def arrives_in_k_steps(R, k):
    return R / k


mutated(
    "After k steps you stand on the seam. Can more height be left?",
    ends_at_the_last_step,
)
mutated(
    "Very near. The gap after k steps depends on the seam: where is it largest?",
    forgets_the_one,
)
mutated(
    "k steps of this length lead exactly to 0. What is left then?", arrives_in_k_steps
)


@worst.mutant("f jumps at the seam: line and bowl must have one value there.")
def forgets_the_offset(x, L, R, k):
    seam = R / (2 * k + 1)
    value, slope = huber(x, L, seam)
    return (value if abs(x) <= seam else L * seam * abs(x)), slope


@worst.mutant("A parabola is too fast: one step of 1/L is at its minimum.")
def takes_a_parabola(x, L, R, k):
    return L * x * x / 2, L * x


@worst.mutant("|x| has a corner at 0. What does L-smooth say about slopes there?")
def leaves_a_corner(x, L, R, k):
    slope = L * R / (2 * k + 1)
    return slope * abs(x), float(slope * np.sign(x))


@worst.mutant("On the left side of 0 the line falls. Which sign has its slope?")
def forgets_the_sign(x, L, R, k):
    value, slope = right(x, L, R, k)
    return value, slope if abs(x) <= R / (2 * k + 1) else abs(slope)


@worst.mutant("The curvature of your bowl is 1. It should be L.")
def forgets_the_curvature(x, L, R, k):
    return huber(x, 1.0, R / (2 * k + 1))


@worst.mutant("Differentiate your value: ½Lx² has the slope Lx.")
def forgets_the_half(x, L, R, k):
    value, slope = right(x, L, R, k)
    return 2 * value, slope
