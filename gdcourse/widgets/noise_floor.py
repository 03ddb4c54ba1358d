"""Lesson 06: how far noisy runs stay from the minimum, measured and promised."""

from functools import lru_cache
from typing import Any

import numpy as np

from gdcourse import plotting
from gdcourse.optimizers import Momentum, sweep
from gdcourse.plotting import style
from gdcourse.plotting.contrast import readable
from gdcourse.widgets.controls import Slider
from gdcourse.widgets.live import LiveFigure
from gdcourse.widgets.tasks import Task

CHAINS, STEPS = 2000, 300
RATES = np.linspace(0.01, 1.95, 98)
BINS = np.linspace(-8, 8, 65)
NORMAL = np.linspace(-8, 8, 161)


def noise_floor() -> LiveFigure:
    """2000 noisy runs on f = x²/2 at rest: their histogram and its exact law."""
    return LiveFigure(
        "noise floor",
        [
            Slider("lr", "learning rate", "α", 0.01, 1.9, 0.01, 0.1),
            Slider("beta", "momentum", "β", 0.0, 0.95, 0.05, 0.0),
        ],
        settle,
        draw_panes,
        None,
        tell,
        clicks={1: ("lr", None)},
        tasks=[
            Task("double", "β = 0: the rate where the folklore is half of it", doubled),
            Task(
                "price", "α = 0.1, and nine times the floor of β = 0 or more", ninefold
            ),
            Task("smooth", "β = 0.9, and a floor below that of α = 0.1, β = 0", level),
        ],
    )


@lru_cache(maxsize=1)
def kicks() -> np.ndarray:
    """Noise of variance 1 for every update of every run, shape (300, 1, 2000)."""
    return np.random.default_rng(6).normal(size=(STEPS, 1, CHAINS))


def floor(lr: Any, beta: float) -> Any:
    """The stationary variance for curvature a = 1 and noise σ² = 1.

    ασ²(1 + β) / (a(1 − β)(2(1 + β) − αa));  for β = 0: ασ²/(a(2 − αa))

    >>> round(floor(0.1, 0.0), 4), floor(1.0, 0.0)
    (0.0526, 1.0)
    """
    return lr * (1 + beta) / ((1 - beta) * (2 * (1 + beta) - lr))


def folklore(lr: Any) -> Any:
    """What is often said: ασ²/(2a)."""
    return lr / 2


@lru_cache(maxsize=64)
def ends(lr: float, beta: float) -> np.ndarray:
    """Where all runs are after 300 updates from the minimum."""
    kick = iter(kicks())
    rule = Momentum(lr, momentum=beta)
    return sweep(lambda x: x + next(kick), np.zeros((1, CHAINS)), rule, STEPS)[0]


def settle(lr: float, beta: float) -> dict[str, Any]:
    """The ends of the runs in units of the folklore's spread, and their variance."""
    x, unit = ends(lr, beta), folklore(lr) ** 0.5
    seen, exact = float((x**2).mean()), floor(lr, beta)
    ratio = exact / folklore(lr)
    heights = np.histogram(x / unit, BINS)[0] / (CHAINS * (BINS[1] - BINS[0]))
    return {
        "bars": np.stack([np.repeat(BINS, 2)[1:-1], np.repeat(heights, 2)]),
        "law": np.stack([NORMAL, bell(NORMAL, ratio)]),
        "curve": np.stack([RATES, floor(RATES, beta)]),
        "now": np.array([[lr], [seen]]),
        "seen": seen,
        "exact": exact,
        "ratio": ratio,
        "title": f"The variance is {ratio:.3g} × the folklore's",
        "measured": f"Measured {seen:.3g}, exact {exact:.3g}",
    }


def bell(x: np.ndarray, variance: float) -> np.ndarray:
    """The density of the normal law with mean 0."""
    return np.exp(-(x**2) / (2 * variance)) / np.sqrt(2 * np.pi * variance)


def doubled(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    return state["beta"] == 0 and abs(numbers["ratio"] - 2) < 1e-9


def ninefold(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    return state["lr"] == 0.1 and numbers["exact"] >= 9 * floor(0.1, 0.0)


def level(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    return state["beta"] == 0.9 and numbers["exact"] < floor(0.1, 0.0)


def tell(state: dict[str, Any], numbers: dict[str, Any]) -> str:
    """The picture in one sentence."""
    return (
        f"{CHAINS} noisy runs with α = {state['lr']:.2f}, β = {state['beta']:.2f}: "
        f"variance measured {numbers['seen']:.4g}, exact {numbers['exact']:.4g}, which "
        f"is {numbers['ratio']:.3g} times the folklore's α/2."
    )


def draw_panes(state: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
    """The histogram on the left, the floor over the rate on the right."""
    fig, (left, right) = plotting.figure("pair")
    return fig, bars_pane(left) | floor_pane(right)


def bars_pane(ax: Any) -> dict[str, Any]:
    """The runs as a histogram; the exact law dashed, the folklore's dotted."""
    ax.set(xlim=(-8, 8), ylim=(0, 0.5), yticks=(0, 0.2, 0.4))
    ax.set(xlabel="x in units of the folklore's spread", ylabel="density")
    dots = {"color": style.TICK, "linestyle": ":", "linewidth": 1.8}
    ax.plot(NORMAL, bell(NORMAL, 1.0), **dots, zorder=3)
    (bars,) = ax.plot([], [], **style.line("SGD", marker="", linewidth=1.6), zorder=2)
    (law,) = ax.plot([], [], **style.line("theory", linewidth=1.6), zorder=4)
    note = {"fontsize": 9, "transform": ax.transAxes, "va": "top"}
    ink = readable(style.method("SGD").color)
    ax.text(0.02, 0.98, "solid: 2000 runs", color=ink, **note)
    ax.text(0.02, 0.92, "dashed: exact law", color=style.INK, **note)
    ax.text(0.02, 0.86, "dotted: folklore, α/2", color=style.TICK, **note)
    return {"bars": bars, "law": law, "title": ax.set_title("Where the runs are")}


def floor_pane(ax: Any) -> dict[str, Any]:
    """The stationary variance over the learning rate, for this β."""
    ax.set(xlim=(0, 2), ylim=(3e-3, 100), yscale="log")
    ax.set(xlabel="learning rate α", ylabel="variance of x, for a = 1, σ = 1")
    ax.grid(axis="y")
    dots = {"color": style.TICK, "linestyle": ":", "linewidth": 1.8}
    ax.plot(RATES, folklore(RATES), **dots, zorder=2)
    (curve,) = ax.plot([], [], **style.line("theory", linewidth=1.6), zorder=3)
    dot = {"marker": "o", "markersize": 10, "linestyle": "none", "zorder": 5}
    look = style.line("SGD", path_effects=style.halo(3)) | dot
    (now,) = ax.plot([], [], **look)
    return {"curve": curve, "now": now, "measured": ax.set_title("The floor")}
