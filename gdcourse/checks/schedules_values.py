"""Lesson 10: E10.2, five rates of a cosine and five slopes."""

import math
from collections.abc import Iterator

from numpy.random import Generator

from gdcourse.checks import inputs
from gdcourse.checks.kinds import numbers, table
from gdcourse.checks.task import Task

SHARES = (0.0, 0.25, 0.5, 0.75, 1.0)

values = Task(
    "E10.2",
    "five_values(high, low, T)",
    points=4,
    returns=table(rates=numbers, slopes=numbers),
    probes=[(0.1, 0.001, 100), (2.0, 0.5, 400)],
    hints=[
        "At T/2 the cosine is 0: which rate is left?",
        "cos(π/4) = √½ and cos(3π/4) = −√½.",
        "The slope is the derivative with respect to k: −sin(πk/T) · π/T, and the "
        "factor in front.",
    ],
)


def rates_of(high: float, low: float, share=lambda s: math.cos(math.pi * s)) -> list:
    return [low + (high - low) * (1 + share(s)) / 2 for s in SHARES]


def slopes_of(high: float, low: float, T: int) -> list[float]:
    factor = -math.pi * (high - low) / (2 * T)
    return [factor * root for root in (0.0, 0.5**0.5, 1.0, 0.5**0.5, 0.0)]


def secants(high: float, low: float, T: int) -> list[float]:
    rates = rates_of(high, low)
    return [4 * (rates[i + 1] - rates[i]) / T for i in range(4)]


def answer(high: float, low: float, T: int) -> dict[str, list[float]]:
    """The right lists."""
    return {"rates": rates_of(high, low), "slopes": slopes_of(high, low, T)}


def given(rng: Generator) -> Iterator[tuple[float, float, int]]:
    """Both ends and T: the published ones first."""
    yield 0.1, 0.001, 100
    yield 0.1, 0, 100
    yield 1, 0, 4
    for _ in range(5):
        high, low = inputs.rate(rng, 0.1, 3.0), inputs.rate(rng, 0.01, 0.09)
        yield high, low, 4 * inputs.count(rng, 2, 250)


def compared(key: str, places: tuple[int, ...], call, rng) -> Iterator[tuple]:
    """Entries of one list; the list must have five."""
    for setting in given(rng):
        found, wanted = call(*setting)[key], answer(*setting)[key]
        if len(found) != 5:
            yield found, wanted
            continue
        yield [found[i] for i in places], [wanted[i] for i in places]


@values.property("rates: high at 0, the mean at T/2, low at T.", 1, rtol=1e-6)
def ends(call, rng):
    yield from compared("rates", (0, 2, 4), call, rng)


@values.property("rates: those at T/4 and at 3T/4.", points=1, rtol=1e-6)
def quarters(call, rng):
    yield from compared("rates", (1, 3), call, rng)


@values.property("slopes: flat at both ends, so 0 at k = 0 and at k = T.", 1, rtol=1e-6)
def flat(call, rng):
    yield from compared("slopes", (0, 4), call, rng)


@values.property("slopes: the rate's derivative at T/4, T/2 and 3T/4.", 1, rtol=1e-6)
def steep(call, rng):
    yield from compared("slopes", (1, 2, 3), call, rng)


def wrong(name: str, hint: str, rates=None, slopes=None) -> None:
    """A mutant with one list of its own."""

    def mutant(high, low, T):
        found = answer(high, low, T)
        if rates:
            found["rates"] = rates(high, low, T)
        if slopes:
            found["slopes"] = slopes(high, low, T)
        return found

    mutant.__name__ = name
    values.mutant(hint)(mutant)


wrong(
    "goes_straight",
    "Those lie on a straight line. A wave is still high at T/4: use the cosine.",
    rates=lambda high, low, T: rates_of(high, low, lambda s: 1 - 2 * s),
)
wrong(
    "adds_the_low_end_twice",
    "At k = 0 you are above high: only the difference high − low falls.",
    rates=lambda high, low, T: [low + rate for rate in rates_of(high, 0.0)],
)
wrong(
    "takes_degrees",
    "math.cos wants radians: half a turn is π, not 180.",
    rates=lambda high, low, T: rates_of(high, low, lambda s: math.cos(180 * s)),
)
wrong(
    "forgets_the_low_end",
    "At k = T the rate is low, not 0.",
    rates=lambda high, low, T: rates_of(high, 0.0),
)
wrong(
    "takes_a_whole_wave",
    "Half a wave lies between 0 and T: the argument is πk/T, not 2πk/T.",
    rates=lambda high, low, T: rates_of(high, low, lambda s: math.cos(2 * math.pi * s)),
)
wrong(
    "climbs",
    "It should fall: 1 + cos begins at 2, 1 − cos at 0.",
    rates=lambda high, low, T: rates_of(high, low)[::-1],
)
wrong(
    "differs_between_the_five",
    "That is one slope for a whole quarter. The slope of a curve is its derivative.",
    slopes=lambda high, low, T: [*secants(high, low, T), 0.0],
)
wrong(
    "forgets_the_inner_derivative",
    "The chain rule: the derivative of πk/T is π/T.",
    slopes=lambda high, low, T: [s * T / math.pi for s in slopes_of(high, low, T)],
)
wrong(
    "turns_the_sign",
    "The rate falls, so its slope is below 0 between the ends.",
    slopes=lambda high, low, T: [-s for s in slopes_of(high, low, T)],
)
wrong(
    "forgets_the_half",
    "There is a ½ in front of the wave; it stays in front of its slope.",
    slopes=lambda high, low, T: [2 * s for s in slopes_of(high, low, T)],
)
wrong(
    "slows_down_at_the_end_only",
    "The wave is flat at its beginning, too: the steepest place is T/2.",
    slopes=lambda high, low, T: [
        -math.pi * (high - low) / (2 * T) * math.cos(math.pi * s / 2) for s in SHARES
    ],
)
