"""Lesson 01: where −∇f points; the other live figures stand in files beside this."""

from functools import cache
from typing import Any

import numpy as np

from gdcourse import derivation, plotting
from gdcourse.plotting import style
from gdcourse.plotting.maps import frame
from gdcourse.widgets.choices import Steps
from gdcourse.widgets.controls import Slider
from gdcourse.widgets.gradients_dial import direction_dial
from gdcourse.widgets.gradients_differences import best_step
from gdcourse.widgets.gradients_names import level_lines, name, place_names, unit
from gdcourse.widgets.gradients_norms import three_norms
from gdcourse.widgets.gradients_step import small_step
from gdcourse.widgets.live import LiveFigure
from gdcourse.widgets.tasks import Task

__all__ = [
    "best_step",
    "direction_dial",
    "small_step",
    "three_norms",
    "where_it_points",
]

START_X = 10.0
HEIGHTS = np.geomspace(4, 1e4, 14)
REACH = 3.0  # length of the arrow along −∇f: only its direction matters
KAPPAS = np.geomspace(1, 1000, 121)


@cache
def bowl() -> Any:
    """½(x² + κy²) with κ as a third variable: all valleys at once."""
    return derivation.derive("(x**2 + k*y**2)/2", ("x", "y", "k"))


def degrees_between(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """The angle between vectors of shape (2, ...), precise also near 0."""
    cross = a[0] * b[1] - a[1] * b[0]
    return np.degrees(np.arctan2(np.abs(cross), (a * b).sum(axis=0)))


def where_it_points() -> LiveFigure:
    """The angle between −∇f and the way to the minimizer, for valleys of any κ."""
    kappas = (1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1000.0)
    return LiveFigure(
        "where it points",
        [
            Steps("kappa", "condition number", "κ", kappas, 100.0),
            Slider("y", "height of the start", "y", 0.0, 2.0, 0.1, 1.0),
        ],
        miss,
        draw_miss,
        place_names,
        tell_miss,
        tasks=[
            Task("round", "a valley where −∇f points home from every start", is_round),
            Task("axis", "a start from which it points home at κ = 100", on_axis),
        ],
    )


def miss(kappa: float, y: float) -> dict[str, Any]:
    """Both directions from (10, y), and the angle for all κ."""
    start = np.array([START_X, y])
    downhill = -bowl().gradient([START_X, y, kappa])[:2]
    many = np.stack(np.broadcast_arrays(START_X, y, KAPPAS))
    angles = degrees_between(-bowl().gradient(many)[:2], -many[:2])
    angle = float(degrees_between(downhill, -start))
    arrow = start + REACH * downhill / np.linalg.norm(downhill)
    first, last = (np.degrees(np.arctan2(v[1], v[0])) % 360 for v in (downhill, -start))
    arc = start[:, None] + 1.5 * unit(np.linspace(first, last, 40))
    return {
        "angle": angle,
        "worst": float(worst(kappa)),
        "downhill": np.stack([start, arrow], axis=1),
        "downhill name": "−∇f",
        "levels": level_lines(kappa, HEIGHTS),
        "level": level_lines(kappa, [bowl().value([START_X, y, kappa])]),
        "way": np.stack([start, [0.0, 0.0]], axis=1),
        "arc": arc if angle > 1 else None,
        "curve": np.stack([KAPPAS, angles]),
        "now": [[kappa], [angle]],
        "title": f"−∇f misses the dashed way to ★ by {angle:.2f}°"
        if angle > 0.01
        else "−∇f points straight at ★",
        "limit": f"κ = {kappa:g}: the worst miss is {worst(kappa):.2f}°",
    }


def worst(kappa: Any) -> Any:
    """The largest angle that a valley allows: its cosine is 2√κ / (κ + 1)."""
    return np.degrees(np.arccos(2 * np.sqrt(kappa) / (kappa + 1)))


def is_round(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    return state["kappa"] == 1


def on_axis(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    return state["kappa"] == 100 and numbers["angle"] < 1e-9


def tell_miss(state: dict[str, Any], numbers: dict[str, Any]) -> str:
    return (
        f"κ = {state['kappa']:g}, start (10, {state['y']:.1f}): −∇f and the way to the "
        f"minimizer differ by {numbers['angle']:.2f}°; this valley allows up to "
        f"{numbers['worst']:.2f}°."
    )


def draw_miss(state: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
    """The valley from above with both directions; beside it the angle over κ."""
    fig, (left, right) = plotting.figure("pair", width_ratios=(8, 5))
    frame(left, ((-1.5, 12.5), (-4.5, 3.5)))
    plotting.minimizer(left, (0, 0))
    moving = {"title": left.set_title("−∇f")}
    (moving["levels"],) = left.plot([], [], color=style.CONTOUR, linewidth=0.8)
    (moving["level"],) = left.plot([], [], color=style.SPINE, linewidth=1.4)
    (moving["way"],) = left.plot([], [], "--", color=style.INK, linewidth=1.6)
    (moving["arc"],) = left.plot([], [], color=style.TICK, linewidth=1.2)
    moving["downhill"] = plotting.arrow(left, (0, 0), (1, 1)).patches[-1]
    look = style.line("gradient descent", marker="")
    moving["downhill name"] = name(left, "−∇f", look["color"])
    plotting.theory(right, worst(KAPPAS), KAPPAS)
    right.text(3.4, 55, "worst\nstart", ha="right", color=style.INK)
    words = {"color": look["color"], "path_effects": style.halo(3), "zorder": 7}
    right.text(40, 40, "from\n(10, y)", ha="left", **words)
    (moving["curve"],) = right.plot([], [], **look)
    dot = style.line("gradient descent", markersize=9, linestyle="none", zorder=6)
    (moving["now"],) = right.plot([], [], **dot)
    right.set(xscale="log", xlim=(0.9, 1100), ylim=(-3, 95))
    right.set(xlabel="condition number κ", ylabel="angle in degrees")
    moving["limit"] = right.set_title("κ")
    return fig, moving
