"""Lesson 10: the usual schedules of one length, each with its peak left open."""

from collections.abc import Callable
from typing import Any

from gdcourse.arguments import function, integer
from gdcourse.optimizers.cycles import one_cycle, warm_restarts
from gdcourse.optimizers.gradient_descent import GradientDescent
from gdcourse.optimizers.schedules import constant, cosine, linear_to_zero, step_decay
from gdcourse.optimizers.warmup import warmup_cosine, warmup_stable_decay

SHORTEST = 10


def scheduled(
    total_steps: int, rule: Callable[[Any], Any] = GradientDescent
) -> dict[str, Callable[[Any], Any]]:
    """Eight schedules as makers of rules from a peak, ready for ``compare``.

    Warmups take T/10, three cycles T/7, 2T/7 and 4T/7, drops come at T/3 and 2T/3, and
    the last fall after a flat part takes T/3, for T = total_steps ≥ 10.

    rule makes an update rule from a learning rate or a schedule. Raises ValueError or
    TypeError for a length or a rule that cannot work.

    >>> makers = scheduled(100)
    >>> len(makers), makers["linear to zero"](0.5)
    (8, GradientDescent(lr=linear_to_zero(lr=0.5, total_iters=100)))
    """
    T = integer("total_steps", total_steps, SHORTEST, "Try 200 updates.")
    function("rule", rule, "Pass a rule's class, such as GradientDescent.")
    shapes: dict[str, Callable[[Any], Any]] = {
        "constant": constant,
        "step, 3 rates": lambda lr: step_decay(lr, -(-T // 3), gamma=0.3),
        "cosine": lambda lr: cosine(lr, T),
        "cosine, restarts": lambda lr: warm_restarts(lr, -(-T // 7), 2),
        "linear to zero": lambda lr: linear_to_zero(lr, T),
        "warmup + cosine": lambda lr: warmup_cosine(lr, T, T // 10),
        "warmup, flat, line": lambda lr: warmup_stable_decay(lr, T, T // 10, T // 3),
        "one-cycle": lambda lr: one_cycle(lr, T),
    }
    return {name: _made(rule, shape) for name, shape in shapes.items()}


def _made(rule: Callable, shape: Callable) -> Callable[[Any], Any]:
    """The rule for a peak."""
    return lambda lr: rule(shape(lr))
