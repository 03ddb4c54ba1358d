"""Lesson 07: what to find in the cockpit, and how to tell that it was found."""

from typing import Any

from gdcourse.widgets.momentum_modes import (
    HEAVY,
    NESTEROV,
    critical_momentum,
    rate,
)
from gdcourse.widgets.tasks import Task


def fastest(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    """Whether no pair on the sliders beats this one by more than 0.01."""
    asked = state["method"] == HEAVY and state["kappa"] == 25
    return asked and numbers["rate"] < numbers["best"] + 0.01


def damped(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    """Whether the slider of β stands as near to the double root as it can."""
    lr, kappa = state["lr"], state["kappa"]
    critical = critical_momentum(state["method"], lr, 1 / kappa)
    return critical is not None and abs(state["momentum"] - critical) < 0.00501


def leaves(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    """Whether heavy ball diverges at β = 0.9."""
    asked = state["method"] == HEAVY and state["momentum"] == 0.9
    return asked and numbers["rate"] > 1 + 1e-9


def only_nesterov(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    """Whether Nesterov diverges where heavy ball converges."""
    if (state["method"] == NESTEROV) == (numbers["rate"] < 1 - 1e-9):
        return False
    pair, ends = (state["lr"], state["momentum"]), (1 / state["kappa"], 1.0)
    diverges = rate(NESTEROV, *pair, ends) > 1 + 1e-9
    return diverges and rate(HEAVY, *pair, ends) < 1 - 1e-9


TASKS = (
    Task("best", "κ = 25, heavy ball: the fastest pair of all", fastest),
    Task("critical", "the momentum at which the two roots ○ meet", damped),
    Task("edge", "heavy ball, β = 0.90: a rate that diverges", leaves),
    Task("only", "a pair with which only Nesterov diverges", only_nesterov),
)
