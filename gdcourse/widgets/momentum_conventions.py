"""Lesson 07: one push, seen by the three conventions of momentum."""

from typing import Any

import numpy as np

from gdcourse.optimizers import Momentum, convert, minimize
from gdcourse.widgets.choices import Steps
from gdcourse.widgets.controls import Slider
from gdcourse.widgets.live import LiveFigure
from gdcourse.widgets.momentum_conventions_panes import (
    CONVENTIONS,
    DROP_AT,
    STEPS,
    draw_panes,
    place_names,
)
from gdcourse.widgets.tasks import Task

RATE, FEW = 0.02, 5
PULLS = np.array([0.0, 1.0, 25.0])  # a constant push of 1; the bowl diag(1, 25)


def conventions() -> LiveFigure:
    """Velocity and way under a constant push, and a bowl, when the rate drops."""
    return LiveFigure(
        "conventions",
        [
            Slider("momentum", "momentum", "β", 0.0, 0.98, 0.01, 0.9),
            Steps(
                "drop", "at k = 20 the rate is divided by", "c", (1, 2, 5, 10, 100), 10
            ),
        ],
        push,
        draw_panes,
        place_names,
        tell,
        tasks=[
            Task("gain", "a velocity that settles at 5 gradients", gains_five),
            Task("one", "with β ≥ 0.50, a run that is one for all three", stays_one),
            Task("far", "steps inside 100 times as long, flat and steep", flies),
        ],
    )


def slope(x: np.ndarray) -> np.ndarray:
    """The gradient: 1 always, then x and 25 y."""
    return PULLS * x + (PULLS == 0)


def height(x: np.ndarray) -> float:
    """The function of that gradient."""
    return float(x[0] + PULLS @ x**2 / 2)


def run(convention: str, momentum: float, drop: float) -> tuple[np.ndarray, np.ndarray]:
    """The points, and the velocities as the convention keeps them."""
    first = convert(Momentum(RATE, momentum), convention).lr

    def lr(k: int) -> float:
        return first if k < DROP_AT else first / drop

    rule = Momentum(lr, momentum, convention=convention)
    trace = minimize(height, slope, [0.0, 1.0, 1.0], rule, steps=STEPS, tol=0)
    kept = [update.next_memory for update in trace.replay()]
    return trace.points, np.array(kept)


def push(momentum: float, drop: float) -> dict[str, Any]:
    """All three conventions from the same start, and where they part."""
    runs = {name: run(name, momentum, drop) for name in CONVENTIONS}
    points = {name: found[0] for name, found in runs.items()}
    steps = {name: np.diff(p, axis=0)[DROP_AT] for name, p in points.items()}
    found = {
        "points": points,
        "velocity": {name: kept[:, 0] for name, (_, kept) in runs.items()},
        "way": {name: p[:, 0] / -RATE for name, p in points.items()},
        "ratios": np.abs(steps["inside"][1:] / steps["outside"][1:]),
        "apart": float(np.abs(points["inside"] - points["outside"]).max()),
        "settled": settled(momentum),
    }
    return found | lines(found) | words(found, momentum)


def settled(momentum: float) -> int:
    """The first k at which v_k has 95 % of its limit: 1 - β^k ≥ 0.95.

    >>> settled(0.9), settled(0.0)
    (29, 1)
    """
    if momentum == 0:
        return 1
    return int(np.ceil(np.log(0.05) / np.log(momentum)))


def lines(found: dict[str, Any]) -> dict[str, Any]:
    """Velocity, way and flat coordinate over k; inside, velocity is counted in -α."""
    ks, moving = np.arange(STEPS + 1), {}
    for name in CONVENTIONS:
        one = -RATE if name == "inside" else 1.0
        moving[f"velocity {name}"] = np.stack([ks[1:], found["velocity"][name] / one])
        reach = found["way"]["outside"][DROP_AT]
        moving[f"way {name}"] = np.stack([ks, found["way"][name] / reach])
        moving[f"bowl {name}"] = np.stack([ks, found["points"][name][:, 1]])
    moving["descent"] = np.stack([ks[: DROP_AT + 1], ks[: DROP_AT + 1] / reach])
    return moving


def words(found: dict[str, Any], momentum: float) -> dict[str, str]:
    """Claims from the numbers, and a name for each curve."""
    fifth, way = found["velocity"]["outside"][FEW - 1], found["way"]["outside"][FEW]
    flat, steep = found["ratios"]
    one = found["apart"] < 1e-9
    return {
        "velocity title": f"v₅ = {fifth:.4f}, limit {1 / (1 - momentum):.3g}",
        "limit": f"95 % of the limit at k = {found['settled']}",
        "way title": "One path, always" if one else "One path until the rate drops",
        "five": f"5 steps go {way:.4f} far,\nwithout momentum 5",
        "bowl title": "A bowl: one path, always" if one else "A bowl: inside flies on",
        "ratio": f"1st step after, inside ▼ / outside ■:\n"
        f"×{flat:.1f} flat, ×{steep:.1f} steep",
    } | {f"name {name}": name for name in CONVENTIONS}


def gains_five(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    """Whether the limit 1 / (1 - β) is 5."""
    return abs(1 / (1 - state["momentum"]) - 5) < 1e-9


def stays_one(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    """Whether all three are one path, with momentum."""
    return state["momentum"] >= 0.5 and numbers["apart"] < 1e-9


def flies(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    """Whether both directions keep a step at least 100 times as long."""
    return bool(numbers["ratios"].min() >= 100)


def tell(state: dict[str, Any], numbers: dict[str, Any]) -> str:
    """The picture in one sentence."""
    flat, steep = numbers["ratios"]
    return (
        f"β = {state['momentum']:.2f}, rate divided by {state['drop']:g} at k = 20: "
        f"v₅ = {numbers['velocity']['outside'][FEW - 1]:.4f}; the next step inside is "
        f"{flat:.1f} times (flat) and {steep:.1f} times (steep) that outside."
    )
