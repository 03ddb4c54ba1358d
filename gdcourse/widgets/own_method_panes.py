"""Lesson 08: what the race of a learner's own method looks like."""

from typing import Any

import numpy as np

from gdcourse import plotting
from gdcourse.plotting import style
from gdcourse.plotting.contrast import readable
from gdcourse.widgets.own_method_rules import LOOKS
from gdcourse.widgets.own_method_verdict import EXACT

FAMILIES = tuple(dict.fromkeys(LOOKS.values()))
ALL = ("yours", *FAMILIES)
FLOOR = 1e-17
YOURS = {"color": style.INK, "marker": "X", "linestyle": "-"}
LAST = 60


def view(f: Any) -> tuple[tuple[float, float], tuple[float, float]]:
    """The window of the map, about as high as wide."""
    if f.name == "Rosenbrock":
        return (-2.1, 2.1), (-0.9, 2.6)
    return (-10.0, 10.0), (-8.5, 8.5)


def axis(f: Any) -> tuple[float, float]:
    """The lowest and the highest gap that the curves show."""
    first = float(f.value(f.start) - f.minimum)
    return 1e-8 * first, 100 * first


def look(who: str) -> dict[str, Any]:
    """The learner in ink; a rule in its own color, dashed, so that both are seen."""
    return dict(YOURS) if who == "yours" else style.line(who, linestyle=(0, (3, 1.5)))


def color(who: str) -> Any:
    """The color of words beside a line."""
    return readable(look(who)["color"])


def draw_own(state: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
    """Map, curves and differences above; the verdict below."""
    from gdcourse.widgets.own_method_study import PLACES

    f = PLACES[state["where"]]
    shape = {"width_ratios": (4, 3.6, 3), "height_ratios": (3.2, 1.4)}
    fig, axes = plotting.figure("pair", rows=2, cols=3, **shape)
    fig.set_size_inches(9.6, 5.1)
    for ax in axes[1]:
        ax.remove()
    with style.styled():
        below = axes[0, 0].get_gridspec()[1, :]
        wide = fig.add_subplot(below, axes_class=style.Plane)
    moving = map_pane(axes[0, 0], f) | curve_pane(axes[0, 1], f)
    return fig, moving | error_pane(axes[0, 2]) | verdict_pane(wide)


def map_pane(ax: Any, f: Any) -> dict[str, Any]:
    """The landscape from above with both paths."""
    spacing = "log" if f.name == "Rosenbrock" else "quantile"
    plotting.contours(ax, f.value, view(f), 14, spacing, points=121)
    plotting.minimizer(ax, f.minimizers[0])
    ax.set(xlabel="x", ylabel="y")
    rim = {"markersize": 8, "linestyle": "none", "zorder": 7}
    ax.plot(*f.start, "o", color=style.INK, markerfacecolor=style.PAPER, **rim)
    moving: dict[str, Any] = {"who": ax.set_title("Yours and gradient descent")}
    for who in ALL:
        mine = who == "yours"
        thin = {"linewidth": 2.6 if mine else 1.5, "markersize": 4, "markevery": 10}
        (path,) = ax.plot([], [], **look(who) | thin, zorder=4 if mine else 5)
        over = {"markeredgecolor": style.PAPER, "zorder": 7 if mine else 8}
        (head,) = ax.plot([], [], **look(who) | rim | over)
        head.set_markersize(11 if mine else 6.5)
        moving |= {f"path {who}": path, f"head {who}": head}
    return moving


def curve_pane(ax: Any, f: Any) -> dict[str, Any]:
    """The gap of both over the steps, with names that go along."""
    plotting.gap(ax, "gap f − f*")
    ax.set(xlim=(0, 1.75 * LAST), ylim=axis(f))
    ax.set_xticks(range(0, LAST + 1, 20))
    ax.set_xlabel("gradient evaluations = steps k", loc="left")
    moving: dict[str, Any] = {"title": ax.set_title("k = 30: yours is higher")}
    for who in ALL:
        mine = who == "yours"
        thin = {"linewidth": 2.6 if mine else 1.5, "markersize": 4, "markevery": 10}
        (line,) = ax.plot([], [], **look(who) | thin, zorder=4 if mine else 5)
        words = {"va": "center", "fontsize": 9, "path_effects": style.halo(2.5)}
        with style.styled():
            name = ax.text(0, axis(f)[0], "", color=color(who), zorder=6, **words)
        name.set_in_layout(False)
        moving |= {f"curve {who}": line, f"name {who}": name}
    return moving


def error_pane(ax: Any) -> dict[str, Any]:
    """The relative difference of each step from the rule's, on the same gradients."""
    ax.set_yscale("log")
    ax.set(xlim=(-1, LAST), ylim=(FLOOR / 2, 30), xlabel="step k")
    ax.set_title("Difference of steps")
    ax.axhline(EXACT, color=style.TICK, linestyle="--", linewidth=1.2)
    with style.styled():
        ax.text(LAST, EXACT / 2, "equal", ha="right", va="top", color=style.TICK)
    look = {"color": style.INK, "marker": "X", "markersize": 4, "linewidth": 1.2}
    (line,) = ax.plot([], [], **look)
    return {"errors": line}


def verdict_pane(ax: Any) -> dict[str, Any]:
    """What the step is, in words."""
    ax.set(xlim=(0, 1), ylim=(0, 1), xticks=[], yticks=[])
    ax.spines[:].set_visible(False)
    with style.styled():
        words = {"va": "top", "fontsize": 9.5, "linespacing": 1.4}
        reasons = ax.text(0, 0.97, "", **words)
    reasons.set_in_layout(False)
    return {"headline": ax.set_title("Your step"), "reasons": reasons}


def place_labels(artists: dict[str, Any], numbers: dict[str, Any]) -> None:
    """The names stand at the ends of the curves, apart from each other."""
    ax = artists["curve yours"].axes
    low, high = np.log10(ax.get_ylim()) @ [[0.96, 0.04], [0.04, 0.96]]
    ends = sorted(numbers["heights"].items(), key=lambda end: -end[1][1])
    top = high
    for who, (k, gap) in ends:
        wanted = np.log10(np.clip(np.nan_to_num(gap, nan=np.inf), 1e-300, 1e300))
        place = float(np.clip(wanted, low + (0.07 if who == ends[0][0] else 0), top))
        artists[f"name {who}"].set_position((k + 3, 10**place))
        top = place - 0.08 * (high - low)
