"""Lesson 05: what an iterator of batches gives back, read once and copied."""

from itertools import islice

import numpy as np

from gdcourse.checks.kinds import WrongKind, array, refuse
from gdcourse.checks.running import copied, run

MOST = 2000  # batches that are read from an iterator


def batch_list(value: object) -> list[tuple[np.ndarray, np.ndarray]]:
    """A list of pairs of arrays; a generator is read, each batch as it came."""
    if isinstance(value, (str, dict, set)) or not hasattr(value, "__iter__"):
        raise refuse("a list of pairs (X_B, y_B)", value)
    outcome = run(lambda: [copied(pair) for pair in islice(value, MOST)], (), 2.0)
    if isinstance(outcome.error, Exception):
        raise outcome.error
    return [read_pair(pair) for pair in outcome.value or []]


def of_lists(value: object) -> object:
    """A list of rows or of targets as an array; anything else as it is."""
    if not isinstance(value, (list, tuple)):
        return value
    try:
        return np.array(value)
    except ValueError:  # rows of different lengths
        return value


def read_pair(pair: object) -> tuple[np.ndarray, np.ndarray]:
    if not isinstance(pair, (tuple, list)) or len(pair) != 2:
        raise refuse("pairs (X_B, y_B)", pair)
    X, y = (array(of_lists(part)) for part in pair)
    if X.ndim != 2 or y.ndim != 1 or len(X) != len(y):
        words = f"got shapes {X.shape} and {y.shape}"
        raise WrongKind(f"X_B has a row for each number of y_B, {words}.")
    return X, y
