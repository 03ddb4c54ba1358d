"""Lesson 10: what a schedule is, and what its parameters are called."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Any

import numpy as np

from gdcourse.arguments import integer, not_negative, shown, switch
from gdcourse.optimizers.hyper_parameters import one_of, plain, settle, share


class Schedule:
    """A pure function of k, the number of updates already made: k = 0, 1, 2, …

    A schedule is a frozen dataclass: it shows its parameters, two equal ones compare
    equal, and ``dataclasses.replace`` changes one parameter. ``schedule(k)`` is a float
    for a whole number k and an array for an array of them, so that
    ``schedule(np.arange(100))`` is ready to be plotted. A learning rate among its
    parameters may be an array with one entry per run of a grid; then ``schedule(k)``
    has its shape.

    The update t = 1, 2, … of a rule reads k = t - 1, as ``torch.optim.lr_scheduler``
    counts. A schedule is defined for every k ≥ 0: one that has an end keeps its last
    value. A subclass writes its formula as ``_rate(k)``; its parameters are checked
    by their names.
    """

    def __post_init__(self) -> None:
        for name, value in vars(self).items():
            settle(self, **{name: PARAMETERS[name](name, value)})
        for low, high in ORDERED:
            in_order(low, vars(self).get(low), high, vars(self).get(high))

    def __call__(self, k: Any) -> Any:
        """The value after k updates; a ValueError if k is negative or not whole."""
        return plain(self._rate(counted(k)))

    def _rate(self, k: Any) -> Any:
        raise NotImplementedError


def counted(k: Any) -> Any:
    """k as a Python int, or as an array of whole numbers.

    >>> counted(np.int32(3))
    3
    >>> counted(-1)
    Traceback (most recent call last):
        ...
    ValueError: k must not be negative, got -1. It counts updates from 0.
    """
    if type(k) is int and k >= 0:  # the usual case, and steps should be quick
        return k
    array = np.asarray(k)
    if array.dtype.kind not in "iu":
        raise ValueError(
            f"k must be a whole number, got {shown(k)}. It counts updates from 0."
        )
    if np.any(array < 0):
        raise ValueError(
            f"k must not be negative, got {shown(k)}. It counts updates from 0."
        )
    # Small integer types would overflow in sums and products.
    return array.astype(np.int64) if array.ndim else int(array)


def place(bounds: Sequence[float], k: Any, side: str) -> Any:
    """How many of the rising bounds are below k ("left"), or not above it ("right")."""
    if isinstance(k, np.ndarray):
        return np.searchsorted(bounds, k, side=side)
    return (bisect_left if side == "left" else bisect_right)(bounds, k)


def chosen(values: Sequence[Any], i: Any) -> Any:
    """The i-th value, or one for each entry of an array i."""
    return np.array(values, dtype=float)[i] if isinstance(i, np.ndarray) else values[i]


def rate(name: str, value: Any) -> Any:
    """A learning rate α ≥ 0, or an array with one for each run of a grid."""
    hint = "A negative learning rate walks uphill; try 1 / L."
    return plain(not_negative(name, value, hint))


def strength(name: str, value: Any) -> Any:
    """A number ≥ 0."""
    return plain(not_negative(name, value, "Try 1.0."))


def divisor(name: str, value: Any) -> Any:
    """A number ≥ 1 that divides a learning rate."""
    number = plain(not_negative(name, value, "Try 25.0."))
    if np.any(np.less(number, 1)):
        raise ValueError(
            f"{name} must be at least 1, got {shown(value)}. It divides the learning "
            "rate at the peak; try 25.0."
        )
    return number


def proportion(name: str, value: Any) -> Any:
    """A number from 0 to 1, both allowed."""
    hint = "It is a factor or a share, such as 0.1 or 0.9."
    return share(name, plain(not_negative(name, value, hint)), hint)


def updates(name: str, value: Any, minimum: int = 1) -> int:
    """A number of updates."""
    return integer(name, value, minimum, "It counts updates, such as 1000.")


def updates_or_none(name: str, value: Any) -> int | None:
    """A number of updates, or None for the same number as elsewhere."""
    return None if value is None else updates(name, value)


def instants(name: str, values: Any) -> tuple[int, ...]:
    """Numbers of updates."""
    if not isinstance(values, (list, tuple, np.ndarray)):
        raise TypeError(
            f"{name} must be a list of whole numbers, got {shown(values)}. "
            "Name the updates, such as (30, 60)."
        )
    return tuple(updates(f"{name}[{i}]", k, 0) for i, k in enumerate(values))


def in_any_order(name: str, values: Any) -> tuple[int, ...]:
    """Numbers of updates, sorted."""
    return tuple(sorted(instants(name, values)))


def choice(*choices: str) -> Any:
    """A check that the name is one of these."""
    return lambda name, value: one_of(name, value, choices)


def in_order(low: str, lower: Any, high: str, upper: Any) -> None:
    """An error if the end that should be the lower one is above the upper one."""
    if lower is not None and upper is not None and np.any(np.greater(lower, upper)):
        raise ValueError(
            f"{low} must be at most {high} = {shown(upper)}, got {shown(lower)}. "
            "Did you exchange the two?"
        )


# One name has one meaning in all schedules, and torch's name where torch has one.
PARAMETERS = {
    "lr": rate,
    "max_lr": rate,
    "base_lr": rate,
    "eta_min": rate,
    "gamma": proportion,
    "start_factor": proportion,
    "pct_start": proportion,
    "base_momentum": proportion,
    "max_momentum": proportion,
    "div_factor": divisor,
    "final_div_factor": divisor,
    "decay_rate": strength,
    "power": strength,
    "step_size": updates,
    "step_size_up": updates,
    "step_size_down": updates_or_none,
    "T_max": updates,
    "T_0": updates,
    "T_mult": updates,
    "total_iters": updates,
    "total_steps": updates,
    "milestones": in_any_order,
    "climbs_again": switch,
    "three_phase": switch,
    "anneal_strategy": choice("cos", "linear"),
    "mode": choice("triangular", "triangular2", "exp_range"),
    "convention": choice("torch", "optax"),
}
ORDERED = (
    ("eta_min", "lr"),
    ("base_lr", "max_lr"),
    ("base_momentum", "max_momentum"),
)
