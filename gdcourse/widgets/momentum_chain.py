"""Lesson 07: a race on the worst chain: which momentum earns the 1/k²?"""

from functools import lru_cache
from typing import Any

import numpy as np

from gdcourse.optimizers import (
    GradientDescent,
    LookAhead,
    Momentum,
    Nesterov,
    Trace,
    minimize,
)
from gdcourse.proofs.convex_lower_bound import L, chain, least
from gdcourse.proofs.problems import Problem
from gdcourse.widgets.choices import Steps
from gdcourse.widgets.controls import Slider
from gdcourse.widgets.live import LiveFigure
from gdcourse.widgets.momentum_chain_panes import MARKS, RACERS, draw_race, place_names
from gdcourse.widgets.tasks import Task

LINK = np.array([-0.25, 0.5, -0.25])


def chain_race() -> LiveFigure:
    """Four methods on Nesterov's chain, between two promises and a lower bound."""
    return LiveFigure(
        "chain race",
        [
            Slider("momentum", "fixed momentum", "β", 0.0, 0.99, 0.01, 0.9),
            Steps("links", "links of the chain", "n", (51, 101, 201, 401), 201),
        ],
        race,
        draw_race,
        place_names,
        tell,
        tasks=[
            Task("same", "the β that makes all fixed momentum idle", idle),
            Task("tuned", "n = 201: a fixed β that ends lower than tₖ", beats),
            Task(
                "fades", "β = 0.90: a chain on which it is slower than 1/k^0.6", fades
            ),
            Task("worse", "a heavy ball that ends above gradient descent", worse),
        ],
    )


@lru_cache(maxsize=4)
def known(links: int) -> Problem:
    """The chain with L = 1 and its minimizer."""
    return chain((links - 1) // 2)[0]


def pull(x: np.ndarray) -> np.ndarray:
    """The gradient: each link pulls on its two neighbors, and the first is pulled."""
    forces = np.convolve(x, LINK, "same")
    forces[0] -= 0.25
    return forces


def run(links: int, rule: Any) -> Trace:
    """From 0, one step less than there are links."""
    zero = np.zeros(links)
    return minimize(known(links).value, pull, zero, rule, steps=links - 1, tol=0)


def gaps(links: int, points: np.ndarray) -> np.ndarray:
    """f - f* for rows of points: half the energy of the distance to the minimizer."""
    away = np.pad(points - known(links).minimizer, ((0, 0), (1, 1)))
    return (np.diff(away, axis=1) ** 2).sum(axis=1) / 8


@lru_cache(maxsize=4)
def free_of_beta(links: int) -> dict[str, np.ndarray]:
    """The points of gradient descent, and of Nesterov with the sequence t_k."""
    looks = run(links, Nesterov(1.0))
    after = looks.points - looks.gradients  # x_{k+1} = y_k - ∇f(y_k)
    x = np.concatenate([looks.points[:1], after[:-1]])
    return {"descent": run(links, GradientDescent(1.0)).points, "sequence": x}


@lru_cache(maxsize=16)
def with_beta(links: int, momentum: float) -> dict[str, np.ndarray]:
    """The points of the two methods with fixed momentum."""
    return {
        "ball": run(links, Momentum(1.0, momentum)).points,
        "fixed": run(links, LookAhead(1.0, momentum)).points,
    }


def race(momentum: float, links: int) -> dict[str, Any]:
    """All four, α = 1/L, with the slopes of their gaps over the last three quarters."""
    points = free_of_beta(links) | with_beta(links, momentum)
    fallen = {name: gaps(links, p) for name, p in points.items()}
    found = {"gaps": fallen, "points": points, "half": (links - 1) // 2}
    found["slopes"] = {name: slope(gap) for name, gap in fallen.items()}
    found |= curves(links, fallen) | links_after_half(links, points)
    found |= {f"name {name}": words for name, words in MARKS.items()}
    found["name bottom"] = "no method comes lower"
    return found | titles(momentum, found)


def slope(gap: np.ndarray) -> float:
    """d log gap / d log k from a quarter of the steps to the last."""
    last = len(gap) - 1
    return float(np.log(gap[last] / gap[last // 4]) / np.log(last / (last // 4)))


def thinned(links: int) -> np.ndarray:
    """About sixty steps, evenly spaced in the logarithm."""
    return np.unique(np.geomspace(1, links - 1, 70).round().astype(int))


def curves(links: int, fallen: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Gaps in units of L ‖x_0 - x*‖², and the least that any method can leave."""
    ks, square = thinned(links), float(np.sum(known(links).minimizer ** 2))
    bottom = (least(ks.astype(float)) - least(float(links))) / L
    shown = {f"gap {name}": gap[ks] for name, gap in fallen.items()}
    shown["bottom"] = bottom.astype(float)
    return {name: np.stack([ks, gap / square]) for name, gap in shown.items()}


def links_after_half(links: int, points: dict[str, np.ndarray]) -> dict[str, Any]:
    """The coordinates after half of the steps, over their place in the chain."""
    half = (links - 1) // 2
    some = np.unique(np.linspace(0, links - 1, 101).round().astype(int))
    place = (some + 1) / (links + 1)
    rows = {f"links {n}": np.stack([place, points[n][half][some]]) for n in RACERS}
    end = half / (links + 1)
    return rows | {"front": np.array([[end, end], [-1.0, 3.0]])}


def titles(momentum: float, found: dict[str, Any]) -> dict[str, str]:
    """Two claims, from the numbers."""
    slopes = {name: f"{-value:.2f}" for name, value in found["slopes"].items()}
    return {
        "race title": f"Nesterov falls like 1/k^{slopes['sequence']}, "
        f"with fixed β like 1/k^{slopes['fixed']}",
        "links title": f"After {found['half']} steps: 0 beyond link {found['half']}",
    }


def ends(numbers: dict[str, Any]) -> dict[str, float]:
    """The last gap of each method."""
    return {name: float(gap[-1]) for name, gap in numbers["gaps"].items()}


def idle(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    last = ends(numbers)
    return last["fixed"] == last["ball"] == last["descent"]


def beats(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    return state["links"] == 201 and ends(numbers)["fixed"] < ends(numbers)["sequence"]


def fades(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    return state["momentum"] == 0.9 and numbers["slopes"]["fixed"] > -0.6


def worse(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    return ends(numbers)["ball"] > ends(numbers)["descent"]


def tell(state: dict[str, Any], numbers: dict[str, Any]) -> str:
    """The picture in one sentence."""
    last = ends(numbers)
    return (
        f"A chain of n = {state['links']} links: gap after {state['links'] - 1} steps "
        f"{last['descent']:.2g} for gradient descent, {last['sequence']:.2g} for "
        f"Nesterov; with β = {state['momentum']:.2f} {last['fixed']:.2g}, heavy ball "
        f"{last['ball']:.2g}."
    )
