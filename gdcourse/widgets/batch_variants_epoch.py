"""Lesson 05: one target, paid in updates, in samples and in epochs."""

from functools import lru_cache
from typing import Any

import numpy as np

from gdcourse import landscapes
from gdcourse.datasets import load_penguins, standardize
from gdcourse.optimizers import GradientDescent, batches, minimize
from gdcourse.widgets.batch_variants_ball import price
from gdcourse.widgets.batch_variants_epoch_panes import draw_panes, name_curves
from gdcourse.widgets.choices import Choice, Steps
from gdcourse.widgets.live import LiveFigure
from gdcourse.widgets.tasks import Task

SHARES = (0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 1.9)
SIZES = (1, 2, 4, 8, 16, 32, 64, 128, 342)
TARGETS = {"20 %": 0.2, "5 %": 0.05, "1 %": 0.01}
EPOCHS, MOST = 60, 1500  # a run ends after so many epochs or updates


def what_an_epoch_costs() -> LiveFigure:
    """Body mass of the penguins from three lengths, with batches of every size."""
    return LiveFigure(
        "what an epoch costs",
        [
            Steps("size", "batch size", "B", SIZES, 342),
            Steps("share", "learning rate t/L,", "t", SHARES, 1.0),
            Choice("target", "target: loss above the least", TARGETS, 0.05, True),
        ],
        pay,
        draw_panes,
        name_curves,
        tell,
        tasks=[
            Task("cheap", "5 %: for less than one epoch", within_an_epoch),
            Task("few", "1 %: in 16 updates or fewer", few_updates),
            Task(
                "never", "t = 1: a batch size that misses 20 % in 1500 updates", fails
            ),
        ],
    )


@lru_cache(maxsize=1)
def penguins() -> landscapes.DataLandscape:
    """Least squares with an intercept and three columns, all standardized."""
    p = load_penguins()
    lengths = np.stack([p.bill_length, p.bill_depth, p.flipper_length], axis=1)
    X = np.concatenate([np.ones((len(lengths), 1)), standardize(lengths).Z], axis=1)
    return landscapes.least_squares(X, standardize(p.body_mass).Z)


@lru_cache(maxsize=len(SIZES))
def excess(size: int) -> np.ndarray:
    """Loss / least loss − 1 after every update, a column per rate: one grid run."""
    f = penguins()
    drawn = batches(f.X, f.y, size=size, rng=np.random.default_rng(7))
    rule = GradientDescent(np.array(SHARES) / f.L)
    steps = min(MOST, EPOCHS * len(f.X) // size)
    start = np.zeros((f.dimension, len(SHARES)))
    trace = minimize(
        f.value,
        lambda w: f.gradient(w, *next(drawn)),
        start,
        rule,
        steps=steps,
        tol=0,
    )
    points = np.moveaxis(trace.points, 1, 0).reshape(f.dimension, -1)
    with np.errstate(over="ignore", invalid="ignore"):
        values = f.value(points).reshape(len(trace), -1)
    return np.where(np.isfinite(values), values, np.inf) / f.minimum - 1


def first(size: int, share: float, target: float) -> float:
    """The first update at which the loss is within the target; NaN for never."""
    there = excess(size)[:, SHARES.index(share)] <= target
    return float(there.argmax()) if there.any() else np.nan


def seen(size: int, updates: Any) -> Any:
    """Samples that so many updates have seen; the last batch of an epoch is shorter.

    >>> seen(128, 3), seen(342, 2)
    (342, 684)
    """
    per_epoch = -(-len(penguins().X) // size)
    epochs, rest = updates // per_epoch, updates % per_epoch
    return epochs * len(penguins().X) + rest * size


@lru_cache(maxsize=64)
def costs(share: float, target: float) -> np.ndarray:
    """Updates and samples to the target, for every batch size: shape (2, 9)."""
    updates = np.array([first(size, share, target) for size in SIZES])
    return np.stack(
        [updates, [seen(*pair) for pair in zip(SIZES, updates, strict=True)]]
    )


def falling(size: int, share: float) -> np.ndarray:
    """The loss over the samples seen, at no more than about 150 updates."""
    losses = excess(size)[1:, SHARES.index(share)]
    k = np.unique(np.geomspace(1, len(losses), 150).astype(int))
    high = np.where(losses[k - 1] < 1e6, losses[k - 1], np.nan)
    return np.stack([seen(size, k), high])


def pay(size: int, share: float, target: float) -> dict[str, Any]:
    """The loss over the samples, and what the target costs at each batch size."""
    updates, samples = costs(share, target)
    k, paid = (row[SIZES.index(size)] for row in (updates, samples))
    never = np.isnan(k)
    return {
        "batch": falling(size, share),
        "whole": falling(SIZES[-1], share),
        "goal": np.array([[0.5, 4e4], [target, target]]),
        "updates": np.stack([SIZES, updates]),
        "samples": np.stack([SIZES, samples]),
        "updates name": "" if np.isnan(updates).all() else "updates",
        "samples name": "" if np.isnan(updates).all() else "samples",
        "here": None if never else np.array([[size, size], [k, paid]]),
        "there": None if never else np.array([[paid], [target]]),
        "k": k,
        "paid": paid,
        "title": f"B = {size}: {bill(size, k, paid)}",
        "price": price(updates, samples, SIZES),
    }


def bill(size: int, k: float, paid: float) -> str:
    """
    >>> bill(342, 9.0, 3078.0), bill(1, np.nan, np.nan)
    ('9 updates, 9.00 epochs', 'not in 1500 updates')
    """
    if np.isnan(k):
        long = EPOCHS * len(penguins().X) // size <= MOST
        return f"not in {EPOCHS} epochs" if long else f"not in {MOST} updates"
    epochs = paid / len(penguins().X)
    return f"{k:.0f} update{'s' * bool(k != 1)}, {epochs:.2f} epochs"


def within_an_epoch(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    return state["target"] == 0.05 and numbers["paid"] < len(penguins().X)


def few_updates(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    return state["target"] == 0.01 and numbers["k"] <= 16


def fails(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    there = (state["share"], state["target"]) == (1.0, 0.2)
    return there and bool(np.isnan(numbers["k"]))


def tell(state: dict[str, Any], numbers: dict[str, Any]) -> str:
    """The picture in one sentence."""
    words = {value: name for name, value in TARGETS.items()}[state["target"]]
    k, paid = numbers["k"], numbers["paid"]
    samples = "" if np.isnan(k) else f" or {paid:.0f} samples"
    return (
        f"Penguins, loss within {words} of the least, t = {state['share']:g}. "
        f"{numbers['title']}{samples}. {numbers['price']}."
    )
