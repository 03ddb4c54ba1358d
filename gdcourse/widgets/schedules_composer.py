"""Lesson 10: compose a schedule, and see what a noisy run makes of it."""

from functools import lru_cache
from typing import Any

import numpy as np

from gdcourse import landscapes
from gdcourse.optimizers import GradientDescent, Momentum, minimize
from gdcourse.widgets.choices import Choice, Steps
from gdcourse.widgets.controls import Slider
from gdcourse.widgets.live import LiveFigure
from gdcourse.widgets.schedules_composer_panes import LONGEST, draw_panes, place_names
from gdcourse.widgets.schedules_parts import (
    BODIES,
    COSINE,
    CYCLE,
    FLAT,
    LINEAR,
    composed,
)
from gdcourse.widgets.tasks import Task

PEAKS = (0.05, 0.1, 0.2, 0.5, 1.0, 1.5)
FLOORS = {"0": 0.0, "1 % of the peak": 0.01, "10 % of the peak": 0.1}
QUIET, NOISY, HEAVY = "gradient descent", "SGD", "SGD with momentum 0.9"
METHODS = (QUIET, NOISY, HEAVY)
DIMENSION, SEEDS, KAPPA, NOISE = 4, 32, 10.0, 0.2
GOAL, PAR = 0.007, 70


def composer() -> LiveFigure:
    """Warmup, body, floor and length: the rate above, the race beneath."""
    return LiveFigure(
        "schedule composer",
        [
            Choice("method", "method", METHODS, NOISY),
            Choice("body", "body", BODIES, COSINE),
            Steps("peak", "peak learning rate", "α", PEAKS, 1.0),
            Slider("warm", "warmup", "W", 0, 50, 5, 20),
            Choice("kind", "kind of warmup", (LINEAR, FLAT), LINEAR),
            Choice("floor", "floor", FLOORS, 0.0),
            Slider("total", "updates", "T", 60, LONGEST, 10, LONGEST),
        ],
        race,
        draw_panes,
        place_names,
        tell,
        tasks=[
            Task("golf", f"schedule golf with SGD: median gap {GOAL}, T ≤ {PAR}", golf),
            Task("seam", "one-cycle without a jump: it brings its own warmup", seam),
            Task(
                "quiet", "gradient descent: cosine 10 times worse than constant", quiet
            ),
        ],
    )


@lru_cache(maxsize=1)
def bowl() -> landscapes.Landscape:
    """Four curvatures from 1/10 to 1."""
    return landscapes.quadratic(KAPPA, L=1.0, dimension=DIMENSION)


@lru_cache(maxsize=1)
def noise() -> np.ndarray:
    """The noise of every update: the same for both rates, another for each seed."""
    rng = np.random.default_rng(10)
    return NOISE * rng.normal(size=(LONGEST + 1, DIMENSION, 1, SEEDS))


def gaps(method: str, rates: np.ndarray) -> np.ndarray:
    """f(x_k) - f*, shape (T + 1, runs, seeds); rates have the shape (T, runs)."""
    f, added = bowl(), iter(noise())
    size = 0.0 if method == QUIET else 1.0

    def gradient(x: np.ndarray) -> np.ndarray:
        return f.gradient(x) + size * next(added)

    def rate(k: int) -> np.ndarray:
        return rates[k][:, None]

    rule = Momentum(rate, 0.9) if method == HEAVY else GradientDescent(rate)
    start = f.start[:, None, None] + np.zeros((DIMENSION, rates.shape[1], SEEDS))
    trace = minimize(f.value, gradient, start, rule, steps=len(rates), tol=0)
    return f.value(np.moveaxis(trace.points, 1, 0)) - f.minimum


def race(**state: Any) -> dict[str, Any]:
    """The composed schedule against its peak as a constant rate."""
    peak, total, warm = state["peak"], state["total"], state["warm"]
    parts = state["kind"], warm, state["body"], peak, total, state["floor"] * peak
    schedule, before, after = composed(*parts)
    ks = np.arange(total)
    rates = np.stack([schedule(ks), np.full(total, peak)], axis=1)
    with np.errstate(over="ignore", invalid="ignore"):
        found = gaps(state["method"], rates)
    ordered, every = np.sort(found, axis=-1), np.arange(total + 1)
    low, middle, high = (ordered[..., SEEDS * q // 100] for q in (20, 50, 80))
    ends = {"schedule": float(middle[-1, 0]), "constant": float(middle[-1, 1])}
    return {
        "ends": ends,
        "jump": abs(after - before) > 1e-9,
        "rate": np.stack([ks, rates[:, 0] / peak]),
        "steady": np.array([[0, total - 1], [1, 1]]),
        "seam": np.array([[warm], [rates[warm, 0] / peak]]) if warm else None,
        "gap": np.stack([every, middle[:, 0]]),
        "low": np.stack([every, low[:, 0]]),
        "high": np.stack([every, high[:, 0]]),
        "constant": np.stack([every, middle[:, 1]]),
        "rate title": rate_title(state, before, after),
        "title": gap_title(total, ends),
        "gap name": f"{state['body']}: {ends['schedule']:.2g}",
        "constant name": f"constant α: {ends['constant']:.2g}",
    }


def rate_title(state: dict[str, Any], before: float, after: float) -> str:
    """What the parts are, and whether they fit together."""
    if not state["warm"]:
        return f"No warmup, no seam: {state['body']} from the first update"
    how = f"Warmup ({state['kind']}), then {state['body']}"
    if abs(after - before) > 1e-9:
        return f"{how}: a jump from {before:.3g} to {after:.3g} at k = {state['warm']}"
    return f"{how}: no jump at the seam k = {state['warm']}"


def gap_title(total: int, ends: dict[str, float]) -> str:
    """
    >>> gap_title(200, {"schedule": 0.001, "constant": 0.02})
    'After 200 updates the schedule leaves 20 times less than a constant rate'
    """
    ratio = ends["constant"] / ends["schedule"]
    word = "less" if ratio >= 1 else "more"
    times = max(ratio, 1 / ratio)
    if times < 1.005:
        return f"After {total} updates the schedule leaves as much as a constant rate"
    many = f"{times:.3g}" if times < 1e4 else "over 10,000"
    start = f"After {total} updates the schedule leaves {many} times {word}"
    return f"{start} than a constant rate"


def golf(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    short = state["total"] <= PAR and state["method"] == NOISY
    return short and numbers["ends"]["schedule"] <= GOAL


def seam(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    return state["body"] == CYCLE and not numbers["jump"]


def quiet(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    still = state["method"] == QUIET and state["body"] == COSINE
    return still and numbers["ends"]["schedule"] > 10 * numbers["ends"]["constant"]


def tell(state: dict[str, Any], numbers: dict[str, Any]) -> str:
    """The picture in one sentence."""
    floor = next(words for words, share in FLOORS.items() if share == state["floor"])
    ends = numbers["ends"]
    return (
        f"{state['method']}, W = {state['warm']} ({state['kind']}), {state['body']}, "
        f"α = {state['peak']:g}, floor {floor}, T = {state['total']}: "
        f"median gap {ends['schedule']:.2g}, constant {ends['constant']:.2g}."
    )
