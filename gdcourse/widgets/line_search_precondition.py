"""Lesson 04: a bowl made rounder before we walk, and when the diagonal is no help."""

from functools import lru_cache
from typing import Any

import numpy as np

from gdcourse import landscapes
from gdcourse.optimizers import GradientDescent, Preconditioned, Trace, minimize
from gdcourse.widgets.choices import Choice, Steps
from gdcourse.widgets.controls import Slider
from gdcourse.widgets.line_search_precondition_panes import draw_panes
from gdcourse.widgets.line_search_zigzag import updates_needed
from gdcourse.widgets.line_search_zigzag_panes import level_lines
from gdcourse.widgets.live import LiveFigure
from gdcourse.widgets.tasks import Task

NONE, DIAGONAL, FULL = "none", "1/diagonal", "inverse Hessian"
KAPPAS = (2, 10, 100, 1000, 10_000)
STEPS = 20
TURNS = np.arange(0, 91, 3)


def precondition() -> LiveFigure:
    """A bowl and its axes turned: what the diagonal and what the Hessian make of it."""
    return LiveFigure(
        "precondition",
        [
            Choice("scale", "preconditioner P", (NONE, DIAGONAL, FULL), NONE),
            Slider("angle", "angle of the valley in degrees", "θ", 0, 90, 3, 15),
            Steps("kappa", "condition number", "κ", KAPPAS, 10),
        ],
        walk,
        draw_panes,
        None,
        tell,
        clicks={2: ("angle", None)},
        tasks=[
            Task(
                "useless", "κ = 100: an angle where 1/diagonal leaves all of κ", useless
            ),
            Task("easy", "κ = 10000: one update, with the diagonal alone", easy),
            Task("newton", "κ = 10000 at 45°: one update", newton),
        ],
    )


@lru_cache(maxsize=8)
def bowl(kappa: float) -> landscapes.Landscape:
    """The bowl with L = 1, its flat direction along x."""
    return landscapes.quadratic(kappa, L=1.0)


def turned(points: np.ndarray, angle: int) -> np.ndarray:
    """Points turned counterclockwise, the angle in degrees."""
    c, s = np.cos(np.deg2rad(angle)), np.sin(np.deg2rad(angle))
    return np.array([[c, -s], [s, c]]) @ points


@lru_cache(maxsize=256)
def hessian(angle: int, kappa: float) -> np.ndarray:
    """The Hessian of the turned bowl: R H Rᵀ."""
    straight = bowl(kappa).hessian(np.zeros(2))
    return turned(turned(straight, angle).T, angle)


def matrix(scale: str, H: np.ndarray) -> np.ndarray:
    """P: the identity, one over H's diagonal, or the inverse of H."""
    if scale == NONE:
        return np.eye(2)
    return np.diag(1 / np.diag(H)) if scale == DIAGONAL else np.linalg.inv(H)


def variables(scale: str, H: np.ndarray) -> np.ndarray:
    """S with P = S Sᵀ: in z, where x = S z, P's walk is plain gradient descent."""
    if scale == FULL:
        sizes, axes = np.linalg.eigh(H)
        return axes @ np.diag(sizes**-0.5)
    return matrix(scale, H) ** 0.5


def rounder(scale: str, H: np.ndarray) -> np.ndarray:
    """The Hessian SᵀHS in the new variables."""
    S = variables(scale, H)
    return S.T @ H @ S


def kappa_of(H: np.ndarray) -> float:
    """Largest by smallest eigenvalue; rounding below 10⁻⁹ is dropped.

    >>> kappa_of(np.diag([0.5, 2.0]))
    4.0
    """
    low, high = np.linalg.eigvalsh(H)
    return round(float(high / low), 9)


@lru_cache(maxsize=64)
def condition_numbers(scale: str, kappa: float) -> np.ndarray:
    """κ after preconditioning, for every angle."""
    found = [kappa_of(rounder(scale, hessian(int(a), kappa))) for a in TURNS]
    return np.stack([TURNS, np.array(found)])


@lru_cache(maxsize=128)
def run(scale: str, angle: int, kappa: float) -> Trace:
    """Twenty updates at the best rate for the preconditioned bowl."""
    f, H = bowl(kappa), hessian(angle, kappa)
    best = 2 / np.linalg.eigvalsh(rounder(scale, H)).sum()
    rule = Preconditioned(GradientDescent(float(best)), matrix(scale, H))
    return minimize(
        lambda p: f.value(turned(p, -angle)),
        lambda p: turned(f.gradient(turned(p, -angle)), angle),
        turned(np.array([1.0, 1.0]), angle),
        rule,
        steps=STEPS,
        tol=1e-12,
    )


def walk(scale: str, angle: int, kappa: float) -> dict[str, Any]:
    """The same run in x and in z, and the price of the bowl that it sees."""
    curves = {P: condition_numbers(P, kappa) for P in (NONE, DIAGONAL, FULL)}
    seen = float(curves[scale][1, list(TURNS).index(angle)])
    factor = np.array([[(seen - 1) / (seen + 1)]])
    updates = int(updates_needed(factor, np.ones((1, 1)))[0])
    about = {"seen": seen, "updates": updates, "price": price(updates)}
    now = {"now": np.array([[angle], [seen]])}
    return views(scale, angle, kappa) | curves | about | now | words(seen, kappa)


def views(scale: str, angle: int, kappa: float) -> dict[str, np.ndarray]:
    """Level lines and path in x, and the same in z, scaled to the start."""
    path = run(scale, angle, kappa).points.T
    S, levels = variables(scale, hessian(angle, kappa)), level_lines(kappa)
    z, rings = (np.linalg.solve(S, p) for p in (path, turned(levels, angle)))
    unit = np.abs(z[:, 0]).max()
    return {
        "levels": turned(levels, angle),
        "path": path,
        "rings": rings / unit,
        "route": z / unit,
        "begin": path[:, :1],
        "end": path[:, -1:],
        "first": z[:, :1] / unit,
        "last": z[:, -1:] / unit,
    }


def words(seen: float, kappa: float) -> dict[str, str]:
    """The titles of the maps.

    >>> words(1.0, 10_000)
    {'before': 'In x: κ = 10,000', 'after': 'In z: κ = 1'}
    """
    after = f"{seen:,.0f}" if seen >= 1000 else f"{seen:.3g}"
    return {"before": f"In x: κ = {kappa:,}", "after": f"In z: κ = {after}"}


def price(updates: int) -> str:
    """
    >>> price(1), price(69078)
    ('1 update to 1e-6', '69,078 updates to 1e-6')
    """
    return f"{updates:,} update{'s' * (updates != 1)} to 1e-6"


def useless(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    there = (state["scale"], state["kappa"]) == (DIAGONAL, 100)
    return there and numbers["seen"] > 99.999


def easy(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    there = (state["scale"], state["kappa"]) == (DIAGONAL, 10_000)
    return there and numbers["updates"] == 1


def newton(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    there = (state["angle"], state["kappa"]) == (45, 10_000)
    return there and numbers["updates"] == 1


def tell(state: dict[str, Any], numbers: dict[str, Any]) -> str:
    """The picture in one sentence."""
    return (
        f"A bowl with κ = {state['kappa']}, its valley at {state['angle']}°, "
        f"preconditioner {state['scale']}: in the new variables "
        f"{numbers['after'].removeprefix('In z: ')}, and {numbers['price']}."
    )
