"""Lesson 04: what makes a path zigzag, and what a condition number costs."""

from functools import lru_cache
from typing import Any

import numpy as np

from gdcourse import landscapes
from gdcourse.optimizers import ExactLineSearch, GradientDescent, Trace, minimize
from gdcourse.widgets.choices import Choice, Steps
from gdcourse.widgets.controls import Slider
from gdcourse.widgets.line_search_zigzag_panes import STEPS, draw_panes, level_lines
from gdcourse.widgets.live import LiveFigure
from gdcourse.widgets.tasks import Task

SHARE, BEST, EXACT = "t · 2/L", "2/(μ+L)", "exact search"
EVEN, WORST = "(1, 1)", "(κ, 1)"
KAPPAS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
GOAL, BUDGET = 1e-6, 8000


def zigzag() -> LiveFigure:
    """A valley of condition number κ: the path, its sign flips, and the updates."""
    return LiveFigure(
        "zigzag",
        [
            Steps("kappa", "condition number", "κ", KAPPAS, 10),
            Choice("step", "step", (SHARE, BEST, EXACT), SHARE, buttons=True),
            Slider("t", "share of 2/L", "t", 0.05, 1.05, 0.01, 0.95),
            Choice("start", "start along", (EVEN, WORST), EVEN, buttons=True),
        ],
        walk,
        draw_panes,
        None,
        tell,
        tasks=[
            Task("smooth", "κ = 100: the largest t without a flip", largest_calm),
            Task("pace", "κ = 1000 in fewer than 7,000 updates", quick),
            Task("same", "κ = 100: exact search with gap × 0.9608 each step", worst),
        ],
    )


@lru_cache(maxsize=16)
def bowl(kappa: float) -> landscapes.Landscape:
    """f = ½ (x²/κ + y²): L = 1, and y is the steep coordinate."""
    return landscapes.quadratic(kappa, L=1.0)


def started(start: str, kappa: Any) -> np.ndarray:
    """The start; (κ, 1) is drawn in units of κ."""
    one = np.ones_like(kappa, dtype=float)
    return np.stack([one, one if start == EVEN else one / kappa])


@lru_cache(maxsize=256)
def run(kappa: float, step: str, t: float, start: str) -> Trace:
    """Fifty steps."""
    f = bowl(kappa)
    rule = ExactLineSearch() if step == EXACT else GradientDescent(rate(kappa, step, t))
    settings = {"steps": STEPS, "tol": 0, "hessian": f.hessian}
    return minimize(f.value, f.gradient, started(start, kappa), rule, **settings)


def rate(kappa: Any, step: str, t: float) -> Any:
    """The fixed learning rate, for L = 1 and μ = 1/κ.

    >>> rate(100, SHARE, 0.5)
    1.0
    """
    return 2 / (1 + 1 / np.asarray(kappa)) if step == BEST else 2 * t


def updates_needed(factors: np.ndarray, start: np.ndarray) -> np.ndarray:
    """The first k with ‖factorsᵏ · start‖ ≤ 10⁻⁶ ‖start‖, per column; NaN for never.

    A fixed rate multiplies each axis by its factor 1 − αλ at every update.

    >>> updates_needed(np.array([[0.99], [0.0]]), np.ones((2, 1)))
    array([1341.])
    """
    sizes = np.abs(factors)
    goal = GOAL * np.linalg.norm(start, axis=0)
    high = np.full(goal.shape, 2**20)
    low, never = np.zeros_like(high), ~(sizes < 1).all(axis=0)
    with np.errstate(over="ignore"):
        for _ in range(20):
            middle = (low + high) // 2
            there = np.linalg.norm(sizes**middle * start, axis=0) <= goal
            low, high = np.where(there, low, middle), np.where(there, middle, high)
    return np.where(never, np.nan, high)


@lru_cache(maxsize=1)
def searched() -> dict[str, np.ndarray]:
    """The updates that exact search needs for each κ, from both starts: one grid."""
    curvatures = np.stack([1 / np.array(2 * KAPPAS), np.ones(2 * len(KAPPAS))])
    matrix = curvatures[None] * np.eye(2)[:, :, None]
    x0 = np.concatenate([started(s, np.array(KAPPAS)) for s in (EVEN, WORST)], axis=1)
    rule = ExactLineSearch(hessian=lambda p: matrix)
    trace = minimize(
        lambda p: (curvatures * p**2).sum(axis=0) / 2,
        *(lambda p: curvatures * p, x0, rule),
        steps=BUDGET,
        tol=1e-12,
    )
    far = np.linalg.norm(trace.points, axis=1) > GOAL * np.linalg.norm(x0, axis=0)
    return dict(zip((EVEN, WORST), far.sum(axis=0).reshape(2, -1), strict=True))


