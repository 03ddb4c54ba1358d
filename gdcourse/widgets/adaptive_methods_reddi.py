"""Lesson 08: three losses, again and again, on which Adam walks to the worst point."""

from functools import lru_cache
from typing import Any

import numpy as np

from gdcourse.optimizers import Adam, GradientDescent
from gdcourse.optimizers.schedules import inverse_sqrt
from gdcourse.widgets.adaptive_methods_reddi_panes import draw_panes
from gdcourse.widgets.choices import Steps
from gdcourse.widgets.live import LiveFigure
from gdcourse.widgets.play import Play
from gdcourse.widgets.tasks import Task

LR, ROUNDS, LATELY = 0.1, 9000, 1000
HEIGHTS = (1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0)
MEMORIES = (0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 0.9, 0.99)
RULES = ("Adam", "AMSGrad", "gradient descent")
SEEN = np.unique(np.r_[0:31, np.geomspace(31, ROUNDS, 160).astype(int)])
SETTLED = 0.99


def reddi() -> LiveFigure:
    """Losses C x, -x, -x on [-1, 1]: where three methods walk, and why."""
    return LiveFigure(
        "reddi",
        [
            Steps("C", "first loss of three C x,", "C", HEIGHTS, 3.0),
            Steps("beta2", "memory", "β₂", MEMORIES, 0.1),
            Play("k", "rounds", "k", 0, ROUNDS, 150, 900, interval=150),
        ],
        up_to,
        draw_panes,
        None,
        tell,
        tasks=[
            Task("worst", "the last 1000 x of Adam have a mean above 0.99", worst),
            Task("cure", "C = 3: a memory with which Adam, too, ends near −1", cured),
            Task("harmless", "a C with which Adam is near +1 and is right", harmless),
        ],
    )


def rules(beta2: np.ndarray) -> dict[str, Any]:
    """The three methods with α/√t; a method's settings lie side by side."""
    paper = {"betas": (0.0, beta2), "eps": 0.0, "bias_correction": False}
    rate = inverse_sqrt(LR)
    return {
        "Adam": Adam(rate, **paper),
        "AMSGrad": Adam(rate, amsgrad=True, **paper),
        "gradient descent": GradientDescent(rate),
    }


def rounds(rule: Any, C: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Play all rounds: the points, and the steps before they are cut off at ±1."""
    x = np.zeros(C.shape)
    memory, down = rule.init(x), -np.ones(C.shape)
    points, steps = np.zeros((2, ROUNDS + 1, *C.shape))
    for t in range(1, ROUNDS + 1):
        moved, memory = rule.step(x, C if t % 3 == 1 else down, memory, t)
        steps[t] = moved - x
        x = np.minimum(np.maximum(moved, -1.0), 1.0)
        points[t] = x
    return points, steps


@lru_cache(maxsize=1)
def all_rounds() -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """The rounds of every method for every C and β₂ at once."""
    C, beta2 = (np.array(z) for z in np.meshgrid(HEIGHTS, MEMORIES, indexing="ij"))
    return {name: rounds(rule, C) for name, rule in rules(beta2).items()}


@lru_cache(maxsize=256)
def up_to(C: float, beta2: float, k: int) -> dict[str, Any]:
    """The three walks until round k, and what their last whole cycle added up to."""
    here = HEIGHTS.index(C), MEMORIES.index(beta2)
    seen = np.append(SEEN[k > SEEN], k)
    first = max(k // 3 * 3 - 3, 0)  # rounds before the cycle
    numbers: dict[str, Any] = {"net": {}, "mean": {}}
    for name in RULES:
        points, steps = (part[(slice(None), *here)] for part in all_rounds()[name])
        cycle = steps[first + 1 : first + 4] * np.sqrt(first + np.arange(1, 4)) / LR
        sums = np.append(0.0, np.cumsum(cycle))
        x = points[k]
        numbers["net"][name] = float(sums[-1])
        numbers["mean"][name] = float(points[max(0, k - LATELY + 1) : k + 1].mean())
        numbers |= {
            name: np.stack([seen + 1.0, points[seen]]),
            f"{name} now": np.array([[k + 1.0], [x]]),
            f"{name} words": f"{name} {signed(x)}",
            f"{name} cycle": np.stack([np.arange(4), sums]),
            f"{name} net": signed(sums[-1]),
        }
    best = {-1: 1.0, 0: None, 1: -1.0}[int(np.sign(C - 2))]
    numbers |= {"best": best, "best line": line(best)}
    numbers["walk title"] = verdict(numbers["net"]["Adam"], best)
    numbers["cycle title"] = f"Rounds {first + 1} to {first + 3}, in units of α/√t"
    return numbers


def signed(x: float) -> str:
    """A number with its sign; nothing is -0.00.

    >>> signed(-0.001), signed(0.5)
    ('0.00', '+0.50')
    """
    return "0.00" if abs(x) < 0.005 else f"{x:+.2f}".replace("-", "−")


def line(best: float | None) -> np.ndarray | None:
    """The best point, over all rounds."""
    return None if best is None else np.array([[1, ROUNDS + 1], [best, best]])


def verdict(net: float, best: float | None) -> str:
    """What a cycle of Adam adds up to, and whether that is right.

    >>> verdict(0.68, -1.0)
    'Best is −1: Adam goes up, wrongly'
    >>> verdict(0.004, None)
    'All points are equally good: Adam hardly moves'
    """
    up = net > 0
    way = "up" if up else "down"
    if best is None:
        goes = "hardly moves" if signed(net) == "0.00" else f"goes {way}"
        return f"All points are equally good: Adam {goes}"
    right = "rightly" if up == (best > 0) else "wrongly"
    return f"Best is {'+1' if best > 0 else '−1'}: Adam goes {way}, {right}"


def worst(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    """Whether Adam has settled at the worst point."""
    there = state["k"] == ROUNDS and numbers["best"] == -1
    return there and numbers["mean"]["Adam"] > SETTLED


def cured(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    """Whether a long memory brings Adam to the best point."""
    there = state["k"] == ROUNDS and state["C"] == 3
    return there and numbers["mean"]["Adam"] < -SETTLED


def harmless(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    """Whether +1 is the best point, and Adam is there."""
    return numbers["best"] == 1 and numbers["mean"]["Adam"] > SETTLED


def tell(state: dict[str, Any], numbers: dict[str, Any]) -> str:
    """The picture in one sentence."""
    said = ", ".join(numbers[f"{name} words"] for name in RULES)
    return (
        f"Losses {state['C']:g} x, −x, −x on [−1, 1], β₂ = {state['beta2']:g}, after "
        f"{state['k']} rounds: {said}. One cycle of Adam adds "
        f"{signed(numbers['net']['Adam'])} α/√t."
    )
