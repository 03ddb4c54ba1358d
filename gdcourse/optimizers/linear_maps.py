"""Lesson 04: products and inverses that mean the same for a point and for a grid."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from gdcourse.arguments import finite, shown


def inner(a: Any, b: Any) -> Any:
    """aᵀb over the components (axis 0): one number for each run.

    >>> float(inner(np.array([1.0, 2.0]), np.array([3.0, 4.0])))
    11.0
    """
    return (a * b).sum(axis=0) if np.ndim(a) else a * b


def times(matrix: Any, vector: Any) -> Any:
    """A v for a matrix (d, d) or, in a grid, one for each run (d, d, *batch).

    >>> times(np.array([[1.0, 0.0], [0.0, 10.0]]), np.array([2.0, 3.0]))
    array([ 2., 30.])
    """
    if np.ndim(vector) == 0:
        return matrix * vector
    if np.ndim(matrix) == 2:
        return (
            np.tensordot(matrix, vector, axes=1) if vector.ndim > 1 else matrix @ vector
        )
    return (matrix * vector).sum(axis=1)


def solved(matrix: Any, vector: Any) -> Any:
    """A⁻¹ v, for a point or for a grid.

    Raises ValueError where A has no inverse.

    >>> solved(np.array([[1.0, 0.0], [0.0, 10.0]]), np.array([2.0, 30.0]))
    array([2., 3.])
    """
    if np.ndim(vector) == 0:
        return vector / _not_singular(matrix, np.all(matrix != 0))
    try:
        columns = np.moveaxis(vector, 0, -1)[..., None]
        solution = np.linalg.solve(runs_first(matrix), columns)
    except np.linalg.LinAlgError:
        _not_singular(matrix, False)
    return np.moveaxis(solution[..., 0], -1, 0)


def runs_first(matrix: np.ndarray) -> np.ndarray:
    """The view (*batch, d, d) of matrices (d, d, *batch), as ``np.linalg`` wants it."""
    return np.moveaxis(matrix, (0, 1), (-2, -1))


def _not_singular(matrix: Any, regular: bool) -> Any:
    if not regular:
        raise ValueError(
            f"the Hessian must have an inverse, got {shown(matrix)}. "
            "Some direction has curvature 0 there; try damping=1e-3."
        )
    return matrix


@dataclass(frozen=True, eq=False)
class LinearMap:
    """v ↦ P v for a symmetric P, given as a matrix (d, d) or by its diagonal (d,).

    It is not an array, so that a rule that holds one is not taken for a grid.

    Raises ValueError for another shape, a matrix that is not symmetric, or one that is
    not positive definite: P g would climb somewhere.

    >>> LinearMap([1.0, 0.1])(np.array([2.0, 30.0]))
    array([2., 3.])
    """

    entries: np.ndarray

    def __post_init__(self) -> None:
        entries = finite("matrix", self.entries, "Give P, or the diagonal of P.").copy()
        entries.flags.writeable = False
        object.__setattr__(self, "entries", entries)
        square = entries.ndim == 2 and entries.shape[0] == entries.shape[1]
        if entries.ndim != 1 and not square:
            raise ValueError(
                "matrix must have shape (d, d), or (d,) for a diagonal, got "
                f"{entries.shape}. Try the inverse of the Hessian's diagonal."
            )
        if square and not np.allclose(entries, entries.T, rtol=1e-8, atol=0):
            raise ValueError(
                f"matrix must be symmetric, got {shown(entries)}. Try S @ S.T."
            )
        curvatures = np.linalg.eigvalsh(entries) if square else entries
        if not (curvatures > 0).all():
            raise ValueError(
                "matrix must be positive definite, got the smallest eigenvalue "
                f"{curvatures.min():.3g}. With it some steps would climb; try S @ S.T."
            )

    def __call__(self, vector: Any) -> Any:
        """P v, of the shape and the type of v."""
        entries = self.entries.astype(getattr(vector, "dtype", float), copy=False)
        if np.shape(vector)[:1] != entries.shape[:1]:
            raise ValueError(
                f"matrix must fit {np.shape(vector)[:1]} components, got shape "
                f"{entries.shape}. P has one row for each component of x."
            )
        if entries.ndim == 2:
            return times(entries, vector)
        return entries.reshape(-1, *(1,) * (vector.ndim - 1)) * vector
