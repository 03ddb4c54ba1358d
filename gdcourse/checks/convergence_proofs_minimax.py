"""Lesson 03: E03.4, the rate whose worst factor is the smallest."""

from collections.abc import Iterator
from fractions import Fraction

import numpy as np
from numpy.random import Generator

from gdcourse.checks.comparison import such_that
from gdcourse.checks.convergence_proofs_formulas import (
    formula,
    fractions,
    letters,
    numbers_for,
    right_for_all,
)
from gdcourse.checks.kinds import several
from gdcourse.checks.task import Task

ONE = Fraction(1)

minimax = Task(
    "E03.4",
    "best_rate(mu, L)",
    points=8,
    returns=several(formula, formula),
    probes=[(ONE, ONE), (ONE, 3 * ONE), (2 * ONE, 8 * ONE), (ONE / 2, 5 * ONE)],
    hints=[
        "Draw |1 − αμ| and |1 − αL| over α. Where is the larger one lowest?",
        "At the optimum both ends are equal in size. Which of them is below 0 there?",
        "Solve 1 − αμ = αL − 1 for α, then put α into either side.",
    ],
)


def best(mu, L):
    """The right rate and its factor."""
    return 2 / (mu + L), (L - mu) / (L + mu)


def worst_factor(rate, mu, L):
    """max(|1 − αμ|, |1 − αL|) with exact numbers."""
    return formula(max(abs(1 - rate * mu), abs(1 - rate * L)))


def curvatures(rng: Generator) -> Iterator[tuple[Fraction, Fraction]]:
    """Pairs μ < L: the published ones first."""
    yield from [(ONE, 3 * ONE), (2 * ONE, 8 * ONE)]
    for one, other in fractions(rng, 8):
        yield (min(one, other), max(one, other) + 1)


@minimax.property("the factor must be the worst one at your own rate.", points=2)
def factor_belongs_to_the_rate(call, rng):
    for mu, L in curvatures(rng):
        rate, factor = found = call(mu, L)
        if letters_left := numbers_for(found, "mu and L"):
            yield letters_left
            return
        given = such_that(
            f"{worst_factor(rate, mu, L)}, the larger of |1 − αμ| and |1 − αL|",
            lambda got, rate=rate, mu=mu, L=L: got == worst_factor(rate, mu, L),
        )
        yield factor, given


@minimax.property("no other rate may have a smaller worst factor.", points=3)
def sweep_agrees(call, rng):
    for mu, L in curvatures(rng):
        rates = np.linspace(0, 2 / float(L), 1001)
        m, top = float(mu), float(L)
        worst = np.maximum(np.abs(1 - rates * m), np.abs(1 - rates * top))
        least = float(worst.min())
        found = call(mu, L)
        mine = float(worst_factor(found[0], mu, L))
        words = f"a worst factor near {least:.3g}: a sweep of 1,001 rates finds it"
        enough = such_that(
            words, lambda got, least=least: bool(float(got) <= least + 1e-9)
        )
        yield mine, enough
        yield found, tuple(formula(value) for value in best(mu, L))


@minimax.property("where all curvatures are equal, one step must arrive.", points=1)
def round_bowls(call, rng):
    for L in (ONE, 4 * ONE, *(one for one, _ in fractions(rng, 3))):
        yield call(L, L), (formula(1 / L), formula(ONE - 1))


@minimax.property("with letters it must give formulas in mu and L.", points=2)
def letters_too(call, rng):
    mu, L = letters("mu L")
    places = list(curvatures(rng))
    words = "a formula in mu and L that agrees with the numbers"
    found = call(mu, L)
    for place in (0, 1):
        right = right_for_all(
            words, (mu, L), places, lambda *at, place=place: best(*at)[place]
        )
        yield found[place], right


@minimax.mutant("1/L is best for the steep side alone. And the flat one?")
def serves_the_steep_side(mu, L):
    return 1 / L, 1 - mu / L


@minimax.mutant("There the two factors are not equal in size yet: may α grow?")
def forgets_the_two(mu, L):
    return 1 / (mu + L), L / (mu + L)


@minimax.mutant("Try your rate for μ = 1, L = 9: is |1 − αL| still below 1?")
def averages_the_rates(mu, L):
    rate = (1 / mu + 1 / L) / 2
    return rate, abs(1 - rate * L)


@minimax.mutant("2/L is the end of the stable rates, not the best of them.")
def goes_to_the_limit(mu, L):
    return 2 / L, 1 + 0 * L


@minimax.mutant("The factor of the distance, please. Of what is yours the factor?")
def squares_the_factor(mu, L):
    return best(mu, L)[0], best(mu, L)[1] ** 2


@minimax.mutant("A factor is a size. Yours has the sign of one end.")
def keeps_the_sign(mu, L):
    return best(mu, L)[0], (mu - L) / (mu + L)


@minimax.mutant("The geometric mean balances products. Which sum must balance here?")
def takes_the_geometric_mean(mu, L):
    half = formula(ONE / 2)
    return 1 / formula(mu * L) ** half, formula(L / mu) ** half - 1


@minimax.mutant("One μ, one L: your rate would serve the flat side alone.")
def serves_the_flat_side(mu, L):
    return 1 / mu, L / mu - 1
