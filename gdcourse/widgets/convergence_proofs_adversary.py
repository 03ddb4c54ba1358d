"""Lesson 03: you choose α, and the worst function for your α answers."""

from functools import lru_cache
from typing import Any

import numpy as np

from gdcourse import plotting
from gdcourse.optimizers import GradientDescent, minimize
from gdcourse.proofs.problems import Problem
from gdcourse.proofs.worst_functions import huber, parabola
from gdcourse.widgets.choices import Choice, Steps
from gdcourse.widgets.controls import Slider
from gdcourse.widgets.convergence_proofs_adversary_panes import (
    cost_pane,
    place_names,
    valley_pane,
)
from gdcourse.widgets.live import LiveFigure
from gdcourse.widgets.tasks import Task

STRONG, CONVEX = "strongly convex", "convex"
RATES = np.linspace(0.0, 2.2, 441)
RATE = Slider("lr", "learning rate", "α", 0.02, 2.1, 0.02, 1.0)
FLAT, STEEP, ROUND = "½μx²", "½Lx²", "Huber"


def adversary() -> LiveFigure:
    """The worst function for your learning rate attains the bound, with L = R = 1."""
    return LiveFigure(
        "adversary",
        [
            Choice("family", "functions", [STRONG, CONVEX], STRONG, buttons=True),
            RATE,
            Slider("k", "steps", "k", 1, 30, 1, 5),
            Steps("kappa", "condition number", "κ", (2, 5, 10, 30, 100), 10),
        ],
        attack,
        draw_attack,
        place_names,
        tell,
        tasks=[
            Task("valley", "strongly convex: the α that the worst hurts least", best),
            Task("gap", "convex, α = 1/L: the k that leaves LR²/42", exact_gap),
        ],
        rebuild=("family",),
    )


def attack(family: str, lr: float, k: int, kappa: float) -> dict[str, Any]:
    """The worst function, the run on it, and the worst case for every α."""
    if family == STRONG:
        curves = {FLAT: np.abs(1 - RATES / kappa), STEEP: np.abs(1 - RATES)}
        sizes = {FLAT: abs(1 - lr / kappa), STEEP: abs(1 - lr)}
    else:
        curves = {ROUND: 1 / (4 * k * RATES + 2), STEEP: (1 - RATES) ** (2 * k) / 2}
        sizes = {ROUND: 1 / (4 * k * lr + 2), STEEP: (1 - lr) ** (2 * k) / 2}
    name = max(sizes, key=sizes.get)
    f = function(name, lr, k, kappa)
    trace = minimize(f.value, f.gradient, 1.0, GradientDescent(lr), steps=k, tol=0)
    measured = abs(trace.x) ** (1 / k) if family == STRONG else trace.values[-1]
    highest = np.maximum(*curves.values())
    numbers = {"worst": name, "promised": sizes[name], "measured": float(measured)}
    numbers["strong"] = family == STRONG
    numbers |= {f"curve {i}": seen(c) for i, c in enumerate(curves.values())}
    numbers |= {f"name {i}": words(n, family, k) for i, n in enumerate(curves)}
    lowest = 2 / (1 + 1 / kappa) if family == STRONG else crossing(k)
    numbers |= {"envelope": seen(highest), "now": np.array([[lr], [measured]])}
    numbers |= {"lowest": float(lowest), "best": np.array([[lowest] * 2, [0, 9]])}
    return numbers | picture(f, trace) | titles(family, name, lr, k, lowest)


@lru_cache(maxsize=32)
def crossing(k: int) -> float:
    """The α > 1 at which Huber and ½Lx² leave the same gap after k steps.

    >>> crossing(1)
    1.5
    """
    low, high = 1.0, 2.0
    for _ in range(60):
        middle = (low + high) / 2
        bowl_is_worse = (middle - 1) ** (2 * k) * (2 * k * middle + 1) > 1
        low, high = (low, middle) if bowl_is_worse else (middle, high)
    return round(low, 12)


