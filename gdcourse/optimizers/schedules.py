"""Lesson 10: learning rates that change while we walk.

A schedule is a function of k, the number of updates already made: k = 0, 1, 2, …
"""

from collections.abc import Callable

from gdcourse.arguments import not_negative


def constant(lr: float) -> Callable[[int], float]:
    """The same learning rate at every step: α_k = lr, for lr ≥ 0.

    >>> schedule = constant(0.1)
    >>> schedule(0), schedule(1000)
    (0.1, 0.1)
    """
    not_negative("lr", lr, "A negative learning rate walks uphill; try 1 / L.")

    def schedule(k: int) -> float:
        return lr

    return schedule
