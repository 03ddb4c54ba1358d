"""Lesson 11: what a network's outputs cost, example by example.

Outputs and targets have one column per example, (c, n); outputs may be a stack of such
matrices. The loss of a network is the mean over the examples, as in ``regression``:

- ``least_squares``: ½ ‖a − y‖², half the squared error summed over the outputs
- ``logistic``: log(1 + eᵃ) − y a, for targets 0 or 1
- ``softmax``: logsumexp(a) − a at the true class: −log of the chance given to it

The slope of each is a plain difference: what was said minus what was wanted.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from gdcourse.arguments import finite, shown
from gdcourse.derivation import entrywise
from gdcourse.derivation.matrix_data import one_hot
from gdcourse.landscapes.data import checked_width, zeros_and_ones


@dataclass(frozen=True)
class Loss:
    """A loss of single examples with its slope in the outputs."""

    name: str
    each: Callable[[np.ndarray, np.ndarray], np.ndarray]  # (c, n), (c, n) → (n,)
    slope: Callable[[np.ndarray, np.ndarray], np.ndarray]  # (c, n), (c, n) → (c, n)
    checked: Callable[[np.ndarray], np.ndarray]  # of the targets as rows (n, c)
    classes: bool = False  # may targets be numbers of classes?

    def targets(self, y: np.ndarray, n: int, outputs: int) -> np.ndarray:
        """The targets of n examples as columns (outputs, n), or one line why not."""
        y = finite("y", y, "Give one target for each row of X.")
        if self.classes and y.shape == (n,):
            return one_hot(y, outputs).T
        if y.shape not in [(n, outputs), (n,) if outputs == 1 else ()]:
            raise ValueError(
                f"y must have one target for each of the {n} rows of X, "
                f"got shape {y.shape}. "
                f"Give shape {(n,) if self.classes or outputs == 1 else (n, outputs)}."
            )
        return self.checked(y.reshape(n, outputs)).T


def columns(
    name: str, sizes: tuple[int, ...], X: np.ndarray, y: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Inputs (d, n) and targets (c, n) for a network of these sizes and this loss."""
    X = checked_width(X, sizes[0])
    return X.T, loss(name).targets(y, len(X), sizes[-1])


def _softmax_each(A: np.ndarray, Y: np.ndarray) -> np.ndarray:
    top = entrywise.logsumexp(np.swapaxes(A, -1, -2))[..., 0]
    return top - (Y * A).sum(axis=-2)


def _softmax_slope(A: np.ndarray, Y: np.ndarray) -> np.ndarray:
    return np.swapaxes(entrywise.softmax(np.swapaxes(A, -1, -2)), -1, -2) - Y


def _shares(rows: np.ndarray) -> np.ndarray:
    """The rows, if each holds chances that sum to 1."""
    if (rows < 0).any() or not np.allclose(rows.sum(axis=1), 1):
        raise ValueError(
            f"each row of y must be chances that sum to 1, got {shown(rows.tolist())}. "
            "Give the numbers of the classes, or one-hot rows."
        )
    return rows


LOSSES = {
    "least_squares": Loss(
        "least_squares",
        lambda A, Y: ((A - Y) ** 2).sum(axis=-2) / 2,
        lambda A, Y: A - Y,
        np.asarray,
    ),
    "logistic": Loss(
        "logistic",
        lambda A, Y: (entrywise.softplus(A) - Y * A).sum(axis=-2),
        lambda A, Y: entrywise.sigmoid(A) - Y,
        zeros_and_ones,
    ),
    "softmax": Loss("softmax", _softmax_each, _softmax_slope, _shares, classes=True),
}


def loss(name: str) -> Loss:
    """The loss of this name.

    >>> loss("least_squares").slope(np.array([[3.0]]), np.array([[1.0]]))
    array([[2.]])
    """
    if not isinstance(name, str) or name not in LOSSES:
        raise ValueError(
            f"loss must be one of {', '.join(LOSSES)}, got {shown(name)}. "
            "For numbers use least_squares, for classes softmax."
        )
    return LOSSES[name]
