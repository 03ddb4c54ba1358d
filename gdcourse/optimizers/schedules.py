"""Lesson 10: hyper-parameters that change while we walk.

A schedule is a function of k, the number of updates already made: k = 0, 1, 2, …
The first update reads the schedule at k = 0, as in ``torch.optim.lr_scheduler``.
Every hyper-parameter of a rule may be a number, an array with one entry per run of a
grid, or a schedule.
"""

from collections.abc import Callable

import numpy as np

from gdcourse.arguments import not_negative

Hyper = float | np.ndarray | Callable[[int], float]


def at(hyper: Hyper, k: int) -> float | np.ndarray:
    """The value of a hyper-parameter after k updates.

    A NumPy number becomes a Python number, because float32 times ``np.float64`` is
    float64 and would change the type of the parameters silently.

    >>> at(0.1, 7)
    0.1
    >>> at(lambda k: 1 / (1 + k), 3)
    0.25
    """
    value = hyper(k) if callable(hyper) else hyper
    return value.item() if isinstance(value, np.generic) else value


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


def checked(name: str, hyper: Hyper, hint: str) -> Hyper:
    """The hyper-parameter itself, after an error if a number in it is negative.

    Schedules and SymPy symbols pass: their values are not known yet.
    """
    if callable(hyper) or hasattr(hyper, "free_symbols"):
        return hyper
    not_negative(name, hyper, hint)
    return np.asarray(hyper) if isinstance(hyper, (list, tuple)) else hyper
