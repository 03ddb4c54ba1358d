"""Lesson 04: one line search along one ray, trial by trial."""

from functools import lru_cache
from typing import Any

import numpy as np

from gdcourse import landscapes
from gdcourse.optimizers import backtrack as search
from gdcourse.optimizers import wolfe_step
from gdcourse.proofs.line_search_backtracking import shortest_step
from gdcourse.widgets.choices import Choice, Steps
from gdcourse.widgets.controls import Slider
from gdcourse.widgets.line_search_backtrack_panes import (
    DEEPEST,
    LONGEST,
    TOP,
    draw_panes,
    stretch,
)
from gdcourse.widgets.live import LiveFigure
from gdcourse.widgets.tasks import Task

ARMIJO, WOLFE = "Armijo", "strong Wolfe"
C2 = 0.9


def backtrack() -> LiveFigure:
    """The height along the ray, the line it must fall below, and every trial."""
    return LiveFigure(
        "backtrack",
        [
            Choice("rule", "rule", (ARMIJO, WOLFE), ARMIJO, buttons=True),
            Slider("x", "place", "x", -5.0, 5.0, 0.25, -4.0),
            Slider("y", "place", "y", -2.5, 2.5, 0.25, 1.5),
            Steps("c", "asked share", "c", (1e-4, 0.1, 0.3, 0.5, 0.7, 0.85), 0.3),
            Slider("rho", "factor", "ρ", 0.1, 0.9, 0.1, 0.5),
            Slider("alpha0", "first trial", "α₀", 0.25, 4.0, 0.25, 4.0),
        ],
        along_the_ray,
        lambda state: draw_panes(hills()),
        stretch,
        tell,
        clicks={0: ("x", "y")},
        tasks=[
            Task("many", "a search that refuses ten trials or more", refuses_ten),
            Task("leap", "Armijo: an accepted step of at least 3 = 3/L", leaps),
            Task("longer", "strong Wolfe: a step longer than the first trial", grows),
        ],
    )


@lru_cache(maxsize=1)
def hills() -> landscapes.Landscape:
    """A valley with ripples along x; curvatures lie between -0.6 and L = 1."""
    return landscapes.Landscape(
        "rippled valley",
        "y**2/2 + x**2/10 - 5*cos(6*x/5)/9",
        L=1.0,
        window=((-6.0, 6.0), (-3.2, 3.2)),
    )


def trials(rule: str, p: np.ndarray, g: np.ndarray, **settings: Any) -> tuple:
    """The step that the rule accepts, and all steps that it tried."""
    f, square, tried = hills(), float(g @ g), []

    def watched(q: np.ndarray) -> Any:
        tried.append(float((p - q) @ g) / square)
        return f.value(q)

    c, alpha0 = settings["c"], settings["alpha0"]
    if rule == WOLFE:
        both = {"alpha0": alpha0, "c1": c, "c2": C2}
        step = wolfe_step(watched, f.gradient, p, -g, -square, **both)
    else:
        shrink = {"alpha0": alpha0, "shrink": settings["rho"], "c": c}
        step = search(watched, p, -g, -square, gradient=f.gradient, **shrink)
    return float(step), np.array(tried[1:])  # the first value is f(x) itself


def along_the_ray(
    rule: str, x: float, y: float, c: float, rho: float, alpha0: float
) -> dict[str, Any]:
    """φ(α) = f(x − αg) above f(x), in units of ‖g‖²: so its slope begins at −1."""
    f, p = hills(), np.array([x, y])
    g = f.gradient(p)
    square = float(g @ g)
    if square < 1e-20:
        return nothing(p)
    step, tried = trials(rule, p, g, c=c, rho=rho, alpha0=alpha0)

    def at(alpha: np.ndarray) -> np.ndarray:
        return p[:, None] - g[:, None] * alpha

    def phi(alpha: np.ndarray) -> np.ndarray:
        return np.stack([alpha, (f.value(at(alpha)) - f.value(p)) / square])

    fall = float(-phi(np.array([step]))[1, 0] * square)
    no_less = shortest_step(alpha0, rho, c, f.L) if rule == ARMIJO else None
    return pictures(at, phi, tried, max(alpha0, step), c) | {
        "floor": None if no_less is None else np.array([[no_less] * 2, [-9.0, 9.0]]),
        "step": step,
        "tried": len(tried),
        "fall": fall,
        "title": f"Trial {len(tried)} is accepted: α = {step:.3g}",
        "story": f"f falls by {fall:.3g}",
    }


def pictures(at: Any, phi: Any, tried: np.ndarray, end: float, c: float) -> dict:
    """The curve, Armijo's line and the trials, over α and on the map."""
    refused, accepted = tried[:-1], tried[-1:]
    reach = max(LONGEST, 1.05 * tried.max())
    ends = np.array([0.0, reach])
    return {
        "reach": reach,
        "depth": min(DEEPEST, 1.05 * phi(tried)[1].min()),
        "phi": phi(np.linspace(0, reach, 161)),
        "line": np.stack([ends, -c * ends]),
        "refused": np.minimum(phi(refused), [[np.inf], [TOP]]),
        "accepted": phi(accepted),
        "ray": at(np.array([0.0, end])),
        "marks": at(refused),
        "here": at(np.zeros(1)),
        "there": at(accepted),
    }


def nothing(p: np.ndarray) -> dict[str, Any]:
    """At a critical point there is no direction to search."""
    hidden = ("phi", "line", "refused", "accepted", "floor", "ray", "marks", "there")
    about = {"here": p[:, None], "step": 0.0, "tried": 0, "fall": 0.0}
    about |= {"reach": LONGEST, "depth": DEEPEST, "story": "Nothing to do"}
    return dict.fromkeys(hidden) | about | {"title": "No direction: the gradient is 0"}


def refuses_ten(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    return numbers["tried"] > 10


def leaps(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    return state["rule"] == ARMIJO and numbers["step"] >= 3


def grows(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    return state["rule"] == WOLFE and numbers["step"] > state["alpha0"]


def tell(state: dict[str, Any], numbers: dict[str, Any]) -> str:
    """The picture in one sentence."""
    unused = " (unused)" * (state["rule"] == WOLFE)
    return (
        f"{state['rule']} search at x = {state['x']:.2f}, y = {state['y']:.2f}, "
        f"c = {state['c']:g}, ρ = {state['rho']:.1f}{unused}, "
        f"α₀ = {state['alpha0']:.2f}: trials {numbers['tried']}, accepted "
        f"α = {numbers['step']:.4g}, f falls by {numbers['fall']:.3g}."
    )
