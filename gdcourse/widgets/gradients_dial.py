"""Lesson 01: the direction dial: from one gradient a slope for each direction."""

from typing import Any

import numpy as np

from gdcourse import derivation, landscapes, plotting
from gdcourse.plotting import style
from gdcourse.plotting.maps import frame
from gdcourse.widgets.choices import Steps
from gdcourse.widgets.controls import Slider
from gdcourse.widgets.gradients_names import level_lines, name, place_names, unit
from gdcourse.widgets.live import LiveFigure
from gdcourse.widgets.tasks import Task

PLACE, TURNS = np.array([2.0, 1.0]), np.arange(361)
HEIGHTS = np.array([0.02, 0.15, 0.4, 0.7, 1.4, 1.9, 2.5, 3.2, 4.0, 5.0, 6.0])


def direction_dial() -> LiveFigure:
    """The slope at one point in the direction u, over the angle of u."""
    return LiveFigure(
        "direction dial",
        [
            Slider("turn", "angle of u in degrees", "θ", 0, 359, 1, 0),
            Steps("kappa", "condition number", "κ", (1.0, 2.0, 4.0, 10.0), 4.0),
        ],
        dial,
        draw_dial,
        place_names,
        tell_dial,
        tasks=[
            Task("level", "a direction whose slope is zero", is_level),
            Task("steepest", "the direction that falls fastest", is_steepest),
            Task("half", "a direction that falls half as fast as that", is_half),
        ],
    )


def dial(turn: int, kappa: float) -> dict[str, Any]:
    """The gradient at (2, 1), and the slope in the direction u and in all others."""
    f = landscapes.quadratic(kappa)
    g = f.gradient(PLACE)
    size, u = float(np.linalg.norm(g)), unit(turn)
    slope = round(float(g @ u), 12) + 0.0  # no −0.00 on the level line
    up = g / size
    along = np.array([-up[1], up[0]])
    corner = PLACE[:, None] + 0.2 * np.stack([along, along + up, up], axis=1)
    measured = derivation.directional_derivative(f.value, PLACE, unit(TURNS[::15]))
    return {
        "slopes": g,
        "size": size,
        "slope": slope,
        "levels": level_lines(kappa, f.value(PLACE) * HEIGHTS),
        "level": level_lines(kappa, [f.value(PLACE)]),
        "corner": corner,
        "gradient": np.stack([PLACE, PLACE + 1.5 * up], axis=1),
        "gradient name": "∇f",
        "u": np.stack([PLACE, PLACE + u], axis=1),
        "u name": "u",
        "cosine": np.stack([TURNS, g @ unit(TURNS)]),
        "measured": np.stack([TURNS[::15], measured]),
        "stem": [[turn, turn], [0.0, slope]],
        "now": [[turn], [slope]],
        "title": told(slope, size),
    }


def told(slope: float, size: float) -> str:
    """The title, with a true minus sign."""
    return f"Slope {slope:.2f} in the direction u, of at most {size:.2f}".replace(
        "-", "−"
    )


def is_level(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    return abs(numbers["slope"]) <= 0.01 * numbers["size"]


def is_steepest(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    return numbers["slope"] <= -np.cos(np.radians(0.51)) * numbers["size"]


def is_half(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    return abs(numbers["slope"] / numbers["size"] + 0.5) <= 0.01


def tell_dial(state: dict[str, Any], numbers: dict[str, Any]) -> str:
    g = numbers["slopes"]
    return (
        f"θ = {state['turn']}, κ = {state['kappa']:g}, ∇f = ({g[0]:g}, {g[1]:g}): the "
        f"slope in the direction u is {numbers['slope']:.2f}; over all directions it "
        f"is a cosine between ±{numbers['size']:.2f}."
    )


def draw_dial(state: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
    """The point with its level line and gradient; beside it the slope over θ."""
    fig, (left, right) = plotting.figure("pair", width_ratios=(4, 5))
    frame(left, ((-0.4, 3.8), (-0.9, 3.1)))
    left.set_title("∇f stands at right angles to the level line")
    plotting.minimizer(left, (0, 0))
    moving = {}
    (moving["levels"],) = left.plot([], [], color=style.CONTOUR, linewidth=0.8)
    (moving["level"],) = left.plot([], [], color=style.SPINE, linewidth=1.4)
    (moving["corner"],) = left.plot([], [], color=style.INK, linewidth=1.2)
    look = style.line("gradient descent", marker="")
    for key, color, text in (("gradient", style.INK, "∇f"), ("u", look["color"], "u")):
        moving[key] = plotting.arrow(left, (0, 0), (1, 1), color=color).patches[-1]
        moving[f"{key} name"] = name(left, text, color)
    right.axhline(0, color=style.SPINE, linewidth=1)
    (moving["cosine"],) = right.plot([], [], "--", color=style.INK, linewidth=1.4)
    dot = style.line("gradient descent", linestyle="none")
    (moving["measured"],) = right.plot([], [], **dot)
    (moving["stem"],) = right.plot([], [], **look)
    (moving["now"],) = right.plot([], [], **dot | {"markersize": 10, "zorder": 6})
    right.set(xlim=(-10, 370), ylim=(-11.5, 11.5), xticks=range(0, 361, 90))
    right.set(xlabel="angle θ of u in degrees", ylabel="slope $D_u f$")
    moving["title"] = right.set_title("Slope")
    return fig, moving
