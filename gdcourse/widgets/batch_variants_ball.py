"""Lesson 05: the ball round the minimum in which mini-batch descent keeps moving."""

from functools import lru_cache
from typing import Any

import numpy as np

from gdcourse.datasets import standardize
from gdcourse.optimizers import GradientDescent, Trace, minimize, with_replacement
from gdcourse.proofs.batch_variants import batch_variance
from gdcourse.widgets.batch_variants_ball_panes import draw_panes, name_curves
from gdcourse.widgets.choices import Choice, Steps
from gdcourse.widgets.controls import Slider
from gdcourse.widgets.live import LiveFigure
from gdcourse.widgets.tasks import Task

SAMPLES, CHAINS, STEPS, REST = 64, 300, 160, 140
SIZES = (1, 2, 4, 8, 16, 32, 64)
START, TARGET = np.array([-1.8, 1.35]), 0.5
WITH, WITHOUT = "with replacement", "without"


def batch_noise_ball() -> LiveFigure:
    """300 runs of mini-batch descent at their end, and the radius that was promised."""
    return LiveFigure(
        "batch noise ball",
        [
            Steps("size", "batch size", "B", SIZES, 4),
            Slider("lr", "learning rate", "α", 0.05, 1.5, 0.05, 0.4),
            Choice("draw", "draws", (WITH, WITHOUT), WITH, buttons=True),
        ],
        chains,
        draw_panes,
        name_curves,
        tell,
        tasks=[
            Task("rest", "a ball of radius 0 at a rate of 1", no_noise),
            Task("rule", "twice the α and the B of the start, nearly its ball", scaled),
            Task("cheap", "the target, at a price of 8 samples", cheap),
        ],
    )


@lru_cache(maxsize=1)
def samples() -> np.ndarray:
    """64 points with mean 0 and variance 1 in every direction, shape (64, 2)."""
    Z = standardize(np.random.default_rng(5).normal(size=(SAMPLES, 2))).Z
    rounded = Z @ np.linalg.inv(np.linalg.cholesky(Z.T @ Z / SAMPLES)).T
    rounded.flags.writeable = False
    return rounded


@lru_cache(maxsize=2 * len(SIZES))
def batch_means(size: int, draw: str) -> np.ndarray:
    """The mean of a fresh batch for every update of every run: (161, 2, 300)."""
    C, rng = samples(), np.random.default_rng(size)
    if draw == WITH:
        drawn = with_replacement(C, size=size * CHAINS, rng=rng)
        picked = [next(drawn)[0] for _ in range(STEPS + 1)]
    else:
        orders = np.tile(np.arange(SAMPLES), (CHAINS, 1))
        picked = [C[rng.permuted(orders, axis=1)[:, :size]] for _ in range(STEPS + 1)]
    return np.stack([p.reshape(CHAINS, size, 2).mean(axis=1).T for p in picked])


def walk(size: int, lr: float, draw: str) -> Trace:
    """All runs at once. The loss of a sample c is ½ ‖x − c‖², its gradient x − c."""
    means = iter(batch_means(size, draw))
    x0 = np.repeat(START[:, None], CHAINS, axis=1)
    return minimize(
        lambda x: (x * x).sum(axis=0) / 2,
        lambda x: x - next(means),
        x0,
        GradientDescent(lr),
        steps=STEPS,
        tol=0,
    )


def promised(sizes: Any, lr: float, draw: str) -> Any:
    """The mean square radius αV/(2 − αa), for curvature a = 1; V = E‖noise‖².

    V = σ²/B, without replacement σ²/B · (N − B)/(N − 1); both coordinates: σ² = 2.
    """
    noise = batch_variance(SAMPLES, sizes, 2.0, replace=draw == WITH)
    return lr * noise / (2 - lr)


