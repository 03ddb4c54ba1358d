"""Lesson 02: E02.3, one step by hand."""

from collections.abc import Iterator

from numpy.random import Generator

from gdcourse.checks import inputs
from gdcourse.checks.kinds import number, several
from gdcourse.checks.task import Task

one_step = Task(
    "E02.3",
    "one_step(c1, c2, c3, x, y, lr)",
    points=4,
    returns=several(number, number, number, number),
    probes=[(1.0, 4.0, 0.0, 2.0, 1.0, 0.1), (1.5, 2.0, 1.0, -2.0, 3.0, 0.1)],
    hints=[
        "Both partials are taken at the old point.",
        "Keep y fixed and differentiate: c1 x² gives 2 c1 x, and c3 x y gives c3 y.",
        "Check with c1 = 1, c2 = 4, c3 = 0 at (2, 1): the gradient is (4, 8).",
    ],
)


def value(c1, c2, c3, x, y):
    """f(x, y) = c1 x² + c2 y² + c3 x y."""
    return c1 * x**2 + c2 * y**2 + c3 * x * y


def moved(c1, c2, c3, x, y, lr):
    """The point after one update."""
    return (
        x - lr * (2 * c1 * x + c3 * y),
        y - lr * (2 * c2 * y + c3 * x),
    )


def answer(c1, c2, c3, x, y, lr):
    """New point, value before, value after."""
    new = moved(c1, c2, c3, x, y, lr)
    return *new, value(c1, c2, c3, x, y), value(c1, c2, c3, *new)


def steps(rng: Generator) -> Iterator[tuple[float, ...]]:
    """The published step, then others, with and without a mixed term."""
    yield 1.0, 4.0, 0.0, 2.0, 1.0, 0.1
    yield 1.0, 1.0, 1.0, 1.0, 2.0, 0.1
    for _ in range(6):
        shape = [inputs.number(rng, 1, 6), inputs.number(rng, 1, 6)]
        place = [inputs.number(rng, 0.2, 4), inputs.number(rng, -4, -0.2)]
        yield *shape, inputs.number(rng, 0.2, 1.5), *place, inputs.rate(rng, 0.02, 0.3)


@one_step.property("the new point is the old one minus lr · ∇f(old point).", 2, 1e-9)
def new_point(call, rng):
    for given in steps(rng):
        yield call(*given)[:2], moved(*given)


@one_step.property("it ends with f at the old point, then f at the new one.", 2, 1e-9)
def both_values(call, rng):
    for given in steps(rng):
        yield call(*given)[2:], answer(*given)[2:]


@one_step.mutant("Differentiate x² again: a factor 2 comes down.")
def forgets_the_factor_two(c1, c2, c3, x, y, lr):
    new = x - lr * (c1 * x + c3 * y), y - lr * (c2 * y + c3 * x)
    return *new, value(c1, c2, c3, x, y), value(c1, c2, c3, *new)


@one_step.mutant(
    "The slope along y was taken at the new x. Take both at the old point."
)
def uses_the_new_x(c1, c2, c3, x, y, lr):
    new_x = x - lr * (2 * c1 * x + c3 * y)
    new = new_x, y - lr * (2 * c2 * y + c3 * new_x)
    return *new, value(c1, c2, c3, x, y), value(c1, c2, c3, *new)


@one_step.mutant("Both values are the same: evaluate f again at the new point.")
def evaluates_f_once(c1, c2, c3, x, y, lr):
    before = value(c1, c2, c3, x, y)
    return *moved(c1, c2, c3, x, y, lr), before, before


@one_step.mutant("The term c3·x·y depends on x and on y: it is in both slopes.")
def forgets_the_mixed_term(c1, c2, c3, x, y, lr):
    new = x - lr * 2 * c1 * x, y - lr * 2 * c2 * y
    return *new, value(c1, c2, c3, x, y), value(c1, c2, c3, *new)


@one_step.mutant("In c3·x·y the slope along x leaves y over: c3·y, with no factor 2.")
def leaves_the_wrong_letter(c1, c2, c3, x, y, lr):
    new = x - lr * (2 * c1 * x + c3 * x), y - lr * (2 * c2 * y + c3 * y)
    return *new, value(c1, c2, c3, x, y), value(c1, c2, c3, *new)


@one_step.mutant("c3·x·y is no square: where should a second factor 2 come from?")
def doubles_the_mixed_slope(c1, c2, c3, x, y, lr):
    new = x - lr * 2 * (c1 * x + c3 * y), y - lr * 2 * (c2 * y + c3 * x)
    return *new, value(c1, c2, c3, x, y), value(c1, c2, c3, *new)


@one_step.mutant("Two things: x² has the slope 2x, and c3·x·y is part of both slopes.")
def forgets_the_factor_and_the_mixed_term(c1, c2, c3, x, y, lr):
    new = x - lr * c1 * x, y - lr * c2 * y
    return *new, value(c1, c2, c3, x, y), value(c1, c2, c3, *new)


@one_step.mutant(
    "x was overwritten before y and f used it. Give the new point new names."
)
def overwrites_the_old_point(c1, c2, c3, x, y, lr):
    x = x - lr * (2 * c1 * x + c3 * y)
    y = y - lr * (2 * c2 * y + c3 * x)
    return x, y, value(c1, c2, c3, x, y), value(c1, c2, c3, x, y)


@one_step.mutant("f grows. Which sign walks downhill?")
def walks_uphill(c1, c2, c3, x, y, lr):
    return answer(c1, c2, c3, x, y, -lr)


@one_step.mutant("The two values are exchanged: first f before the step, then after.")
def exchanges_the_values(c1, c2, c3, x, y, lr):
    new_x, new_y, before, after = answer(c1, c2, c3, x, y, lr)
    return new_x, new_y, after, before
