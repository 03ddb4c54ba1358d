"""Lesson 01: E01.3, a gradient checker, itself checked."""

from collections.abc import Iterator

import numpy as np
from numpy.random import Generator

from gdcourse.checks import inputs
from gdcourse.checks.comparison import such_that
from gdcourse.checks.inputs import Function, half, hole
from gdcourse.checks.kinds import number
from gdcourse.checks.task import Task

SMALL = 1e-9


def square(scale: float = 1.0) -> tuple[Function, Function]:
    """A sum of squares and its gradient."""
    words = "sum of x²" if scale == 1 else f"{scale:g} · sum of x²"
    return (
        Function(words, lambda x: scale * np.sum(x * x)),
        Function("2x" if scale == 1 else f"{2 * scale:g} x", lambda x: 2 * scale * x),
    )


def waves() -> tuple[Function, Function]:
    f = Function("sum of eˣ sin x", lambda x: np.sum(np.exp(x) * np.sin(x)))
    g = Function("eˣ (sin x + cos x)", lambda x: np.exp(x) * (np.sin(x) + np.cos(x)))
    return f, g


def valley() -> tuple[Function, Function]:
    def f(x):
        return np.sum((1 - x[:-1]) ** 2 + 4 * (x[1:] - x[:-1] ** 2) ** 2)

    def g(x):
        rise, slopes = x[1:] - x[:-1] ** 2, np.zeros(len(x))
        slopes[:-1] = -2 * (1 - x[:-1]) - 16 * x[:-1] * rise
        slopes[1:] += 8 * rise
        return slopes

    return Function("a chain of valleys", f), Function("its gradient", g)


def soft_maximum() -> tuple[Function, Function]:
    f = Function("log of the sum of eˣ", lambda x: np.log(np.sum(np.exp(x))))
    return f, Function("softmax of x", lambda x: np.exp(x) / np.sum(np.exp(x)))


def product() -> tuple[Function, Function]:
    f = Function("product of 2 + cos x", lambda x: np.prod(2 + np.cos(x)))
    g = Function(
        "its gradient", lambda x: -np.prod(2 + np.cos(x)) * np.sin(x) / (2 + np.cos(x))
    )
    return f, g


def far_and_near() -> tuple[Function, Function]:
    """Two coordinates of very different size."""
    f = Function("(x₀ / 10⁶)² + sin x₁", lambda x: (x[0] / 1e6) ** 2 + np.sin(x[1]))
    return f, Function("its gradient", lambda x: np.where(x > 9, 2e-12 * x, np.cos(x)))


def one_wrong(size: int, place: int) -> tuple[Function, Function]:
    """A gradient with one wrong slope, by 0.001 of the largest slope."""
    f, g = square()

    def spoiled(x):
        slopes = g.rule(x)
        slopes[place] += 1e-3 * np.max(np.abs(slopes))
        return slopes

    return f, Function(f"2x, but entry [{place}] is wrong by 0.001", spoiled)


def places(rng: Generator, size: int) -> np.ndarray:
    """A point with entries of size 0.5 to 2, so that no slope is near zero."""
    signs = rng.choice([-1.0, 1.0], size)
    return signs * np.round(rng.uniform(0.5, 2.0, size), 1)


def correct(rng: Generator) -> Iterator[tuple]:
    """Five functions with their right gradients, where no slope is near zero."""
    for make in (square, waves, valley, soft_maximum, product):
        x = np.abs(places(rng, inputs.count(rng, 2, 4)))
        yield *make(), -x if make is valley else x


checker = Task(
    "E01.3",
    "check_grad(f, g, x)",
    points=6,
    returns=number,
    probes=[
        (waves()[0], half(waves()[1]), np.array([1.0, -0.5])),
        (hole(), half(square()[1]), np.array([1.0, 2.0])),
        (square()[0], half(square()[1]), np.array([3e12, 1e12])),
        (square()[0], half(square()[1]), np.array([0.0, 1.0])),
        (square()[0], Function("2x + 1", lambda x: 2 * x + 1), np.array([3.0, 1.0])),
        (*far_and_near(), np.array([1.3e6, 1.2])),
    ],
    hints=[
        "Plot the error against h first: which h is best for a central difference?",
        "Take a copy of x for each evaluation, move one entry of it, and divide by the "
        "distance between the two points.",
        "The step belongs to the coordinate: h = 1e-5 * max(1, |xᵢ|). The error is the "
        "largest |gᵢ − dᵢ| divided by the largest |dᵢ|.",
    ],
)


