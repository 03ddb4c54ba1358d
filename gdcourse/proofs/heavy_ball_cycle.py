"""Lesson 07: a strongly convex function on which the tuned heavy ball goes in circles.

The pair α = 4/(√L + √μ)², β = r² is the best for quadratics. Bend the parabola once on
each side of a flat piece, and three points follow each other for ever.
"""

from fractions import Fraction
from typing import Any

import numpy as np
import sympy as sp

from gdcourse.proofs.theorem import Run, Theorem

# μ = 1, L = 25 and so α = 1/9, β = 4/9
CYCLE = tuple(Fraction(n, 1225) for n in (792, -2208, 2592))


def bent(x: Any) -> Any:
    """f': slope 25, then 1 from x = 1 to x = 2, then 25 again.

    >>> [bent(x) for x in (0, 1, 2, 3)]
    [0, 25, 26, 51]
    """
    return 25 * x if x < 1 else (x + 24 if x < 2 else 25 * x - 24)


def _cycle() -> tuple[sp.Expr, ...]:
    """Each point of the cycle follows from the two before it."""
    points = [sp.Rational(p.numerator, p.denominator) for p in CYCLE]
    steps = []
    for i in range(3):
        before, now, after = points[i - 2], points[i - 1], points[i]
        lr, momentum = sp.Rational(1, 9), sp.Rational(4, 9)
        steps.append(now - lr * bent(now) + momentum * (now - before) - after)
    return tuple(steps)


def _attracting() -> tuple[sp.Expr, ...]:
    """On the slope 25 errors obey e_{k+1} = -4/3 e_k - 4/9 e_{k-1}: a double root."""
    z, k, start, before = sp.symbols("z k e_0 e_{-1}")
    factor = 1 + sp.Rational(4, 9) - sp.Rational(25, 9)
    polynomial = z**2 - factor * z + sp.Rational(4, 9)

    def error(k):  # over (-2/3)^k
        return start + k * (start + sp.Rational(2, 3) * before)

    ratio = -sp.Rational(2, 3)
    step = ratio**2 * error(k + 1) - factor * ratio * error(k)
    first = error(-1) / ratio - before
    return (
        polynomial - (z - ratio) ** 2,
        step + sp.Rational(4, 9) * error(k - 1),
        first,
    )


def stays(before: Any, start: Any, steps: int) -> Run:
    """The distance from the cycle, after a start close to two of its points.

    At most 0.06 away, no step crosses the bends at 1 and 2, and the error is exact.
    """
    x, old = CYCLE[1] + start, CYCLE[0] + before
    errors, bounds = [abs(start)], [abs(start)]
    for k in range(1, steps + 1):
        x, old = x - bent(x) / 9 + 4 * (x - old) / 9, x
        errors.append(abs(x - CYCLE[(k + 1) % 3]))
        slope = abs(start + 2 * before / 3)
        bounds.append((abs(start) + k * slope) * Fraction(2, 3) ** k)
    ks = np.arange(steps + 1)
    return Run(ks, np.array(errors, float), np.array(bounds, float))


def _random_start(rng: np.random.Generator) -> Run:
    before, start = (Fraction(int(n), 1000) for n in rng.integers(1, 60, 2))
    signs = (Fraction(int(n)) for n in rng.choice([-1, 1], 2))
    return stays(next(signs) * before, next(signs) * start, 20)


def _worst_start(k: int) -> Run:
    return stays(Fraction(3, 50), Fraction(3, 50), k)


THEOREMS = (
    Theorem(
        name="4e",
        title="The tuned heavy ball can cycle on a strongly convex function",
        assumptions=r"f has one variable, $f' = 25x$ up to 1, $x + 24$ up to 2, then "
        r"$25x - 24$: $\mu = 1$, $L = 25$; $\alpha = 1/9$, $\beta = 4/9$",
        claim=r"$792/1225, -2208/1225, 2592/1225$ is a cycle of three. A start with "
        r"errors $e_{-1}, e_0$ up to 0.06 stays with it: "
        r"$|e_k| = (2/3)^k |e_0 + k(e_0 + \tfrac23 e_{-1})|$.",
        source="LessardRechtPackard2016",
        identities=(_cycle, _attracting),
        experiment=_random_start,
        worst_case=_worst_start,
        trusted="induction over k; that no error grows beyond 52/27 of 0.06, which is "
        "less than the way from the cycle to a bend",
    ),
)
