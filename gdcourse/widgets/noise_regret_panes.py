"""Lesson 06: what the figure of the regret draws, pane by pane."""

from typing import Any

import numpy as np

from gdcourse import plotting
from gdcourse.plotting import style

ROUNDS = 500


def draw_panes(state: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
    """The rounds on the left, the regret on the right."""
    fig, (left, right) = plotting.figure("pair")
    return fig, rounds_pane(left) | regret_pane(right)


def rounds_pane(ax: Any) -> dict[str, Any]:
    """The points that are played, the targets, and the best fixed point."""
    ax.set(xlim=(0, ROUNDS), ylim=(-1.25, 1.25), yticks=(-1, 0, 1))
    ax.set_ylabel("point $x_t$ in [−1, 1]")
    ax.set_xlabel("round t\nticks: targets z · dashed: best fixed point")
    tick = {"marker": "|", "linestyle": "none", "markersize": 7, "color": style.TICK}
    (targets,) = ax.plot([], [], **tick, markeredgewidth=0.6, zorder=1)
    look = style.line("gradient descent", marker="", linewidth=1.2)
    (played,) = ax.plot([], [], **look, zorder=2)
    (best,) = ax.plot([], [], **style.line("theory", linewidth=1.8), zorder=3)
    moving = {"targets": targets, "played": played, "best": best}
    return moving | {"fixed": ax.set_title("Rounds")}


def regret_pane(ax: Any) -> dict[str, Any]:
    """The regret and its promise over the rounds, with two slopes to compare."""
    ax.set(xscale="log", yscale="log", xlim=(1, 900), ylim=(0.1, 3e4))
    ax.set(xlabel="rounds T", ylabel="regret $R_T$ against the best fixed point")
    t, note = np.array([1.0, ROUNDS]), {"color": style.TICK, "fontsize": 9}
    for words, power in (("T", 1.0), ("√T", 0.5)):
        dots = {"color": style.SPINE, "linestyle": ":", "linewidth": 1.4}
        ax.plot(t, t**power, **dots, zorder=1)
        ax.text(540, ROUNDS**power, words, va="center", **note)
    look = style.line("gradient descent", markersize=4, markevery=6)
    (owed,) = ax.plot([], [], **look, zorder=3)
    (most,) = ax.plot([], [], **style.line("theory", linewidth=1.6), zorder=2)
    words = note | {"transform": ax.transAxes, "va": "top"}
    ax.text(0.02, 0.98, "solid: regret · dashed: promise", **words)
    return {"owed": owed, "most": most, "title": ax.set_title("Regret")}
