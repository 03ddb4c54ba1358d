"""Lesson 07: E07.6, a start from which the tuned heavy ball never arrives."""

from collections.abc import Callable, Iterator

import numpy as np
from numpy.random import Generator

from gdcourse.checks import inputs
from gdcourse.checks.comparison import such_that
from gdcourse.checks.inputs import Function
from gdcourse.checks.kinds import number, numbers, several
from gdcourse.checks.task import Task

CYCLE = np.array([-2208, 792, 2592]) / 1225
STEPS = 400


def bent(mu: float, c: float) -> Function:
    """f′: slope 25μ, then μ between c and 2c, then 25μ; and 0 at 0."""

    def slope(x: float) -> float:
        u = x / c
        return mu * c * (25 * u if u < 1 else (u + 24 if u < 2 else 25 * u - 24))

    return Function(f"f′ with slopes {25 * mu:g}, {mu:g}, {25 * mu:g}", slope)


circles = Task(
    "E07.6",
    "never_arrives(slope, lr, beta, c)",
    points=5,
    returns=several(number, numbers),
    probes=[(bent(1.0, c), 1 / 9, 4 / 9, c) for c in (1.0, -2.0)],
    hints=[
        "With c = 1, try starts around 3 to 3.4.",
        "Write the walk of the heavy ball as a function of the start, walk 400 "
        "updates, and look at the last points: 0, or something else?",
        "For another c the whole picture is c times as wide: so are the start and the "
        "three points. A negative c is a mirror.",
    ],
)


def walk(slope: Callable, x0: float, lr: float, beta: float, n: int) -> list[float]:
    """The points of the heavy ball from rest."""
    x, v, points = x0, 0.0, [x0]
    for _ in range(n):
        v = beta * v + slope(x)
        x = x - lr * v
        points.append(x)
    return points


def bowls(rng: Generator) -> Iterator[tuple[Function, float, float, float]]:
    """Slope, rate, β and c: the published one first."""
    for mu, c in ((1.0, 1.0), (1.0, 2.0), (4.0, 1.0), (1.0, -1.0)):
        yield bent(mu, c), 1 / (9 * mu), 4 / 9, c
    for _ in range(3):
        mu, c = inputs.number(rng, 0.5, 5.0), inputs.number(rng, 0.3, 6.0)
        c *= float(rng.choice([-1, 1]))
        yield bent(mu, c), 1 / (9 * mu), 4 / 9, c


def goes_round(points: list[float], c: float) -> bool:
    """Period 3 to 9 digits, and no fixed point."""
    size = abs(c)
    back = abs(points[-1] - points[-4]) <= 1e-9 * size
    return back and abs(points[-1] - points[-2]) > 1e-3 * size


def judged(call, slope, lr, beta, c) -> tuple:
    """The start of an answer: it must cycle, and gradient descent must arrive."""
    x0 = call(slope, lr, beta, c)[0]
    cycles = np.isfinite(x0) and goes_round(walk(slope, x0, lr, beta, STEPS), c)
    plain = walk(slope, x0, lr * 9 / 13, 0.0, STEPS)[-1] if cycles else 0.0
    fine = cycles and abs(plain) < 1e-9 * abs(c)
    return x0, such_that("a start that never arrives", lambda _: fine)


@circles.property("from x0 the heavy ball must go round for ever.", points=2)
def start(call, rng):
    for given in list(bowls(rng))[:1]:
        yield judged(call, *given)


@circles.property("these must be the points that it visits, in order.", 2, rtol=1e-9)
def points(call, rng):
    for slope, lr, beta, c in bowls(rng):
        wanted = np.sort(c * CYCLE).tolist()
        yield call(slope, lr, beta, c)[1], wanted


@circles.property("it must go round on the wider and mirrored functions, too.", 1)
def elsewhere(call, rng):
    for given in list(bowls(rng))[1:]:
        yield judged(call, *given)


def report(slope, x0, lr, beta, n=STEPS) -> tuple[float, list[float]]:
    """A start and the last three points in order."""
    return x0, sorted(walk(slope, x0, lr, beta, n)[-3:])


@circles.mutant("From this start it arrives: its last points are all 0. Try others.")
def starts_where_it_arrives(slope, lr, beta, c):
    return report(slope, 2.5 * c, lr, beta)


@circles.mutant("The start is right for c = 1. What is it when the bends are at c, 2c?")
def forgets_the_width(slope, lr, beta, c):
    return report(slope, 3.2, lr, beta)


@circles.mutant("Another rate or another β arrives. Walk with the two that are given.")
def takes_the_rate_of_descent(slope, lr, beta, c):
    return 3.2 * c, report(slope, 3.2 * c, lr * 9 / 13, beta)[1]


@circles.mutant("These are the first points. The cycle is what remains late.")
def reads_the_first_points(slope, lr, beta, c):
    return report(slope, 3.2 * c, lr, beta, 2)


@circles.mutant("After 20 updates it is not yet round. Walk longer.")
def reads_too_early(slope, lr, beta, c):
    return report(slope, 3.2 * c, lr, beta, 20)


@circles.mutant("The points are right. Give them from the smallest to the largest.")
def leaves_them_in_order_of_visit(slope, lr, beta, c):
    x0 = 3.2 * c
    return x0, walk(slope, x0, lr, beta, STEPS)[-2:-5:-1]


@circles.mutant("The points are right, as they come. Sort them: the smallest first.")
def gives_the_last_three_as_they_come(slope, lr, beta, c):
    return 3.2 * c, walk(slope, 3.2 * c, lr, beta, STEPS)[-3:]


@circles.mutant(
    "These three are right. Only their order is that of the visits: sort them."
)
def gives_them_as_they_come_one_update_later(slope, lr, beta, c):
    return 3.2 * c, walk(slope, 3.2 * c, lr, beta, STEPS + 1)[-3:]


@circles.mutant(
    "The right three, in the order in which they come. The smallest goes first."
)
def gives_them_as_they_come_two_updates_later(slope, lr, beta, c):
    return 3.2 * c, walk(slope, 3.2 * c, lr, beta, STEPS + 2)[-3:]


@circles.mutant("From rest on the cycle it arrives: the cycle needs its speed, too.")
def starts_on_the_cycle(slope, lr, beta, c):
    return CYCLE[2] * c, np.sort(c * CYCLE).tolist()
