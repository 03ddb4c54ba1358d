"""Lesson 02: where a run ends, for every learning rate and start: one grid run."""

from functools import lru_cache
from typing import Any

import numpy as np
from matplotlib.colors import ListedColormap

from gdcourse import landscapes, plotting
from gdcourse.optimizers import GradientDescent, Trace, minimize
from gdcourse.plotting import style
from gdcourse.widgets.choices import Choice
from gdcourse.widgets.controls import Slider
from gdcourse.widgets.live import LiveFigure
from gdcourse.widgets.tasks import Task

ONE, TWO = "one valley", "two valleys"
RATES = np.linspace(0.01, 1.6, 160)
STARTS = np.linspace(-2.0, 2.0, 161)
STEPS, FAR, HILL = 150, 3.0, 0.1536  # HILL: the top between the two valleys
NAMES = ("the valley", "the shallow valley", "jumps", "diverges")
STORY = (
    "ends in the lowest valley",
    "ends in the shallow valley",
    f"still jumps after {STEPS} steps",
    "diverges",
)
SHADES = (style.TINT[2], style.LIT, style.SPINE, style.PAPER)


def rates_and_starts() -> LiveFigure:
    """The map of all runs, and the chosen one on its landscape."""
    return LiveFigure(
        "rates and starts",
        [
            Choice("where", "landscape", (ONE, TWO), TWO, buttons=True),
            Slider("lr", "learning rate", "α", 0.01, 1.6, 0.01, 0.1),
            Slider("x0", "start", "x₀", -2.0, 2.0, 0.05, 1.6),
        ],
        one_run,
        draw_panes,
        None,
        tell,
        tasks=[
            Task("leap", "two valleys: from x₀ = 1.6 into the lower one", leaps),
            Task("cycle", "two valleys: a run that jumps, and never flies away", cycles),
        ],
        rebuild=("where",),
    )


def landscape(where: str) -> landscapes.Landscape:
    """x², or the double well of the lesson."""
    return landscapes.parabola(2.0) if where == ONE else landscapes.double_well


def run(where: str, lr: Any, x0: Any) -> Trace:
    """All these settings at once, for the same number of steps."""
    f = landscape(where)
    return minimize(f.value, f.gradient, x0, GradientDescent(lr), steps=STEPS, tol=1e-9)


def ends(where: str, trace: Trace) -> np.ndarray:
    """The end of each run as a place in NAMES."""
    before, x = trace.points[-2:, 0]
    with np.errstate(all="ignore"):
        away, jumps = ~(np.abs(x) < FAR), np.abs(x - before) > 0.02
    shallow = (x > HILL) & (where == TWO)
    return np.where(away, 3, np.where(jumps, 2, np.where(shallow, 1, 0)))


@lru_cache(maxsize=2)
def ends_of_all(where: str) -> np.ndarray:
    """The ends of the whole map: one row per start, one column per rate."""
    return ends(where, run(where, RATES[None, :], STARTS[None, :, None]))


def one_run(where: str, lr: float, x0: float) -> dict[str, Any]:
    """The chosen run, and its place on the map."""
    trace = run(where, np.array([lr]), [[x0]])
    points = np.stack([trace.points[:, 0, 0], trace.values[:, 0]])
    with np.errstate(invalid="ignore"):
        inside = np.abs(points[0]) < FAR
    seen = points[:, : len(inside) if inside.all() else int(np.argmin(inside))]
    end = int(ends(where, trace)[0])
    return {
        "place": np.array([[lr], [x0]]),
        "path": seen,
        "start": points[:, :1],
        "end": seen[:, -1:],
        "ends in": end,
        "last": points[0, -1],
        "title": f"This run {STORY[end]}",
    }


def leaps(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    """Whether a run from the right ends in the lower valley on the left."""
    there = state["where"] == TWO and state["x0"] == 1.6
    return there and numbers["ends in"] in (0, 2) and numbers["last"] < HILL


def cycles(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    """Whether a run neither settles nor diverges."""
    return state["where"] == TWO and numbers["ends in"] == 2


def tell(state: dict[str, Any], numbers: dict[str, Any]) -> str:
    """The picture in one sentence."""
    return (
        f"A map of learning rates and starts with {state['where']}, shaded by how runs "
        f"end. The run with α = {state['lr']:.2f} from x₀ = {state['x0']:.2f} "
        f"{STORY[numbers['ends in']]}."
    )


def draw_panes(state: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
    """The map on the left, the landscape with one run on the right."""
    fig, (left, right) = plotting.figure("pair")
    return fig, map_pane(left, state["where"]) | valley_pane(right, state["where"])


def map_pane(ax: Any, where: str) -> dict[str, Any]:
    """Every run of the grid as one point, shaded by its end and named."""
    found = ends_of_all(where)
    shades = {"cmap": ListedColormap(SHADES), "vmin": -0.5, "vmax": 3.5, "zorder": 0}
    edges = (RATES[0] - 0.005, RATES[-1] + 0.005, STARTS[0], STARTS[-1])
    ax.imshow(found, extent=edges, origin="lower", aspect="auto", **shades)
    for end in np.unique(found):
        row, column = middle(found == end)
        ax.text(
            *(RATES[column], STARTS[row], NAMES[end]),
            ha="center",
            va="center",
            path_effects=style.halo(3),
        )
    ax.set(xlabel="learning rate α", ylabel="start $x_0$", xlim=edges[:2])
    same = "The start does not matter" if where == ONE else "The start matters, too"
    ax.set_title(same)
    look = style.line("gradient descent", linestyle="none", path_effects=style.halo(4))
    (place,) = ax.plot([], [], **look | {"markersize": 9}, zorder=5)
    return {"place": place}


def middle(mask: np.ndarray) -> tuple[int, int]:
    """The row and column of a point deep inside a region."""
    inner = mask
    while inner.any():
        mask, padded = inner, np.pad(inner, 1)
        inner = mask & padded[:-2, 1:-1] & padded[2:, 1:-1]
        inner &= padded[1:-1, :-2] & padded[1:-1, 2:]
    rows, columns = np.nonzero(mask)
    return int(rows[len(rows) // 2]), int(columns[len(rows) // 2])


def valley_pane(ax: Any, where: str) -> dict[str, Any]:
    """The landscape and the run on it: start ○, end ●, lowest point ★."""
    f, x = landscape(where), np.linspace(-2.3, 2.3, 231)
    look = style.line("gradient descent", path_effects=style.halo(3.5), zorder=4)
    rim = {"linestyle": "none", "markersize": 9, "zorder": 5}
    low, high = float(f.minimum), float(f.value(np.array([2.0])))
    room = 0.12 * (high - low)
    ax.set(xlim=(-2.3, 2.3), ylim=(low - room, high + room), xlabel="x", ylabel="f(x)")
    ax.plot(x, f.value(x[None]), color=style.SPINE, linewidth=1.6)
    ax.plot(f.minimizers[0][0], low, "*", color=style.INK, markersize=13, zorder=6)
    (path,) = ax.plot([], [], **look | {"linewidth": 1.2, "markersize": 3.5})
    (start,) = ax.plot([], [], **look | rim, markerfacecolor=style.PAPER)
    (end,) = ax.plot([], [], **look | rim)
    return {"path": path, "start": start, "end": end, "title": ax.set_title("This run")}
