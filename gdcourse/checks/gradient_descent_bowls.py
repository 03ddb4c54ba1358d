"""Lesson 02: quadratic bowls whose every iterate is known, to give to answers."""

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from gdcourse.checks import inputs
from gdcourse.checks.inputs import Function


@dataclass(frozen=True)
class Bowl:
    """f(x) = scale · ½ (x − center)ᵀ H (x − center), with H symmetric."""

    H: np.ndarray
    center: np.ndarray
    words: str
    scale: float = 1.0

    @property
    def value(self) -> Function:
        """f, shown by its words."""
        H, c, scale = self.H, self.center, self.scale
        return Function(self.words, lambda x: scale * ((x - c) @ H @ (x - c)) / 2)

    @property
    def gradient(self) -> Function:
        """∇f, shown by the words of f."""
        H, c, scale = self.H, self.center, self.scale
        formula, comma, where = self.words.partition(",")
        words = f"∇({formula}){comma}{where}"
        return Function(words, lambda x: scale * (H @ (x - c)))

    @property
    def curvatures(self) -> np.ndarray:
        """The eigenvalues of the Hessian, increasing."""
        return self.scale * np.linalg.eigvalsh(self.H)

    def after(self, x0: np.ndarray, rates: list[float]) -> np.ndarray:
        """Where gradient descent stands after one update with each of the rates."""
        curvatures, axes = np.linalg.eigh(self.scale * self.H)
        factor = np.prod([1 - rate * curvatures for rate in rates], axis=0)
        return self.center + axes @ (factor * (axes.T @ (x0 - self.center)))

    def walk(self, x0: np.ndarray, rates: list[float]) -> np.ndarray:
        """All points from the start on, one row each, by the closed form."""
        return np.stack([self.after(x0, rates[:k]) for k in range(len(rates) + 1)])


def bowl(*curvatures: float, scale: float = 1.0) -> Bowl:
    """A bowl along the axes with its lowest point at the origin.

    >>> bowl(2.0, 8.0).gradient
    ∇(½(2x² + 8y²))
    >>> bowl(1.0, scale=1e-6).value
    1e-06 · ½·x²
    """
    numbers = ("" if c == 1 else f"{c:g}" for c in curvatures)
    terms = [f"{c}{name}²" for c, name in zip(numbers, "xyz", strict=False)]
    words = f"½({' + '.join(terms)})" if len(terms) > 1 else f"½·{terms[0]}"
    words = words if scale == 1 else f"{scale:g} · {words}"
    return Bowl(np.diag(curvatures), np.zeros(len(curvatures)), words, scale)


def turned_bowl(rng: Generator, dimension: int = 2) -> Bowl:
    """A bowl with turned axes and another lowest point; its numbers are short."""
    mixed = rng.integers(-2, 3, (dimension, dimension))
    H = mixed @ mixed.T + np.diag(rng.integers(1, 4, dimension))
    center = inputs.point(rng, dimension)
    words = f"½dᵀHd, H = {H.tolist()}, d = x − {center.tolist()}"
    if dimension > 2:
        words = f"a turned bowl in {dimension} dimensions"
    return Bowl(H.astype(float), center, words)
