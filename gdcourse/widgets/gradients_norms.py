"""Lesson 01: the steepest step on a circle, a diamond and a square."""

from typing import Any

import numpy as np

from gdcourse import plotting
from gdcourse.plotting import style
from gdcourse.widgets.controls import Slider
from gdcourse.widgets.gradients_names import name, place_names
from gdcourse.widgets.live import LiveFigure
from gdcourse.widgets.tasks import Task

TURNS = np.radians(np.arange(360))
# The steps of length 1. On a polygon the smallest g·d is always reached at a corner.
CORNERS = {
    "circle": np.stack([np.cos(TURNS), np.sin(TURNS)]),
    "diamond": np.array([[1.0, 0.0, -1.0, 0.0], [0.0, 1.0, 0.0, -1.0]]),
    "square": np.array([[1.0, -1.0, -1.0, 1.0], [1.0, 1.0, -1.0, -1.0]]),
}
NORMS = {"circle": "Circle (l2)", "diamond": "Diamond (l1)", "square": "Square (l∞)"}


def three_norms() -> LiveFigure:
    """Which step of length 1 falls fastest? It depends on how length is measured."""
    return LiveFigure(
        "three norms",
        [Slider("turn", "angle of ∇f in degrees", "θ", 0, 355, 5, 20)],
        fastest_steps,
        draw_norms,
        place_names,
        tell,
        tasks=[
            Task(
                "agree",
                "a ∇f whose only best way is the same on circle and square",
                agree,
            ),
            Task(
                "edge", "a ∇f for which a whole side of the square is best", whole_side
            ),
        ],
    )


def fastest(corners: np.ndarray, g: np.ndarray) -> np.ndarray:
    """The corners with the smallest g·d: one, or both ends of a side."""
    slopes = g @ corners
    return corners[:, slopes <= slopes.min() + 1e-9]


def fastest_steps(turn: int) -> dict[str, Any]:
    """The fastest step of each shape; if a whole side is best, its middle."""
    g = np.array([np.cos(np.radians(turn)), np.sin(np.radians(turn))])
    across = np.array([-g[1], g[0]])
    numbers = {"ties": [], "steps": {}}
    for shape, corners in CORNERS.items():
        best = fastest(corners, g)
        step = best.mean(axis=1)
        tied = shape != "circle" and best.shape[1] > 1
        numbers["ties"] += [shape] * tied
        numbers["steps"][shape] = step
        numbers[shape] = np.stack([np.zeros(2), step], axis=1)
        numbers[f"{shape} level"] = np.stack([step - 3 * across, step + 3 * across], 1)
        numbers[f"{shape} side"] = best if tied else None
        numbers[f"{shape} gradient"] = np.stack([np.zeros(2), 0.62 * g], axis=1)
        numbers[f"{shape} name"], numbers[f"{shape} gradient name"] = "d", "∇f"
        numbers[f"{shape} title"] = f"{NORMS[shape]}: slope −{-g @ step:.2f}"
    return numbers


def agree(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    circle, square = (numbers["steps"][shape] for shape in ("circle", "square"))
    parallel = abs(circle[0] * square[1] - circle[1] * square[0]) < 1e-9
    return bool(parallel) and "square" not in numbers["ties"]


def whole_side(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    return "square" in numbers["ties"]


def written(step: np.ndarray) -> str:
    """A step with two decimals, no −0.00, and true minus signs."""
    text = f"({step[0]:.2f}, {step[1]:.2f})".replace("-0.00", "0.00")
    return text.replace("-", "−")


def tell(state: dict[str, Any], numbers: dict[str, Any]) -> str:
    steps = ", ".join(f"{shape} {written(d)}" for shape, d in numbers["steps"].items())
    ties = "".join(
        f"; on the {shape} a whole side is best" for shape in numbers["ties"]
    )
    return f"θ = {state['turn']}: the step that falls fastest is {steps}{ties}."


def draw_norms(state: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
    """Three panes: all steps of length 1, the fastest, and its level line."""
    fig, axes = plotting.figure("pair", cols=3)
    moving = {}
    for ax, (shape, corners) in zip(axes, CORNERS.items(), strict=True):
        outline = np.hstack([corners, corners[:, :1]])
        ax.plot(*outline, color=style.SPINE, linewidth=1.6)
        ax.set(xlim=(-1.7, 1.7), ylim=(-1.7, 1.7), aspect="equal")
        ax.set(xticks=(-1, 0, 1), yticks=(-1, 0, 1), xlabel="$d_1$")
        side = {
            "color": style.LIT,
            "linewidth": 8,
            "solid_capstyle": "butt",
            "zorder": 1,
        }
        (moving[f"{shape} side"],) = ax.plot([], [], **side)
        level = {"color": style.INK, "linestyle": "--", "linewidth": 1.3}
        (moving[f"{shape} level"],) = ax.plot([], [], **level)
        plotting.arrow(ax, (0, 0), (1, 0), color=style.INK, linewidth=1.4)
        moving[f"{shape} gradient"] = ax.patches[-1]
        moving[f"{shape} gradient name"] = name(ax, "∇f", style.INK)
        moving[shape] = plotting.arrow(ax, (0, 0), (1, 1)).patches[-1]
        moving[f"{shape} name"] = name(ax, "d", style.method("gradient descent").color)
        moving[f"{shape} title"] = ax.set_title(shape)
    axes[0].set_ylabel("$d_2$")
    return fig, moving
