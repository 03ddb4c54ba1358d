"""Lesson 03: what a proof may use, and who may say so.

An assumption comes from a function class, which knows what its functions grant, or from
``hypothesis`` and ``equation``, and then every theorem that uses it must print it. A
claim is no assumption: it cannot serve as its own proof.
"""

from typing import Any

from gdcourse.proofs.forms import Claim, Form, Text, Written
from gdcourse.proofs.refusal import Refused
from gdcourse.proofs.region import Region, exact
from gdcourse.proofs.vectors import Vector

_KEY = object()  # assumptions are made by the functions of this module only


class Assumption(Written):
    """An inequality, form ≥ 0, or an equation, form = 0, with its reason.

    ``stated`` marks what a theorem must print because no function class grants it.
    """

    def __init__(
        self, form: Form, reason: str, latex: Text, key: object, equation: bool = False
    ) -> None:
        if key is not _KEY:
            raise Refused(
                f"assumptions come from function classes, got {reason!r} made by hand. "
                "Use f.convex(...), f.descent(...), or hypothesis(...)."
            )
        self.form, self.reason, self._latex = form, reason, latex
        self.is_equation, self.stated = equation, False
        self.function: Any = None  # whose inequality it is
        self.step, self.counter = None, None  # of a sum of steps: its proof, and k

    def check_class(self, where: Region) -> None:
        """Refuse a class of no functions, such as μ > L: it would prove anything."""
        L, mu = (getattr(self.function, name, None) for name in ("L", "mu"))
        known = {*where.coordinates, *where.solve}
        margins = [] if L is None else [L] if mu is None else [L, L - mu]
        for margin in (m for m in margins if m.free_symbols <= known):
            if not where.is_nonnegative(margin) and where.is_nonnegative(-margin):
                raise Refused(
                    f"no function has such constants, got {margin} < 0. "
                    "Is the order (mu, L), and is L positive?"
                )

    def __repr__(self) -> str:
        return f"Assumption({self.reason})"


def granted(statement: Claim, reason: str, function: Any = None) -> Assumption:
    """A true statement, for function classes only: it is not printed."""
    assumption = Assumption(statement.slack, reason, lambda: statement.latex, _KEY)
    assumption.function = function
    return assumption


def hypothesis(statement: Claim, reason: str) -> Assumption:
    """A further assumption. It is printed as part of every theorem that uses it."""
    assumption = granted(statement, reason)
    assumption.stated = True
    return assumption


def equation(left: Any, right: Any, reason: str) -> Assumption:
    """left = right, printed with the theorem; its multiplier may have any sign.

    With noise both sides are expectations, and a letter that the equation ties to the
    noise must be younger than it: older ones count as independent of it.
    """
    left, right = Form.of(left), Form.of(right)
    assumption = Assumption(
        left - right, reason, lambda: f"{left.latex} = {right.latex}", _KEY, True
    )
    assumption.stated = True
    return assumption


def same_minimizer(symbol: str, other: str, place: Vector) -> Assumption:
    """Two functions share a minimizer: the gradient of the second is 0 there, too."""
    below = symbol[1:].strip("_")
    letter = f"{symbol[0]}_{{{below}}}" if below else symbol
    gradient = Form({}, rf"\nabla {letter}({place.latex})")
    return equation(gradient, 0, f"{other} and {symbol} have the same minimizer")


def noise(variance: Any, name: str) -> Vector:
    """A random vector e with E[e] = 0 given the past and E‖e‖² = variance.

    Make it before the point that it moves: what is older is independent of it.
    """
    variance = exact(variance)
    if not Region(*variance.free_symbols).is_nonnegative(variance):
        raise Refused(
            f"a variance must not be negative, got {variance}. "
            "Write a square, such as sigma**2."
        )
    return Vector.letter(name, variance)


def projection(before: Vector, after: Vector, u: Vector) -> Assumption:
    """‖after - u‖² ≤ ‖before - u‖² for the projection on a convex set that holds u."""
    noises = [letter for letter in before.parts if letter.variance is not None]
    if any(old.born < e.born for old in after.parts for e in noises):
        raise Refused(
            f"a projected point depends on the noise in it, got {after.latex}, "
            "which is older. Make it after the noise."
        )
    claim = (after - u) ** 2 <= (before - u) ** 2
    return hypothesis(claim, "projection on a convex set does not move away from it")
