"""Lesson 05: the gradient of a large batch, from micro-batches that fit in memory."""

from collections.abc import Iterable
from itertools import zip_longest
from typing import Any

from gdcourse.arguments import integer, same_shape


def accumulate(gradients: Iterable[Any], sizes: Iterable[int]) -> Any:
    """The gradient of the whole batch from the mean gradients of its parts.

    g = Σ n_i g_i / Σ n_i

    Gradients add, so nobody needs all data in memory: hand over a generator and only
    one part lives at a time. The plain mean of the g_i is right for equal parts only.
    Exact for a loss that is a mean over samples; not where samples of a batch see each
    other, as in batch normalization.

    Parameters
    ----------
    gradients : g_i, the mean gradient of each part, all of one shape
    sizes : n_i, how many samples each part has

    Conventions: torch's ``backward`` adds the g_i, so there each loss must be
    multiplied by n_i / Σ n_i beforehand.
    Raises ValueError for sizes that are not whole and positive, or do not match.

    >>> accumulate([1.0, 4.0], sizes=[2, 1])
    2.0
    """
    total, samples = 0, 0
    nothing = object()
    for grad, size in zip_longest(gradients, sizes, fillvalue=nothing):
        if grad is nothing or size is nothing:
            missing = "gradients" if grad is nothing else "sizes"
            raise ValueError(
                "gradients and sizes must be equally many, got fewer "
                f"{missing}. Give one size for each gradient."
            )
        if samples:
            same_shape("every gradient", grad, total, "They are parts of one mean.")
        size = integer("size", size, 1, "It counts the samples of a part.")
        total, samples = total + size * grad, samples + size
    if not samples:
        raise ValueError(
            "gradients must not be empty, got none. Give at least one part."
        )
    return total / samples
