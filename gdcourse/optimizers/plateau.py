"""Lesson 10: a learning rate that falls when measured progress stops."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from gdcourse.arguments import integer, not_negative, one_number, shown
from gdcourse.optimizers.hyper_parameters import fraction, one_of, settle


class Progress(NamedTuple):
    """What a ``ReduceOnPlateau`` remembers: best value, bad ones in a row, cooling."""

    best: float
    bad: int
    cooling: int


@dataclass(frozen=True)
class ReduceOnPlateau:
    """Multiply the learning rate by factor when measured progress has stopped.

    A schedule knows k alone; this one reacts to values that you measure, such as the
    validation loss after each epoch. So it is made like a rule, with two pure verbs:
    ``init()`` gives its memory and ``step(lr, measured, memory)`` the next learning
    rate and the next memory. Nothing is hidden: a run can be repeated or resumed.

    better = measured < best · (1 - threshold)    for threshold_mode "rel", mode "min"
    best ← measured if better
    bad  ← 0 if better or still cooling down, else bad + 1
    lr   ← max(factor · lr, min_lr), bad ← 0, cooling down   if bad > patience

    Parameters
    ----------
    mode : "min" for a loss, "max" for an accuracy
    factor : from 0 to below 1
    patience : so many bad measurements in a row change nothing; the next one does
    threshold : how much better a measurement must be to count, ≥ 0
    threshold_mode : "rel" as above ("max": best · (1 + threshold)), made for positive
        values; "abs": best - threshold ("max": best + threshold)
    cooldown : so many measurements after a reduction are not counted as bad
    min_lr : the rate does not fall below it
    eps : a reduction by eps or less is left out

    Names, defaults and order as in torch's ``ReduceLROnPlateau``; NaN is never better.
    Keras reduces one measurement earlier, at bad = patience, and its threshold,
    min_delta, is absolute. Raises ValueError for values out of range.

    With a rule whose memory must live on, write the loop by hand (an epoch is one
    update here):

    >>> from dataclasses import replace
    >>> from gdcourse.optimizers.momentum import Momentum
    >>> plateau, lr, x = ReduceOnPlateau(factor=0.5, patience=2), 1.0, 1.0
    >>> rule = Momentum(lr, momentum=0.5)
    >>> velocity, memory = rule.init(x), plateau.init()
    >>> for t in range(1, 13):
    ...     x, velocity = rule.step(x, 4 * x, velocity, t)  # the gradient of 2 x²
    ...     lr, memory = plateau.step(lr, 2 * x**2, memory)
    ...     rule = replace(rule, lr=lr)
    >>> lr
    0.125

    With ``minimize``, run one epoch after the other. Each call begins with an empty
    memory, which plain gradient descent does not mind:

    >>> from gdcourse.optimizers import GradientDescent, minimize
    >>> lr, x, memory = 1.0, 1.0, plateau.init()
    >>> for epoch in range(7):
    ...     rule = GradientDescent(lr)
    ...     x = minimize(lambda x: x**2, lambda x: 2 * x, x, rule, steps=5).x
    ...     lr, memory = plateau.step(lr, float(x**2), memory)
    >>> lr, float(x)
    (0.5, 0.0)
    """

    mode: str = "min"
    factor: float = 0.1
    patience: int = 10
    threshold: float = 1e-4
    threshold_mode: str = "rel"
    cooldown: int = 0
    min_lr: float = 0.0
    eps: float = 1e-8

    def __post_init__(self) -> None:
        hint = "It says what counts as progress; try 1e-4."
        settle(
            self,
            mode=one_of("mode", self.mode, ("min", "max")),
            factor=fraction("factor", self.factor, "It shrinks the rate; try 0.1."),
            patience=integer("patience", self.patience, 0, "Try 10."),
            threshold=_amount("threshold", self.threshold, hint),
            threshold_mode=one_of(
                "threshold_mode", self.threshold_mode, ("rel", "abs")
            ),
            cooldown=integer("cooldown", self.cooldown, 0, "Try 0."),
            min_lr=_amount("min_lr", self.min_lr, "Try 0.0."),
            eps=_amount("eps", self.eps, "Try 1e-8."),
        )

    def init(self) -> Progress:
        """The memory before the first measurement."""
        return Progress(np.inf if self.mode == "min" else -np.inf, bad=0, cooling=0)

    def step(
        self, lr: float, measured: float, memory: Progress
    ) -> tuple[float, Progress]:
        """The learning rate to go on with, and the next memory."""
        best, bad, cooling = memory
        if np.ndim(measured):
            raise ValueError(
                f"measured must be one number, got {shown(measured)}. "
                "Take the mean over the samples."
            )
        best, bad = (
            (measured, 0) if self._is_better(measured, best) else (best, bad + 1)
        )
        if cooling > 0:
            bad, cooling = 0, cooling - 1
        if bad > self.patience:
            lower = max(self.factor * lr, self.min_lr)
            lr = lower if lr - lower > self.eps else lr
            bad, cooling = 0, self.cooldown
        return lr, Progress(best, bad, cooling)

    def _is_better(self, measured: float, best: float) -> bool:
        sign = -1 if self.mode == "min" else 1
        if self.threshold_mode == "rel":
            margin = best * (1 + sign * self.threshold)
        else:
            margin = best + sign * self.threshold
        return sign * measured > sign * margin


def _amount(name: str, value: float, hint: str) -> float:
    """One number ≥ 0."""
    not_negative(name, value, hint)
    return one_number(name, value, hint)
