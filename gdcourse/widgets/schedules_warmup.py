"""Lesson 10: why warmup helps: the curvature falls along the run, and 2/α with it."""

from functools import lru_cache
from typing import Any

import numpy as np
from matplotlib.colors import ListedColormap

from gdcourse import plotting
from gdcourse.landscapes import Landscape
from gdcourse.optimizers import (
    GradientDescent,
    constant,
    linear_warmup,
    minimize,
    sweep,
)
from gdcourse.plotting import style
from gdcourse.plotting.contrast import readable
from gdcourse.widgets.controls import Slider
from gdcourse.widgets.live import LiveFigure
from gdcourse.widgets.tasks import Task

QUARTIC = Landscape("quartic", "x**4/4 + x**2/2", ("x",), [(0.0,)], start=(5.0,))
PEAKS, LENGTHS = np.arange(1, 200) / 100, np.arange(51)
STEPS, SEEN, CLOSE, FAR = 200, 70, 1.0, 30.0


def warmup_on_the_quartic() -> LiveFigure:
    """From 5 the curvature falls from 76 to 1; a warmup waits until it has."""
    return LiveFigure(
        "warmup on the quartic",
        [
            Slider("lr", "peak learning rate", "α", 0.01, 1.99, 0.01, 0.5),
            Slider("warm", "warmup steps", "W", 0, 50, 1, 0),
        ],
        descend,
        draw_panes,
        None,
        tell,
        tasks=[
            Task("none", "the largest peak that works without warmup", edge_at(0)),
            Task("twenty", "the largest peak for 20 warmup steps", edge_at(20)),
            Task("short", "the shortest warmup for α = 1", shortest),
        ],
        clicks={1: ("warm", "lr")},
    )


def schedule(lr: Any, warm: int) -> Any:
    """α t/W for the updates t = 1, …, W, and α after them."""
    if warm == 0:
        return constant(lr)
    return linear_warmup(lr, max(warm - 1, 1), start_factor=1 / warm)


@lru_cache(maxsize=1)
def works() -> np.ndarray:
    """Whether |x_200| < 1, from 5: one row per peak, one column per warmup."""
    plans = [schedule(PEAKS, int(warm)) for warm in LENGTHS]
    rates = np.array([[plan(k) for plan in plans] for k in range(STEPS)])
    rule = GradientDescent(lambda k: rates[k])
    start = np.full((1, len(LENGTHS), len(PEAKS)), 5.0)
    ends = sweep(QUARTIC.gradient, start, rule, STEPS)[0]
    with np.errstate(invalid="ignore"):
        return (np.abs(ends) < CLOSE).T


def largest(warm: int) -> float:
    """The largest peak up to which all peaks of the slider work.

    >>> largest(0), largest(20)
    (0.07, 1.31)
    """
    good = works()[:, warm]
    return float(PEAKS[-1] if good.all() else PEAKS[np.argmin(good) - 1])


def curvature(plan: Any) -> np.ndarray:
    """f″ at x_0, x_1, … of one run, as long as it stays near."""
    method = GradientDescent(plan)
    settings = {"steps": SEEN, "tol": 0}
    run = minimize(QUARTIC.value, QUARTIC.gradient, (5.0,), method, **settings)
    with np.errstate(invalid="ignore"):
        far = ~(np.abs(run.points[:, 0]) < FAR)
    return QUARTIC.hessian(run.points.T[:, : np.argmax([*far, True])])[0, 0]


def descend(lr: float, warm: int) -> dict[str, Any]:
    """One run: its curvature beside 2/α, and its place on the map of all runs."""
    plan, ks = schedule(lr, warm), np.arange(SEEN + 1)
    bend, limit = curvature(plan), 2 / plan(ks)
    over = bend > limit[: len(bend)]
    above, good = int(over.sum()), bool(works()[round(lr * 100) - 1, warm])
    since = len(over) - int(np.argmin([*over[::-1], False]))  # above to the end
    return {
        "works": good,
        "above": above,
        "since": since,
        "largest": largest(warm),
        "curvature": np.stack([ks[: len(bend)], bend]),
        "limit": np.stack([ks, limit]),
        "last": np.array([[len(bend) - 1], [bend[-1]]]),
        "place": np.array([[warm], [lr]]),
        "title": run_title(good, above if good else since),
        "edge": edge_words(warm),
    }


