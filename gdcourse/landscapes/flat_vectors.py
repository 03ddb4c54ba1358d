"""Lesson 11: many arrays as one flat vector, and back without a copy."""

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np

from gdcourse.arguments import shown


@dataclass(frozen=True)
class FlatVector:
    """Arrays of these shapes, one after another in a vector θ.

    θ has shape (dimension,), or (dimension, *batch) for a grid of vectors.

    >>> vector = FlatVector(((1, 2), (2,)))
    >>> theta = np.arange(4.0)
    >>> W, b = vector.unpack(theta)
    >>> b[:] = 0
    >>> theta, vector.pack([W, b])
    (array([0., 1., 0., 0.]), array([0., 1., 0., 0.]))
    """

    shapes: tuple[tuple[int, ...], ...]

    @cached_property
    def sizes(self) -> list[int]:
        """The number of entries of each array."""
        return [int(np.prod(shape)) for shape in self.shapes]

    @cached_property
    def places(self) -> list[slice]:
        """Where each array lies in θ."""
        ends = np.cumsum([0, *self.sizes]).tolist()
        return [slice(*pair) for pair in pairwise(ends)]

    @cached_property
    def dimension(self) -> int:
        """The number of entries of them all."""
        return sum(self.sizes)

    def unpack(self, theta: np.ndarray) -> tuple[np.ndarray, ...]:
        """Views of θ in the shapes of the arrays, the axes of a grid last."""
        theta = self._checked(theta)
        pairs = zip(self.places, self.shapes, strict=True)
        return tuple(theta[at].reshape(s + theta.shape[1:]) for at, s in pairs)

    def stacks(self, theta: np.ndarray) -> list[np.ndarray]:
        """The same views with the axes of a grid in front, as ``@`` wants stacks."""
        views, axes = self.unpack(theta), range(1 - np.ndim(theta), 0)
        if not axes:
            return list(views)
        return [np.moveaxis(view, axes, range(len(axes))) for view in views]

    def pack(self, arrays: list[np.ndarray], grid: int = 0) -> np.ndarray:
        """θ from the arrays; ``grid`` says how many of their first axes are a grid's.

        Axes after an array's own shape come after θ's entries, too.
        """
        if grid:
            axes, ends = range(grid), range(-grid, 0)
            arrays = [np.moveaxis(array, axes, ends) for array in arrays]
        trios = zip(arrays, self.shapes, self.sizes, strict=True)
        return np.concatenate([a.reshape(n, *a.shape[len(s) :]) for a, s, n in trios])

    def _checked(self, theta: np.ndarray) -> np.ndarray:
        """θ as an array of floats, or of complex numbers, of the right length."""
        vector = np.asarray(theta)
        if vector.dtype.kind not in "biufc":
            raise TypeError(
                f"theta must be numbers, got {shown(theta)}. Try np.zeros(dimension)."
            )
        if vector.shape[:1] != (self.dimension,):
            raise ValueError(
                f"theta must have {self.dimension} entries, got shape {vector.shape}. "
                "Start from network.initial(rng)."
            )
        return vector.astype(float) if vector.dtype.kind in "biu" else vector


def one_point(theta: np.ndarray, name: str = "theta") -> np.ndarray:
    """θ itself, if it is no grid."""
    if np.ndim(theta) != 1:
        raise ValueError(
            f"{name} must be one vector here, got shape {np.shape(theta)}. "
            "Take one column of the grid at a time."
        )
    return theta
