"""Lesson 07: what the race looks like: map, curves, squares, and a step below them."""

from typing import Any

import numpy as np
from matplotlib.patches import FancyArrowPatch, Rectangle

from gdcourse import plotting
from gdcourse.plotting import style
from gdcourse.plotting.contrast import readable
from gdcourse.widgets.race_anatomy import MOST_LINES
from gdcourse.widgets.race_runs import BUDGET, PLACES, RATES, RULES, SQUARES, axis

SEARCH = (
    f"Learning rate of each method: the best of {len(RATES)} from {RATES[0]:g} to "
    f"{RATES[-1]:g}, by the mean gap after {BUDGET} evaluations of 16 other runs."
)
MAGNIFIED = 3  # how many times longer than life the arrows are
SIGNS = (
    f"Arrow: {MAGNIFIED} × the step that memory alone would make. Squares: the sums or "
    "means of squared gradients, as areas; the largest of a run is 1."
)


def draw_race(state: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
    """Three panes on top, the anatomy of a step below."""
    widths = {"width_ratios": (4.3, 4.2, 1.5), "height_ratios": (3.5, 2.4)}
    fig, axes = plotting.figure("pair", rows=2, cols=3, **widths)
    fig.set_size_inches(9.6, 6.3)
    for ax in axes[1]:
        ax.remove()
    below = axes[0, 0].get_gridspec()[1, :]
    with style.styled():
        wide = fig.add_subplot(below, axes_class=style.Plane)
    moving = map_pane(axes[0, 0], state["where"])
    moving |= curve_pane(axes[0, 1], state["where"])
    return fig, moving | square_pane(axes[0, 2]) | step_pane(wide)


def map_pane(ax: Any, where: str) -> dict[str, Any]:
    """The landscape from above with a path, a head and an arrow for each method."""
    place = PLACES[where]
    f, edges = place.landscape, np.array(place.window)
    spacing = "log" if where in ("Rosenbrock", "Beale") else "quantile"
    plotting.contours(ax, f.value, place.window, 14, spacing, points=121)
    for point in f.minimizers:
        plotting.minimizer(ax, point)
    ax.set(xlabel="x", ylabel="y", xlim=edges[0], ylim=edges[1])
    rim = {"markersize": 8, "linestyle": "none", "zorder": 7}
    ax.plot(*place.start, "o", color=style.INK, markerfacecolor=style.PAPER, **rim)
    moving: dict[str, Any] = {"title": ax.set_title("k = 100")}
    for name in RULES:
        look = style.line(name, markevery=10, path_effects=style.halo(3), zorder=4)
        (path,) = ax.plot([], [], **look | {"linewidth": 1.4, "markersize": 3.5})
        (head,) = ax.plot([], [], **style.line(name) | rim, markeredgecolor=style.PAPER)
        moving |= {f"path {name}": path, f"head {name}": head}
        moving[f"arrow {name}"] = arrow(ax, name)
    return moving


def arrow(ax: Any, name: str) -> FancyArrowPatch:
    """An arrow that waits for its ends."""
    look = {"arrowstyle": "-|>", "mutation_scale": 11, "linewidth": 1.8, "zorder": 6}
    look |= {"shrinkA": 0, "shrinkB": 0, "color": style.method(name).color}
    return ax.add_patch(FancyArrowPatch((0, 0), (1, 1), **look))


def curve_pane(ax: Any, where: str) -> dict[str, Any]:
    """The gap over gradient evaluations, with names that go along."""
    plotting.gap(ax, "gap f − f*")
    ax.set(xlim=(0, 1.62 * BUDGET), ylim=axis(where))
    ax.set_xticks(range(0, BUDGET + 1, BUDGET // 4))
    ax.set_xlabel("gradient evaluations = steps k", loc="left")
    ax.set_title("Same start, same budget")
    moving = {}
    for name in RULES:
        look = style.line(name, markevery=10, zorder=3, linewidth=1.6, markersize=3.5)
        (curve,) = ax.plot([], [], **look)
        (tip,) = ax.plot([], [], **style.line(name, linestyle="none", markersize=8))
        words = {"va": "center", "fontsize": 9, "path_effects": style.halo(2.5)}
        color = readable(style.method(name).color)
        with style.styled():
            label = ax.text(0, axis(where)[0], "", color=color, zorder=6, **words)
        label.set_in_layout(False)
        moving |= {f"curve {name}": curve, f"tip {name}": tip, f"label {name}": label}
    return moving


def square_pane(ax: Any) -> dict[str, Any]:
    """Two squares for each adaptive method: areas are the accumulated squares."""
    ax.set(xlim=(-0.1, 2.4), ylim=(-0.35, 4.6), xticks=[], yticks=[], aspect="equal")
    ax.spines[:].set_visible(False)
    ax.set_anchor("N")
    ax.set_title("Squares")
    with style.styled():
        for left, axis_ in ((0.5, "x"), (1.75, "y")):
            ax.text(left, 4.3, axis_, ha="center", va="bottom", color=style.TICK)
    moving = {}
    for row, name in enumerate(SQUARES):
        foot, look = 3.25 - 1.7 * row, style.method(name)
        with style.styled():
            words = {"fontsize": 9, "color": readable(look.color), "va": "top"}
            moving[f"name {name}"] = ax.text(0, foot - 0.07, "", **words)
        for axis_, left in (("x", 0.0), ("y", 1.25)):
            square = Rectangle((left, foot), 0, 0, facecolor=look.color, alpha=0.75)
            moving[f"square {name} {axis_}"] = ax.add_patch(square)
    return moving


def corners() -> dict[str, tuple[float, float]]:
    """Where each square stands: its lower left corner."""
    return {
        f"square {name} {axis_}": (left, 3.25 - 1.7 * row)
        for row, name in enumerate(SQUARES)
        for axis_, left in (("x", 0.0), ("y", 1.25))
    }


def step_pane(ax: Any) -> dict[str, Any]:
    """The equation of one method, and beneath each line its numbers."""
    ax.set(xlim=(0, 1), ylim=(0, 1), xticks=[], yticks=[])
    ax.spines[:].set_visible(False)
    moving = {"step": ax.set_title("Step 100 → 101 of gradient descent")}
    with style.styled():
        for row in range(MOST_LINES):
            top = 0.93 - 0.26 * row
            text = {"va": "center", "fontsize": 11}
            moving[f"equation {row}"] = ax.text(0.01, top, "", **text)
            text = {"va": "center", "fontsize": 9, "color": style.TICK}
            moving[f"numbers {row}"] = ax.text(0.28, top, "", **text)
        small = {"fontsize": 9, "color": style.TICK, "va": "bottom"}
        ax.text(0.0, 0.16, SEARCH, **small)
        moving["rates"] = ax.text(0.0, 0.08, "", **small)
        ax.text(0.0, 0.0, SIGNS, **small)
    for text in ax.texts:
        text.set_in_layout(False)
    return moving
