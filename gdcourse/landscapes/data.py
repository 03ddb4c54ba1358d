"""Data brought into shape for a loss, or refused with one line."""

import numpy as np

from gdcourse.arguments import finite, not_negative, shown


def checked_rows(X: object, y: object, target: str) -> tuple[np.ndarray, np.ndarray]:
    """X as (n, d) and y as (n,), finite and of as many rows."""
    X = finite("X", X, "Give one row of numbers for each data point.")
    y = finite(target, y, "Give one number for each row of X.")
    if X.ndim != 2:
        raise ValueError(
            f"X must be a matrix with one row per data point, got shape {X.shape}. "
            "For one feature use X[:, None]."
        )
    if y.shape != X.shape[:1]:
        raise ValueError(
            f"{target} must have one entry for each of the {len(X)} rows of X, "
            f"got shape {y.shape}. Drop the rows that miss one of the two."
        )
    return fixed(X), fixed(y)


def checked_strength(strength: object) -> float:
    """One finite number of at least 0."""
    hint = "Strength 0 means no penalty; try 0.1."
    value = not_negative("strength", strength, hint)
    if value.ndim:
        raise ValueError(f"strength must be one number, got {shown(strength)}. {hint}")
    return float(value)


def zeros_and_ones(y: np.ndarray) -> np.ndarray:
    """The labels, if each is 0 or 1."""
    if not np.isin(y, (0, 1)).all():
        raise ValueError(
            f"labels y must be 0 or 1, got {shown(np.unique(y).tolist())}. "
            "For labels -1 and 1 use (y + 1) / 2; for more classes use softmax."
        )
    return y


def one_column_per_class(labels: np.ndarray) -> np.ndarray:
    """One-hot rows (n, c) of the labels 0 … c − 1, each of which must occur."""
    classes = np.unique(labels)
    if len(classes) < 2 or not np.array_equal(classes, np.arange(len(classes))):
        raise ValueError(
            "labels must count the classes 0, 1, … without a gap and be at least two, "
            f"got {shown(classes.tolist())}. "
            "Use np.unique(labels, return_inverse=True)[1]."
        )
    return fixed(np.eye(len(classes))[labels.astype(int)])


def fixed(array: np.ndarray) -> np.ndarray:
    """A float64 copy that cannot be changed by accident."""
    array = np.array(array, float)
    array.flags.writeable = False
    return array


def batch_or_all(batch: tuple, X: np.ndarray | None, y: np.ndarray | None) -> tuple:
    """The mini-batch (X, y) that was given, or all data if none was."""
    if len(batch) not in (0, 2) or (not batch and X is None):
        raise ValueError(
            f"a mini-batch must be X and y, got {len(batch)} arrays. Pass both after "
            "the parameters; a network remembers its data after net.on(X, y)."
        )
    return batch or (X, y)


def checked_width(X: object, width: int) -> np.ndarray:
    """Rows X of the width that the parameters were made for, finite."""
    X = finite("X", X, "Give one row of numbers for each example.")
    if X.ndim != 2 or X.shape[1] != width:
        raise ValueError(
            f"X must have shape (n, {width}) here, got shape {X.shape}. "
            "Give one row per example; for a single one use X[None, :]."
        )
    return X
