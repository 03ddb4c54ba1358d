"""Lesson 02: three stop rules on one run, and how much each leaves undone."""

from functools import lru_cache
from typing import Any

import numpy as np

from gdcourse import landscapes, plotting
from gdcourse.optimizers import GradientDescent, Trace, minimize
from gdcourse.plotting import style
from gdcourse.widgets.choices import Steps
from gdcourse.widgets.live import LiveFigure
from gdcourse.widgets.tasks import Task

START, STEPS, KAPPA = (10.0, 1.0), 400, 50
RULES = {
    "loss": "loss rule",
    "absolute": "absolute rule",
    "relative": "relative rule",
}
RATES = (1e-4, 1e-3, 0.01, 0.1, 1.0, 1.9, 2.1)


def stop_rules() -> LiveFigure:
    """One run, and where three rules stop it: a resting loss, a small gradient."""
    return LiveFigure(
        "stop rules",
        [
            Steps("lr", "learning rate", "α", RATES, 1.0),
            Steps("unit", "f is multiplied by", "c", (1e-6, 1e-3, 1, 1e3, 1e6), 1),
            Steps("eps", "threshold", "ε", (1e-2, 1e-3, 1e-4, 1e-5), 1e-3),
        ],
        three_stops,
        draw_stops,
        None,
        tell,
        tasks=[
            Task(
                "early", "c = 1: a rate at which the loss rule leaves over 99 %", lies
            ),
            Task("unit", "a unit in which the absolute rule stops at once", at_once),
        ],
    )


@lru_cache(maxsize=16)
def walk(lr: float) -> tuple[Trace, np.ndarray]:
    """The run on ½(0.02 x² + y²), and the share of the gap that is left."""
    f = landscapes.quadratic(KAPPA, L=1.0)
    rule = GradientDescent(lr)
    trace = minimize(f.value, f.gradient, START, rule, steps=STEPS, tol=0)
    with np.errstate(all="ignore"):
        return trace, trace.values / trace.values[0]


def three_stops(lr: float, unit: float, eps: float) -> dict[str, Any]:
    """Where the rules stop. Another unit of f divides the rate by it: the same path."""
    trace, gap = walk(lr)
    norms = trace.gradient_norms
    with np.errstate(all="ignore"):
        rests = np.abs(np.diff(unit * trace.values, prepend=np.inf)) < eps
        fired = {
            "loss": rests,
            "absolute": unit * norms < eps,
            "relative": norms <= eps * norms[0],
        }
    stops = {name: first(hits) for name, hits in fired.items()}
    steps = np.arange(len(gap))
    numbers = {"gap": np.stack([steps, gap]), "stops": stops, "share": {}}
    for name, k in stops.items():
        numbers["share"][name] = None if k is None else float(gap[k])
        numbers[name] = None if k is None else np.array([[k], [gap[k]]])
        numbers[f"{name} words"] = said(RULES[name], k, numbers["share"][name])
    setting = f"α = {lr:g}, f times {unit:g}, ε = {eps:g}"
    return numbers | {"title": title(numbers["share"]), "setting": setting}


def first(hits: np.ndarray) -> int | None:
    """The first step at which a rule fires."""
    return int(np.argmax(hits)) if hits.any() else None


def said(rule: str, k: int | None, share: float | None) -> str:
    """One line about one rule."""
    if k is None:
        return f"{rule}: not within {STEPS} steps"
    return f"{rule}: step {k}, {percent(share)} left"


def percent(share: float) -> str:
    """
    >>> percent(0.9994), percent(0.05), percent(1e-6)
    ('99.9 %', '5 %', '0.0001 %')
    """
    return f"{100 * share:.3g} %"


def title(shares: dict[str, float | None]) -> str:
    """The message: who stops, and with how much left."""
    left = {name: share for name, share in shares.items() if share is not None}
    if not left:
        return f"No rule stops within {STEPS} steps"
    worst = max(left, key=left.get)
    if left[worst] > 0.5:
        return "A rule stops with most of the way to go"
    if left[worst] > 0.01:
        return f"The {RULES[worst]} leaves {percent(left[worst])} of the gap"
    if len(left) < len(shares):
        return f"Not every rule stops within {STEPS} steps"
    return "Each rule stops with less than 1 % of the gap"


def lies(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    """Whether a resting loss stops the run where it began."""
    share = numbers["share"]["loss"]
    return share is not None and share > 0.99 and state["unit"] == 1


def at_once(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    """Whether the absolute rule takes the start for the end."""
    return numbers["stops"]["absolute"] == 0


def tell(state: dict[str, Any], numbers: dict[str, Any]) -> str:
    """The picture in one sentence."""
    stops = [
        f"{name} {'nowhere' if k is None else f'at step {k}'}"
        for name, k in numbers["stops"].items()
    ]
    return (
        f"The gap over the steps for α = {state['lr']:g}, f times {state['unit']:g}, "
        f"threshold {state['eps']:g}. Stops within {STEPS} steps: {', '.join(stops)}."
    )


def draw_stops(state: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
    """The gap over the steps, a mark for each rule, a line of words for each."""
    fig, ax = plotting.figure("single")
    plotting.gap(ax, "share of the gap that is left")
    ax.set(xlim=(-8, STEPS + 8), ylim=(1e-12, 30))
    look = style.line("gradient descent", marker="", path_effects=style.halo(3.5))
    (gap,) = ax.plot([], [], **look)
    moving = {"gap": gap, "title": ax.set_title("Three rules, one run")}
    look = {"ha": "right", "va": "top", "color": style.TICK}
    moving["setting"] = ax.text(1, 0.99, "", transform=ax.transAxes, **look)
    marks = dict(zip(RULES, "sD*", strict=True))
    for place, (name, mark) in enumerate(marks.items()):
        rim = {"linestyle": "none", "markersize": 11, "clip_on": False, "zorder": 6}
        rim |= {"markerfacecolor": style.PAPER, "markeredgewidth": 1.8}
        (point,) = ax.plot([], [], mark, color=style.INK, **rim)
        height = 0.28 - 0.1 * place
        ax.plot(0.04, height, mark, color=style.INK, transform=ax.transAxes, **rim)
        words = ax.text(0.08, height, RULES[name], transform=ax.transAxes, va="center")
        words.set_path_effects(style.halo(4))
        moving |= {name: point, f"{name} words": words}
    return fig, moving
