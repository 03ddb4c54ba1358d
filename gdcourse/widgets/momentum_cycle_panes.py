"""Lesson 07: the three panes of the cycle: the bowl, the steps, and all starts."""

from typing import Any

from matplotlib.colors import ListedColormap

from gdcourse import plotting
from gdcourse.plotting import style
from gdcourse.plotting.contrast import readable
from gdcourse.proofs.heavy_ball_cycle import CYCLE
from gdcourse.widgets.momentum_cycle_ends import bent_bowl, ends_of_all

SHADES = (style.PAPER, style.INK, style.CONTOUR, style.SPINE)
SHOWN = 45


def draw_panes(state: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
    """The function with the run on it, the steps of both methods, and the map."""
    fig, axes = plotting.figure("pair", cols=3, width_ratios=(3, 4, 3))
    return fig, bowl_pane(axes[0]) | steps_pane(axes[1]) | map_pane(axes[2])


def bowl_pane(ax: Any) -> dict[str, Any]:
    """The graph of f, its flat piece between two bends, and some steps on it."""
    plotting.valley(ax, lambda x: bent_bowl().value(x[None]), (-4.2, 4.2))
    for bend in (1, 2):
        ax.axvline(bend, color=style.SPINE, linewidth=1, linestyle=":")
    look = style.line("heavy ball", linewidth=1.2, zorder=4)
    (late,) = ax.plot([], [], **look)
    ax.plot(0, 0, "*", color=style.INK, markersize=13, zorder=6)
    ax.set(ylim=(-8, 190))
    words = "between the bends\nthe curvature is 1,\noutside it is 25"
    note = {"ha": "center", "va": "top", "fontsize": 9, "zorder": 7}
    ax.text(0, 186, words, path_effects=style.halo(3), **note)
    return {"late": late, "late title": ax.set_title("The first steps")}


def steps_pane(ax: Any) -> dict[str, Any]:
    """The points of both methods over k, and the three points of the theorem."""
    plotting.steps(ax, "point $x_k$")
    ax.set(xlim=(0, SHOWN), ylim=(-4.2, 4.2))
    for point in CYCLE:
        ax.axhline(float(point), **style.line("theory", linewidth=1.0, zorder=1))
    moving = {}
    for name, method in (("ball", "heavy ball"), ("descent", "gradient descent")):
        look = style.line(method, linewidth=1.2, markersize=4, zorder=4)
        (moving[f"steps {name}"],) = ax.plot([], [], **look)
    words = {"ha": "right", "fontsize": 9, "path_effects": style.halo(3), "zorder": 7}
    for name, height in (("heavy ball", 3.75), ("gradient descent", 3.2)):
        color = readable(style.method(name).color)
        sign = "■" if name == "heavy ball" else "●"
        rate = "1/9" if name == "heavy ball" else "1/13"
        text = f"{sign} {name}, α = {rate}"
        ax.text(SHOWN - 0.5, height, text, color=color, **words)
    ax.text(SHOWN - 0.5, -4.0, "dashed: the cycle for β = 4/9", **words)
    return moving | {"steps title": ax.set_title("Heavy ball repeats three points")}


def map_pane(ax: Any) -> dict[str, Any]:
    """How every run ends: over momentum and start."""
    shades = {"cmap": ListedColormap(SHADES), "vmin": -0.5, "vmax": 3.5, "zorder": 0}
    edges = (71 / 288, 217 / 288, -4.025, 4.025)
    place = {"extent": edges, "origin": "lower", "aspect": "auto"}
    ax.imshow(ends_of_all(), **place, **shades)
    ax.set(xlabel="momentum β", ylabel="start $x_0$")
    words = {"ha": "center", "va": "center", "path_effects": style.halo(3)}
    ax.text(0.62, 0.4, "arrives", **words)
    ax.text(0.63, 3.2, "three\npoints", **words)
    ax.text(0.32, 2.0, "never\nsettles", **words)
    line = {"arrowstyle": "-", "color": style.INK, "shrinkB": 0}
    ax.annotate("diverges", (0.265, -3.8), (0.325, -2.6), arrowprops=line, **words)
    look = style.line("heavy ball", linestyle="none", markersize=10, zorder=6)
    (place,) = ax.plot([], [], **look, path_effects=style.halo(3.5), clip_on=False)
    ax.set_title("Where every run ends")
    return {"place": place}
