"""Lesson 08: where ε stands, and how long the first step is."""

from functools import lru_cache
from typing import Any

import numpy as np

from gdcourse import plotting
from gdcourse.optimizers import Adam, RMSprop
from gdcourse.plotting import style
from gdcourse.plotting.contrast import readable
from gdcourse.widgets.choices import Steps
from gdcourse.widgets.live import LiveFigure
from gdcourse.widgets.tasks import Task

LR = 1e-3
FLOORS = tuple(10.0**power for power in range(-12, -1))
SIZES = tuple(10.0**power for power in range(-10, 2))
GRADIENTS = np.geomspace(3e-11, 30, 121)
OUTSIDE, INSIDE = "RMSprop, ε outside", "RMSprop, ε inside"
PLAIN, CORRECTED = "Adam, uncorrected", "Adam, corrected"
LOOKS = {
    OUTSIDE: ("RMSprop", "-", "v"),
    INSIDE: ("RMSprop", "--", "^"),
    PLAIN: ("Adam", ":", "X"),
    CORRECTED: ("Adam", "-.", "P"),
}
LOW, HIGH = 1e-12, 3.0


def where_is_epsilon() -> LiveFigure:
    """Size of the first step over size of the gradient, for four places of ε."""
    return LiveFigure(
        "where is epsilon",
        [
            Steps("eps", "floor", "ε", FLOORS, 1e-8),
            Steps("g", "gradient", "|g|", SIZES, 1.0),
        ],
        first_steps,
        draw_curves,
        None,
        tell,
        tasks=[
            Task(
                "half",
                "a gradient with which the first step of Adam, corrected, is α/2",
                halved,
            ),
            Task(
                "place",
                "ε = 1e-8, and its place changes RMSprop's step about 900 times",
                nine_hundred,
            ),
        ],
    )


def rules(eps: float) -> dict[str, Any]:
    """The four rules; all have the same learning rate and the same ε."""
    return {
        OUTSIDE: RMSprop(LR, eps=eps),
        INSIDE: RMSprop(LR, eps=eps, eps_inside=True),
        PLAIN: Adam(LR, eps=eps, bias_correction=False),
        CORRECTED: Adam(LR, eps=eps),
    }


def first_step(rule: Any, g: Any) -> Any:
    """How far the first step goes under a gradient g > 0.

    >>> f"{first_step(RMSprop(1e-3, eps=1e-8), 1e-6):.3g}"
    '0.00909'
    """
    x = 0 * g
    moved, _ = rule.step(x, g, rule.init(x), 1)
    return x - moved


@lru_cache(maxsize=len(FLOORS))
def lines(eps: float) -> dict[str, np.ndarray]:
    """The four curves of an ε."""
    return {
        name: np.stack([GRADIENTS, first_step(rule, GRADIENTS)])
        for name, rule in rules(eps).items()
    }


def first_steps(eps: float, g: float) -> dict[str, Any]:
    """The four steps under one gradient, on their curves, and their words."""
    steps = {name: float(first_step(rule, g)) for name, rule in rules(eps).items()}
    shown = {name: np.array([[g], [step]]) for name, step in steps.items()}
    ratio = steps[OUTSIDE] / steps[INSIDE]
    marks = {f"{name} now": point for name, point in shown.items()}
    words = {f"{name} words": f"{name}: {steps[name]:.3g}" for name in LOOKS}
    title = f"RMSprop with |g| = {g:g}: {longer(ratio)}"
    at = {"gradient": np.array([[g, g], [LOW, HIGH]])}
    return (
        lines(eps)
        | marks
        | words
        | at
        | {
            "steps": steps,
            "ratio": ratio,
            "title": title,
            "floor": np.array([[eps, eps], [LOW, HIGH]]),
            "root": np.array([[eps**0.5, eps**0.5], [LOW, HIGH]]),
        }
    )


def longer(ratio: float) -> str:
    """What moving ε out of the root does to the step.

    >>> longer(1.0000001), longer(9090.9)
    ('the place of ε does not matter', 'ε outside the root, a step 9,091 times as long')
    >>> longer(0.995037)
    'ε outside the root, a step 0.995 times as long'
    """
    if abs(ratio - 1) < 0.0005:
        return "the place of ε does not matter"
    times = f"{ratio:,.0f}" if ratio >= 100 else f"{ratio:.4g}"
    return f"ε outside the root, a step {times} times as long"


def halved(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    """Whether the gradient is as large as ε."""
    return abs(numbers["steps"][CORRECTED] / LR - 0.5) < 0.01


def nine_hundred(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    """Whether ε outside the root lets the step be about 900 times as long."""
    return state["eps"] == 1e-8 and 850 < numbers["ratio"] < 950


def tell(state: dict[str, Any], numbers: dict[str, Any]) -> str:
    """The picture in one sentence."""
    said = ", ".join(f"{name} {step:.3g}" for name, step in numbers["steps"].items())
    return (
        f"First steps with α = 0.001 under |g| = {state['g']:g}, ε = {state['eps']:g}: "
        f"{said}; ratio of the first two {numbers['ratio']:.3g}."
    )


def draw_curves(state: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
    """The four curves over the size of the gradient, on log axes."""
    fig, ax = plotting.figure("pair", cols=1)
    ax.set(xscale="log", yscale="log", xlim=(3e-11, 1e6), ylim=(LOW, HIGH))
    ax.set_xticks([1e-10, 1e-8, 1e-6, 1e-4, 1e-2, 1])
    ax.minorticks_off()
    ax.set(xlabel="size of the gradient |g|", ylabel="size of the first step")
    ax.plot([3e-11, 30], [LR, LR], color=style.SPINE, linewidth=1, zorder=1)
    note = {"color": style.TICK, "va": "center"}
    thin = {"linewidth": 1.2, "color": style.INK, "zorder": 2}
    (gradient,) = ax.plot([], [], **thin)
    thin |= {"color": style.SPINE}
    (floor,) = ax.plot([], [], linestyle=":", **thin)
    (root,) = ax.plot([], [], linestyle="--", **thin)
    moving = {"gradient": gradient, "floor": floor, "root": root}
    with style.styled():
        ax.text(60, LR / 3, "gray: α; |g| = ε (dotted), √ε (dashed)", **note)
    for place, name in enumerate(LOOKS):
        moving |= curve(ax, name, 10.0 ** (-6.4 - 1.3 * place))
    return fig, moving | {"title": ax.set_title("First step")}


def curve(ax: Any, name: str, y: float) -> dict[str, Any]:
    """The curve of a rule, its point at the gradient, and its row of words."""
    method, line, marker = LOOKS[name]
    look = style.line(method, linestyle=line, marker="", zorder=3)
    (steps,) = ax.plot([], [], **look)
    dot = look | {"marker": marker, "linestyle": "none", "markersize": 9, "zorder": 5}
    (now,) = ax.plot([], [], **dot, path_effects=style.halo(3))
    ax.plot([100], [y], **dot | {"markersize": 7})
    with style.styled():
        color = readable(look["color"])
        words = ax.text(250, y, "", color=color, va="center")
    return {name: steps, f"{name} now": now, f"{name} words": words}