def updates_to_target(sizes: Any, lr: float, draw: str) -> np.ndarray:
    """The first k with E‖x_k‖² ≤ 0.25, NaN for never; ball + (1 − α)²ᵏ (R² − ball)."""
    k, ball = np.arange(STEPS + 1)[:, None], promised(np.asarray(sizes), lr, draw)
    squares = ball + (1 - lr) ** (2 * k) * (START @ START - ball)
    there = squares <= TARGET**2
    return np.where(there.any(axis=0), there.argmax(axis=0), np.nan)


def circle(radius: float) -> np.ndarray:
    """A circle round the minimum."""
    turn = np.linspace(0, 2 * np.pi, 91)
    return radius * np.stack([np.cos(turn), np.sin(turn)])


def chains(size: int, lr: float, draw: str) -> dict[str, Any]:
    """Where the runs end, how far out that is, and what the target costs."""
    points = walk(size, lr, draw).points
    radius = float(np.sqrt((points[REST:] ** 2).sum(axis=1).mean()))
    ball = float(np.sqrt(promised(size, lr, draw)))
    updates = updates_to_target(SIZES, lr, draw)
    here = updates[SIZES.index(size)]
    seen, cost = measured(points), updates * SIZES
    return {
        "cloud": points[-1],
        "ball": circle(ball),
        "rule": circle(np.sqrt(lr / size)),
        "mean": points.mean(axis=2).T,
        "updates": np.stack([SIZES, updates]),
        "samples": np.stack([SIZES, cost]),
        "seen": np.array([[size] * 2, [seen, seen * size]]),
        "updates name": "updates",
        "samples name": "samples",
        "radius": radius,
        "promised": ball,
        "needed": here,
        "title": f"Radius {radius:.2f}, promised {ball:.2f}",
        "price": price(updates, cost),
    }


def measured(points: np.ndarray) -> float:
    """The first k at which the root mean square distance is within the target."""
    there = (points**2).sum(axis=1).mean(axis=1) <= TARGET**2
    return float(there.argmax()) if there.any() else np.nan


def price(updates: np.ndarray, cost: np.ndarray, sizes: Any = SIZES) -> str:
    """The title of the costs: which batch size is cheapest, in either currency."""
    if np.isnan(updates).all():
        return "No batch size gets there"
    few, cheap = cheapest(updates, sizes), cheapest(cost, sizes)
    return f"Fewest updates: {few}; samples: {cheap}"


def cheapest(paid: np.ndarray, sizes: Any) -> str:
    """All sizes that pay least, in few words.

    >>> cheapest(np.array([4, 3, 3]), (1, 2, 8))
    'B ≥ 2'
    >>> cheapest(np.array([3, 4, 3]), (1, 2, 8))
    'B = 1, 8'
    """
    least = [B for B, k in zip(sizes, paid, strict=True) if k == np.nanmin(paid)]
    if len(least) > 1 and least == list(sizes)[-len(least) :]:
        return f"B ≥ {least[0]}"
    return "B = " + (
        f"{least[0]} etc." if len(least) > 2 else ", ".join(map(str, least))
    )


def no_noise(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    return state["lr"] == 1 and numbers["promised"] == 0


def scaled(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    """Twice the batch for twice the rate: as the linear scaling rule has it."""
    return (state["lr"], state["size"]) == (0.8, 8)


def cheap(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    return numbers["needed"] * state["size"] <= 8


def tell(state: dict[str, Any], numbers: dict[str, Any]) -> str:
    """The picture in one sentence."""
    k = numbers["needed"]
    updates = f"{k:.0f} update{'s' * bool(k != 1)}"
    cost = f"to within 0.5: {updates}, {k * state['size']:.0f} samples"
    return (
        f"{CHAINS} runs with B = {state['size']}, α = {state['lr']:.2f}, "
        f"{state['draw']}: root mean square radius {numbers['radius']:.3f}, promised "
        f"{numbers['promised']:.3f}; "
        f"{'never within 0.5' if np.isnan(k) else cost}."
    )
