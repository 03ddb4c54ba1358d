"""Lesson 08: bring your own method: raced, and its first differing term named."""

from collections.abc import Callable
from typing import Any

from gdcourse.arguments import function, shown
from gdcourse.widgets.choices import Choice, Steps
from gdcourse.widgets.live import LiveFigure
from gdcourse.widgets.own_method_panes import draw_own, place_labels
from gdcourse.widgets.own_method_rules import LOOKS, SETTINGS
from gdcourse.widgets.own_method_study import NEAREST, PLACES, STEPS, Study
from gdcourse.widgets.own_method_walk import Own
from gdcourse.widgets.play import Play
from gdcourse.widgets.tasks import Task

PART = "choose a rule, and stop at the first step where you part from it"
RATES = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1)


def own_method(step: Callable, init: Any = None, **settings: Any) -> LiveFigure:
    """A race of your step against the course's rules, and what your step is.

    Args:
        step: ``step(x, grad, memory, t) -> (x, memory)`` with t = 1, 2, …, or
            ``step(x, grad, lr) -> x``.
        init: ``init(x)`` gives the memory before the first step; or that memory.
        settings: momentum, betas, rho, eps, weight_decay of the references, where
            yours are others than 0.9, (0.9, 0.999), 0.99, 1e-8, 0.01.

    The learning rate of a step with a memory is read off its first step. What goes
    wrong in the step stands in the figure as one line.

    Raises TypeError if step is not a function, ValueError for an unknown setting.

    >>> own_method(lambda x, grad, lr: x - lr * grad).numbers["headline"]
    'Your step is gradient descent'
    """
    function("step", step, "Pass the function itself, such as own_method(my_step).")
    unknown = sorted(set(settings) - set(SETTINGS))
    if unknown:
        raise ValueError(
            f"settings must be among {', '.join(SETTINGS)}, got {shown(unknown[0])}. "
            "Leave it out."
        )
    study = Study(Own(step, init), SETTINGS | settings)
    lr = Steps("lr", "learning rate", "α", RATES, 0.02)
    controls = [
        Choice("where", "landscape", tuple(PLACES), next(iter(PLACES))),
        Choice("against", "against", (NEAREST, *LOOKS), NEAREST),
        *([lr] if study.own.takes_rate else []),
        Play("k", "step", "k", 0, STEPS, 1, STEPS // 2),
    ]
    return LiveFigure(
        "own method",
        controls,
        study.numbers,
        draw_own,
        place_labels,
        tell,
        tasks=[Task("part", PART, parts)],
        rebuild=("where",),
    )


def parts(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    """Whether a rule was chosen and k is the first step that differs from it."""
    chosen = state["against"] != NEAREST
    return chosen and numbers["first"] is not None and state["k"] == numbers["first"]


def tell(state: dict[str, Any], numbers: dict[str, Any]) -> str:
    """The picture in one sentence."""
    lr = f", α = {state['lr']:g}" if "lr" in state else ""
    return (
        f"{numbers['headline']}. Landscape: {state['where']}, against "
        f"{state['against']}{lr}, {numbers['title']}. "
        f"Largest difference of a step: {numbers['off']}."
    )
