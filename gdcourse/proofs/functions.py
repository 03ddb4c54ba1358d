"""Lesson 03: what is assumed of a function, as inequalities between its points.

Each class grants the inequalities of its functions, for points of one function.
``at`` returns the same point for the same coordinates, so that a function has one
gradient and one value at each place.
"""

from dataclasses import dataclass
from typing import Any

from gdcourse.proofs.assumptions import Assumption, granted, same_minimizer
from gdcourse.proofs.forms import Form
from gdcourse.proofs.refusal import Refused
from gdcourse.proofs.region import exact
from gdcourse.proofs.vectors import ZERO, Vector, coordinates


class Point(Vector):
    """A point of a function, with the gradient ``g`` and the value ``f`` there."""

    def __init__(
        self, place: Vector, name: str, g: Vector, f: Form, owner: "Function"
    ) -> None:
        super().__init__(place.parts, f"x_{{{name}}}")
        self.name, self.g, self.f, self.owner = name, g, f, owner


@dataclass(eq=False)
class Function:
    """A differentiable function of which nothing else is known.

    symbol : the letter of its values, "f" or "f_1"
    """

    symbol: str = "f"

    def __post_init__(self) -> None:
        self._points: dict[frozenset, Point] = {}
        self.shares: list[Assumption] = []

    def point(self, name: str) -> Point:
        """A point that may lie anywhere."""
        return self._add(Vector.letter(f"x_{{{name}}}"), name)

    def at(self, place: Vector, name: str) -> Point:
        """The point of the function at a place; the same place, the same point."""
        known = self._points.get(coordinates(place))
        return known if known is not None else self._add(place, name)

    def minimizer(self, name: str = r"\star", shared: Point | None = None) -> Point:
        """A point with gradient 0. That there is one is an assumption.

        shared : the minimizer of another function, if both have the same; a theorem
            that uses this function then states it
        """
        if shared is not None and shared.g is not ZERO:
            raise Refused(
                f"only a minimizer can be shared, got {shared.latex}. "
                "Pass the minimizer of another function."
            )
        if shared is None:
            return self._add(Vector.letter(f"x_{{{name}}}", tied=True), name, ZERO)
        point = self._add(shared, name, ZERO)
        self.shares.append(same_minimizer(self.symbol, shared.owner.symbol, shared))
        return point

    def _add(self, place: Vector, name: str, g: Vector | None = None) -> Point:
        mark = self.symbol[1:].strip("_")  # f_1 has the gradients g_{1,k}
        below = f"{mark},{name}" if mark else name
        g = Vector.letter(f"g_{{{below}}}", tied=True) if g is None else g
        value = Form.value(f"{self.symbol[0]}_{{{below}}}", tied=True)
        point = Point(place, name, g, value, self)
        if self._points.setdefault(coordinates(place), point) is not point:
            raise Refused(
                f"a place has one gradient, got a second point {name} there. "
                "Use f.at(...), which returns the first one."
            )
        return point

    def _grant(self, reason: str, larger: Form, smaller: Form, *points: Point):
        """smaller ≤ larger, for points of this function."""
        for point in points:
            if getattr(point, "owner", None) is not self:
                raise Refused(
                    f"an inequality of {self.symbol} needs points of it, got "
                    f"{getattr(point, 'latex', point)}. Make them with at(...)."
                )
        return granted(smaller <= larger, reason, self)


class Convex(Function):
    """f lies above its tangents."""

    def convex(self, p: Point, q: Point) -> Assumption:
        """f_q + ⟨g_q, x_p - x_q⟩ ≤ f_p."""
        reason = f"convexity at {q.name} seen from {p.name}"
        return self._grant(reason, p.f, q.f + q.g * (p - q), p, q)


