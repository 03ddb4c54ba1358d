"""Lesson 02: a line finds its place among the penguins, or does not."""

from functools import lru_cache
from typing import Any

import numpy as np

from gdcourse import landscapes, plotting
from gdcourse.datasets import load_penguins, standardize
from gdcourse.optimizers import GradientDescent, Trace, minimize
from gdcourse.plotting import style
from gdcourse.widgets.choices import Choice
from gdcourse.widgets.controls import Slider
from gdcourse.widgets.live import LiveFigure
from gdcourse.widgets.play import Play
from gdcourse.widgets.tasks import Task

RAW, SCALED = "raw (mm)", "standardized"
STEPS = 30
ENDS = np.array([168.0, 236.0])


def penguin_line() -> LiveFigure:
    """Body mass from flipper length: the line after k updates, and its loss."""
    return LiveFigure(
        "penguin line",
        [
            Choice("feature", "flipper length", (RAW, SCALED), RAW, buttons=True),
            Slider("share", "learning rate t/λ_max,", "t", 0.1, 2.1, 0.1, 0.5),
            Play("k", "updates", "k", 0, STEPS, 1, 3),
        ],
        line_after,
        draw_panes,
        None,
        tell,
        tasks=[
            Task("one", "the fitted line after one update", there_at_once),
            Task("slow", "a stable run whose line is far off at k = 30", far_off),
        ],
    )


@lru_cache(maxsize=2)
def problem(feature: str) -> tuple[landscapes.DataLandscape, np.ndarray]:
    """Least squares on the penguins, and the rows of the line's two ends."""
    penguins = load_penguins()
    scaled = standardize(penguins.flipper_length)
    length, ends = penguins.flipper_length, ENDS
    if feature == SCALED:
        length, ends = scaled.Z, (ENDS - scaled.mean) / scaled.scale
    rows, corners = (np.stack([np.ones(len(x)), x], axis=1) for x in (length, ends))
    return landscapes.least_squares(rows, penguins.body_mass), corners


@lru_cache(maxsize=64)
def walk(feature: str, share: float) -> Trace:
    """Thirty updates from zero with the rate share / λ_max."""
    loss, _ = problem(feature)
    rule = GradientDescent(share / loss.L)
    return minimize(loss.value, loss.gradient, np.zeros(2), rule, steps=STEPS, tol=0)


def line_after(feature: str, share: float, k: int) -> dict[str, Any]:
    """The line after k updates, and the losses up to there."""
    loss, corners = problem(feature)
    trace = walk(feature, share)
    here = min(k, trace.updates)
    error = np.sqrt(2 * trace.values)  # the loss is half the mean squared residual
    best = np.sqrt(2 * loss.minimum)
    excess = max(0.0, float(error[here] / best - 1))
    return {
        "line": np.stack([ENDS, corners @ trace.points[here]]),
        "errors": np.stack([np.arange(len(trace)), error]),
        "now": np.array([[here], [error[here]]]),
        "excess": excess,
        "error": float(error[here]),
        "title": title(k, excess, share),
    }


def title(k: int, excess: float, share: float) -> str:
    """What the line does after k updates.

    >>> title(1, 0.0, 1.0), title(3, 0.5, 0.5)
    ('After 1 update the line has arrived', 'After 3 updates the line is still off')
    """
    line = "the line has arrived" if excess < 1e-3 else "the line is still off"
    if k and excess >= 1e-3 and share > 2:
        line = "the line swings, wider each time"
    return f"After {k} update{'s' * (k != 1)} {line}"


def there_at_once(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    """Whether one update was enough."""
    return state["k"] == 1 and numbers["excess"] < 1e-9


def far_off(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    """Whether a stable rate has not arrived at the end."""
    return state["k"] == STEPS and state["share"] < 2 and numbers["excess"] > 0.2


def tell(state: dict[str, Any], numbers: dict[str, Any]) -> str:
    """The picture in one sentence."""
    return (
        f"Penguins, flipper length {state['feature']}, rate "
        f"{state['share']:.1f}/λ_max, k = {state['k']}: the line misses by "
        f"{numbers['error']:.4g} g (root mean square), "
        f"{100 * numbers['excess']:.3g} % more than the best line."
    )


def draw_panes(state: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
    """The penguins with the line on the left, its error over the updates beside it."""
    fig, (left, right) = plotting.figure("pair")
    return fig, penguin_pane(left) | error_pane(right)


def penguin_pane(ax: Any) -> dict[str, Any]:
    """Each penguin a dot; the best line dashed, the line after k updates solid."""
    loss, corners = problem(RAW)
    penguins = load_penguins()
    dots = {"linestyle": "none", "marker": ".", "markersize": 4, "color": style.SPINE}
    ax.plot(penguins.flipper_length, penguins.body_mass, **dots)
    ax.set(xlim=(168, 236), ylim=(0, 7000))
    ax.set(xlabel="flipper length in mm", ylabel="body mass in g")
    best = corners @ loss.minimizers[0]
    ax.plot(ENDS, best, **style.line("theory", linewidth=1.4))
    ax.text(169, best[0] - 200, "dashed: the closed form", va="top")
    look = style.line("gradient descent", marker="", path_effects=style.halo(3.5))
    (line,) = ax.plot([], [], **look, zorder=4)
    return {"line": line, "title": ax.set_title("After 0 updates")}


def error_pane(ax: Any) -> dict[str, Any]:
    """The error of the line over the updates, the best possible error dashed."""
    best = float(np.sqrt(2 * problem(RAW)[0].minimum))
    plotting.steps(ax, "error of the line in g")
    ax.set(xlim=(-1, STEPS + 1), ylim=(0, 6000))
    ax.axhline(best, color=style.INK, linestyle="--", linewidth=1.2)
    ax.text(STEPS, best - 130, "best line", ha="right", va="top")
    look = style.line("gradient descent", path_effects=style.halo(3.5), markersize=3.5)
    (errors,) = ax.plot([], [], **look | {"linewidth": 1.6})
    rim = {"linestyle": "none", "markersize": 10, "zorder": 5, "clip_on": True}
    (now,) = ax.plot([], [], **look | rim)
    ax.set_title("Its error, update by update")
    return {"errors": errors, "now": now}
