"""Lesson 03: certify your own method, and meet the function that is hardest for it.

For a table of numbers h (see ``tables``), L = 1, let H_m be the sum of the first m + 1
numbers of the last row, D the sum of all of them, and E_m the sum of the row that makes
x_m (E_0 = 0). Then the multipliers are forced:

λ_m = H_m / (2D - E_m) for the inequality between x_m and x_{m+1},
λ_m - λ_{m-1} for the one between x* and x_m, with λ_{-1} = 0 and λ_N = 1.

Where the rest is a sum of squares, f(x_N) - f* ≤ L R² / (4D + 2) for every convex
L-smooth f with ‖x_0 - x*‖ ≤ R, and the Huber function of slope LR/(2D + 1) attains it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate
from typing import Any

import numpy as np

from gdcourse.proofs.certificate import prove
from gdcourse.proofs.forms import merged
from gdcourse.proofs.functions import Point, SmoothConvex
from gdcourse.proofs.hard_functions import Bowl, hardest, positions
from gdcourse.proofs.proof import Proof
from gdcourse.proofs.refusal import Refused
from gdcourse.proofs.tables import Table, as_table
from gdcourse.proofs.theorem import Run
from gdcourse.proofs.vectors import Vector

NOT_PROVED = "not proved by this certificate"


@dataclass(frozen=True, eq=False)
class Certified:
    """What became of a method.

    Attributes
    ----------
    table : the method
    multipliers : λ_0, λ_1, …, λ_{N-1}, as far as they exist
    bound : 1 / (4D + 2), in units of L R²
    huber : the function that ends at the bound when begun at R = 1
    proof : the exact certificate, or None
    reason : why there is no proof, in the engine's words
    counterexample : a function on which the method ends above the bound, or None
    """

    table: Table
    multipliers: tuple[Fraction, ...]
    bound: Fraction
    huber: Bowl
    proof: Proof | None
    reason: str = ""
    counterexample: Bowl | None = None

    @property
    def points(self) -> tuple[Fraction, ...]:
        """x_0 = 1, x_1, …, x_N on the Huber function, exactly."""
        return positions(self.table, self.huber)

    @property
    def attained(self) -> Fraction:
        """f(x_N) - f* at the end of that run: no smaller bound is true.

        It is the bound whenever 2D ≥ E_m for all m, as in every proof: then the run
        never leaves the straight part.
        """
        return self.huber.value(self.points[-1])

    @property
    def verdict(self) -> str:
        """One of "proved", "refuted", and "not proved by this certificate"."""
        if self.proof is not None:
            return "proved"
        return NOT_PROVED if self.counterexample is None else "refuted"

    @property
    def latex(self) -> str:
        """The claim."""
        p, q = self.bound.numerator, self.bound.denominator
        above = "L R^2" if p == 1 else f"{p} L R^2"
        return rf"f(x_{{{len(self.table)}}}) - f^\star \le \frac{{{above}}}{{{q}}}"

    def run(self, L: float = 1.0, R: float = 1.0) -> Run:
        """The run on the Huber function as floats; the bound is for the last step."""
        gap = np.array([float(self.huber.value(x)) for x in self.points]) * L * R**2
        promised = np.full(len(gap), L * R**2 * float(self.bound))
        return Run(np.arange(len(gap)), gap, promised)

    def __str__(self) -> str:
        claim = f"f(x_{len(self.table)}) - f* ≤ {self.bound} L R²"
        if self.proof is not None:
            return f"proved: {claim}, attained by {self.huber}"
        if self.counterexample is None:
            return f"{NOT_PROVED}: {claim}; {self.reason}"
        last = positions(self.table, self.counterexample)[-1]
        ends = f"{float(self.counterexample.value(last)):.6g} L R²"
        return f"refuted: {claim} fails on {self.counterexample}, which ends at {ends}"


def certify(method: Sequence[Any]) -> Certified:
    """The exact worst case of a fixed-step method, or why it is not proved.

    Parameters
    ----------
    method : step sizes α_k L of gradient descent, or the rows of a table; all numbers
        exact (int, Fraction, Rational)

    A method that is not proved may still obey the bound: other inequalities may prove
    it. Only a counterexample settles that it does not. Raises ``Refused`` if it is not
    a method at all. (DroriTeboulle2014)

    >>> from gdcourse.proofs.tables import nesterov
    >>> print(certify([1, Fraction(3, 2), 1]))
    proved: f(x_3) - f* ≤ 1/16 L R², attained by the Huber function of slope 1/8
    >>> certify(nesterov(8, shift=2)).bound
    Fraction(1, 62)
    >>> print(certify([Fraction(8, 5)]))
    refuted: f(x_1) - f* ≤ 5/42 L R² fails on x²/2, which ends at 0.18 L R²
    """
    table = as_table(method)
    total = sum(table[-1])
    if total <= 0:
        raise Refused(
            f"the last row of a method must add up to more than 0, got {total}. "
            "Otherwise it does not go downhill where f is a straight slope."
        )
    bound, huber = 1 / (4 * total + 2), Bowl(slope=1 / (2 * total + 1))
    multipliers: tuple[Fraction, ...] = ()
    try:
        multipliers = forced_multipliers(table)
        proof = _prove(table, multipliers, bound)
    except Refused as refusal:
        worst = hardest(table, bound)
        return Certified(table, multipliers, bound, huber, None, str(refusal), worst)
    return Certified(table, multipliers, bound, huber, proof)


def forced_multipliers(table: Table) -> tuple[Fraction, ...]:
    """λ_m = H_m / (2D - E_m) for m = 0, …, N - 1.

    >>> from gdcourse.proofs.tables import gradient_descent
    >>> [str(x) for x in forced_multipliers(gradient_descent(1, 4))]
    ['1/8', '2/7', '1/2', '4/5']
    """
    heads = list(accumulate(table[-1]))
    rows = [Fraction(0), *(sum(row) for row in table[:-1])]
    for m, row in enumerate(rows):
        if 2 * heads[-1] <= row:
            raise Refused(
                f"a multiplier needs 2D - E_{m} > 0, got {2 * heads[-1] - row}. "
                f"The row that makes x_{m} adds up to {row}, against {heads[-1]} for "
                "the last one: make it smaller."
            )
    return tuple(h / (2 * heads[-1] - row) for h, row in zip(heads, rows, strict=True))


def _prove(table: Table, multipliers: tuple[Fraction, ...], bound: Fraction) -> Proof:
    f = SmoothConvex(1)
    best, points = f.minimizer(), [f.point("0")]
    for k, row in enumerate(table, 1):
        points.append(f.at(_moved(points, row), str(k)))
    chain = zip(multipliers, points[:-1], points[1:], strict=True)
    using = [(m, f.interpolation(p, q)) for m, p, q in chain]
    ends = (Fraction(0), *multipliers, Fraction(1))
    weights = [
        after - before for before, after in zip(ends[:-1], ends[1:], strict=True)
    ]
    star = zip(weights, points, strict=True)
    using += [(w, f.interpolation(best, p)) for w, p in star]
    claim = points[-1].f - best.f <= bound * (points[0] - best) ** 2
    return prove(claim, using, name=f"{len(table)} steps")


def _moved(points: list[Point], row: tuple[Fraction, ...]) -> Vector:
    """x_0 - Σ h_i g_i; points that are the same have one gradient, so add them up."""
    parts: dict = dict(points[0].parts)
    for h, point in zip(row, points, strict=True):
        parts = merged(parts, (-h * point.g).parts)
    return Vector(parts)
