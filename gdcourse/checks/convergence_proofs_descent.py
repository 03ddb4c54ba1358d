"""Lesson 03: E03.1, the coefficient of the descent certificate."""

from collections.abc import Callable, Iterator
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

ONE, HALF = Fraction(1), Fraction(1, 2)

certificate = Task(
    "E03.1",
    "descent_certificate(a, L)",
    points=8,
    returns=several(formula, formula),
    probes=[(ONE, ONE), (HALF, ONE), (ONE, 4 * ONE), (3 * HALF, ONE), (ONE, HALF)],
    hints=[
        "Integrate ∇f along the segment from x to x − a·g. Where does ½ come from?",
        "Put x₊ = x − a·g into the descent lemma: two terms with ‖g‖² remain.",
        "Largest a: where does the coefficient, a product of two factors, become 0?",
    ],
)


def coefficient(a, L):
    """The right coefficient."""
    return a - L * a * a / 2


def smooth(rng: Generator, L: float) -> tuple[Callable, Callable]:
    """A random function of one number whose slope is L-Lipschitz, and its slope."""
    wave, bowl, bend = L * rng.dirichlet([0.5, 0.5, 0.5])
    w, phase = rng.uniform(0.5, 3), rng.uniform(0, 6.3)
    sign = rng.choice([-1, 1])

    def f(x):
        ripple = wave / w**2 * np.sin(w * x + phase)
        return ripple + sign * bowl * x**2 / 2 + bend * np.log(np.cosh(x))

    def slope(x):
        return wave / w * np.cos(w * x + phase) + sign * bowl * x + bend * np.tanh(x)

    return f, slope


def least_fall(rng: Generator, a: float, L: float, functions: int = 10) -> float:
    """The least fall of f in one step, over ‖g‖², on random L-smooth functions."""
    falls = [a - L * a**2 / 2]  # ½Lx² is one of them
    for _ in range(functions - 1):
        f, slope = smooth(rng, L)
        x = rng.uniform(-2, 2)
        g = slope(x)
        if abs(g) > 0.1 * L:
            falls.append((f(x) - f(x - a * g)) / g**2)
    return min(falls)


def steps(rng: Generator) -> Iterator[tuple[Fraction, Fraction]]:
    """Rates and smoothness constants: the published ones first, then 16 others."""
    yield from [(ONE, ONE), (HALF, ONE), (ONE, 2 * ONE), (3 * HALF, ONE)]
    yield from fractions(rng, 16)


@certificate.property("no L-smooth function may fall by less than c‖g‖².", points=2)
def promise_holds(call, rng):
    for a, L in steps(rng):
        found = call(a, L)
        if letters_left := numbers_for(found, "a and L"):
            yield letters_left
            return
        least = least_fall(rng, float(a), float(L))
        most = least + 1e-9 * (1 + abs(least))
        words = f"c of at most {least:.6g}: one function fell by no more"
        yield found[0], such_that(words, lambda c, most=most: bool(c <= most))


@certificate.property("c must be the largest such number: ½Lx² attains it.", points=3)
def promise_is_attained(call, rng):
    for a, L in steps(rng):
        yield call(a, L)[0], formula(coefficient(a, L))


@certificate.property("the second result is the largest a with c ≥ 0.", points=2)
def largest_rate(call, rng):
    for a, L in steps(rng):
        yield call(a, L)[1], formula(2 / L)


@certificate.property("with letters the engine must prove the claim.", points=1)
def engine_proves(call, rng):
    a, L = letters("a L")
    c, largest = call(a, L)
    refusal = refused(c, a, L)
    accepted = such_that("a certificate that is accepted", lambda _: not refusal)
    yield c, accepted, f"the engine refuses it: {refusal}"
    places = list(fractions(rng, 5))
    words = "the same formulas as with numbers, for all a and L"
    yield c, right_for_all(words, (a, L), places, coefficient)
    yield largest, right_for_all(words, (a, L), places, lambda a, L: 2 / L)


def refused(c: object, a: object, L: object) -> str:
    """What the engine says against f(x − a·g) ≤ f(x) − c‖g‖², or nothing."""
    from gdcourse.proofs.certificate import prove
    from gdcourse.proofs.functions import Smooth
    from gdcourse.proofs.refusal import Refused
    from gdcourse.proofs.region import Region

    try:
        f = Smooth(L)
        x = f.point("k")
        y = f.at(x - a * x.g, "k+1")
        claim = y.f <= x.f - c * x.g**2
        prove(claim, [(1, f.descent(x, y))], Region(a, L), squares=[])
    except Refused as refusal:
        return str(refusal)
    return ""


@certificate.mutant(
    "The gradient changes along the step from none to all: what is its mean change?"
)
def forgets_the_half(a, L):
    return a * (1 - L * a), 1 / L


@certificate.mutant("That holds up to a = 1/L alone. Try a = 3/(2L) on ½Lx².")
def takes_half_the_rate(a, L):
    return a / 2, 1 / L


@certificate.mutant("At a = 1/L c is at its largest, not at 0. Go on.")
def stops_at_one_over_L(a, L):
    return coefficient(a, L), 1 / L


@certificate.mutant("The tangent promises that. How much can curvature take back?")
def trusts_the_tangent(a, L):
    return a, 2 / L


@certificate.mutant("That is c at the one rate a = 1/L. Here a is free.")
def fixes_the_rate(a, L):
    return 1 / (2 * L), 2 / L


@certificate.mutant("Curvature is an enemy here: can it make f fall further, for sure?")
def adds_the_curvature(a, L):
    return a + L * a * a / 2, 2 / L


@certificate.mutant("Twice the curvature: should the largest rate grow or shrink?")
def multiplies_by_L(a, L):
    return coefficient(a, L), 2 * L


@certificate.mutant("L ‖x₊ − x‖²: how long is the step from x to x₊?")
def forgets_one_length(a, L):
    return a - L * a / 2, 2 / L
