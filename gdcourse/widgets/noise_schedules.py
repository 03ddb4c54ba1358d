"""Lesson 06: schedules with noise, and the two sums that decide how they end."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import numpy as np

from gdcourse.optimizers import (
    GradientDescent,
    constant,
    cosine,
    exponential,
    inverse_sqrt,
    inverse_time,
    minimize,
    step_decay,
)
from gdcourse.widgets.choices import Choice
from gdcourse.widgets.controls import Slider
from gdcourse.widgets.live import LiveFigure
from gdcourse.widgets.noise_schedules_panes import draw_panes, name_curves
from gdcourse.widgets.tasks import Task

STEPS, CHAINS, FAR = 300, 60, 10_000
SEEN = np.unique(np.geomspace(1, FAR, 70).astype(int))  # updates at which sums show
HALF = 30  # updates after which the step decay halves
KINDS = {  # schedule -> (does Σα grow for ever?, does Σα² stay finite?)
    "constant": (True, False),
    "1/k": (True, True),
    "1/√k": (True, False),
    "k^-0.6": (True, True),
    "e^(-λk)": (False, True),
    "halved": (False, True),
    "cosine to 0": (False, True),
}
WHEN = {"halved": f" every {HALF} updates", "cosine to 0": f" at k = {STEPS}"}


def schedules_and_sums() -> LiveFigure:
    """Seven schedules: their sums, and runs with and without noise under them."""
    return LiveFigure(
        "schedules and sums",
        [
            Choice("kind", "schedule", tuple(KINDS), "constant"),
            Slider("lr", "first rate", "α₀", 0.05, 1.0, 0.05, 0.1),
            Slider("decay", "decay", "λ", 0.02, 1.0, 0.02, 0.1),
            Slider("sigma", "noise", "σ", 0.0, 2.0, 0.1, 1.0),
        ],
        follow,
        draw_panes,
        name_curves,
        tell,
        tasks=[
            Task("both", "a schedule with both promises kept", keeps_both),
            Task("short", "a schedule that stops short of 0 by more than 0.3", short),
            Task("slow", "both promises kept, and still far off: above 0.5", slow),
        ],
    )


def schedule(kind: str, lr: float, decay: float) -> Callable[[Any], Any]:
    """The rate after k updates, for a number k or an array of them."""
    return {
        "constant": constant(lr),
        "1/k": inverse_time(lr, decay),
        "1/√k": inverse_sqrt(lr, decay),
        "k^-0.6": lambda k: lr / (1 + decay * k) ** 0.6,
        "e^(-λk)": exponential(lr, float(np.exp(-decay))),
        "halved": step_decay(lr, HALF, 0.5),
        "cosine to 0": cosine(lr, STEPS),
    }[kind]


@lru_cache(maxsize=1)
def kicks() -> np.ndarray:
    """Noise of variance 1 for every update, (301, 1, 61); the last run has none."""
    noise = np.random.default_rng(60).normal(size=(STEPS + 1, 1, CHAINS + 1))
    noise[..., -1] = 0
    return noise


@lru_cache(maxsize=64)
def walks(kind: str, lr: float, decay: float, sigma: float) -> np.ndarray:
    """The paths on f = x²/2 from x = 1: (301, 61); the last one feels no noise."""
    noise = iter(sigma * kicks())
    rates = schedule(kind, lr, decay)(np.arange(STEPS + 1)).tolist()
    rule = GradientDescent(rates.__getitem__)
    x0 = np.ones((1, CHAINS + 1))
    settings = {"steps": STEPS, "tol": 0}
    trace = minimize(
        lambda x: x[0] ** 2 / 2, lambda x: x + next(noise), x0, rule, **settings
    )
    points = trace.points[:, 0]  # a run without noise may arrive and stop
    missing = STEPS + 1 - len(points)
    return np.pad(points, ((0, missing), (0, 0)), mode="edge")


@lru_cache(maxsize=64)
def sums(kind: str, lr: float, decay: float) -> tuple[np.ndarray, np.ndarray, float]:
    """Σα and Σα² of the first n updates at SEEN, and the product of all 1 − α_k."""
    rates = np.broadcast_to(schedule(kind, lr, decay)(np.arange(FAR)), FAR)
    left = np.prod(1 - rates)
    return np.cumsum(rates)[SEEN - 1], np.cumsum(rates**2)[SEEN - 1], float(left)


def limit(kind: str, lr: float, decay: float) -> float:
    """Where x ends without noise, from x_0 = 1: 0 unless the way is finite.

    >>> round(limit("e^(-λk)", 0.1, 0.1), 4), limit("1/k", 0.1, 1.0)
    (0.3397, 0.0)
    """
    return 0.0 if KINDS[kind][0] else sums(kind, lr, decay)[2]


def follow(kind: str, lr: float, decay: float, sigma: float) -> dict[str, Any]:
    """The sums of the schedule, and what runs do under it."""
    way, squares, _ = sums(kind, lr, decay)
    x, k = walks(kind, lr, decay, sigma), np.arange(STEPS + 1)
    noisy, quiet = x[:, :-1], x[:, -1]
    spread = np.sqrt((noisy**2).mean(axis=1))
    end = limit(kind, lr, decay)
    return {
        "way": np.stack([SEEN, way]),
        "squares": np.stack([SEEN, squares]),
        "way name": "Σα",
        "squares name": "Σα²",
        "noisy": np.stack([[*k, np.nan, *k], [*spread, np.nan, *-spread]]),
        "one": np.stack([k, noisy[:, 0]]),
        "quiet": np.stack([k, quiet]),
        "limit": end,
        "spread": float(spread[-1]),
        "sums": promise(*KINDS[kind]),
        "title": ending(kind, end, sigma),
    }


def promise(endless: bool, bounded: bool) -> str:
    """The title of the sums.

    >>> promise(True, False)
    'Σα = ∞,  Σα² = ∞'
    """
    return f"Σα {'=' if endless else '<'} ∞,  Σα² {'<' if bounded else '='} ∞"


def ending(kind: str, end: float, sigma: float) -> str:
    """The title of the runs: how it ends for k → ∞."""
    endless, bounded = KINDS[kind]
    if not endless:
        return f"Without noise it stops at {end:.4f}"
    if sigma == 0 or bounded:
        return "In the end it arrives"
    if kind == "constant":
        return "It never comes to rest"
    return "It arrives here, though Σα² = ∞"


def keeps_both(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    return all(KINDS[state["kind"]])


def short(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    return numbers["limit"] > 0.3


def slow(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    return all(KINDS[state["kind"]]) and numbers["spread"] > 0.5


def tell(state: dict[str, Any], numbers: dict[str, Any]) -> str:
    """The picture in one sentence."""
    kind, lr = state["kind"], state["lr"]
    used = kind not in ("constant", "halved", "cosine to 0")
    return (
        f"Schedule {kind}{WHEN.get(kind, '')}, α₀ = {lr:.2f}, λ = {state['decay']:.2f}"
        f"{' (unused)' * (not used)}: {numbers['sums']}. Without noise x → "
        f"{numbers['limit']:.4f}; with σ = {state['sigma']:.1f} its rms at "
        f"k = {STEPS} is {numbers['spread']:.3f}."
    )
