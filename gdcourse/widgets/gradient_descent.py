"""Lesson 02: live figures about the learning rate."""

from functools import lru_cache
from typing import Any

import numpy as np

from gdcourse import landscapes, plotting
from gdcourse.optimizers import GradientDescent, minimize
from gdcourse.plotting import style
from gdcourse.widgets.choices import Steps
from gdcourse.widgets.controls import Slider
from gdcourse.widgets.gradient_descent_bowl import two_curvatures
from gdcourse.widgets.gradient_descent_map import rates_and_starts
from gdcourse.widgets.gradient_descent_penguins import penguin_line
from gdcourse.widgets.gradient_descent_stops import stop_rules
from gdcourse.widgets.live import LiveFigure
from gdcourse.widgets.own_function import own_function
from gdcourse.widgets.tasks import Task

__all__ = [
    "own_function",
    "penguin_line",
    "rates_and_starts",
    "six_regimes",
    "stop_rules",
    "two_curvatures",
]

CONDITIONS = {
    "still": "α = 0",
    "monotone": "0 < α < 1/a",
    "one-step": "α = 1/a",
    "alternating": "1/a < α < 2/a",
    "oscillates": "α = 2/a",
    "diverges": "α > 2/a",
}
STORY = {
    "still": "stay where they are",
    "monotone": "creep to the minimum from one side",
    "one-step": "arrive in one step",
    "alternating": "jump across the minimum, closer each time",
    "oscillates": "jump between two points forever",
    "diverges": "jump across the minimum, farther each time",
}
SHORT = {
    "still": "do not move",
    "monotone": "stay on one side",
    "one-step": "arrive at once",
    "alternating": "change sides, ever closer",
    "oscillates": "come back every second step",
    "diverges": "change sides",
}
START, STEPS, WINDOW = 2.0, 12, 3.2


def regime(factor: float) -> str:
    """The regime of x_{k+1} = factor · x_k, where factor = 1 - αa and α ≥ 0.

    >>> [regime(factor) for factor in (1, 0.9, 0, -0.9, -1, -1.1)]
    ['still', 'monotone', 'one-step', 'alternating', 'oscillates', 'diverges']
    """
    exact = {1: "still", 0: "one-step", -1: "oscillates"}
    if factor in exact:
        return exact[factor]
    if factor > 0:
        return "monotone"
    return "alternating" if factor > -1 else "diverges"


def six_regimes() -> LiveFigure:
    """The learning rate on f(x) = ½ax²: six ways to go, and where each begins."""
    return LiveFigure(
        "six regimes",
        [
            Slider("lr", "learning rate", "α", 0.0, 2.5, 0.05, 0.1),
            Steps("a", "curvature", "a", (0.5, 1.0, 2.0, 4.0), 2.0),
        ],
        walk,
        draw_regimes,
        None,
        tell,
        tasks=[
            Task("one-step", "a learning rate that arrives in one step", arrives),
            Task("edge", "the learning rate at which it never settles", never_settles),
        ],
    )


@lru_cache(maxsize=8)
def valley(a: float) -> landscapes.Landscape:
    """The parabola, derived once for each curvature."""
    return landscapes.parabola(a)


def walk(lr: float, a: float) -> dict[str, Any]:
    """Twelve steps of gradient descent on ½ax² from x = 2."""
    f = valley(a)
    x = np.linspace(-WINDOW, WINDOW, 201)
    trace = minimize(
        f.value, f.gradient, [START], GradientDescent(lr), steps=STEPS, tol=0
    )
    points = trace.points[:, 0]
    path = np.stack([points, trace.values])
    name = regime(1 - lr * a)
    place = list(CONDITIONS).index(name)
    return {
        "trace": trace,
        "regime": name,
        "valley": np.stack([x, f.value(x[None])]),
        "path": path,
        "start": path[:, :1],
        "end": path[:, -1:],
        "title": f"α = {lr:.2f}, a = {a:g}: {name}",
        "history": np.stack([np.arange(len(points)), points]),
        "message": message(name, points),
        "lit": (place, 0.0, 1.0, 1.0),
    }


def message(name: str, points: np.ndarray) -> str:
    """What the points do, and at which step they leave the picture, if they do."""
    out = np.flatnonzero(np.abs(points) > WINDOW)
    does = f"leave the picture at step {out[0]}" if out.size else SHORT[name]
    return f"The points {does}"


def arrives(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    """Whether the first step ends at the minimum."""
    trace = numbers["trace"]
    return trace.updates == 1 and trace.status == "converged"


def never_settles(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    """Whether the run jumps between two points."""
    return numbers["regime"] == "oscillates"


def tell(state: dict[str, Any], numbers: dict[str, Any]) -> str:
    """The picture in one sentence."""
    lr, a, name = state["lr"], state["a"], numbers["regime"]
    last = numbers["history"][1, -1]
    steps = numbers["trace"].updates
    return (
        f"α = {lr:.2f}, a = {a:g}, so 1 − αa = {1 - lr * a:.3g}: the points "
        f"{STORY[name]} ({name}); x = {last:.3g} after {steps} "
        f"step{'s' * (steps != 1)}."
    )


def draw_regimes(state: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
    """The names of the regimes above two panes: the valley, and x_k over k."""
    fig, axes = plotting.figure("pair", rows=2, height_ratios=(1, 6))
    grid = axes[0, 0].get_gridspec()
    for ax in axes[0]:
        ax.remove()
    row = plotting.fields(fig.add_subplot(grid[0, :]), CONDITIONS)
    moving = {"lit": row.patches[0]}
    return fig, moving | valley_pane(axes[1, 0]) | steps_pane(axes[1, 1])


def valley_pane(ax: Any) -> dict[str, Any]:
    """The parabola and the path across it: start ○, end ●, minimizer ★."""
    look = style.line("gradient descent", path_effects=style.halo(3.5), linewidth=1.6)
    ends = {"linestyle": "none", "markersize": 9, "zorder": 5}
    ax.set(xlim=(-WINDOW, WINDOW), ylim=(-0.4, 9), xlabel="x", ylabel="f(x) = ½ax²")
    (valley,) = ax.plot([], [], color=style.SPINE, linewidth=1.6)
    ax.plot(0, 0, "*", color=style.INK, markersize=13, zorder=6)
    (path,) = ax.plot([], [], **look, zorder=4)
    (start,) = ax.plot([], [], **look | ends, markerfacecolor=style.PAPER)
    (end,) = ax.plot([], [], **look | ends)
    title = ax.set_title("α = 0.00, a = 0")
    moving = {"valley": valley, "path": path, "start": start, "end": end}
    return moving | {"title": title}


def steps_pane(ax: Any) -> dict[str, Any]:
    """The points over the step number."""
    look = style.line("gradient descent", path_effects=style.halo(3.5), linewidth=1.6)
    title = plotting.steps(ax, "point $x_k$").set_title("points")
    ax.set(xlim=(-0.4, STEPS + 0.4), ylim=(-WINDOW, WINDOW))
    ax.axhline(0, color=style.INK, linestyle="--", linewidth=1.2)
    (history,) = ax.plot([], [], **look)
    return {"history": history, "message": title}
