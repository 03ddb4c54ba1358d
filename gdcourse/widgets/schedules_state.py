"""Lesson 10: a lower learning rate must not cost the velocity."""

from functools import lru_cache
from typing import Any

import numpy as np

from gdcourse import landscapes, plotting
from gdcourse.optimizers import Momentum, minimize, step_decay
from gdcourse.plotting import style
from gdcourse.plotting.contrast import readable
from gdcourse.widgets.choices import Steps
from gdcourse.widgets.controls import Slider
from gdcourse.widgets.live import LiveFigure
from gdcourse.widgets.tasks import Task
from gdcourse.widgets.weight_decay_labels import apart

VALLEY = landscapes.quadratic(30.0, L=1.0)
UPDATES, LR, LOWEST, HIGHEST = 120, 0.3, -11.0, 2.0
EVERY = (1, 2, 5, 10, 20, 40, 60)
KEPT, NEW, PLAIN = "state kept", "made anew", "gradient descent"
LOOKS = {
    KEPT: style.line("heavy ball"),
    NEW: style.line("Nesterov", linestyle="--"),
    PLAIN: style.line("gradient descent", linestyle=":", marker=""),
}
# the width of the line, the sizes of its dots and of the last one
ON_THE_MAP = {KEPT: (3.6, 0, 12), NEW: (1.4, 4, 6)}


def keep_the_state() -> LiveFigure:
    """The same learning rates twice: with the velocity, and without it at each drop."""
    return LiveFigure(
        "keep the state",
        [
            Slider("momentum", "momentum", "β", 0.0, 0.95, 0.05, 0.85),
            Steps("every", "updates between drops", "s", EVERY, 20),
            Slider("gamma", "factor of a drop", "γ", 0.5, 1.0, 0.05, 0.8),
        ],
        compare,
        draw_panes,
        place_names,
        tell,
        tasks=[
            Task("plain", "β > 0: made anew it is plain gradient descent", is_plain),
            Task("lost", "made anew it leaves over 100,000 times more", loses),
            Task("better", "made anew it leaves less: a restart can help", gains),
        ],
    )


@lru_cache(maxsize=512)
def paths(momentum: float, every: int, gamma: float) -> dict[str, np.ndarray]:
    """The points of all three in one run, each (n + 1, 2).

    A new optimizer has no velocity, so that its first step is one with β = 0.
    """
    whole, none = np.array([momentum, momentum, 0.0]), np.array([momentum, 0.0, 0.0])

    def beta(k: int) -> np.ndarray:
        return whole if k % every else none

    rule = Momentum(step_decay(LR, every, gamma), beta)
    start = np.stack([VALLEY.start] * 3, axis=-1)
    run = minimize(VALLEY.value, VALLEY.gradient, start, rule, steps=UPDATES, tol=0)
    return {name: run.points[:, :, i] for i, name in enumerate(LOOKS)}


def compare(momentum: float, every: int, gamma: float) -> dict[str, Any]:
    """Gaps and paths of the three."""
    runs, k = paths(momentum, every, gamma), np.arange(UPDATES + 1)
    gaps = {name: VALLEY.value(points.T) for name, points in runs.items()}
    ends = {name: float(gap[-1]) for name, gap in gaps.items()}
    numbers: dict[str, Any] = {"ends": ends, "runs": runs}
    for name in (KEPT, NEW, PLAIN):
        numbers[name] = np.stack([k, gaps[name]])
        numbers[f"{name} name"] = f"{name} {ends[name]:.1g}"
    for name in (KEPT, NEW):
        numbers[f"{name} path"] = runs[name].T
        numbers[f"{name} end"] = runs[name][-1:].T
    drops = (UPDATES - 1) // every
    return numbers | {
        "drops": drops,
        "title": title(ends),
        "map title": f"{drops} new optimizer{'s' * (drops != 1)}, each α × {gamma:.2f}",
    }


