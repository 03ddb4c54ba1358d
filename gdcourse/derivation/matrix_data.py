"""Lesson 01: parameters and data brought into the shapes that matrix lines expect."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from gdcourse.arguments import finite, integer, shown


@dataclass(frozen=True)
class Places:
    """The shape the caller used: of the parameters, and of the grid of them."""

    shape: tuple[int, ...]
    batch: tuple[int, ...]

    @property
    def count(self) -> int:
        """How many parameter vectors the grid holds."""
        return int(np.prod(self.batch, dtype=int))


def regression_columns(w: ArrayLike, data: tuple) -> tuple[Places, tuple]:
    """w as columns (d, B), X as (n, d), y as a column (n, 1), further data as is."""
    X, y, *numbers = data
    w, X = _parameters(w), _rows(X)
    if w.ndim == 0 or w.shape[0] != X.shape[1]:
        raise ValueError(
            f"w must have one entry for each of the {X.shape[1]} columns of X, "
            f"got shape {w.shape}. Use shape (d,), or (d, *batch) for a grid."
        )
    places = Places(w.shape, w.shape[1:])
    real = w.real.dtype
    y = _targets(y, X).astype(real, copy=False)
    arrays = (X.astype(real, copy=False), y.reshape(-1, 1))
    return places, (w.reshape(w.shape[0], -1), *arrays, *map(real.type, numbers))


def ridge_columns(w: ArrayLike, data: tuple) -> tuple[Places, tuple]:
    """The same with the strength λ as the last piece of data."""
    strength = np.asarray(data[2])
    if strength.ndim or not strength >= 0:
        raise ValueError(
            f"strength must be one number of at least 0, got {shown(data[2])}. "
            "Strength 0 is plain least squares; try 0.1."
        )
    return regression_columns(w, data)


def label_columns(w: ArrayLike, data: tuple) -> tuple[Places, tuple]:
    """The same with labels y that are 0 or 1."""
    places, arguments = regression_columns(w, data)
    y = arguments[2]
    if not ((y == 0) | (y == 1)).all():
        raise ValueError(
            f"labels y must be 0 or 1, got {shown(np.unique(y))}. "
            "For labels −1 and 1 use (y + 1) / 2."
        )
    return places, arguments


def class_stack(W: ArrayLike, data: tuple) -> tuple[Places, tuple]:
    """W as a stack (B, d, c), X as (n, d), Y one-hot as (n, c)."""
    W, X = _parameters(W), _rows(data[0])
    d, Y = X.shape[1], finite("Y", data[1], "Give one label for each row of X.")
    classes = Y.shape[1] if Y.ndim == 2 else _classes(W, d)
    if W.shape[:2] == (d, classes):
        batch = W.shape[2:]
    elif W.shape[:1] == (d * classes,):
        batch = W.shape[1:]
    else:
        raise ValueError(
            f"W must have shape ({d}, {classes}) for {d} columns of X and {classes} "
            f"classes, got {W.shape}. Use (d, c, *batch), or its rows laid one after "
            "another, (d * c, *batch)."
        )
    real = W.real.dtype
    Y = one_hot(Y, classes) if Y.ndim == 1 else Y
    _targets(Y[:, 0], X)
    if not np.allclose(Y.sum(axis=1), 1):
        raise ValueError(
            f"each row of Y must sum to 1, got {shown(Y.sum(axis=1))}. "
            "Try one_hot(labels, classes)."
        )
    stack = np.moveaxis(W.reshape(d, classes, -1), -1, 0)
    arrays = (X.astype(real, copy=False), Y.astype(real, copy=False))
    return Places(W.shape, batch), (stack, *arrays)


def one_hot(labels: ArrayLike, classes: int) -> np.ndarray:
    """Row i has its 1 in column ``labels[i]``; labels count from 0.

    >>> one_hot([0, 2], 3)
    array([[1., 0., 0.],
           [0., 0., 1.]])
    """
    classes = integer("classes", classes, 2, "Use at least 2.")
    labels = np.asarray(labels)
    whole = labels.ndim == 1 and labels.size and (labels == labels.astype(int)).all()
    if not whole or labels.min() < 0 or labels.max() >= classes:
        raise ValueError(
            f"labels must be whole numbers from 0 to {classes - 1}, "
            f"got {shown(labels)}. Count the classes from 0."
        )
    return np.eye(classes)[labels.astype(int)]


def _parameters(w: ArrayLike) -> np.ndarray:
    w = np.asarray(w)
    if w.dtype.kind not in "biufc":
        raise TypeError(f"w must be numbers, got {shown(w)}. Try np.zeros(d).")
    return w.astype(float) if w.dtype.kind in "biu" else w


def _rows(X: ArrayLike) -> np.ndarray:
    X = finite("X", X, "Leave out or fill in the rows that miss a value.")
    if X.ndim != 2:
        raise ValueError(
            f"X must be a matrix with one row for each data point, "
            f"got shape {X.shape}. For one feature use X[:, None]."
        )
    return X


def _targets(y: ArrayLike, X: np.ndarray) -> np.ndarray:
    y = finite("y", y, "Leave out the rows without a target.")
    if y.shape != X.shape[:1]:
        raise ValueError(
            f"y must have one entry for each of the {X.shape[0]} rows of X, "
            f"got shape {y.shape}. Try y.ravel()."
        )
    return y


def _classes(W: np.ndarray, d: int) -> int:
    """The number of classes, when the labels are whole numbers and do not say it."""
    if W.ndim >= 2 and W.shape[0] == d:
        return W.shape[1]
    return max(2, W.shape[0] // d) if W.ndim else 2
