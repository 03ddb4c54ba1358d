"""Lesson 02: one learning rate for two curvatures, on the map and as two factors."""

from functools import lru_cache
from typing import Any

import numpy as np

from gdcourse import landscapes, plotting
from gdcourse.optimizers import GradientDescent, minimize
from gdcourse.plotting import maps, style
from gdcourse.widgets.choices import Steps
from gdcourse.widgets.controls import Slider
from gdcourse.widgets.live import LiveFigure
from gdcourse.widgets.tasks import Task

START, STEPS = (9.0, 3.0), 40
WINDOW = ((-10.0, 10.0), (-6.0, 6.0))
HIGHEST = 1.3  # of the axis of factors


def two_curvatures() -> LiveFigure:
    """The learning rate on a bowl whose steep curvature is 1 and flat curvature 1/κ."""
    return LiveFigure(
        "two curvatures",
        [
            Slider("lr", "learning rate", "α", 0.0, 2.1, 0.02, 0.3),
            Steps("kappa", "condition number", "κ", (1, 2, 5, 10, 30, 100), 10),
        ],
        walk,
        draw_bowl,
        None,
        tell,
        tasks=[
            Task(
                "fastest",
                "κ = 10, α > 0: the rate with both dots equally high",
                balanced,
            ),
            Task("edge", "κ = 10: the rate at which it jumps forever", never_settles),
        ],
    )


@lru_cache(maxsize=8)
def bowl(kappa: float) -> landscapes.Landscape:
    """The bowl with L = 1 and μ = 1/κ, its flat direction along x."""
    return landscapes.quadratic(kappa, L=1.0)


def level_lines(kappa: float) -> np.ndarray:
    """Ellipses of equal height in one row of points, with gaps (NaN) between them."""
    turn = np.linspace(0, 2 * np.pi, 181)[:, None]
    across = np.array([1.5, 3.0, 4.5, 6.0])  # where they cross the steep axis
    both = np.stack([kappa**0.5 * np.cos(turn) * across, np.sin(turn) * across])
    gaps = np.full((2, 1, across.size), np.nan)
    return np.concatenate([both, gaps], axis=1).transpose(0, 2, 1).reshape(2, -1)


def walk(lr: float, kappa: float) -> dict[str, Any]:
    """Forty steps from (9, 3), and by how much each curvature's distance shrinks."""
    f = bowl(kappa)
    rule = GradientDescent(lr)
    trace = minimize(f.value, f.gradient, START, rule, steps=STEPS, tol=0)
    curvatures = np.linspace(0, 1, 201)
    ends = np.array([f.mu, f.L])
    path = trace.points.T
    factors = 1 - lr * ends
    share = distance(path[:, -1]) / distance(path[:, 0])
    return {
        "levels": level_lines(kappa),
        "path": path,
        "start": path[:, :1],
        "end": path[:, -1:],
        "sizes": np.stack([curvatures, np.abs(1 - lr * curvatures)]),
        "dots": np.stack([ends, np.abs(factors)]),
        "factors": factors,
        "share": share,
        "story": story(np.abs(factors).max(), lr, share),
        "worst": worst(factors),
    }


def distance(point: np.ndarray) -> float:
    return float(np.linalg.norm(point))


def story(worst: float, lr: float, share: float) -> str:
    """The title of the map.

    >>> story(0.9, 1.5, 0.0123)
    'It zigzags: 1.2 % of the way is left after 40 steps'
    """
    if lr == 0:
        return "Nothing moves"
    if worst > 1:
        return "The steep direction runs away"
    if worst == 1:
        return "The steep direction jumps forever"
    manner = "It zigzags" if lr > 1 else "No zigzag"
    return f"{manner}: {100 * share:.2g} % of the way is left after {STEPS} steps"


def worst(factors: np.ndarray) -> str:
    """The title of the factors: which direction sets the pace."""
    flat, steep = np.abs(factors)
    crosses = factors[1] < 0  # without that the steep direction is always ahead
    if flat == steep or (crosses and np.isclose(flat, steep, atol=0.015)):
        return "Both directions are equally fast"
    return f"The {'flat' if flat > steep else 'steep'} direction sets the pace"


def balanced(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    """Whether no other rate shrinks the worse of the two faster."""
    flat, steep = numbers["dots"][1]
    return state["kappa"] == 10 and state["lr"] > 0 and abs(flat - steep) < 0.015


def never_settles(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    """Whether the steep factor is exactly −1."""
    return state["kappa"] == 10 and numbers["factors"][1] == -1


def tell(state: dict[str, Any], numbers: dict[str, Any]) -> str:
    """The picture in one sentence."""
    flat, steep = numbers["factors"]
    return (
        f"α = {state['lr']:.2f}, κ = {state['kappa']}: each step multiplies the flat "
        f"direction by {flat:.4g}, the steep one by {steep:.4g}; after {STEPS} steps "
        f"the distance is {numbers['share']:.2g} times that of the start."
    )


def draw_bowl(state: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
    """The map with the path on the left, the two factors on the right."""
    fig, (left, right) = plotting.figure("pair", width_ratios=(3, 2))
    return fig, map_pane(left) | factors_pane(right)


def map_pane(ax: Any) -> dict[str, Any]:
    """The level lines; start ○, end ●, minimizer ★."""
    look = style.line("gradient descent", path_effects=style.halo(3.5), zorder=4)
    ends = {"linestyle": "none", "markersize": 8, "zorder": 5}
    maps.frame(ax, WINDOW)
    (levels,) = ax.plot([], [], color=style.CONTOUR, linewidth=0.8, zorder=1)
    ax.set(xlabel="x, the flat direction", ylabel="y, the steep direction")
    ax.set(xticks=(-10, -5, 0, 5, 10), yticks=(-5, 0, 5))
    plotting.minimizer(ax, (0, 0))
    (path,) = ax.plot([], [], **look | {"linewidth": 1.4, "markersize": 3.5})
    (start,) = ax.plot([], [], **look | ends, markerfacecolor=style.PAPER)
    (end,) = ax.plot([], [], **look | ends)
    moving = {"levels": levels, "path": path, "start": start, "end": end}
    return moving | {"story": ax.set_title("The path")}


def factors_pane(ax: Any) -> dict[str, Any]:
    """The size of the factor over the curvature; beyond 1 a direction diverges."""
    ax.set(xlim=(0, 1.05), ylim=(0, HIGHEST), xlabel="curvature λ")
    ax.set_ylabel("size of the factor |1 − αλ|")
    ax.axhline(1, color=style.INK, linestyle="--", linewidth=1.2)
    ax.text(0.02, 1.03, "above: diverges", color=style.TICK, fontsize=9)
    (sizes,) = ax.plot([], [], color=style.SPINE, linewidth=1.6)
    look = style.line("gradient descent", linestyle="none", markersize=9, zorder=5)
    (dots,) = ax.plot([], [], **look, clip_on=False)
    return {"sizes": sizes, "dots": dots, "worst": ax.set_title("Two factors")}
