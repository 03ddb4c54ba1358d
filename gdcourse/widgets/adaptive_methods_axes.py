"""Lesson 08: turn a valley, and see which methods notice."""

from functools import lru_cache
from typing import Any

import numpy as np

from gdcourse import landscapes
from gdcourse.optimizers import AdaGrad, Adam, GradientDescent, RMSprop, minimize
from gdcourse.widgets.adaptive_methods_axes_panes import AFTER, GOAL, draw_panes
from gdcourse.widgets.choices import Steps
from gdcourse.widgets.controls import Slider
from gdcourse.widgets.live import LiveFigure
from gdcourse.widgets.tasks import Task

ANGLES = tuple(float(angle) for angle in np.arange(0, 45.1, 2.5))
KAPPAS = (10, 100, 1000)
FLOORS = (1e-8, 1e-4, 1e-2, 1.0, 10.0)
BUDGET = 9000
RUNS = ("gradient descent", "AdaGrad", "RMSprop", "Adam")
SHOWN = np.unique(np.r_[0:9, np.geomspace(9, BUDGET, 120).astype(int)])
LEVELS = (1.0, 0.5, 0.2, 0.05, 0.005)  # of the value at the start
AROUND = np.linspace(0, 2 * np.pi, 73)


def turn_the_axes() -> LiveFigure:
    """A valley at an angle: gradient descent does not notice, the others do."""
    return LiveFigure(
        "turn the axes",
        [
            Slider("angle", "angle", "°", 0.0, 45.0, 2.5, 0.0),
            Steps("kappa", "condition number", "κ", KAPPAS, 1000),
            Steps("eps", "floor", "ε", FLOORS, 1e-8),
        ],
        at_angle,
        draw_panes,
        None,
        tell,
        tasks=[
            Task("slower", "an angle at which gradient descent beats Adam", slower),
            Task(
                "blind",
                "κ = 1000, an ε with which Adam hardly feels the turn: at 45° it takes "
                "less than 3 times its steps",
                hardly_feels,
            ),
        ],
    )


def settings() -> tuple[np.ndarray, ...]:
    """All positions of the three controls, as a grid (κ, ε, angle in radians)."""
    grid = np.meshgrid(KAPPAS, FLOORS, np.radians(ANGLES), indexing="ij")
    return tuple(np.asarray(part, dtype=float) for part in grid)


def place(angle: float, kappa: int, eps: float) -> tuple[int, int, int]:
    """Where a position lies in the grid."""
    return KAPPAS.index(kappa), FLOORS.index(eps), ANGLES.index(angle)


def turned(p: Any, angle: Any) -> np.ndarray:
    """Points turned counterclockwise.

    >>> turned([1.0, 0.0], np.pi / 2).round(9).tolist()
    [0.0, 1.0]
    """
    c, s = np.cos(angle), np.sin(angle)
    return np.stack([c * p[0] - s * p[1], s * p[0] + c * p[1]])


def curvatures(kappa: np.ndarray, angle: np.ndarray) -> tuple[np.ndarray, ...]:
    """The entries xx, xy and yy of the Hessian of a turned bowl of the library."""
    bowls = {k: landscapes.quadratic(k).hessian([0.0, 0.0]) for k in KAPPAS}
    flat, steep = (np.vectorize(lambda k, i=i: bowls[k][i, i])(kappa) for i in (0, 1))
    c, s = np.cos(angle), np.sin(angle)
    return (
        flat * c**2 + steep * s**2,
        (flat - steep) * c * s,
        flat * s**2 + steep * c**2,
    )


def rules(kappa: np.ndarray, eps: np.ndarray) -> dict[str, Any]:
    """The four methods, each with its settings for the whole grid."""
    same = np.ones_like(kappa)
    return {
        "gradient descent": GradientDescent(1 / kappa),
        "AdaGrad": AdaGrad(0.5 * same, eps=eps),
        "RMSprop": RMSprop(0.001 * same, eps=eps),
        "Adam": Adam(0.01 * same, eps=eps),
    }


@lru_cache(maxsize=1)
def all_runs() -> dict[str, dict[str, np.ndarray]]:
    """Every method at every position at once: steps needed, shares left, paths."""
    kappa, eps, angle = settings()
    xx, xy, yy = curvatures(kappa, angle)

    def gradient(p: np.ndarray) -> np.ndarray:
        return np.stack([xx * p[0] + xy * p[1], xy * p[0] + yy * p[1]])

    def value(p: np.ndarray) -> np.ndarray:
        return (p * gradient(p)).sum(axis=0) / 2

    start, found = turned(np.ones((2, *kappa.shape)), angle), {}
    for name, rule in rules(kappa, eps).items():
        trace = minimize(value, gradient, start, rule, steps=BUDGET, tol=1e-5)
        left = (trace.points * trace.gradients).sum(axis=1) / 2
        left /= left[0].copy()
        there = left <= GOAL
        count = np.where(there.any(axis=0), there.argmax(axis=0), BUDGET + 1)
        seen, after = SHOWN[len(left) > SHOWN], min(AFTER, len(left) - 1)
        found[name] = {
            "count": count,
            "left": left[seen],
            "path": trace.points[seen],
            "last": np.take_along_axis(left, np.minimum(count, len(left) - 1)[None], 0),
            "after": trace.points[after],
        }
    return found


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