class Smooth(Function):
    """∇f is L-Lipschitz: f lies below its parabolas of curvature L.

    >>> from sympy import symbols
    >>> L, a = symbols("L a")
    >>> f = Smooth(L)
    >>> x = f.point("k")
    >>> print(f.descent(x, f.at(x - a * x.g, "k+1")).reason)
    descent lemma from k to k+1
    """

    def __init__(self, L: Any, symbol: str = "f") -> None:
        super().__init__(symbol)
        self.L = exact(L)

    def descent(self, p: Point, q: Point) -> Assumption:
        """f_q ≤ f_p + ⟨g_p, x_q - x_p⟩ + L/2 ‖x_q - x_p‖²."""
        above = p.f + p.g * (q - p) + self.L / 2 * (q - p) ** 2
        return self._grant(f"descent lemma from {p.name} to {q.name}", above, q.f, p, q)

    def lower(self, p: Point, q: Point) -> Assumption:
        """f_q + ⟨g_q, x_p - x_q⟩ - L/2 ‖x_p - x_q‖² ≤ f_p."""
        below = q.f + q.g * (p - q) - self.L / 2 * (p - q) ** 2
        return self._grant(f"parabola below {p.name} from {q.name}", p.f, below, p, q)

    def interpolation(self, p: Point, q: Point) -> Assumption:
        """f_q + ⟨g_q, d⟩ + ‖w‖²/(2L) - L/4 ‖d - w/L‖² ≤ f_p.

        The sharpest inequality between two points; d = x_p - x_q, w = g_p - g_q.
        """
        d, w = p - q, p.g - q.g
        gain = w**2 / (2 * self.L) - self.L / 4 * (d - w / self.L) ** 2
        return self._interpolation(p, q, gain)

    def _interpolation(self, p: Point, q: Point, gain: Form) -> Assumption:
        reason = f"interpolation of {p.name} from {q.name}"
        return self._grant(reason, p.f, q.f + q.g * (p - q) + gain, p, q)


class SmoothConvex(Smooth, Convex):
    """Convex, and ∇f is L-Lipschitz."""

    def interpolation(self, p: Point, q: Point) -> Assumption:
        """f_q + ⟨g_q, x_p - x_q⟩ + ‖g_p - g_q‖² / (2L) ≤ f_p."""
        return self._interpolation(p, q, (p.g - q.g) ** 2 / (2 * self.L))


class StronglyConvex(Convex):
    """f - μ/2 ‖x‖² is convex."""

    def __init__(self, mu: Any, symbol: str = "f") -> None:
        super().__init__(symbol)
        self.mu = exact(mu)

    def strongly_convex(self, p: Point, q: Point) -> Assumption:
        """f_q + ⟨g_q, x_p - x_q⟩ + μ/2 ‖x_p - x_q‖² ≤ f_p."""
        below = q.f + q.g * (p - q) + self.mu / 2 * (p - q) ** 2
        reason = f"strong convexity at {q.name} seen from {p.name}"
        return self._grant(reason, p.f, below, p, q)


class SmoothStronglyConvex(SmoothConvex, StronglyConvex):
    """μ-strongly convex with L-Lipschitz ∇f, μ < L."""

    def __init__(self, mu: Any, L: Any, symbol: str = "f") -> None:
        Function.__init__(self, symbol)
        self.mu, self.L = exact(mu), exact(L)

    def interpolation(self, p: Point, q: Point) -> Assumption:
        """f_q + ⟨g_q, d⟩ + ‖w‖²/(2L) + μL/(2(L - μ)) ‖d - w/L‖² ≤ f_p."""
        d, w, mu, L = p - q, p.g - q.g, self.mu, self.L
        gain = w**2 / (2 * L) + mu * L / (2 * (L - mu)) * (d - w / L) ** 2
        return self._interpolation(p, q, gain)


class SmoothPL(Smooth):
    """L-smooth with the Polyak–Łojasiewicz inequality: flat only near the minimum."""

    def __init__(self, mu: Any, L: Any, symbol: str = "f") -> None:
        super().__init__(L, symbol)
        self.mu = exact(mu)

    def steep(self, p: Point, star: Point) -> Assumption:
        """f_p - f* ≤ ‖g_p‖² / (2μ)."""
        gap, most = p.f - star.f, p.g**2 / (2 * self.mu)
        return self._grant(f"PL inequality at {p.name}", most, gap, p, star)


class Lipschitz(Convex):
    """Convex with subgradients no longer than G."""

    def __init__(self, G: Any, symbol: str = "f") -> None:
        super().__init__(symbol)
        self.G = exact(G)

    def bounded(self, p: Point) -> Assumption:
        """‖g_p‖² ≤ G²."""
        most = Form.of(self.G**2)
        return self._grant(f"bounded subgradient at {p.name}", most, p.g**2, p)
