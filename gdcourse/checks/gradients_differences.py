"""Lesson 01: E01.4, the step at which a difference is best."""

from collections.abc import Callable, Iterator
from math import cos, exp, sin

from numpy.random import Generator

from gdcourse.checks import inputs
from gdcourse.checks.comparison import Wanted, such_that
from gdcourse.checks.inputs import Function
from gdcourse.checks.kinds import WrongKind, numbers
from gdcourse.checks.task import Task

STEPS = [10.0**-k for k in range(1, 16)]


def stretched(c: float, u: float = 1.3) -> tuple[Function, float, float]:
    """f(x) = eᶜˣ sin(cx) with its slope, at the place where cx = u."""
    f = Function(
        "eˣ sin x" if c == 1 else f"eᵘ sin u with u = {c:g} x",
        lambda x: exp(c * x) * sin(c * x),
    )
    return f, c * exp(u) * (sin(u) + cos(u)), u / c


best_step = Task(
    "E01.4",
    "best_h(f, slope, x)",
    points=4,
    returns=numbers,
    probes=[stretched(1.0), stretched(1000.0), stretched(0.01)],
    hints=[
        "Two errors fight: truncation wants a small h, rounding wants a large one.",
        "Compute the error at every h first, in a list; then find where it is least.",
        "Four numbers come back: where the forward error is least, that error, and the "
        "same two for the central difference, which divides by 2 * h.",
    ],
)


def forward(f: Callable, x: float, h: float) -> float:
    return (f(x + h) - f(x)) / h


def central(f: Callable, x: float, h: float) -> float:
    return (f(x + h) - f(x - h)) / (2 * h)


DIFFERENCES = {"forward": (forward, 1e-7), "central": (central, 1e-9)}


def four(answer: list[float]) -> dict[str, tuple[float, float]]:
    """The answer as (h, error) by difference; both steps must be positive."""
    if len(answer) != 4:
        words = "it must return four numbers: h and error, forward, then central"
        raise WrongKind(f"{words}; got {len(answer)}.")
    if not (answer[0] > 0 and answer[2] > 0):
        raise WrongKind(
            "its first and third number are steps h; they must be positive."
        )
    return {"forward": tuple(answer[:2]), "central": tuple(answer[2:])}


def between(low: float, high: float) -> Wanted:
    near = 1 - 1e-9
    words = f"an h from {low:g} to {high:g}"
    return such_that(words, lambda h: low * near <= h <= high / near)


def cases(rng: Generator) -> Iterator[tuple]:
    """Functions squeezed and stretched: their best steps differ by factors of 1000."""
    yield stretched(1.0)
    for size in (1000.0, 30.0, 0.01):
        c = size * inputs.number(rng, 0.8, 1.2)
        yield stretched(c, inputs.number(rng, 1.1, 1.5))


@best_step.property("for eˣ sin x at 1.3 the V of the lesson shows the best h.", 1)
def published_example(call, rng):
    found = four(call(*stretched(1.0)))
    words = "the forward difference has its best h elsewhere."
    yield found["forward"][0], between(1e-9, 1e-7), words
    words = "the central difference has its best h elsewhere."
    yield found["central"][0], between(1e-6, 1e-4), words


@best_step.property("the best h depends on the function: search it anew.", points=2)
def least_error(call, rng):
    for f, slope, x in cases(rng):
        found = four(call(f, slope, x))
        for name, (difference, limit) in DIFFERENCES.items():
            error = abs(difference(f, x, found[name][0]) - slope)
            words = f"with your h = {found[name][0]:g} the {name} difference is "
            words += f"wrong by {error:.2g}; another h does better."
            limit = float(f"{limit * abs(slope):.1g}")
            wanted = such_that(f"an error below {limit:g}", lambda e, m=limit: e < m)
            yield error, wanted, words


@best_step.property("the errors must be those at the steps you return.", points=1)
def honest_errors(call, rng):
    for f, slope, x in cases(rng):
        found = four(call(f, slope, x))
        for name, (difference, _) in DIFFERENCES.items():
            h, error = found[name]
            true = abs(difference(f, x, h) - slope)
            slack = 0.1 * true + 4e-16 * abs(slope) + 4e-16 * abs(f(x)) / h
            wanted = such_that(
                f"{true:.3g}, the {name} error at h = {h:g}",
                lambda e, t=true, s=slack: abs(e - t) <= s,
            )
            yield error, wanted


def least(difference: Callable, f, slope: float, x: float, size=abs) -> list[float]:
    """The step with the least error, and this error, for the mutants."""
    errors = [size(difference(f, x, h) - slope) for h in STEPS]
    place = errors.index(min(errors))
    return [STEPS[place], errors[place]]


@best_step.mutant("Is smaller better? Compute the error at h = 1e-15, and at 1e-8.")
def takes_the_smallest(f, slope, x):
    h = STEPS[-1]
    return [h, abs(forward(f, x, h) - slope), h, abs(central(f, x, h) - slope)]


@best_step.mutant("Is larger safer? Compute the error at h = 0.1, and at 1e-5.")
def takes_the_largest(f, slope, x):
    h = STEPS[0]
    return [h, abs(forward(f, x, h) - slope), h, abs(central(f, x, h) - slope)]


@best_step.mutant("Which of the two bears a larger h? Forward stands first.")
def exchanges_the_answers(f, slope, x):
    return [*least(central, f, slope, x), *least(forward, f, slope, x)]


@best_step.mutant("The two differences have different best steps: search twice.")
def uses_one_step_for_both(f, slope, x):
    h, error = least(forward, f, slope, x)
    return [h, error, h, abs(central(f, x, h) - slope)]


@best_step.mutant("An error of −3 is not better than one of 0.1: take its size.")
def keeps_the_sign(f, slope, x):
    return [
        *least(forward, f, slope, x, lambda e: e),
        *least(central, f, slope, x, lambda e: e),
    ]


@best_step.mutant("How far apart are x + h and x − h? Divide by that distance.")
def divides_by_one_step(f, slope, x):
    def wide(f, x, h):
        return (f(x + h) - f(x - h)) / h

    return [*least(forward, f, slope, x), *least(wide, f, slope, x)]


@best_step.mutant("Return the step itself, 1e-8, and not its place in the list.")
def returns_the_exponent(f, slope, x):
    found = [*least(forward, f, slope, x), *least(central, f, slope, x)]
    return [STEPS.index(found[0]) + 1, found[1], STEPS.index(found[2]) + 1, found[3]]


@best_step.mutant("In which order? First h, then the error that it gives, twice.")
def returns_errors_first(f, slope, x):
    return [*least(forward, f, slope, x)[::-1], *least(central, f, slope, x)[::-1]]
