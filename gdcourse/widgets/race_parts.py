"""Lesson 07: what moves in the race: paths, arrows, squares, curves and their names."""

from typing import Any

import numpy as np

from gdcourse.widgets.race_panes import MAGNIFIED, corners
from gdcourse.widgets.race_runs import (
    BUDGET,
    PLACES,
    RULES,
    SCALES,
    SQUARES,
    axis,
    runs,
)

MOMENTUM = ("heavy ball", "Nesterov", "Adam")


def gap_of(where: str, name: str, scale: float) -> np.ndarray:
    """f(x_k) − f* of one run, for every k."""
    return runs(where, name).gaps[:, SCALES.index(scale)]


def parts(where: str, name: str, scale: float, k: int, seen: bool) -> dict[str, Any]:
    """Path, head, arrow, curve and tip of one method, or None where it does not run."""
    kinds = ("path", "head", "arrow", "curve", "tip")
    if not seen:
        return {f"{kind} {name}": None for kind in kinds}
    path = near(where, runs(where, name).points[: k + 1, :, SCALES.index(scale)].T)
    low, high = axis(where)
    heights = np.clip(gap_of(where, name, scale)[: k + 1], low / 10, 10 * high)
    curve = np.stack([np.arange(k + 1), heights])
    push = inertia(where, name, scale, k) if name in MOMENTUM else None
    found = (path, path[:, -1:], push, curve, curve[:, -1:])
    return {f"{kind} {name}": part for kind, part in zip(kinds, found, strict=True)}


def near(where: str, path: np.ndarray) -> np.ndarray:
    """The path, without points that lie far outside the map."""
    edges = np.array(PLACES[where].window)
    middle, half = edges.mean(axis=1), np.diff(edges)[:, 0]
    with np.errstate(invalid="ignore"):
        inside = (np.abs(path.T - middle) < 2 * half).all(axis=1)
    return np.where(inside, path, np.nan)


def inertia(where: str, name: str, scale: float, k: int) -> np.ndarray | None:
    """From x_k to where memory alone would lead: the rule's step without a gradient."""
    run, column = runs(where, name), SCALES.index(scale)
    last = run.updates[min(k, BUDGET - 1)]
    memory = last.memory if k < BUDGET else last.next_memory
    x, rule = run.points[k], run.trace.rule
    with np.errstate(all="ignore"):
        there, _ = rule.step(x, 0 * x, memory, k + 1)
        ends = np.stack([x, x + MAGNIFIED * (there - x)], axis=-1)[:, column]
        length = np.abs(ends[:, 1] - ends[:, 0]).max()
    small = 0.02 * np.diff(PLACES[where].window[1])[0]
    whole = np.isfinite(near(where, ends)).all()
    return ends if whole and length > small else None


def squares(who: tuple[str, ...], where: str, scale: float, k: int) -> dict[str, Any]:
    """The accumulated squares as areas, for x and y; the largest of a run is 1."""
    shown: dict[str, Any] = {}
    for name in SQUARES:
        areas = runs(where, name).areas[k, :, SCALES.index(scale)]
        shown[f"name {name}"] = name if name in who else ""
        for axis_, area in zip("xy", areas, strict=True):
            corner, side = corners()[f"square {name} {axis_}"], area**0.5
            square = np.array([*corner, side, side])
            shown[f"square {name} {axis_}"] = square if name in who else None
    return shown


def labels(
    who: tuple[str, ...], where: str, gaps: dict[str, Any], k: int
) -> dict[str, Any]:
    """The name of each method beside its curve, moved apart where curves are close."""
    low, high = np.log10(axis(where)) @ [[0.96, 0.04], [0.04, 0.96]]
    at = {n: np.clip(np.log10(max(gaps[n][k], 1e-300)), low, high) for n in who}
    ranked = sorted(who, key=at.__getitem__)
    room = 0.07 * (high - low)
    heights = [at[name] for name in ranked]
    lowest = np.array([i * room for i in range(len(ranked))])
    heights = np.maximum.accumulate(np.array(heights) - lowest) + lowest
    over = max(0.0, heights[-1] - high)
    heights = np.minimum(heights, high - lowest[::-1]) if over else heights
    places = {n: (k, 10**h) for n, h in zip(ranked, heights, strict=True)}
    words = {f"label {n}": named(n, gaps[n][k]) if n in who else "" for n in RULES}
    return words | {"places": places}


def size(gap: float) -> str:
    """A gap in two digits, or the word for none.

    >>> size(0.00123), size(float("inf"))
    ('1.2e-03', 'away')
    """
    return f"{gap:.1e}" if gap < 1e12 else "away"


def named(name: str, gap: float) -> str:
    """The name beside a curve; of a run that has gone, with this word.

    >>> named("Adam", 0.5), named("Adam", float("nan"))
    ('Adam', 'Adam: away')
    """
    return name if gap < 1e12 else f"{name}: away"
