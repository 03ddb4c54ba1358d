"""Lesson 03: the learning rates of which a theorem speaks.

A range is written with one free coordinate: 0 < α ≤ 1/L is α = 1/(L (1 + t)) for some
t ≥ 0. Then a sign can be read off: no minus is left.
"""

from collections.abc import Sequence

import sympy as sp

from gdcourse.proofs.region import Region

L, mu, a, d, t = sp.symbols("L mu alpha d t")
More = sp.Symbol
Counters = Sequence[sp.Symbol]

CURVED = Region(mu, positive={d: L - mu}, solve={L: mu + d})  # 0 < μ < L


def short_steps(*more: More, counters: Counters = ()) -> Region:
    """0 < α ≤ 1/L; the other symbols are positive, the counters at least 0.

    >>> short_steps().is_nonnegative(1 - a * L)
    True
    """
    closed = {t: 1 / (a * L) - 1} | {counter: counter for counter in counters}
    return Region(L, *more, nonnegative=closed, solve={a: 1 / (L * (1 + t))})


def long_steps(*more: More, counters: Counters = ()) -> Region:
    """0 < α < 2/L; the same otherwise."""
    inside, solve = {t: 2 / (a * L) - 1}, {a: 2 / (L * (1 + t))}
    return Region(L, *more, positive=inside, nonnegative=counters, solve=solve)


def steps_up_to_the_best() -> Region:
    """0 < α ≤ 2/(L + μ) and 0 < μ < L: the flattest direction is the slowest.

    >>> steps_up_to_the_best().is_nonnegative((1 - a * mu) - (a * L - 1))
    True
    """
    best = 2 / (L + mu)
    return Region(
        mu,
        positive={d: L - mu},
        nonnegative={t: best / a - 1},
        solve={a: best / (1 + t), L: mu + d},
    )


def steps_beyond_the_best() -> Region:
    """2/(L + μ) < α ≤ 2/L and 0 < μ < L: the steepest direction is the slowest.

    >>> steps_beyond_the_best().is_nonnegative((a * L - 1) - (1 - a * mu))
    True
    """
    return Region(
        mu,
        positive={d: L - mu},
        nonnegative={t: (2 - a * L) / (a * (L + mu) - 2)},
        solve={a: 2 * (1 + t) / (L + t * (L + mu)), L: mu + d},
    )
