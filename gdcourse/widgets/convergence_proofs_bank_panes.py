"""Lesson 03: the bank of functions as a list, and its runs against the promise."""

from typing import Any

import numpy as np
from matplotlib.patches import Rectangle

from gdcourse import plotting
from gdcourse.plotting import style
from gdcourse.widgets.convergence_proofs_bank import HIGHEST, LAST, SLOW, bank, promised

MARKERS = "osD^vPX*<"


def row(place: int) -> int:
    """The height of a function's row."""
    return len(bank()) - place


def draw_bank(state: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
    """The bank as a list; beside it the runs under or over the promise."""
    fig, (left, right) = plotting.figure("pair", width_ratios=(1, 1))
    return fig, list_pane(left) | runs_pane(right, state["promise"])


def list_pane(ax: Any) -> dict[str, Any]:
    """One row per function: its marker, its name, what happens to it."""
    ax.set(xlim=(0, 1), ylim=(0.4, len(bank()) + 0.6), xticks=[], yticks=[])
    ax.spines[:].set_visible(False)
    look = style.line("gradient descent", linestyle="none", markersize=7)
    moving = {"left": ax.set_title("The bank")}
    with style.styled():
        for place, entry in enumerate(bank()):
            height = row(place)
            ax.plot(0.04, height, **look | {"marker": MARKERS[place]})
            ax.text(0.09, height, entry.name, va="center")
            light = Rectangle((0, height - 0.5), 1, 1, color=style.LIT, zorder=0)
            moving[f"row {place}"] = ax.add_patch(light)
            words = ax.text(0.98, height, "", va="center", ha="right", fontsize=9.5)
            moving[f"verdict {place}"] = words
            look_out = {"color": style.PAPER, "alpha": 0.5, "zorder": 5}
            veil = Rectangle((0, height - 0.45), 0.6, 0.9, linewidth=0, **look_out)
            moving[f"veil {place}"] = ax.add_patch(veil)
    return moving


def runs_pane(ax: Any, promise: str) -> dict[str, Any]:
    """The runs in units in which one dashed line is the promise to all of them."""
    k = np.arange(1, LAST[promise] + 1)
    if promise == SLOW:
        ax.set(xscale="log", xlim=(0.9, 400), ylim=(1e-6, HIGHEST))
        label = "gap $f(x_k) - f^\\star$, times $2\\alpha/R^2$"
    else:
        ax.set(xlim=(0, LAST[promise]), ylim=(1e-10, HIGHEST))
        label = "share of the gap that is left"
    ax.set(yscale="log", xlabel="step k", ylabel=label)
    ax.grid(axis="y")
    moving = {"claim": ax.set_title("The promise")}
    for place in range(len(bank())):
        glow = {"color": style.LIT, "linewidth": 8, "zorder": 1}
        (moving[f"glow {place}"],) = ax.plot([], [], **glow)
        look = style.line("gradient descent", marker=MARKERS[place], linewidth=1.3)
        look |= {"markevery": 0.14, "markersize": 6, "zorder": 3}
        (moving[f"curve {place}"],) = ax.plot([], [], **look)
    words = f"dashed: the promise, {'1/k' if promise == SLOW else '0.9ᵏ for κ = 10'}"
    note = {"color": style.TICK, "path_effects": style.halo(4), "zorder": 5}
    ax.text(0.99, 0.93, words, ha="right", transform=ax.transAxes, **note)
    ax.plot(k, promised(k, promise), **style.line("theory", zorder=4))
    return moving
