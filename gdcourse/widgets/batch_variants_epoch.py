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
RUNS = 9  # an odd number: the median is what one of them has paid
HIGH = 1e6  # above every axis


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
    """Loss / least loss − 1 after every update: (updates + 1, runs, rates)."""
    f, seeds = penguins(), map(np.random.default_rng, range(RUNS))
    ids = np.arange(len(f.X))
    drawn = zip(*(batches(ids, size=size, rng=rng) for rng in seeds), strict=True)
    start = np.zeros((f.dimension, RUNS, len(SHARES)))
    rule = GradientDescent(np.array(SHARES) / f.L)

    def gradient(w: np.ndarray) -> np.ndarray:
        """Xᵀ(Xw − y)/B of every run, each on a batch of its own."""
        rows = np.stack([batch for (batch,) in next(drawn)])
        X, w = f.X[rows], w.transpose(1, 0, 2)
        slope = X.transpose(0, 2, 1) @ (X @ w - f.y[rows][:, :, None]) / rows.shape[1]
        return slope.transpose(1, 0, 2)

    steps = min(MOST, EPOCHS * len(f.X) // size)
    with np.errstate(over="ignore", invalid="ignore"):
        trace = minimize(above_least, gradient, start, rule, steps=steps, tol=0)
        values = above_least(np.moveaxis(trace.points, 1, 0)) / f.minimum
    return np.where(np.isfinite(values), values, np.inf)


def above_least(w: np.ndarray) -> np.ndarray:
    """½ dᵀHd, with d from the best line to w: the loss is a quadratic."""
    f = penguins()
    d = w - f.minimizers[0].reshape(-1, *(1,) * (w.ndim - 1))
    return (d * np.tensordot(f.hessian(f.start), d, axes=1)).sum(axis=0) / 2


def first(size: int, share: float, target: float) -> np.ndarray:
    """The first update of each run with the loss within the target; inf for never."""
    there = excess(size)[:, :, SHARES.index(share)] <= target
    return np.where(there.any(axis=0), there.argmax(axis=0), np.inf)


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
    """Updates and samples to the target for every batch size: (2, sizes, runs)."""
    updates = np.array([first(size, share, target) for size in SIZES])
    samples = [
        [seen(size, k) if k < np.inf else k for k in row]
        for size, row in zip(SIZES, updates, strict=True)
    ]
    return np.stack([updates, samples])


def middle(paid: np.ndarray) -> np.ndarray:
    """The median over the runs; NaN where most runs never get there."""
    medians = np.median(paid, axis=-1)
    return np.where(medians < np.inf, medians, np.nan)


def spread(x: Any, runs: np.ndarray) -> np.ndarray:
    """An upright bar at each x, from the lowest to the highest run, with gaps."""
    low, high = runs.min(axis=1), np.minimum(runs.max(axis=1), HIGH)
    low = np.where(low < HIGH, low, np.nan)
    bars = np.stack([low, high, np.full(len(low), np.nan)], axis=1)
    return np.stack([np.repeat(x, 3), bars.ravel()])


def falling(size: int, share: float) -> tuple[np.ndarray, np.ndarray]:
    """Losses over the samples seen, at some 120 updates: the median, and the bars."""
    losses = excess(size)[1:, :, SHARES.index(share)]
    k = np.unique(np.geomspace(1, len(losses), 120).astype(int))
    runs = np.where(losses[k - 1] < HIGH, losses[k - 1], np.inf)
    return np.stack([seen(size, k), middle(runs)]), spread(seen(size, k), runs)


def pay(size: int, share: float, target: float) -> dict[str, Any]:
    """The loss over the samples, and what the target costs at each batch size."""
    everyone = costs(share, target)
    updates, samples = middle(everyone)
    k, paid = (row[SIZES.index(size)] for row in (updates, samples))
    never = np.isnan(k)
    batch, bars = falling(size, share)
    return {
        "batch": batch,
        "batch of all": bars,
        "whole": falling(SIZES[-1], share)[0],
        "goal": np.array([[0.5, 4e4], [target, target]]),
        "updates": np.stack([SIZES, updates]),
        "samples": np.stack([SIZES, samples]),
        "updates of all": spread(SIZES, everyone[0]),
        "samples of all": spread(SIZES, everyone[1]),
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
        f"Penguins, median of {RUNS} runs, loss within {words} of the least, "
        f"t = {state['share']:g}. "
        f"{numbers['title']}{samples}. {numbers['price']}."
    )
