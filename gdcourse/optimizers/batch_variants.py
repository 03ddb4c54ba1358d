"""Lesson 05: which samples the next gradient sees: all, one, or a few.

Batch, stochastic and mini-batch gradient descent are one rule; they differ in the
samples that each gradient is averaged over, so here are iterators of samples. Each
gives tuples (X_B, y_B, …), as many arrays as it was given, and
``minimize(…, batches=…)`` calls gradient(x, X_B, y_B, …). The length of a batch is the
number of samples that an update has seen.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np

from gdcourse.arguments import generator, integer, shown

SIZE = "Take 1 for one sample at a time, 32 for a mini-batch, len(X) for all."


def batches(
    *arrays: Any,
    size: int,
    rng: np.random.Generator,
    epochs: int | None = None,
    drop_last: bool = False,
) -> Iterator[tuple[np.ndarray, ...]]:
    """Mini-batches without replacement: every sample exactly once in each epoch.

    an epoch: order ← a random permutation of 0 … n - 1,
              B_1, B_2, … ← the next ``size`` indices of the order

    One index is shuffled and used for all arrays, so pairs stay together; every epoch
    has an order of its own. The mean of the gradients of an epoch, weighted by the
    lengths of the batches, is the full gradient.

    Parameters
    ----------
    arrays : X, y, …, each with n rows; they are not changed
    size : samples per batch, at least 1; from n on, each batch is the whole set
    rng : a generator; the same seed gives the same batches
    epochs : how many times through the data; None never ends, as ``minimize`` likes it
    drop_last : leave out the last batch of an epoch if it is shorter (as in torch's
        DataLoader); else it is kept, and its n mod size samples weigh more

    Raises ValueError for arrays of different lengths, none or empty ones, a size below
    1, or drop_last with size > n (no batch would be left); TypeError for no generator.
    Source: (MishchenkoKhaledRichtarik2020), on why reshuffling beats replacement.

    >>> X, y = np.arange(5), np.arange(5) ** 2
    >>> rng = np.random.default_rng(0)
    >>> for some_x, some_y in batches(X, y, size=2, rng=rng, epochs=1):
    ...     print(some_x, some_y)
    [2 4] [ 4 16]
    [3 0] [9 0]
    [1] [1]
    """
    tables, rng = sample_arrays(arrays), generator(rng)
    n, size = len(tables[0]), integer("size", size, 1, SIZE)
    if epochs is not None:
        epochs = integer("epochs", epochs, 1, "None goes on for ever.")
    if drop_last and size > n:
        raise ValueError(
            f"size must be at most the {n} samples if drop_last is on, got {size}. "
            "Turn drop_last off or take smaller batches."
        )
    return _reshuffled(tables, size, rng, epochs, n - n % size if drop_last else n)


def with_replacement(
    *arrays: Any, size: int, rng: np.random.Generator
) -> Iterator[tuple[np.ndarray, ...]]:
    """Mini-batches with replacement: every sample of a batch is drawn from all n.

    B_k = (i_1, …, i_size), each i uniform on 0 … n - 1, independent of all others

    The gradient over B_k is unbiased and its variance is σ²/size; without replacement
    it is σ²/size · (n - size)/(n - 1). This is what proofs of stochastic gradient
    descent assume. It never ends, and size may exceed n.

    Raises as ``batches`` does.
    Source: (RobbinsMonro1951).

    >>> draw = with_replacement(np.arange(3), size=4, rng=np.random.default_rng(0))
    >>> next(draw), next(draw)
    ((array([2, 1, 1, 0]),), (array([0, 0, 0, 0]),))
    """
    tables, rng = sample_arrays(arrays), generator(rng)
    n, size = len(tables[0]), integer("size", size, 1, SIZE)
    return (_rows(tables, rng.integers(n, size=size)) for _ in iter(int, 1))


def _reshuffled(
    tables: tuple, size: int, rng: np.random.Generator, epochs: int | None, stop: int
) -> Iterator[tuple[np.ndarray, ...]]:
    done = 0
    while epochs is None or done < epochs:
        order = rng.permutation(len(tables[0]))
        for start in range(0, stop, size):
            yield _rows(tables, order[start : start + size])
        done += 1


def _rows(tables: tuple, indices: np.ndarray) -> tuple[np.ndarray, ...]:
    """The rows of every array at the same indices: pairs stay pairs."""
    return tuple(table[indices] for table in tables)


def sample_arrays(arrays: tuple) -> tuple[np.ndarray, ...]:
    """Arrays with one row per sample, all of one length."""
    hint = "Give X of shape (n, d), y of shape (n,) and so on."
    tables = tuple(np.asarray(array) for array in arrays)
    if not tables or any(table.ndim == 0 or not len(table) for table in tables):
        raise ValueError(
            f"batches need arrays with at least one row, got {shown(arrays)}. {hint}"
        )
    lengths = [len(table) for table in tables]
    if len(set(lengths)) > 1:
        raise ValueError(f"arrays must be equally long, got lengths {lengths}. {hint}")
    return tables
