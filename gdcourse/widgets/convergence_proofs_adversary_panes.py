"""Lesson 03: the two panes of the adversary: its function, and the cost of every α."""

from typing import Any

from gdcourse.plotting import style

HIGH, FLOOR = 1.25, 2e-3


def valley_pane(ax: Any) -> dict[str, Any]:
    """One function in units of its height at the start: start ○, end ●, minimizer ★."""
    look = style.line("gradient descent", path_effects=style.halo(3.5), linewidth=1.4)
    ends = {"linestyle": "none", "markersize": 9, "zorder": 5}
    ax.set(xlim=(-1.5, 1.5), ylim=(-0.08, 1.6), xlabel="x", ylabel="f(x) / f(x₀)")
    (valley,) = ax.plot([], [], color=style.SPINE, linewidth=1.6)
    ax.plot(0, 0, "*", color=style.INK, markersize=13, zorder=6)
    (path,) = ax.plot([], [], **look, zorder=4)
    (start,) = ax.plot([], [], **look | ends, markerfacecolor=style.PAPER)
    (end,) = ax.plot([], [], **look | ends)
    moving = {"valley": valley, "path": path, "start": start, "end": end}
    return moving | {"title": ax.set_title("Worst for α = 0.00")}


def cost_pane(ax: Any, strong: bool) -> dict[str, Any]:
    """What each candidate costs over α; the worse of them is dashed."""
    ax.set(xlim=(0, 2.2), xlabel="learning rate α (L = 1)")
    if strong:
        ax.set(ylim=(0, HIGH), ylabel="factor per step")
    else:
        ax.set(yscale="log", ylim=(FLOOR, 2), ylabel="gap after k steps (L = R = 1)")
    moving = {}
    for i in range(2):
        (moving[f"curve {i}"],) = ax.plot([], [], color=style.SPINE, linewidth=1.4)
        moving[f"name {i}"] = ax.text(1, 1, "", color=style.TICK, fontsize=9)
        moving[f"name {i}"].set_path_effects(style.halo(3))
    moving["name 1"].set_ha("right")
    (moving["best"],) = ax.plot([], [], color=style.SPINE, linewidth=1)
    (moving["envelope"],) = ax.plot([], [], **style.line("theory", zorder=4))
    look = style.line("gradient descent", linestyle="none", markersize=11, zorder=6)
    (moving["now"],) = ax.plot([], [], **look, path_effects=style.halo(3.5))
    return moving | {"claim": ax.set_title("Worst case")}


def place_names(artists: dict[str, Any], numbers: dict[str, Any]) -> None:
    """Each curve's name stands beside it, where the other one is far away."""
    first = numbers["curve 0"][1]
    if numbers["strong"]:
        places = (0.55, first[110] + 0.05), (0.8, 0.14)
    else:
        places = (0.35, first[70] * 1.2), (1.95, 0.8)
    for i, place in enumerate(places):
        artists[f"name {i}"].set_position(place)