@lru_cache(maxsize=256)
def cost(step: str, t: float, start: str) -> np.ndarray:
    """The updates to 10⁻⁶ of the distance, for every κ."""
    if step == EXACT:
        return searched()[start].astype(float)
    kappas = np.array(KAPPAS, dtype=float)
    curvatures = np.stack([1 / kappas, np.ones_like(kappas)])
    factors = 1 - rate(kappas, step, t) * curvatures
    return updates_needed(factors, started(start, kappas))


def walk(kappa: float, step: str, t: float, start: str) -> dict[str, Any]:
    """The path with its flips, and the price of every condition number."""
    trace, needed = run(kappa, step, t, start), cost(step, t, start)
    y = trace.points[:, 1]
    flips = int(np.count_nonzero(y[1:] * y[:-1] < 0))
    here = needed[KAPPAS.index(kappa)]
    arrives = not np.isnan(here)
    now, naive = np.array([[kappa], [here]]), needed[0] * np.array(KAPPAS)
    return {
        "levels": level_lines(kappa),
        "path": trace.points.T,
        "begin": trace.points[:1].T,
        "end": trace.points[-1:].T,
        "steep": np.stack([np.arange(len(y)), y / y[0]]),
        "cost": np.stack([KAPPAS, needed]) if arrives else None,
        "now": now if arrives else None,
        "naive": np.stack([KAPPAS, naive]) if arrives else None,
        "flips": flips,
        "updates": here,
        "falls": trace.values[1:] / trace.values[:-1] if trace.values.all() else None,
        "meter": f"{flips} flips in {len(y) - 1} step{'s' * (len(y) != 2)}",
        "story": story(step, rate(kappa, step, t), flips),
        "price": price(needed[0], needed[-1]),
    }


def story(step: str, lr: float, flips: int) -> str:
    """The title of the map: why the path zigzags or does not.

    >>> story(SHARE, 1.9, 50), story(SHARE, 0.5, 0)
    ('A zigzag, for αL = 1.90 > 1', 'No zigzag, for αL = 0.50 ≤ 1')
    """
    if step == EXACT:
        return "Exact: right-angled turns" if flips else "Exact: one step is enough"
    rate_ = f"αL = {lr:.{3 if step == BEST else 2}f}"
    if lr >= 2:
        return f"No arrival, for {rate_} ≥ 2"
    if lr > 1:
        return f"A zigzag, for {rate_} > 1"
    return f"No zigzag, for {rate_} ≤ 1"


def price(round_: float, narrow: float) -> str:
    """The title of the curve: the price of the narrowest valley, in round ones."""
    if np.isnan(narrow):
        return "At this rate none arrives"
    return f"κ = 1000 costs {narrow / round_:,.0f} × κ = 1"


def largest_calm(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    return (state["kappa"], state["step"], state["t"]) == (100, SHARE, 0.5)


def quick(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    return state["kappa"] == 1000 and numbers["updates"] < 7000


def worst(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    """Whether every step of exact search gains as little as the theorem promises."""
    falls, there = numbers["falls"], (state["kappa"], state["step"]) == (100, EXACT)
    return there and bool(np.allclose(falls, (99 / 101) ** 2, rtol=1e-9))


def tell(state: dict[str, Any], numbers: dict[str, Any]) -> str:
    """The picture in one sentence."""
    here = numbers["updates"]
    noun = "update" if here == 1 else "updates"
    cost = "never arrives" if np.isnan(here) else f"needs {here:.0f} {noun} for 1e-6"
    t = f"t = {state['t']:.2f}" + " (unused)" * (state["step"] != SHARE)
    return (
        f"κ = {state['kappa']}, step {state['step']}, {t}, start along "
        f"{state['start']}: {numbers['meter']} of the steep coordinate; it {cost}. "
        f"{numbers['price']}."
    )
