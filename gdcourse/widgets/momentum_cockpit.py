"""Lesson 07: the cockpit of momentum: map, roots, path and losses of one pair α, β."""

from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np

from gdcourse.optimizers import GradientDescent, LookAhead
from gdcourse.proofs.heavy_ball_stability import quadratic
from gdcourse.proofs.problems import Problem, Walk, walk
from gdcourse.widgets.choices import Choice, Steps
from gdcourse.widgets.controls import Slider
from gdcourse.widgets.gradient_descent_bowl import level_lines
from gdcourse.widgets.live import LiveFigure
from gdcourse.widgets.momentum_cockpit_panes import draw_cockpit, place_names
from gdcourse.widgets.momentum_goals import TASKS
from gdcourse.widgets.momentum_modes import (
    HEAVY,
    NESTEROV,
    best_rate,
    monotone_edge,
    rate,
    roots,
    rule,
    speeds,
    stable_edge,
)

START, STEPS, SHOWN, FAR = (9.0, 3.0), 120, 40, 1e4
TURN = np.linspace(0, 2 * np.pi, 121)
CIRCLE = np.stack([np.cos(TURN), np.sin(TURN)])


def cockpit() -> LiveFigure:
    """The map of all pairs (α, β) with one marked; its roots, its path, its losses."""
    return LiveFigure(
        "cockpit",
        [
            Slider("lr", "learning rate", "α", 0.0, 4.0, 0.05, 1.0),
            Slider("momentum", "momentum", "β", 0.0, 1.0, 0.01, 0.9),
            Steps("kappa", "condition number", "κ", (4, 9, 25, 100, 400), 25),
            Choice("method", "method", (HEAVY, NESTEROV), HEAVY, buttons=True),
        ],
        fly,
        draw_cockpit,
        place_names,
        tell,
        tasks=TASKS,
        clicks={0: ("lr", "momentum")},
    )


def fly(lr: float, momentum: float, kappa: float, method: str) -> dict[str, Any]:
    """Everything that the four panes show for one pair on the bowl of this κ."""
    run = run_of(method, lr, momentum, kappa)
    promised = float(rate(method, lr, momentum, (1 / kappa, 1.0)))
    found = {"rate": promised, "best": best_rate(method, kappa), "run": run}
    found |= {"measured": measured_rate(run), "tuned": tuned_descent(kappa)}
    moving = map_numbers(method, lr, momentum, kappa)
    moving |= path_numbers(method, kappa, found)
    moving |= root_numbers(method, lr, momentum, kappa, promised)
    moving |= loss_numbers(method, found)
    return found | moving | titles(method, lr, found)


@lru_cache(maxsize=8)
def bowl(kappa: float) -> Problem:
    """The quadratic with L = 1 and μ = 1/κ, with its start."""
    return replace(quadratic(np.array([1 / kappa, 1.0])), start=np.array(START))


def run_of(method: str, lr: float, momentum: float, kappa: float) -> Walk:
    """A run to the last step: where a gradient is 0 in passing, momentum goes on."""
    problem, chosen = bowl(kappa), rule(method, lr, momentum)
    if method == NESTEROV:
        chosen = LookAhead(lr, momentum, gradient=problem.gradient)
    return walk(problem, chosen, STEPS)


@lru_cache(maxsize=8)
def tuned_descent(kappa: float) -> Walk:
    """Gradient descent at its own best rate 2 / (L + μ)."""
    return walk(bowl(kappa), GradientDescent(2 / (1 + 1 / kappa)), STEPS)


def measured_rate(run: Walk) -> float:
    """The factor per step over the second half, from two neighboring points at once.

    One point alone passes the minimizer now and then, and would tell nothing.
    """
    both = np.log(run.distances[1:] + run.distances[:-1]) / 2
    half = STEPS // 2
    slope = np.polyfit(np.arange(half), both[-half:], 1)[0]
    return float(np.exp(slope))


def only(method: str, name: str, number: Any) -> dict[str, Any]:
    """The same number for the artist of this method, nothing for the other's."""
    names = (HEAVY, NESTEROV)
    return {f"{name} {one}": number if one == method else None for one in names}


