"""Lesson 07: the four panes of the cockpit: map, roots, path, losses."""

from typing import Any

import numpy as np
from matplotlib.colors import LinearSegmentedColormap

from gdcourse import plotting
from gdcourse.plotting import maps, style
from gdcourse.plotting.contrast import readable
from gdcourse.widgets.gradient_descent_bowl import WINDOW
from gdcourse.widgets.momentum_modes import HEAVY, MOMENTA, NESTEROV, RATES, speeds
from gdcourse.widgets.momentum_names import apart

SIZE = (9.6, 6.9)
LOW, HIGH = 1e-12, 1e4
DESCENT = "gradient descent"


def draw_cockpit(state: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
    """The map and the roots above, the path and the losses below."""
    fig, axes = plotting.figure("pair", rows=2, width_ratios=(5, 4))
    fig.set_size_inches(SIZE)
    moving = map_pane(axes[0, 0]) | roots_pane(axes[0, 1])
    return fig, moving | path_pane(axes[1, 0]) | loss_pane(axes[1, 1])


def map_pane(ax: Any) -> dict[str, Any]:
    """All pairs, the faster the darker; the edge of stability; the chosen pair."""
    ramp = (style.PAPER, style.METHODS["SGD"].color)
    shades = LinearSegmentedColormap.from_list("speed", ramp).with_extremes(
        bad=style.CONTOUR
    )
    half = (RATES[1] - RATES[0]) / 2, (MOMENTA[1] - MOMENTA[0]) / 2
    edges = (-half[0], RATES[-1] + half[0], -half[1], MOMENTA[-1] + half[1])
    grid = {"origin": "lower", "aspect": "auto", "vmin": 0, "vmax": 1, "zorder": 0}
    seen = speeds(HEAVY, 25)
    image = ax.imshow(seen, extent=edges, cmap=shades, **grid)
    ax.set(xlabel="learning rate α (L = 1)", ylabel="momentum β")
    (stable,) = ax.plot([], [], **style.line("theory", linewidth=1.6))
    (monotone,) = ax.plot([], [], color=style.INK, linestyle=":", linewidth=1.4)
    ax.set(xlim=edges[:2], ylim=edges[2:])
    words = {"ha": "center", "va": "center", "path_effects": style.halo(3)}
    ax.text(0.9, 0.72, "swings", **words)
    ax.text(3.3, 0.16, "diverges", **words)
    ax.text(3.3, 0.06, "(darker is faster)", color=style.INK, fontsize=9, **words)
    line = {"arrowstyle": "-", "color": style.INK, "shrinkB": 0}
    ax.annotate("monotone", (0.12, 0.12), (0.95, 0.3), arrowprops=line, **words)
    moving = {"map": image, "stable": stable, "monotone": monotone}
    mark = {"markersize": 11, "linestyle": "none", "zorder": 6, "clip_on": False}
    moving |= chosen(ax, "place", mark)
    return moving | {"map title": ax.set_title("Theory: ×0.000 per step")}


def chosen(ax: Any, name: str, look: dict[str, Any]) -> dict[str, Any]:
    """One artist for each method, of which one is shown."""
    found = {}
    for method in (HEAVY, NESTEROV):
        settings = style.line(method, path_effects=style.halo(3.5)) | look
        (found[f"{name} {method}"],) = ax.plot([], [], **settings)
    return found


def roots_pane(ax: Any) -> dict[str, Any]:
    """The unit circle, the roots of the two ends of the spectrum, and all between."""
    turn = np.linspace(0, 2 * np.pi, 181)
    ax.plot(np.cos(turn), np.sin(turn), color=style.INK, linewidth=1.4, zorder=2)
    maps.frame(ax, ((-1.6, 1.6), (-1.35, 1.35)))
    ax.set(xlabel="real part of a root", ylabel="imaginary part")
    ax.set(xticks=(-1, 0, 1), yticks=(-1, 0, 1))
    ax.axhline(0, color=style.GRID, linewidth=1, zorder=0)
    ax.axvline(0, color=style.GRID, linewidth=1, zorder=0)
    (size,) = ax.plot([], [], **style.line("theory", linewidth=1.2, zorder=2))
    moving = {"size": size}
    for i in range(2):
        thick = {"color": style.SPINE, "linewidth": 3, "zorder": 3}
        (moving[f"locus {i}"],) = ax.plot([], [], **thick)
    look = {"color": style.INK, "linestyle": "none", "zorder": 5, "markersize": 8}
    (moving["flat"],) = ax.plot([], [], "o", **look, markerfacecolor=style.PAPER)
    (moving["steep"],) = ax.plot([], [], "D", **look | {"markersize": 7})
    note = {"color": style.TICK, "fontsize": 9}
    ax.text(-1.58, 1.2, "○ flat, λ = μ", **note)
    ax.text(1.58, 1.2, "◆ steep, λ = L", ha="right", **note)
    ax.text(1.58, -1.32, "dashed: the rate", ha="right", **note)
    moving["outside"] = ax.text(-1.58, 0.08, "◂ one at −0.00", fontsize=9)
    moving["outside"].set_path_effects(style.halo(3))
    return moving | {"roots title": ax.set_title("The farthest root")}


def path_pane(ax: Any) -> dict[str, Any]:
    """The first steps on the level lines; start ○, ends ●, minimizer ★."""
    maps.frame(ax, WINDOW)
    ax.set(xlabel="x, the flat direction", ylabel="y, the steep direction")
    ax.set(xticks=(-10, -5, 0, 5, 10), yticks=(-5, 0, 5))
    (levels,) = ax.plot([], [], color=style.CONTOUR, linewidth=0.8, zorder=1)
    plotting.minimizer(ax, (0, 0))
    thin = {"linewidth": 1.4, "markersize": 3.5, "zorder": 4}
    last = {"linestyle": "none", "markersize": 8, "zorder": 5}
    (descent,) = ax.plot([], [], **style.line(DESCENT) | thin)
    (end,) = ax.plot([], [], **style.line(DESCENT) | last)
    ring = {"color": style.INK, "markerfacecolor": style.PAPER, "zorder": 6}
    ax.plot(9, 3, "o", markersize=8, **ring)
    moving = {"levels": levels, "descent": descent, "descent end": end}
    moving |= chosen(ax, "path", thin) | chosen(ax, "end", last)
    return moving | {"path title": ax.set_title("After 40 steps")}


def loss_pane(ax: Any) -> dict[str, Any]:
    """The gaps over the steps, and the slope that theory promises."""
    plotting.gap(ax, "gap / gap at the start")
    ax.set(xlim=(0, 120), ylim=(LOW, HIGH), yticks=10.0 ** np.arange(-12, 5, 4))
    look = {"markevery": 12, "linewidth": 1.6}
    (descent,) = ax.plot([], [], **style.line(DESCENT) | look)
    (theory,) = ax.plot([], [], **style.line("theory", linewidth=1.4))
    moving = {"losses descent": descent, "theory": theory}
    moving |= chosen(ax, "losses", look)
    colors = {HEAVY: HEAVY, NESTEROV: NESTEROV, "descent": DESCENT, "theory": "theory"}
    for name, method in colors.items():
        color = readable(style.method(method).color)
        words = "gradient\ndescent" if name == "descent" else name
        moving[f"name {name}"] = ax.text(122, 1, words, color=color, va="center")
    return moving | {"losses title": ax.set_title("Measured ×0.000 per step")}


def place_names(artists: dict[str, Any], numbers: dict[str, Any]) -> None:
    """Each name at the end of its curve, and none on another."""
    ends = {"descent": numbers["losses descent"], "theory": numbers["theory"]}
    for method in (HEAVY, NESTEROV):
        if numbers[f"losses {method}"] is not None:
            ends[method] = numbers[f"losses {method}"]
    heights = [np.log10(np.clip(curve[1, -1], LOW, HIGH)) for curve in ends.values()]
    for name, height in zip(ends, apart(heights, 1.9, -11.0, 3.5), strict=True):
        artists[f"name {name}"].set_position((122, 10**height))