def below(limit: float) -> object:
    return such_that(f"an error below {limit:g}", lambda error: 0 <= error < limit)


def sees(call) -> tuple:
    """The trial that keeps a number near zero, whatever it is for, from any points."""
    zero = Function("zero", np.zeros_like)
    seen = such_that("an error above 0.001", lambda error: error > 1e-3)
    words = "it must see that a gradient of zeros is wrong."
    return call(square()[0], zero, np.array([1.0, 2.0])), seen, words


@checker.property("a right gradient has an error near zero.", points=1)
def accepts_right_gradients(call, rng):
    yield sees(call)
    yield call(*square(), np.array([3.0])), below(1e-7)
    for f, g, x in correct(rng):
        yield call(f, g, x), below(1e-7)


@checker.property("one wrong slope must be found, however many are right.", points=2)
def finds_one_wrong_slope(call, rng):
    near = such_that("an error near 0.001", lambda error: abs(error - 1e-3) < 2e-5)
    for place in (1, 0):  # the largest slope, then a smaller one
        yield call(*one_wrong(2, place), np.array([1.0, 2.0])), near
    for size in (5, 50):
        x = places(rng, size)
        yield call(*one_wrong(size, inputs.count(rng, 0, size - 1)), x), near
    zero = Function("zero", np.zeros_like)
    missing = such_that("an error of 1", lambda error: abs(error - 1) < 1e-3)
    yield call(square()[0], zero, np.array([1.0, 2.0])), missing


@checker.property("a central difference needs 2n values of f.", points=1)
def counts_evaluations(call, rng):
    for size in (1, 3, inputs.count(rng, 4, 9)):
        f, g = square()
        call(f, g, places(rng, size))
        words = f"for {size} slope{'s' * (size > 1)} it must call f {2 * size} times."
        yield f.calls, 2 * size, words


@checker.property("the difference must be exact to nine digits.", points=1)
def is_accurate_at_every_scale(call, rng):
    yield sees(call)
    yield call(*waves(), np.array([1.0])), below(SMALL)
    words = "the error must be relative: a million times f changes nothing."
    yield call(*square(1e6), np.array([1.0, 2.0])), below(1e-7), words
    words = "at xᵢ = 0 there must be a step, too."
    yield call(*waves(), np.array([0.0, 1.0])), below(1e-7), words
    words = "each coordinate needs a step of its own size."
    yield call(*far_and_near(), np.array([1.3e6, 1.2])), below(1e-7), words
    words = "the step must grow with |xᵢ|: at 3000000 a fixed h is too small."
    for scale in (1e-3, 1e-6):
        x = np.array([3.0, 1.0]) / scale
        yield call(*square(scale), x), below(1e-7), words
    for f, g, x in correct(rng):
        yield call(f, g, x), below(SMALL)


@checker.property("x must stay as it was, and whole numbers are points too.", points=1)
def leaves_the_point_alone(call, rng):
    yield sees(call)
    for x in (np.array([1.0, 2.0]), places(rng, 4)):
        f, g = waves()
        call(f, g, x)
        yield call.passed[2], x, "it must not change x; move a copy."
    words = "a point of whole numbers: a step of 1e-5 gets lost in them."
    yield call(*square(), np.array([1, 2])), below(1e-7), words


def central(f, g, x, h=6e-6, fixed=False, span=2.0, least=1.0) -> tuple:
    """The gradient by central differences, and by g; mutants turn one screw each."""
    x = np.array(x, dtype=float)
    slopes = np.empty(x.size)
    for i in range(x.size):
        step = h if fixed else h * max(least, abs(x[i]))
        ahead, behind = x.copy(), x.copy()
        ahead[i] += step
        behind[i] -= step
        slopes[i] = (f(ahead) - f(behind)) / (span * step)
    return slopes, np.asarray(g(x))


def largest(slopes, given) -> float:
    return np.max(np.abs(given - slopes)) / np.max(np.abs(slopes))
