"""Lesson 09: a threshold makes exact zeros, a subgradient jumps across them."""

from functools import lru_cache
from typing import Any

import numpy as np

from gdcourse import landscapes, plotting
from gdcourse.landscapes.data_landscape import DataLandscape
from gdcourse.optimizers import (
    GradientDescent,
    ProximalGradient,
    minimize,
    soft_threshold,
)
from gdcourse.plotting import style
from gdcourse.plotting.contrast import readable
from gdcourse.widgets.controls import Slider
from gdcourse.widgets.live import LiveFigure
from gdcourse.widgets.tasks import Task

ROWS, FEATURES, STEPS, FAR = 60, 20, 300, 1.1
TRUE = {1: 1.0, 5: -0.8, 9: 0.6, 13: -0.45, 17: 0.3}
PROX, SUB = "prox", "subgradient"
STRENGTHS, RATES = np.arange(0, 33) / 40, np.arange(1, 13) / 10
LOOKS = {
    PROX: style.line("gradient descent"),
    SUB: style.line("Nesterov", linestyle="--", markersize=4),
}


def soft_threshold_figure() -> LiveFigure:
    """One step of both kinds, and 20 coefficients after 300 of them."""
    return LiveFigure(
        "soft threshold",
        [
            Slider("strength", "L1 penalty", "λ", 0.0, 0.8, 0.025, 0.1),
            Slider("lr", "learning rate", "α", 0.1, 1.2, 0.1, 1.0),
        ],
        threshold,
        draw_panes,
        None,
        tell,
        tasks=[
            Task("true", "the λ whose zeros are exactly the 15 true ones", finds),
            Task("all", "the smallest λ that leaves only zeros", empties),
            Task("never", "λ ≥ 0.1: a subgradient within 0.02 of prox, no zeros", near),
        ],
    )


@lru_cache(maxsize=1)
def problem() -> DataLandscape:
    """Least squares in which 15 of 20 true coefficients are 0, scaled to L = 1."""
    rng = np.random.default_rng(9)
    X = rng.normal(size=(ROWS, FEATURES))
    y = X @ truth() + 0.3 * rng.normal(size=ROWS)
    scale = landscapes.least_squares(X, y).L ** 0.5
    return landscapes.least_squares(X / scale, y / scale)


def truth() -> np.ndarray:
    """The coefficients that made the data."""
    return np.array([TRUE.get(i, 0.0) for i in range(FEATURES)])


@lru_cache(maxsize=2)
def ends(kind: str) -> np.ndarray:
    """The coefficients of all runs from 0, shape (20, α, λ)."""
    f, rates = problem(), RATES[:, None]
    gradient, rule = f.gradient, ProximalGradient(rates, STRENGTHS)
    if kind == SUB:
        rule = GradientDescent(rates * np.ones_like(STRENGTHS))

        def gradient(w: np.ndarray) -> np.ndarray:
            return f.gradient(w) + STRENGTHS * np.sign(w)

    start = np.zeros(FEATURES)
    return minimize(f.value, gradient, start, rule, steps=STEPS, tol=0).x


def threshold(strength: float, lr: float) -> dict[str, Any]:
    """The threshold, both steps across it, and the coefficients they lead to."""
    place = round(lr * 10) - 1, round(strength * 40)
    w = {kind: ends(kind)[(..., *place)] for kind in (PROX, SUB)}
    zeros = {kind: int((found == 0).sum()) for kind, found in w.items()}
    tau, index = lr * strength, np.arange(1, FEATURES + 1)
    z = np.unique([*np.linspace(-FAR, FAR, 41), -tau, tau])
    before = GradientDescent(lr).step(w[PROX], problem().gradient(w[PROX]), None, 1)[0]
    return {
        "w": w,
        "zeros": zeros,
        "band": (-tau, -FAR, 2 * tau, 2 * FAR),
        "prox step": np.stack([z, soft_threshold(z, tau)]),
        "sub step": jump(tau),
        "places": np.stack([before, w[PROX]]),
        "prox": np.stack([index, w[PROX]]),
        "sub": np.stack([index, w[SUB]]),
        "step title": step_title(tau),
        "title": f"Exact zeros: prox {zeros[PROX]} of 20, subgradient {zeros[SUB]}",
    }


def jump(tau: float) -> np.ndarray:
    """z - αλ sign(z): the subgradient step, with a gap at 0."""
    z = np.array([-FAR, -1e-12, 0.0, 1e-12, FAR])
    moved = z - tau * np.sign(z)
    return np.stack([z, np.where(z == 0, np.nan, moved)])


