"""Lesson 08: E08.6, how far a sum of squares lets a point go."""

from collections.abc import Callable, Iterator
from math import fsum

from numpy.random import Generator

from gdcourse.checks import inputs
from gdcourse.checks.comparison import such_that
from gdcourse.checks.kinds import number, numbers, table
from gdcourse.checks.task import Task

RHO = 0.99

reach = Task(
    "E08.6",
    "how_far(lr, n, counts, sizes)",
    points=5,
    returns=table(travel=number, last=number, rmsprop=number, rates=numbers),
    seconds=4.0,
    probes=[
        (0.1, 50, [100, 4], [1.0, 1.0]),
        (0.5, 7, [10, 20, 5], [2.0, 0.5, 3.0]),
    ],
    hints=[
        "Σ 1/√t: does it have a limit?",
        "Under the constant gradient g the sum of squares is t g² in step t: g/√(t g²) "
        "is left.",
        "A weight that has seen c gradients of size h has s = c · h². RMSprop's v "
        "after n equal gradients: g² times what? (It begins at 0.)",
    ],
)


def answer(lr, n, counts, sizes) -> dict:
    """The right table."""
    return {
        "travel": lr * fsum(t**-0.5 for t in range(1, n + 1)),
        "last": lr / n**0.5,
        "rmsprop": lr / (1 - RHO**n) ** 0.5,
        "rates": [lr / (c * h * h) ** 0.5 for c, h in zip(counts, sizes, strict=True)],
    }


def given(rng: Generator) -> Iterator[tuple]:
    """Rate, n, counts and sizes: the published ones first."""
    yield 0.1, 4, [9], [1.0]
    yield 0.1, 1, [1, 4], [1.0, 1.0]
    yield 0.1, 10_000, [1000, 10], [1.0, 1.0]
    yield 0.1, 100, [1000, 10], [1.0, 10.0]
    for _ in range(4):
        size = inputs.count(rng, 2, 4)
        counts = [inputs.count(rng, 1, 900) for _ in range(size)]
        sizes = [inputs.number(rng, 0.1, 9.0) for _ in range(size)]
        yield inputs.rate(rng), inputs.count(rng, 2, 3000), counts, sizes


def compared(key: str, call, rng) -> Iterator[tuple]:
    for setting in given(rng):
        yield call(*setting)[key], answer(*setting)[key]


@reach.property("travel: the sum of n steps of AdaGrad, g constant.", 1, rtol=1e-6)
def travel(call, rng):
    yield from compared("travel", call, rng)
    found = call(0.1, 10_000, [1], [1.0])["travel"]
    near = such_that("19.85, near 2 · 0.1 · √10⁴", lambda got: abs(got - 19.85) < 0.01)
    yield found, near


@reach.property("last: the length of AdaGrad's step number n.", points=1, rtol=1e-6)
def last(call, rng):
    yield from compared("last", call, rng)


@reach.property("rmsprop: the length of RMSprop's step number n, ρ = 0.99.", 1, 1e-6)
def rmsprop(call, rng):
    yield from compared("rmsprop", call, rng)


@reach.property("rates: lr/√s for each weight.", points=2, rtol=1e-6)
def rates(call, rng):
    yield from compared("rates", call, rng)


def wrong(name: str, hint: str, **entries: Callable) -> None:
    """A mutant: the right table with these entries replaced."""

    def answer_with(lr, n, counts, sizes):
        found = {key: rule(lr, n, counts, sizes) for key, rule in entries.items()}
        return answer(lr, n, counts, sizes) | found

    answer_with.__name__ = name
    reach.mutant(hint)(answer_with)


def rates_by(rule):
    """Rates from a rule of count and size."""
    return lambda lr, n, counts, sizes: [
        lr / rule(c, h) for c, h in zip(counts, sizes, strict=True)
    ]


wrong(
    "walks_evenly",
    "Your way is α · n, gradient descent's. AdaGrad's steps become shorter.",
    travel=lambda lr, n, c, s: lr * n,
)
wrong(
    "sees_a_limit",
    "1 + 1/√2 + 1/√3 + … has no limit. Add n terms.",
    travel=lambda lr, n, c, s: 2 * lr,
)
wrong(
    "trusts_the_estimate",
    "2α√n is near the sum for large n. For n = 1 the way is α: add the terms.",
    travel=lambda lr, n, c, s: 2 * lr * n**0.5,
)
wrong(
    "multiplies_the_last_step",
    "That is n times the last step. The first ones were longer.",
    travel=lambda lr, n, c, s: lr * n**0.5,
)
wrong(
    "forgets_the_root",
    "Divide by the root of the sum of squares: step t is α/√t, not α/t.",
    travel=lambda lr, n, c, s: lr * fsum(1 / t for t in range(1, n + 1)),
    last=lambda lr, n, c, s: lr / n,
)
wrong(
    "counts_one_more",
    "Step number n holds n gradients in its sum. Yours is one late.",
    last=lambda lr, n, c, s: lr / (n + 1) ** 0.5,
)
wrong(
    "keeps_the_step",
    "AdaGrad's steps do not keep their length. What is in the sum at step n?",
    last=lambda lr, n, c, s: lr,
)
wrong(
    "lets_rmsprop_die",
    "RMSprop forgets: its step does not shrink like 1/√n.",
    rmsprop=lambda lr, n, c, s: lr / n**0.5,
)
wrong(
    "forgets_that_v_begins_at_zero",
    "v begins at 0: the early steps of RMSprop are longer than α.",
    rmsprop=lambda lr, n, c, s: lr,
)
wrong(
    "divides_by_v",
    "Divide by the root of 1 − ρⁿ.",
    rmsprop=lambda lr, n, c, s: lr / (1 - RHO**n),
)
wrong(
    "counts_occurrences",
    "The sizes count, too: s adds squares of gradients.",
    rates=rates_by(lambda c, h: c**0.5),
)
wrong(
    "adds_sizes",
    "s adds squares. Ten times the size weighs a hundred times.",
    rates=rates_by(lambda c, h: (c * h) ** 0.5),
)
wrong(
    "divides_by_the_sum",
    "You divide by s. AdaGrad divides by its root.",
    rates=rates_by(lambda c, h: c * h * h),
)
wrong(
    "takes_the_mean",
    "A sum, not a mean: how often a weight was seen must count.",
    rates=rates_by(lambda c, h: h),
)
