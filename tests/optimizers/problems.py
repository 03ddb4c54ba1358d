"""Landscapes with known minimizers, and a loop that counts what a run pays."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from gdcourse.landscapes import Landscape
from gdcourse.optimizers.evaluations import Evaluations, filled


@dataclass(frozen=True)
class Descent:
    """How a run ended: where, after how many updates, at what price."""

    x: np.ndarray
    updates: int
    values: int
    gradients: int
    small: bool  # whether the gradient became as small as asked


def descend(
    landscape: Any, rule: Any, x0: Any = None, *, small: float = 1e-6, steps: int = 2000
) -> Descent:
    """Repeat the rule until ‖∇f‖ ≤ small, an absolute test as elder libraries have."""
    pay = Evaluations(landscape.value, landscape.gradient)
    rule = filled(
        rule, value=pay.value, gradient=pay.gradient, hessian=landscape.hessian
    )
    x = np.array(landscape.start if x0 is None else x0, float)
    memory, done = rule.init(x), False
    with np.errstate(over="ignore", invalid="ignore"):
        for t in range(1, steps + 2):
            grad = pay.gradient(x)
            square = np.vdot(grad, grad)
            done = bool(square <= small * small)
            if done or t > steps or not square < np.inf:
                break
            x, memory = rule.step(x, grad, memory, t)
    return Descent(x, t - 1, pay.values, pay.gradients, done)


def nearest(landscape: Any, x: np.ndarray) -> float:
    """The distance to the nearest global minimizer."""
    return float(np.linalg.norm(landscape.minimizers - x, axis=1).min())


def rosenbrock_chain(dimension: int) -> Landscape:
    """Rosenbrock's valley through more variables: Σ 100 (xᵢ₊₁ - xᵢ²)² + (1 - xᵢ)²."""
    names = tuple(f"x{i}" for i in range(dimension))
    terms = [
        f"100*({b} - {a}**2)**2 + (1 - {a})**2"
        for a, b in zip(names, names[1:], strict=False)
    ]
    return Landscape(
        name=f"Rosenbrock in {dimension} variables",
        formula=" + ".join(terms),
        names=names,
        minimizers=[(1.0,) * dimension],
        start=(-1.2, 1.0) * (dimension // 2),
        source="Rosenbrock1960",
    )


def definite(seed: int, dimension: int) -> np.ndarray:
    """A random symmetric positive definite matrix, condition number 100."""
    rng = np.random.default_rng(seed)
    axes, _ = np.linalg.qr(rng.normal(size=(dimension, dimension)))
    return (axes * np.geomspace(1, 100, dimension)) @ axes.T


@dataclass(frozen=True)
class Bowl:
    """½ xᵀ H x - bᵀ x with its derivatives, for points and for grids."""

    H: np.ndarray
    b: np.ndarray

    @property
    def minimizers(self) -> np.ndarray:
        return np.linalg.solve(self.H, self.b)[None]

    def value(self, x: np.ndarray) -> Any:
        shifted = 0.5 * np.tensordot(self.H, x, 1) - self._constants(x)
        return (x * shifted).sum(axis=0)

    def gradient(self, x: np.ndarray) -> np.ndarray:
        return np.tensordot(self.H, x, 1) - self._constants(x)

    def hessian(self, x: np.ndarray) -> np.ndarray:
        H = self.H.reshape(*self.H.shape, *(1,) * (x.ndim - 1))
        return np.broadcast_to(H, (*self.H.shape, *x.shape[1:]))

    def _constants(self, x: np.ndarray) -> np.ndarray:
        return self.b.reshape(-1, *(1,) * (x.ndim - 1))


def bowl(seed: int, dimension: int) -> Bowl:
    b = np.random.default_rng(seed + 1000).normal(size=dimension)
    return Bowl(definite(seed, dimension), b)