def step_title(tau: float) -> str:
    """
    >>> step_title(0.1)
    'Prox makes every |z| ≤ αλ = 0.1 exactly 0'
    """
    if not tau:
        return "αλ = 0: no threshold, both steps are the same"
    return f"Prox makes every |z| ≤ αλ = {tau:.4g} exactly 0"


def finds(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    return bool(((numbers["w"][PROX] == 0) == (truth() == 0)).all())


def empties(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    weaker = ends(PROX)[
        :, round(state["lr"] * 10) - 1, round(state["strength"] * 40) - 1
    ]
    return numbers["zeros"][PROX] == FEATURES and bool(weaker.any())


def near(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    distance = np.abs(numbers["w"][PROX] - numbers["w"][SUB]).max()
    return state["strength"] >= 0.1 and bool(distance <= 0.02)


def tell(state: dict[str, Any], numbers: dict[str, Any]) -> str:
    """The picture in one sentence."""
    zeros = numbers["zeros"]
    return (
        f"L1 penalty λ = {state['strength']:.3f}, α = {state['lr']:.1f}, threshold "
        f"{state['strength'] * state['lr']:.4f}: after {STEPS} updates prox has "
        f"{zeros[PROX]} exact zeros of 20, the subgradient {zeros[SUB]}."
    )


def draw_panes(state: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
    """One step on the left, the coefficients on the right."""
    fig, (left, right) = plotting.figure("pair", width_ratios=(4, 5))
    return fig, step_pane(left) | coefficient_pane(right)


def step_pane(ax: Any) -> dict[str, Any]:
    """From z, the point after the gradient step, to the next w."""
    ax.set(xlim=(-FAR, FAR), ylim=(-FAR, FAR), ylabel="next w")
    ticks = (-1, -0.5, 0, 0.5, 1)
    ax.set(xlabel="z = w − α f′(w)", xticks=ticks, yticks=ticks)
    band = ax.axvspan(0, 1, color=style.LIT, linewidth=0, zorder=0)
    ax.plot([-FAR, FAR], [-FAR, FAR], color=style.SPINE, linewidth=0.9, zorder=1)
    (sub,) = ax.plot([], [], **LOOKS[SUB] | {"marker": ""}, zorder=3)
    look = LOOKS[PROX] | {"marker": "", "linewidth": 2.6}
    (prox,) = ax.plot([], [], **look, zorder=2)
    dots = LOOKS[PROX] | {"linestyle": "none", "markersize": 5}
    (places,) = ax.plot([], [], **dots, zorder=4, path_effects=style.halo(2))
    note = {"fontsize": 9, "color": style.TICK, "path_effects": style.halo(3)}
    ax.text(-FAR * 0.96, FAR * 0.9, "● the coefficients at the end", **note)
    ax.text(
        FAR * 0.96,
        -FAR * 0.9,
        "yellow: |z| ≤ αλ\ndashed: subgradient,\nw with the sign of z",
        ha="right",
        **note,
    )
    moving = {"band": band, "sub step": sub, "prox step": prox, "places": places}
    return moving | {"step title": ax.set_title("Step")}


def coefficient_pane(ax: Any) -> dict[str, Any]:
    """Twenty coefficients: the true ones, and those that each step finds."""
    ax.set(xlim=(0, FEATURES + 8), ylim=(-1.4, 1.4), xticks=[1, 5, 10, 15, 20])
    ax.set(xlabel="coefficient", ylabel="w after 300 updates")
    ax.axhline(0, color=style.SPINE, linewidth=0.9, zorder=1)
    index = np.arange(1, FEATURES + 1)
    exact = {"color": style.INK, "marker": "_", "linestyle": "none", "markersize": 15}
    ax.plot(index, truth(), **exact, markeredgewidth=1.6, zorder=2)
    sub = LOOKS[SUB] | {"linestyle": "none", "markersize": 6, "zorder": 3}
    (wobbles,) = ax.plot([], [], **sub, markerfacecolor="none", markeredgewidth=1.6)
    (exact_zeros,) = ax.plot([], [], **LOOKS[PROX] | {"linestyle": "none"}, zorder=4)
    note = {"path_effects": style.halo(3)}
    names = (
        ("● prox", style.method("gradient descent").color),
        ("◇ subgradient", readable(style.method("Nesterov").color)),
        ("– true", style.INK),
    )
    for place, (name, color) in enumerate(names):
        ax.text(FEATURES + 1, 1.2 - 0.18 * place, name, color=color, **note)
    moving = {"sub": wobbles, "prox": exact_zeros}
    return moving | {"title": ax.set_title("Zeros")}
