"""Lesson 06: batches from data that arrive one by one and are not kept."""

from collections.abc import Iterable, Iterator

import numpy as np

from gdcourse.arguments import integer, shown
from gdcourse.optimizers.batch_variants import SIZE, sample_arrays


def stream(
    samples: Iterable, size: int, *, chunks: bool = False, drop_last: bool = False
) -> Iterator[tuple[np.ndarray, ...]]:
    """Batches from data that arrive in their own order and are not stored.

    At most ``size`` samples and one chunk are held at a time, so the source may be
    endless or larger than the memory. Nothing is shuffled: a sorted source gives
    biased batches.

    Parameters
    ----------
    samples : an iterable of samples (x, y, …), or of single values x; with
        chunks=True of pieces (X, y, …) of any lengths, which are cut and joined
    size : samples per batch, at least 1
    drop_last : leave out what is left at the end if it is shorter than a batch

    Raises ValueError if size is below 1, and, when it meets one, for a chunk whose
    arrays have different lengths.

    >>> pieces = [(np.arange(3),), (np.arange(3, 5),)]
    >>> [part.tolist() for part, in stream(pieces, size=2, chunks=True)]
    [[0, 1], [2, 3], [4]]
    """
    size = integer("size", size, 1, SIZE)
    if not np.iterable(samples):
        raise TypeError(
            f"samples must be an iterable, got {shown(samples)}. "
            "Give a list, a file reader or a generator of samples."
        )
    tuples = (item if isinstance(item, tuple) else (item,) for item in samples)
    if chunks:
        return _regrouped((sample_arrays(part) for part in tuples), size, drop_last)
    ones = (tuple(np.asarray(entry)[None] for entry in sample) for sample in tuples)
    return _regrouped(ones, size, drop_last)


def _regrouped(
    pieces: Iterator[tuple], size: int, drop_last: bool
) -> Iterator[tuple[np.ndarray, ...]]:
    waiting, count = [], 0
    for piece in pieces:
        while len(piece[0]):
            # A copy, because a source may fill the same array again and again.
            waiting.append(tuple(part[: size - count].copy() for part in piece))
            piece = tuple(part[size - count :] for part in piece)
            count += len(waiting[-1][0])
            if count == size:
                yield _joined(waiting)
                waiting, count = [], 0
    if waiting and not drop_last:
        yield _joined(waiting)


def _joined(pieces: list[tuple]) -> tuple[np.ndarray, ...]:
    """One array from the first arrays of all pieces, one from the second, …"""
    return tuple(np.concatenate(parts) for parts in zip(*pieces, strict=True))
