"""Lesson 02: reasons to stop, each with its scale, and what each does not promise.

A stopping rule is a frozen record; ``start()`` gives the test of one run, which is
called with every ``Moment`` and answers with a sentence when the run should end.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from gdcourse.arguments import function, integer, not_negative
from gdcourse.optimizers.evaluations import Evaluations
from gdcourse.optimizers.hyper_parameters import one_of

Test = Callable[["Moment"], str | None]


@dataclass
class Moment:
    """What a stopping rule sees: the run after k updates."""

    k: int
    x: np.ndarray
    grad: np.ndarray | None
    evaluations: Evaluations
    best: int | None = None


@dataclass(frozen=True)
class GradientNorm:
    """Stop when ‖∇f(x_k)‖ ≤ tol · scale; the status is "converged".

    scale "absolute": 1; "first": ‖∇f(x_0)‖; "larger": max(1, ‖∇f(x_0)‖).
    Only "first" stays the same when f is measured in other units. With μ-strong
    convexity it bounds the gap: f(x_k) - f* ≤ ‖∇f(x_k)‖² / (2 μ).

    >>> GradientNorm(1e-4, scale="absolute").status
    'converged'
    """

    tol: float
    scale: str = "first"
    status: str = "converged"

    def __post_init__(self) -> None:
        not_negative("tol", self.tol, "Try 1e-6.")
        one_of("scale", self.scale, ("absolute", "first", "larger"))

    def start(self) -> Test:
        limit = self.tol if self.scale == "absolute" else None

        def test(moment: Moment) -> str | None:
            nonlocal limit
            norm = float(np.linalg.norm(moment.grad))
            if limit is None:
                limit = self.tol * (max(1.0, norm) if self.scale == "larger" else norm)
            if not norm <= limit:
                return None
            return f"the gradient norm {norm:.3g} is at most {limit:.3g}"

        return test


@dataclass(frozen=True)
class LossChange:
    """Stop when |f(x_k) - f(x_{k-1})| ≤ tol, ``times`` times in a row.

    The status is "stalled", not "converged": a tiny learning rate makes every change
    small, anywhere. ``relative`` compares with tol · |f(x_k)|. One value per update; in
    a run on batches it is the whole loss, as the losses of two batches differ anyway.

    >>> LossChange(1e-9, times=3).status
    'stalled'
    """

    tol: float
    times: int = 1
    relative: bool = False
    status: str = "stalled"

    def __post_init__(self) -> None:
        not_negative("tol", self.tol, "Try 1e-9.")
        integer("times", self.times, 1, "It counts small changes in a row; try 3.")

    def start(self) -> Test:
        before, small = np.inf, 0

        def test(moment: Moment) -> str | None:
            nonlocal before, small
            now = float(moment.evaluations.whole_value(moment.x))
            limit = self.tol * abs(now) if self.relative else self.tol
            small = small + 1 if abs(now - before) <= limit else 0
            change, before = abs(now - before), now
            if small < self.times:
                return None
            return f"the loss changed by {change:.3g}, at most {limit:.3g}"

        return test


@dataclass(frozen=True)
class ValidationLoss:
    """Stop when a validation loss has had no new best for ``patience`` looks.

    ``trace.best`` is then the k of the best look and ``trace.best_x`` its point. The
    status is "patience".

    Parameters
    ----------
    value : the loss on data that the gradient never sees
    patience : how many looks without a new best are borne
    every : look after every so many updates
    smallest : a new best must be lower by more than this
    """

    value: Callable[[Any], float]
    patience: int = 5
    every: int = 1
    smallest: float = 0.0
    status: str = "patience"

    def __post_init__(self) -> None:
        function("value", self.value, "Pass the validation loss itself.")
        integer("patience", self.patience, 1, "It counts looks; try 5.")
        integer("every", self.every, 1, "It counts updates between looks; try 1.")
        not_negative("smallest", self.smallest, "Try 0.")

    def start(self) -> Test:
        lowest, best, waited = np.inf, None, 0

        def test(moment: Moment) -> str | None:
            nonlocal lowest, best, waited
            if moment.k % self.every == 0:
                loss = float(self.value(moment.x))
                if best is None or loss < lowest - self.smallest:
                    lowest, best, waited = loss, moment.k, 0
                else:
                    waited += 1
            moment.best = best
            if waited < self.patience:
                return None
            looks = f"{waited} look{'s' if waited != 1 else ''}"
            return f"no better validation loss for {looks}; best after {best} updates"

        return test


@dataclass(frozen=True)
class Budget:
    """Stop as soon as so many evaluations were made; the status is "budget".

    The count is looked at once per update, so the last step or batch may exceed it.

    gradients, values : evaluations of ∇f and f
    samples : data points seen by all gradients together

    >>> Budget()
    Traceback (most recent call last):
        ...
    ValueError: Budget must limit something, got no limit. Pass samples=10_000.
    """

    gradients: int | None = None
    values: int | None = None
    samples: int | None = None
    status: str = "budget"

    def __post_init__(self) -> None:
        limits = self._limits()
        if not limits:
            raise ValueError(
                "Budget must limit something, got no limit. Pass samples=10_000."
            )
        for name, limit in limits.items():
            integer(name, limit, 1, "It is the largest count that is allowed.")

    def start(self) -> Test:
        limits = self._limits()

        def test(moment: Moment) -> str | None:
            for name, limit in limits.items():
                used = getattr(moment.evaluations, name)
                if used >= limit:
                    return f"{used} of {limit} {name} are used up"
            return None

        return test

    def _limits(self) -> dict[str, int]:
        names = ("gradients", "values", "samples")
        limits = {name: getattr(self, name) for name in names}
        return {name: limit for name, limit in limits.items() if limit is not None}
