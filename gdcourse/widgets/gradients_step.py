"""Lesson 01: a step along −∇f, what it gains and what is promised."""

from typing import Any

import numpy as np

from gdcourse import landscapes, plotting
from gdcourse.plotting import style
from gdcourse.widgets.choices import Choice
from gdcourse.widgets.controls import Slider
from gdcourse.widgets.live import LiveFigure
from gdcourse.widgets.tasks import Task

# Three starts of equal height 12 on ½(x² + 10y²).
PLACES = {
    "on the flat axis": (24**0.5, 0.0),
    "between": ((12 / 0.55) ** 0.5, (0.12 / 0.55) ** 0.5),
    "on the steep axis": (0.0, 2.4**0.5),
}
HEIGHT, HIGHEST = 12.0, 20.0
RATES = np.linspace(0, 0.6, 241)


def small_step() -> LiveFigure:
    """f along −∇f, and the promise f − α(1 − Lα/2)‖∇f‖² that needs only L."""
    return LiveFigure(
        "small step",
        [
            Slider("lr", "learning rate", "α", 0.0, 0.6, 0.01, 0.1),
            Choice("place", "start", list(PLACES), "between"),
        ],
        gain,
        draw_gain,
        place_curve_names,
        tell,
        tasks=[
            Task("edge", "the largest α that the promise covers", at_the_edge),
            Task("beyond", "an α beyond the promise that still goes down", beyond),
            Task("tight", "a start where f does exactly what is promised", is_tight),
        ],
    )


def gain(lr: float, place: str) -> dict[str, Any]:
    """The heights that a step reaches, for this α and for all."""
    f = landscapes.quadratic(10.0)
    start = np.array(PLACES[place])
    g = f.gradient(start)
    line = start[:, None] - RATES * g[:, None]
    height, promise = f.value(line), promised(f, start, RATES)
    end = start - lr * g
    reached = float(f.value(end))
    return {
        "reached": reached,
        "promised": float(promised(f, start, lr)),
        "largest": 2 * float(g @ g / (g @ f.hessian(start) @ g)),
        "L": f.L,
        "f": seen(height),
        "promise": seen(promise),
        "step": np.stack([start, end], axis=1),
        "start": start[:, None],
        "now": [[lr], [reached]] if reached <= HIGHEST else None,
        "f name": "f",
        "promise name": "promise",
        "title": f"One step leads from f = {HEIGHT:g} to {reached:.2f}",
    }


def promised(f: Any, start: np.ndarray, lr: Any) -> Any:
    """The height that no step exceeds: f − α(1 − Lα/2)‖∇f‖²."""
    g = f.gradient(start)
    return f.value(start) - lr * (1 - f.L * lr / 2) * (g @ g)


def seen(heights: np.ndarray) -> np.ndarray:
    """A curve over α, cut where it leaves the picture."""
    return np.stack([RATES, np.where(heights <= HIGHEST + 2, heights, np.nan)])


def at_the_edge(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    return abs(state["lr"] - 2 / numbers["L"]) < 1e-9


def beyond(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    return state["lr"] > 2 / numbers["L"] + 1e-9 and numbers["reached"] < HEIGHT - 1e-9


def is_tight(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    gap = numbers["promised"] - numbers["reached"]
    return state["lr"] > 0 and abs(gap) < 1e-9


def tell(state: dict[str, Any], numbers: dict[str, Any]) -> str:
    return (
        f"α = {state['lr']:.2f}, start {state['place']}: f goes from {HEIGHT:g} to "
        f"{numbers['reached']:.2f}; promised is at most {numbers['promised']:.2f}. "
        f"From here steps up to {numbers['largest']:.3f} do not climb."
    )


def place_curve_names(artists: dict[str, Any], numbers: dict[str, Any]) -> None:
    """Each curve has its name where it leaves the picture; equal ones share it."""
    for curve, side, gap in (("f", "left", 0.02), ("promise", "right", -0.01)):
        alpha, height = numbers[curve]
        last = np.flatnonzero((height <= 18) & (alpha <= 0.5))[-1]
        artists[f"{curve} name"].set_position((alpha[last] + gap, height[last] + 0.5))
        artists[f"{curve} name"].set_ha(side)


def draw_gain(state: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
    """The step on the map; beside it the height over α and the promise."""
    fig, (left, right) = plotting.figure("pair", width_ratios=(1, 1))
    f = landscapes.quadratic(10.0)
    plotting.contours(left, f.value, ((-5.6, 5.6), (-4.2, 4.2)))
    plotting.minimizer(left, (0, 0))
    left.set_title("A step from x to x − α∇f(x)")
    moving = {"step": plotting.arrow(left, (0, 0), (1, 1)).patches[-1]}
    rim = style.line("gradient descent", markersize=8, linestyle="none", zorder=6)
    (moving["start"],) = left.plot([], [], **rim | {"markerfacecolor": style.PAPER})
    right.axhline(HEIGHT, color=style.SPINE, linewidth=1)
    right.axvline(2 / f.L, color=style.SPINE, linewidth=1)
    right.text(2 / f.L + 0.008, -1.4, "2/L", color=style.TICK)
    right.text(0.6, HEIGHT + 0.25, "no gain", ha="right", color=style.TICK)
    # Above f, so that its dashes are seen where both are equal.
    promise = {"linestyle": "--", "linewidth": 1.4, "color": style.INK, "zorder": 5}
    (moving["promise"],) = right.plot([], [], **promise)
    (moving["f"],) = right.plot([], [], **style.line("gradient descent", marker=""))
    for curve, color in (("f", rim["color"]), ("promise", style.INK)):
        words = {"color": color, "path_effects": style.halo(3), "zorder": 7}
        moving[f"{curve} name"] = right.text(0.3, 18, curve, **words)
    (moving["now"],) = right.plot([], [], **rim | {"markersize": 10})
    right.set(xlim=(-0.01, 0.61), ylim=(-2, HIGHEST))
    right.set(xlabel="learning rate α", ylabel="height after the step")
    moving["title"] = right.set_title("One step")
    return fig, moving
