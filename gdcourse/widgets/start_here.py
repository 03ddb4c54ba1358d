"""Lesson 00: a walk in the fog, where only the slope underfoot can be felt."""

from typing import Any

import numpy as np
from matplotlib.patches import Rectangle

from gdcourse import landscapes, plotting
from gdcourse.optimizers import GradientDescent, minimize
from gdcourse.plotting import style
from gdcourse.widgets.choices import Choice
from gdcourse.widgets.controls import Slider
from gdcourse.widgets.live import LiveFigure
from gdcourse.widgets.play import Play
from gdcourse.widgets.tasks import Task

STEPS = 30
FLAT = 0.5  # the slope that counts as the valley floor
DRAWN = 0.1  # length of the slope arrow per unit of slope
SHORTEST = 0.15  # of an arrow that can be seen
WINDOW = ((-10.0, 12.0), (-3.0, 9.0))
KEY = "thin arrow: against the slope, at one tenth\nthick arrow: the next step"


def fog_walk() -> LiveFigure:
    """Booth's valley in the fog: feel the slope, choose a rate, walk, lift the fog."""
    return LiveFigure(
        "fog walk",
        [
            Slider("lr", "learning rate", "α", 0.0, 0.12, 0.005, 0.02),
            Play("k", "steps walked", "k", 0, STEPS, 1, 0),
            Choice(
                "view", "you see", ["only the fog", "the map"], "only the fog", True
            ),
        ],
        walk,
        build,
        None,
        tell,
        tasks=[
            Task("floor", f"the valley floor, a slope below {FLAT}", on_the_floor),
            Task("lost", "a learning rate that carries you out of the valley", lost),
        ],
    )


def walk(lr: float, k: int, view: str) -> dict[str, Any]:
    """The whole walk with this rate, and what can be seen of it after k steps."""
    valley = landscapes.booth
    ground = valley.value, valley.gradient, valley.start
    path = minimize(*ground, GradientDescent(lr), steps=STEPS, tol=0)
    here, grad = path.points[k], path.gradients[k]
    slope, in_fog = float(path.gradient_norms[k]), view == "only the fog"
    step = lr * slope
    return {
        "trace": path,
        "slope": slope,
        "step": step,
        "inside": inside(here, WINDOW),
        "fog": fog(WINDOW) if in_fog else None,
        "lantern": here[:, None] if in_fog else None,
        "feet": path.points[: k + 1].T,
        "start": valley.start[:, None],
        "here": here[:, None],
        "uphill": arrow(here, -DRAWN * grad),
        "next": arrow(here, -lr * grad),
        "floor": None if in_fog else valley.minimizers.T,
        "title": f"Step {k}: slope {said(slope)}, the next step is {said(step)} long",
    }


def said(number: float) -> str:
    """Three digits, and no power of ten where thousands can be read.

    >>> said(52.152), said(4374.2)
    ('52.2', '4,374')
    """
    return f"{number:,.0f}" if number >= 1000 else f"{number:.3g}"


def inside(point: np.ndarray, window: Any) -> bool:
    """Whether a point lies in the picture."""
    low, high = np.array(window).T
    return bool(((low <= point) & (point <= high)).all())


def fog(window: Any) -> tuple[float, float, float, float]:
    """The bounds of a sheet over the whole picture."""
    (left, right), (low, high) = window
    return left, low, right - left, high - low


def arrow(start: np.ndarray, along: np.ndarray) -> np.ndarray | None:
    """Both ends of an arrow, or nothing where it would be too short to see."""
    if np.linalg.norm(along) < SHORTEST:
        return None
    return np.stack([start, start + along], axis=1)


def on_the_floor(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    """Whether the ground is flat here."""
    return numbers["slope"] < FLAT


def lost(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    """Whether the walk has left the picture."""
    return not numbers["inside"]


def tell(state: dict[str, Any], numbers: dict[str, Any]) -> str:
    """The picture in one sentence."""
    walked = (
        f"after {state['k']} step{'s' * (state['k'] != 1)} with α = {state['lr']:.3f}"
    )
    slope, step = said(numbers["slope"]), said(numbers["step"])
    place = "" if numbers["inside"] else ", outside the picture"
    return (
        f"You see {state['view']}, {walked}{place}: the slope is {slope}, so the next "
        f"step is α times that, {step}."
    )


def build(state: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
    """The map, the fog above it, and the walker."""
    fig, ax = plotting.figure("map")
    valley = landscapes.booth
    plotting.contours(ax, valley.value, WINDOW)
    ax.set(xlabel="x", ylabel="y")
    key = {"fontsize": 9, "color": style.TICK, "path_effects": style.halo(3)}
    ax.text(0.98, 0.04, KEY, transform=ax.transAxes, ha="right", **key)
    sheet = Rectangle((0, 0), 1, 1, facecolor=style.TINT[-1], zorder=2)
    ax.add_patch(sheet)
    look = style.line("gradient descent", zorder=4)
    alone = look | {"linestyle": "none", "markersize": 9, "zorder": 6}
    (lantern,) = ax.plot([], [], "o", color=style.PAPER, markersize=80, zorder=3)
    (feet,) = ax.plot([], [], **look, linewidth=1.0, markersize=3.5)
    (start,) = ax.plot([], [], **alone | {"markerfacecolor": style.PAPER})
    (here,) = ax.plot([], [], **alone)
    (floor,) = ax.plot([], [], "*", color=style.INK, markersize=13, zorder=5)
    plotting.arrow(ax, (0, 0), (1, 1), color=style.INK, linewidth=1.2)
    uphill = ax.patches[-1]
    plotting.arrow(ax, (0, 0), (1, 1), linewidth=3.0)
    ahead = ax.patches[-1]
    moving = {"fog": sheet, "lantern": lantern, "feet": feet, "start": start}
    moving |= {"here": here, "floor": floor, "uphill": uphill, "next": ahead}
    return fig, moving | {"title": ax.set_title("Step 0: slope 0")}