def map_numbers(method: str, lr: float, momentum: float, kappa: float) -> dict:
    """The map of this method and κ, and the chosen pair on it."""
    return {
        "map": speeds(method, kappa),
        "stable": stable_edge(method),
        "monotone": monotone_edge(method),
    } | only(method, "place", np.array([[lr], [momentum]]))


def root_numbers(method: str, lr: float, momentum: float, kappa: float, size: float):
    """The roots of the flat and the steep direction, and of all between them."""
    curvatures = np.linspace(1 / kappa, 1, 101)
    both = roots(method, lr, momentum, curvatures)
    lowest = both[:, -1].real.min()
    return {
        "locus 0": np.stack([both[0].real, both[0].imag]),
        "locus 1": np.stack([both[1].real, both[1].imag]),
        "flat": np.stack([both[:, 0].real, both[:, 0].imag]),
        "steep": np.stack([both[:, -1].real, both[:, -1].imag]),
        "size": size * CIRCLE,
        "outside": f"◂ one at −{-lowest:.2f}" if lowest < -1.6 else "",
    }


def path_numbers(method: str, kappa: float, found: dict[str, Any]) -> dict[str, Any]:
    """The first steps of both runs on the bowl, as far as they stay near it."""
    points = np.array(found["run"].points[: SHOWN + 1]).T
    tuned = np.array(found["tuned"].points[: SHOWN + 1]).T
    near = np.abs(points).max(axis=0) < FAR
    path = points[:, : near.size if near.all() else int(np.argmin(near))]
    moving = only(method, "path", path) | only(method, "end", path[:, -1:])
    moving |= {"descent": tuned, "descent end": tuned[:, -1:]}
    return moving | {"levels": level_lines(kappa)}


def loss_numbers(method: str, found: dict[str, Any]) -> dict[str, Any]:
    """The gaps over the steps, in units of the first, and what theory promises."""
    ks = np.arange(STEPS + 1)
    gaps = {
        "run": found["run"].gaps / found["run"].gaps[0],
        "descent": found["tuned"].gaps / found["tuned"].gaps[0],
    }
    promised = np.stack([ks[[0, -1]], found["rate"] ** (2.0 * ks[[0, -1]])])
    curves = {
        name: np.stack([ks, np.maximum(gap, 1e-99)]) for name, gap in gaps.items()
    }
    moving = {"losses descent": curves["descent"], "theory": promised}
    names = {"name descent": "gradient\ndescent", "name theory": "theory"}
    names |= {f"name {HEAVY}": None, f"name {NESTEROV}": None, f"name {method}": method}
    return moving | only(method, "losses", curves["run"]) | names


def titles(method: str, lr: float, found: dict[str, Any]) -> dict[str, str]:
    """Four claims, from the numbers."""
    rate_, best, measured = found["rate"], found["best"], found["measured"]
    size = f"×{rate_:.3f} per step"
    here, there = (found[name].distances[SHOWN] for name in ("run", "tuned"))
    nearer = "closer than" if here < there else "farther off than"
    if np.isclose(here, there, rtol=1e-9, atol=0):
        nearer = "as far off as"
    verdict = "inside" if rate_ < 1 - 1e-9 else "outside" if rate_ > 1 + 1e-9 else "on"
    return {
        "map title": f"Theory: {size}; the best pair has ×{best:.3f}",
        "roots title": f"The farthest root is {verdict} the unit circle",
        "path title": f"After {SHOWN} steps {nearer} tuned gradient descent",
        "losses title": f"Measured ×{measured:.3f} per step, theory ×{rate_:.3f}",
    }


def tell(state: dict[str, Any], numbers: dict[str, Any]) -> str:
    """The picture in one sentence."""
    return (
        f"Map, roots, path and losses of {state['method']} with α = {state['lr']:.2f}, "
        f"β = {state['momentum']:.2f}, κ = {state['kappa']}: ×{numbers['rate']:.3f} "
        f"per step in theory, ×{numbers['measured']:.3f} measured, "
        f"×{numbers['best']:.3f} at best."
    )