@lru_cache(maxsize=512)
def function(name: str, lr: float, k: int, kappa: float) -> Problem:
    """A candidate for the worst function, with L = 1, started at distance 1."""
    if name == ROUND:
        return huber(delta=1 / (2 * k * lr + 1))
    return parabola(curvature=1 / kappa if name == FLAT else 1.0)


def seen(heights: np.ndarray) -> np.ndarray:
    """A curve over α without the heights that no axis shows."""
    return np.stack([RATES, np.where(heights > 1e-12, heights, np.nan)])


def words(name: str, family: str, k: int) -> str:
    """The name of a curve with its formula."""
    formula = {FLAT: "|1 − αμ|", STEEP: "|1 − αL|", ROUND: f"LR²/({4 * k}αL + 2)"}
    if family == CONVEX:
        formula[STEEP] = f"½(1 − αL)$^{{{2 * k}}}$ LR²"
    return f"{name}: {formula[name]}"


def picture(f: Problem, trace: Any) -> dict[str, Any]:
    """The function and the run on it; heights are shares of the start's height."""
    x = np.linspace(-1.5, 1.5, 301)
    top = float(trace.values[0])
    path = np.stack([trace.points, trace.values / top])
    path = np.where(np.abs(path) < 1e6, path, np.nan)
    return {
        "valley": np.stack([x, f.value(x) / top]),
        "path": path,
        "start": path[:, :1],
        "end": path[:, -1:],
        "trace": trace,
    }


def titles(family: str, name: str, lr: float, k: int, lowest: float) -> dict[str, str]:
    """Which function is worst here, and what holds for all α."""
    where = {FLAT: "the flat bowl", STEEP: "the steep bowl", ROUND: "straight sides"}
    if family == STRONG:
        claim, word = f"No α beats 2/(L + μ) = {lowest:.3f}", "Worst"
    else:
        claim = f"Huber is worse than ½Lx² up to α = {lowest:.3f}"
        word = "Worst" if lr <= 1 else "The worse of two"
    title = f"{word} for α = {lr:.2f}: {name}, {where[name]}"
    return {"title": title, "claim": claim}


def best(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    """Whether no position of the slider has a smaller worst factor."""
    least = min(max(abs(1 - a), abs(1 - a / state["kappa"])) for a in RATE.values())
    return state["family"] == STRONG and numbers["promised"] <= least + 1e-9


def exact_gap(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    """Whether the gap that is left after steps of 1/L is 1/42."""
    right = abs(numbers["measured"] - 1 / 42) < 1e-12
    return state["family"] == CONVEX and state["lr"] == 1 and right


def tell(state: dict[str, Any], numbers: dict[str, Any]) -> str:
    """The picture in one sentence.

    >>> state = {"family": CONVEX, "lr": 1.2, "k": 1, "kappa": 2}
    >>> tell(state, attack(**state))[:53]
    'convex, α = 1.20, k = 1, κ = 2: the worse of two is H'
    """
    got, promised = numbers["measured"], numbers["promised"]
    if state["family"] == STRONG:
        said = (
            f"multiplies x by ±{got:.4f} a step; max(|1−αμ|, |1−αL|) = {promised:.4f}"
        )
    else:
        said = f"leaves the gap {got:.4g}; the curve says {promised:.4g}"
    known = state["family"] == STRONG or state["lr"] <= 1
    word = "worst function" if known else "worse of two"
    return (
        f"{state['family']}, α = {state['lr']:.2f}, k = {state['k']}, "
        f"κ = {state['kappa']}: the {word} is {numbers['worst']}; "
        f"the run on it {said}."
    )


def draw_attack(state: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
    """The worst function with the run; the worst case over α."""
    fig, (left, right) = plotting.figure("pair", width_ratios=(1, 1))
    return fig, valley_pane(left) | cost_pane(right, state["family"] == STRONG)
