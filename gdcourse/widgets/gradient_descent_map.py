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
STARTS = np.linspace(-2.0, 2.0, 160)
STEPS, FAR, HILL = 150, 3.0, 0.1536  # HILL: the top between the two valleys
LATELY = 20  # points: a chaotic run may rest for a step or two, not for so long
NAMES = ("lower valley", "shallow valley", "still jumps", "diverges")
STORY = ("ends in the {}", "ends in the {}", f"still jumps after {STEPS} steps", "{}")
SHADES = (style.CONTOUR, style.LIT, style.SPINE, style.PAPER)


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
            Task(
                "cycle", "two valleys: a run that jumps, and never flies away", cycles
            ),
        ],
        clicks={0: ("lr", "x0")},
    )


@lru_cache(maxsize=2)
def landscape(where: str) -> landscapes.Landscape:
    """x², or the double well of the lesson."""
    return landscapes.parabola(2.0) if where == ONE else landscapes.double_well


def run(where: str, lr: Any, x0: Any) -> Trace:
    """All these settings at once, for the same number of steps."""
    f = landscape(where)
    return minimize(f.value, f.gradient, x0, GradientDescent(lr), steps=STEPS, tol=1e-9)


def ends(where: str, trace: Trace) -> np.ndarray:
    """The end of each run as a place in NAMES."""
    x = trace.points[-1, 0]
    with np.errstate(all="ignore"):
        moves = np.abs(np.diff(trace.points[-LATELY:, 0], axis=0))
        away, jumps = ~(np.abs(x) < FAR), moves.max(axis=0, initial=0.0) > 0.05
    jumps &= np.asarray(trace.status) != "converged"
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
    return scenery(where) | {
        "place": np.array([[lr], [x0]]),
        "path": seen,
        "start": points[:, :1],
        "end": seen[:, -1:],
        "ends in": end,
        "last": points[0, -1],
        "story": story(end, where),
        "title": f"This run {story(end, where)}",
    }


def scenery(where: str) -> dict[str, Any]:
    """What depends on the landscape alone: its map with names, its curve."""
    f, found, x = landscape(where), ends_of_all(where), np.linspace(-2.3, 2.3, 231)
    names = {
        f"name {w} {end}": name_of(end, w) if w == where and end in found else None
        for w in (ONE, TWO)
        for end in range(4)
    }
    same = "The start hardly matters" if where == ONE else "The start matters, too"
    low = np.array([f.minimizers[0], [f.minimum]])
    curve = np.stack([x, f.value(x[None])])
    return names | {"map": found, "matters": same, "valley": curve, "lowest": low}


def name_of(end: int, where: str) -> str:
    """What stands on a region; where there is one valley, it has no lower one."""
    return "valley" if end == 0 and where == ONE else NAMES[end]


def story(end: int, where: str) -> str:
    """
    >>> story(0, ONE), story(3, TWO)
    ('ends in the valley', 'diverges')
    """
    return STORY[end].format(name_of(end, where))


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
        f"{numbers['story']}."
    )


def draw_panes(state: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
    """The map on the left, the landscape with one run on the right."""
    fig, (left, right) = plotting.figure("pair")
    return fig, map_pane(left) | valley_pane(right)


def map_pane(ax: Any) -> dict[str, Any]:
    """Every run of the grid as one point, shaded by its end; the chosen one marked."""
    shades = {"cmap": ListedColormap(SHADES), "vmin": -0.5, "vmax": 3.5, "zorder": 0}
    edges = (RATES[0] - 0.005, RATES[-1] + 0.005, STARTS[0], STARTS[-1])
    blank = np.zeros((len(STARTS), len(RATES)))
    map_ = ax.imshow(blank, extent=edges, origin="lower", aspect="auto", **shades)
    ax.set(xlabel="learning rate α", ylabel="start $x_0$", xlim=edges[:2])
    look = style.line("gradient descent", linestyle="none", path_effects=style.halo(4))
    (place,) = ax.plot([], [], **look | {"markersize": 9}, zorder=5)
    words = {(w, end): written(ax, w, end) for w in (ONE, TWO) for end in range(4)}
    named = {f"name {w} {end}": text for (w, end), text in words.items()}
    return {"map": map_, "place": place, "matters": ax.set_title("Map")} | named


def written(ax: Any, where: str, end: int) -> Any:
    """The name of a region of one landscape, at a place inside it."""
    region = ends_of_all(where) == end
    row, column = middle(region) if region.any() else (0, 0)
    look = {"ha": "center", "va": "center", "path_effects": style.halo(3), "zorder": 4}
    return ax.text(RATES[column], STARTS[row], "", **look)


def middle(mask: np.ndarray) -> tuple[int, int]:
    """The row and column of a point deep inside a region."""
    inner = mask
    while inner.any():
        mask, padded = inner, np.pad(inner, 1)
        inner = mask & padded[:-2, 1:-1] & padded[2:, 1:-1]
        inner &= padded[1:-1, :-2] & padded[1:-1, 2:]
    rows, columns = np.nonzero(mask)
    return int(rows[len(rows) // 2]), int(columns[len(rows) // 2])


def valley_pane(ax: Any) -> dict[str, Any]:
    """The landscape and the run on it: start ○, end ●, lowest point ★."""
    look = style.line("gradient descent", path_effects=style.halo(3.5), zorder=4)
    rim = {"linestyle": "none", "markersize": 9, "zorder": 5}
    ax.set(xlim=(-2.3, 2.3), ylim=(-0.5, 4.3), xlabel="x", ylabel="f(x)")
    (valley,) = ax.plot([], [], color=style.SPINE, linewidth=1.6)
    (lowest,) = ax.plot([], [], "*", color=style.INK, markersize=13, zorder=6)
    (path,) = ax.plot([], [], **look | {"linewidth": 1.2, "markersize": 3.5})
    (start,) = ax.plot([], [], **look | rim, markerfacecolor=style.PAPER)
    (end,) = ax.plot([], [], **look | rim)
    moving = {"valley": valley, "lowest": lowest, "path": path, "start": start}
    return moving | {"end": end, "title": ax.set_title("This run")}
