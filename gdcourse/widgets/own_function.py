"""Lesson 02: bring your own function: type a formula, see it derived and descended."""

from textwrap import fill
from typing import Any

import numpy as np

from gdcourse.optimizers import GradientDescent, Trace, minimize
from gdcourse.widgets.choices import Choice, Steps
from gdcourse.widgets.controls import Slider
from gdcourse.widgets.live import LiveFigure
from gdcourse.widgets.own_function_panes import draw_function, printable
from gdcourse.widgets.own_function_reading import LONGEST, Reading, reading
from gdcourse.widgets.own_function_words import fall, story
from gdcourse.widgets.play import Play
from gdcourse.widgets.tasks import Task
from gdcourse.widgets.typed import Typed

EXAMPLES = (
    "(x**2 + y - 11)**2 + (x + y**2 - 7)**2",
    "(1 - x)**2 + 100*(y - x**2)**2",
    "x**2 + 10*y**2",
    "x**2 - y**2",
    "(x**2 - 1)**2/4 + 0.15*x",
    "20 + x**2 - 10*cos(2*pi*x) + y**2 - 10*cos(2*pi*y)",
    "softplus(-x - 2*y) + x**2/10",
    "x - log(x) + y**2",
    "sqrt(1 + x**2)",
)
RATES = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.8, 1.0, 1.5, 2.0)
FAR = 100  # times the map: farther out, and higher than at the start, it diverges
OUT = 4  # times the map: points farther out are not drawn
GOALS = {
    "diverge": "type a function of your own on which the run diverges",
    "worse": "two minima, and a start from which the higher one is reached",
    "saddle": "a run that converges, but not to a minimum",
}


def own_function() -> LiveFigure:
    """Type a formula in x and y: its derivation, map and descent appear."""
    at = {"low": -5.0, "high": 5.0, "step": 0.1}
    return LiveFigure(
        "own function",
        [
            Typed("formula", "function", "f(x, y) =", EXAMPLES[0], EXAMPLES, LONGEST),
            Steps("lr", "learning rate", "α", RATES, 0.01),
            Slider("x0", "start", "x₀", start=-0.5, **at),
            Slider("y0", "start", "y₀", start=-1.0, **at),
            Play("steps", "steps at most", "K", 1, 200, 1, 40, 100),
            Steps("half", "map from −w to w,", "w", (2, 3, 5, 8), 5),
            Choice("by", "derive by", ("x", "y"), "x", buttons=True),
        ],
        descend,
        draw_function,
        None,
        tell,
        tasks=[
            Task("diverge", GOALS["diverge"], diverges),
            Task("worse", GOALS["worse"], ends_higher),
            Task("saddle", GOALS["saddle"], ends_elsewhere),
        ],
        rebuild=("formula", "half", "by"),
        clicks={0: ("x0", "y0")},
    )


def descend(
    formula: str, lr: float, x0: float, y0: float, steps: int, half: float, by: str
) -> dict[str, Any]:
    """The run from the start, or what is wrong with the formula."""
    read = reading(formula, half)
    if isinstance(read, str):
        return {"problem": fill(printable(read), 100), "kind": "unread"}
    start = [x0, y0][: read.dimension]
    f = read.f
    trace = minimize(f.value, f.gradient, start, GradientDescent(lr), steps=steps)
    points = trace.points.T
    values = f.value(points)
    kind = end_of(trace, values, read)
    place = points if read.dimension == 2 else np.stack([points[0], values])
    known = np.logical_and.accumulate(np.isfinite(values))
    drawn = known & (np.abs(points).max(axis=0) <= OUT * half)
    shown = np.where(drawn, place, np.nan)
    gap = np.where(values > read.floor, values - read.floor, np.nan)
    return {
        "trace": trace,
        "values": values,
        "kind": kind,
        "path": shown,
        "start": place[:, :1],
        "end": shown[:, -1:] if drawn[-1] else None,
        "gap": np.stack([np.arange(len(gap)), gap]),
        "title": story(kind, trace, values),
        "fall": fall(values),
    }


def end_of(trace: Trace, values: np.ndarray, read: Reading) -> str:
    """How the run ended, in a word."""
    if not np.isfinite(values[0]):
        return "nowhere"
    here = trace.x
    if not np.isfinite(values).all():
        with np.errstate(over="ignore"):
            gone = not np.isfinite(here).all() or np.nanmax(np.abs(here)) > FAR
        return "diverged" if gone else "domain"
    if not np.isfinite(trace.gradients[-1]).all() and np.abs(here).max() <= FAR:
        return "steep"
    if trace.status == "converged":
        return critical(read, here, values[-1])
    away = np.abs(here).max() / read.half
    if away > FAR and values[-1] > values[0]:
        return "diverged"
    return "off" if away > 1 else "budget"


def critical(read: Reading, here: np.ndarray, value: float) -> str:
    """What kind of a point has no slope, by the curvatures there."""
    curvatures = np.linalg.eigvalsh(read.f.hessian(here))
    low, high = curvatures[[0, -1]]
    size = 1e-6 * np.abs(curvatures).max()
    size = max(size, 1e-12 * (read.top - read.floor) / read.half**2)
    if low > size:
        return "lowest" if read.lowest(value) else "higher"
    if low < -size:
        return "saddle" if high > size else "maximum"
    return "flat"


def diverges(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    return numbers["kind"] == "diverged" and state["formula"] not in EXAMPLES


def ends_higher(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    return numbers["kind"] == "higher"


def ends_elsewhere(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    return numbers["kind"] in ("saddle", "maximum")


def tell(state: dict[str, Any], numbers: dict[str, Any]) -> str:
    """The picture in one sentence."""
    formula = state["formula"]
    if numbers["kind"] == "unread":
        line = f"No picture yet: {' '.join(numbers['problem'].split())}"
        return line if len(line) <= 200 else line[:199] + "…"
    return (
        f"f = {formula}, α = {state['lr']:g}, x₀ = {state['x0']:.1f}, "
        f"y₀ = {state['y0']:.1f}, K = {state['steps']}, w = {state['half']}, "
        f"by {state['by']}. {numbers['title']}."
    )
