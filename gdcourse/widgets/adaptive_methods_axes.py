"""Lesson 08: turn a valley, and see which methods notice."""

from functools import lru_cache
from typing import Any

import numpy as np

from gdcourse import landscapes
from gdcourse.widgets.adaptive_methods_axes_panes import draw_panes
from gdcourse.widgets.adaptive_methods_axes_runs import (
    BUDGET,
    FLOORS,
    KAPPAS,
    RUNS,
    SHOWN,
    all_runs,
    place,
    turned,
)
from gdcourse.widgets.choices import Steps
from gdcourse.widgets.controls import Slider
from gdcourse.widgets.live import LiveFigure
from gdcourse.widgets.tasks import Task

LEVELS = (1.0, 0.5, 0.2, 0.05, 0.005)  # of the value at the start
AROUND = np.linspace(0, 2 * np.pi, 49)


def turn_the_axes() -> LiveFigure:
    """A valley at an angle: gradient descent does not notice, the others do."""
    return LiveFigure(
        "turn the axes",
        [
            Slider("angle", "angle in degrees", "θ", 0.0, 45.0, 2.5, 0.0),
            Steps("kappa", "condition number", "κ", KAPPAS, 1000),
            Steps("eps", "floor", "ε", FLOORS, 1e-8),
        ],
        at_angle,
        draw_panes,
        None,
        tell,
        tasks=[
            Task(
                "slower",
                "an angle at which gradient descent beats Adam, though not at 0°",
                slower,
            ),
            Task(
                "blind",
                "κ = 1000, an ε with which Adam hardly feels the turn: at 45° it takes "
                "less than 3 times its steps",
                hardly_feels,
            ),
        ],
    )


@lru_cache(maxsize=64)
def at_angle(angle: float, kappa: int, eps: float) -> dict[str, Any]:
    """The four runs at one position, and what they take without the turn."""
    here, numbers = place(angle, kappa, eps), {}
    for name, run in all_runs().items():
        count, level = int(run["count"][here]), int(run["count"][(*here[:2], 0)])
        numbers |= {f"{name} at": count, f"{name} level": level}
        numbers |= curves(name, run, here) | row(name, count, level)
    ratio = numbers["Adam at"] / numbers["Adam level"]
    numbers["title"] = (
        f"Turned by {angle:.1f}°, Adam needs {ratio:.3g} times its steps"
        if angle
        else f"Without a turn Adam needs {numbers['Adam at']} steps"
    )
    numbers["same"] = (
        f"Gradient descent needs {numbers['gradient descent at']} steps at every angle"
    )
    return numbers | {"levels": level_lines(kappa, angle)}


def curves(name: str, run: dict[str, np.ndarray], here: tuple) -> dict[str, Any]:
    """The path of a run until it has arrived, its place on the way, its share left."""
    count, left = run["count"][here], run["left"][(slice(None), *here)]
    k = SHOWN[: len(left)]
    early = k < count
    last = np.array([[min(count, BUDGET) + 1.0], run["last"][(slice(None), *here)]])
    share = np.stack([k[early] + 1.0, left[early]])
    return {
        f"{name} share": np.concatenate([share, last], axis=1),
        f"{name} path": run["path"][(slice(None), slice(None), *here)][early].T,
        f"{name} after": run["after"][(slice(None), *here)][:, None],
    }


def row(name: str, count: int, level: int) -> dict[str, Any]:
    """The row of a method under the curves: steps at 0° ○, steps now, in words."""
    y = 10.0 ** (-7.3 - 1.45 * RUNS.index(name))
    there, was = count <= BUDGET, level <= BUDGET
    reach = np.array([[level + 1.0, count + 1.0], [y, y]])
    said = f"{count}" if there else f"over {BUDGET}"
    return {
        f"{name} reach": reach if there and was else None,
        f"{name} was": reach[:, :1] if was else None,
        f"{name} now": reach[:, 1:] if there else None,
        f"{name} words": f"{name}: {said}",
    }


def level_lines(kappa: int, angle: float) -> np.ndarray:
    """Ellipses on which f has the same value, as one line with gaps."""
    bowl, lines = landscapes.quadratic(kappa), []
    high = float(bowl.value([1.0, 1.0]))
    for share in LEVELS:
        flat, steep = np.sqrt(2 * share * high / np.array([bowl.mu, bowl.L]))
        ring = turned(
            [flat * np.cos(AROUND), steep * np.sin(AROUND)], np.radians(angle)
        )
        lines += [ring, np.full((2, 1), np.nan)]
    return np.concatenate(lines, axis=1)


def slower(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    """Whether Adam needs more steps than gradient descent, because of the turn."""
    return numbers["Adam at"] > numbers["gradient descent at"] > numbers["Adam level"]


def hardly_feels(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    """Whether a large floor makes Adam nearly blind for the turn."""
    most = all_runs()["Adam"]["count"][place(45.0, 1000, state["eps"])]
    return state["kappa"] == 1000 and most < 3 * numbers["Adam level"]


def tell(state: dict[str, Any], numbers: dict[str, Any]) -> str:
    """The picture in one sentence."""
    said = [numbers[f"{name} words"] for name in RUNS]
    return (
        f"Valley turned by {state['angle']:.1f}°, κ = {state['kappa']}, "
        f"ε = {state['eps']:g}. Steps to a millionth: {', '.join(said)}; "
        f"Adam at 0°: {numbers['Adam level']}."
    )
