"""What we descend: a formula with everything that is known about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from gdcourse.derivation.gradients import Derivation


@dataclass(frozen=True, eq=False)
class Landscape:
    """A function to descend. Its formula is written once; the rest is derived from it.

    ``value``, ``gradient`` and ``hessian`` take a point ``(d,)`` or a grid
    ``(d, *batch)``; SymPy is imported when the first of them is called.

    Args:
        name: how a title calls it.
        formula: text that ``derivation.parse_formula`` reads.
        names: the variables, in the order of a point's components.
        minimizers: all global minimizers, shape ``(how many, d)``; empty if none.
        L: smoothness, the largest |curvature| anywhere; None if unbounded.
        mu: strong convexity, the smallest curvature anywhere; None if not positive.
        window: a pair (low, high) for each variable: where a map is worth drawing.
        start: where a first run may begin.
        source: key of REFERENCES.md.
        kinks: True if the formula is written in pieces (see ``derivation.derive``).

    >>> bowl = Landscape("bowl", "(x**2 + 10*y**2)/2", minimizers=[(0, 0)], L=10, mu=1)
    >>> bowl.gradient([1.0, 1.0])
    array([ 1., 10.])
    >>> bowl.kappa, float(bowl.minimum)
    (10.0, 0.0)
    """

    name: str
    formula: str
    names: tuple[str, ...] = ("x", "y")
    minimizers: np.ndarray = ()
    L: float | None = None
    mu: float | None = None
    window: tuple[tuple[float, float], ...] = ((-2.0, 2.0), (-2.0, 2.0))
    start: np.ndarray = (1.0, 1.0)
    source: str = ""
    kinks: bool = False

    def __post_init__(self):
        d = len(self.names)
        object.__setattr__(self, "minimizers", _fixed(self.minimizers, (-1, d)))
        object.__setattr__(self, "start", _fixed(self.start, (d,)))

    @property
    def dimension(self) -> int:
        """How many variables the formula has."""
        return len(self.names)

    @property
    def kappa(self) -> float | None:
        """Condition number L / μ, if both exist."""
        return None if self.mu is None or self.L is None else self.L / self.mu

    @cached_property
    def minimum(self) -> float | None:
        """f at a minimizer, or None where no minimizer is known."""
        return self.value(self.minimizers[0]) if len(self.minimizers) else None

    @cached_property
    def derivation(self) -> "Derivation":
        """The SymPy expressions behind the numbers."""
        from gdcourse.derivation.gradients import derive

        return derive(self.formula, self.names, kinks=self.kinks)

    def value(self, p: np.ndarray) -> np.ndarray:
        """f(p), shape ``()`` or ``batch``."""
        return self.derivation.value(p)

    def gradient(self, p: np.ndarray) -> np.ndarray:
        """∇f(p), in the shape of ``p``."""
        return self.derivation.gradient(p)

    def hessian(self, p: np.ndarray) -> np.ndarray:
        """∇²f(p), shape ``(d, d)`` or ``(d, d, *batch)``."""
        return self.derivation.hessian(p)

    def __repr__(self) -> str:
        return f"Landscape({self.name}: {self.formula})"

    def _repr_latex_(self) -> str:
        return self.derivation._repr_latex_()


def _fixed(numbers: Sequence, shape: tuple[int, ...]) -> np.ndarray:
    """A float copy that no ``-=`` can change: a record stays what it was."""
    array = np.array(numbers, float).reshape(shape)
    array.flags.writeable = False
    return array
