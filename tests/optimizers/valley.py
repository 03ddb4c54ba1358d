"""A landscape that can be turned, moved and scaled, for every kind of number.

f(x) = c h(u),  u = Qᵀ (x - s) - m,  and h convex, curved, not quadratic:
h(u) = Σ ½ a_i u_i² + ⅛ u_i⁴ + Σ ¼ (u_i - u_{i+1})²,  least (0) at u = 0

Everything is written component by component, in plain arithmetic. So the numbers are
the same bit for bit for one point and for a grid of points, float32 stays float32, and
one Python number or SymPy symbol will do as a point.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from gdcourse.optimizers.evaluations import filled

CURVATURES, MIDDLE = (1.0, 3.0, 0.5), (0.25, -0.5, 1.0)
START = np.array([1.5, 0.75, -1.0])


def _orthogonal(seed: int) -> list[list[float]]:
    return np.linalg.qr(np.random.default_rng(seed).normal(size=(3, 3)))[0].tolist()


TURN = _orthogonal(7)


def times(matrix: Any, parts: Any) -> list:
    """A matrix times a point that is a list of components."""
    return [sum(a * p for a, p in zip(row, parts, strict=True)) for row in matrix]


def turned(points: np.ndarray) -> np.ndarray:
    """Q x for each point of a path, shape (n, 3)."""
    return points @ np.array(TURN).T


@dataclass(frozen=True)
class Valley:
    """f, its gradient and its Hessian at a number, a point (d,), points (d, *batch)."""

    scale: float = 1.0
    turn: bool = False
    shift: float = 0.0

    def _local(self, x: Any) -> list:
        parts = [p - self.shift for p in ([x] if np.ndim(x) == 0 else x)]
        parts = times(zip(*TURN, strict=True), parts) if self.turn else parts
        return [p - m for p, m in zip(parts, MIDDLE, strict=False)]

    def _outside(self, parts: list) -> list:
        return times(TURN, parts) if self.turn else parts

    def value(self, x: Any) -> Any:
        u = self._local(x)
        total = sum(0.25 * (a - b) * (a - b) for a, b in zip(u, u[1:], strict=False))
        for a, p in zip(CURVATURES, u, strict=False):
            total = total + 0.5 * a * p * p + 0.125 * p * p * (p * p)
        return self.scale * total

    def gradient(self, x: Any) -> Any:
        u = self._local(x)
        slopes = [a * p + 0.5 * p * p * p for a, p in zip(CURVATURES, u, strict=False)]
        for i, (a, b) in enumerate(zip(u, u[1:], strict=False)):
            slopes[i] = slopes[i] + 0.5 * (a - b)
            slopes[i + 1] = slopes[i + 1] - 0.5 * (a - b)
        slopes = [self.scale * slope for slope in self._outside(slopes)]
        return slopes[0] if np.ndim(x) == 0 else np.stack(slopes)

    def hessian(self, x: Any) -> Any:
        u = self._local(x)
        rows = [[0 * p for p in u] for _ in u]
        for i, (a, p) in enumerate(zip(CURVATURES, u, strict=False)):
            rows[i][i] = a + 1.5 * p * p
        for i in range(len(u) - 1):
            for j, k, sign in ((0, 0, 1), (1, 1, 1), (0, 1, -1), (1, 0, -1)):
                rows[i + j][i + k] = rows[i + j][i + k] + 0.5 * sign
        if self.turn:
            rows = [list(row) for row in zip(*map(self._outside, rows), strict=True)]
            rows = [list(row) for row in zip(*map(self._outside, rows), strict=True)]
        rows = [[self.scale * entry for entry in row] for row in rows]
        return rows[0][0] if np.ndim(x) == 0 else np.stack([np.stack(r) for r in rows])

    def ready(self, rule: Any) -> Any:
        """The rule with the functions that it needs."""
        return filled(
            rule, value=self.value, gradient=self.gradient, hessian=self.hessian
        )


MINIMUM = np.array(MIDDLE)


def walk(
    rule: Any,
    valley: Valley | None = None,
    x: Any = START,
    steps: int = 12,
    seen: Callable = lambda x, memory: None,
) -> Any:
    """The points of a run, start included: shape (steps + 1, *shape of x)."""
    valley = valley or Valley()
    rule = valley.ready(rule)
    memory, points = rule.init(x), [x]
    for t in range(1, steps + 1):
        x, memory = rule.step(x, valley.gradient(x), memory, t)
        seen(x, memory)
        points.append(x)
    return np.array(points)