def title(ends: dict[str, float]) -> str:
    """
    >>> title({KEPT: 1e-6, NEW: 1.234e-3})
    'Made anew it leaves 1,200 times more'
    >>> title({KEPT: 1.0, NEW: 1.0406})
    'Made anew it leaves 1.04 times more'
    """
    ratio = ends[NEW] / ends[KEPT]
    if abs(ratio - 1) < 0.005:
        return "Made anew it leaves the same"
    times = max(ratio, 1 / ratio)
    times = round(times, 2) if times < 1.1 else float(f"{times:.2g}")
    many = f"{times:,.0f}" if times >= 10 else f"{times:g}"
    return f"Made anew it leaves {many} times {word(ratio)}"


def word(ratio: float) -> str:
    """Which side of 1 it lies on."""
    return "more" if ratio > 1 else "less"


def is_plain(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    runs = numbers["runs"]
    return state["momentum"] > 0 and bool((runs[NEW] == runs[PLAIN]).all())


def loses(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    return numbers["ends"][NEW] > 1e5 * numbers["ends"][KEPT]


def gains(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    return numbers["ends"][NEW] < 0.9 * numbers["ends"][KEPT]


def tell(state: dict[str, Any], numbers: dict[str, Any]) -> str:
    """The picture in one sentence."""
    ends = numbers["ends"]
    return (
        f"Momentum β = {state['momentum']:.2f}, α times γ = {state['gamma']:.2f} every "
        f"s = {state['every']} updates: gap after {UPDATES} {ends[KEPT]:.1e} with the "
        f"state kept, {ends[NEW]:.1e} made anew."
    )


def place_names(artists: dict[str, Any], numbers: dict[str, Any]) -> None:
    """The names at the ends of the lines, apart from each other."""
    names = (KEPT, NEW, PLAIN)
    powers = [np.log10(max(numbers["ends"][name], 1e-300)) for name in names]
    heights = apart(powers, 1.1, LOWEST + 0.6, HIGHEST - 0.6)
    for name, height in zip(names, heights, strict=True):
        artists[f"{name} name"].set_position((UPDATES + 3, 10**height))


def draw_panes(state: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
    """The valley with both paths; beside it the gaps."""
    fig, (left, right) = plotting.figure("pair", width_ratios=(5, 6))
    return fig, map_pane(left) | gap_pane(right)


def map_pane(ax: Any) -> dict[str, Any]:
    """Both paths of momentum in the valley: where they are one, red lies on orange."""
    plotting.contours(ax, VALLEY.value, ((-6, 11), (-4.5, 4.5)), 12, "log")
    plotting.minimizer(ax, VALLEY.minimizers[0])
    ax.set(xlabel="x", ylabel="y", yticks=(-4, -2, 0, 2, 4))
    moving = {}
    for name, (width, dot, size) in ON_THE_MAP.items():
        look = LOOKS[name] | {"linewidth": width, "markersize": dot}
        (path,) = ax.plot([], [], **look, markevery=4)
        last = LOOKS[name] | {"linestyle": "none", "markersize": size, "zorder": 6}
        (end,) = ax.plot([], [], **last | {"path_effects": style.halo(3)})
        moving |= {f"{name} path": path, f"{name} end": end}
    return moving | {"map title": ax.set_title("Drops")}


def gap_pane(ax: Any) -> dict[str, Any]:
    """The gap over the updates, three lines."""
    plotting.gap(ax)
    ax.set(xlim=(0, 1.55 * UPDATES), ylim=(10**LOWEST, 10**HIGHEST))
    ax.set_xticks(range(0, UPDATES + 1, 20))
    moving = {}
    for place, (name, look) in enumerate(LOOKS.items()):
        (line,) = ax.plot([], [], **look, markevery=(4 * place, 12), zorder=3)
        words = {"va": "center", "path_effects": style.halo(3), "zorder": 6}
        text = ax.text(1, 1, "", color=readable(look["color"]), **words)
        moving |= {name: line, f"{name} name": text}
    return moving | {"title": ax.set_title("Gaps")}