def run_title(good: bool, count: int) -> str:
    """How often f″ is above the limit; in a run that diverges, since when.

    >>> run_title(True, 1)
    'f″ > 2/α at 1 update: the run arrives'
    >>> run_title(False, 0)
    'f″ > 2/α from k = 0 on: the run diverges'
    """
    if not good:
        return f"f″ > 2/α from k = {count} on: the run diverges"
    often = f"at {count} update{'s' * (count != 1)}" if count else "never"
    return f"f″ > 2/α {often}: the run arrives"


def edge_words(warm: int) -> str:
    """The largest workable peak, in words."""
    if works()[:, warm].all():
        return f"W = {warm}: every peak below 2 works"
    return f"W = {warm}: peaks up to {largest(warm):.2f} work"


def edge_at(warm: int) -> Any:
    """Whether the state is the largest peak that works with this warmup."""
    return lambda state, numbers: (
        state["warm"] == warm and state["lr"] == numbers["largest"]
    )


def shortest(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    found = int(np.argmax(works()[99]))
    return state["lr"] == 1.0 and state["warm"] == found


def tell(state: dict[str, Any], numbers: dict[str, Any]) -> str:
    """The picture in one sentence."""
    verb, when = "arrives", f"at {numbers['above']} of its points"
    if not numbers["works"]:
        verb, when = "diverges", f"from k = {numbers['since']} on"
    return (
        f"x⁴/4 + x²/2 from 5, peak α = {state['lr']:.2f}, W = {state['warm']} warmup "
        f"steps: the run {verb}. The curvature f″ is above 2/α {when}. "
        f"Peaks up to {numbers['largest']:.2f} work."
    )


def draw_panes(state: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
    """The curvature along the run; beside it all peaks and warmups."""
    fig, (left, right) = plotting.figure("pair", width_ratios=(1, 1))
    return fig, curvature_pane(left) | map_pane(right)


def curvature_pane(ax: Any) -> dict[str, Any]:
    """Where the curvature lies above 2/α, a step grows."""
    plotting.steps(ax, "curvature")
    ax.set(yscale="log", xlim=(-1, SEEN), ylim=(0.5, 3e4))
    look = style.line("gradient descent", zorder=3)
    (bend,) = ax.plot([], [], **look | {"markersize": 3.5, "linewidth": 1.4})
    (last,) = ax.plot([], [], **look | {"linestyle": "none", "markersize": 9})
    (limit,) = ax.plot([], [], **style.line("theory", linewidth=1.6))
    words = {"ha": "right", "path_effects": style.halo(3), "transform": ax.transAxes}
    color = readable(look["color"])
    ax.text(0.98, 0.92, "● f″ along the run", color=color, **words)
    ax.text(0.98, 0.84, "dashed: 2/α, the limit", **words)
    moving = {"limit": limit, "curvature": bend, "last": last}
    return moving | {"title": ax.set_title("Curvature")}


def map_pane(ax: Any) -> dict[str, Any]:
    """Which peaks work with which warmup; the chosen run is marked."""
    shades = ListedColormap((style.PAPER, style.TINT[2]))
    edges = (-0.5, 50.5, 0.005, 1.995)
    look = {"extent": edges, "origin": "lower", "aspect": "auto", "zorder": 0}
    ax.imshow(works(), cmap=shades, vmin=0, vmax=1, **look)
    ax.set(xlabel="warmup steps W", ylabel="peak learning rate α")
    ax.set(xlim=(-1.5, 51.5), ylim=(-0.04, 2.04))
    middle = {"ha": "center", "va": "center", "path_effects": style.halo(3)}
    ax.text(37, 0.8, "arrives", **middle)
    ax.text(8, 1.7, "diverges", **middle)
    look = style.line("gradient descent", linestyle="none", markersize=10, zorder=5)
    (place,) = ax.plot([], [], **look, path_effects=style.halo(4))
    return {"place": place, "edge": ax.set_title("Peaks")}
