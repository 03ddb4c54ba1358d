"""Lesson 08: the runs of a learner's step and of its rivals, each made once."""

from collections.abc import Mapping
from functools import lru_cache
from textwrap import wrap
from typing import Any

import numpy as np

from gdcourse import landscapes
from gdcourse.optimizers import Trace, minimize
from gdcourse.widgets.own_method_panes import ALL, FAMILIES, FLOOR, axis, view
from gdcourse.widgets.own_method_rules import LOOKS, references
from gdcourse.widgets.own_method_verdict import (
    Comparison,
    Verdict,
    compare,
    difference,
    headline,
    judge,
    rate,
    reasons,
)
from gdcourse.widgets.own_method_walk import Own, Walk, walk, words

STEPS, WIDE = 60, 124
NEAREST = "the nearest"
PLACES = {
    "quadratic κ = 10": landscapes.quadratic(10.0, angle=0.5),
    "Rosenbrock": landscapes.rosenbrock,
    "flat bowl": landscapes.quadratic(10.0, angle=0.5, L=0.001),
}


class Study:
    """A learner's step: its runs, the verdict, and a rival's run beside it."""

    def __init__(self, own: Own, settings: Mapping[str, Any]) -> None:
        self.own, self.settings, self.rules = own, settings, references(settings)
        self.walks = lru_cache(maxsize=16)(self._walks)
        self.verdict = lru_cache(maxsize=16)(self._verdict)
        self.rival = lru_cache(maxsize=256)(self._rival)

    def _walks(self, lr: float | None) -> dict[str, Walk]:
        own = Own(self.own.function, self.own.begin, lr)
        return {n: walk(own, f, f.start, STEPS) for n, f in PLACES.items()}

    def _verdict(self, lr: float | None) -> Verdict:
        return judge(list(self.walks(lr).values()), self.settings, lr)

    def _rival(
        self, where: str, name: str, lr: float | None
    ) -> tuple[Comparison, Trace] | tuple[None, None]:
        """A rule beside the learner, and its own run; None where no rate fits."""
        walks, verdict = self.walks(lr), self.verdict(lr)
        used = verdict.lr if name == verdict.of else None
        if used is None and all(mine.steps for mine in walks.values()):
            used = rate(list(walks.values()), self.rules[name], lr)
        if used is None:
            return None, None
        f, rule = PLACES[where], self.rules[name]
        run = minimize(f.value, f.gradient, f.start, rule(used), steps=STEPS, tol=0.0)
        return compare(walks[where], rule, used), run

    def numbers(
        self, where: str, against: str, k: int, lr: float | None = None
    ) -> dict[str, Any]:
        """Both runs up to k, and what tells them apart."""
        mine, verdict = self.walks(lr)[where], self.verdict(lr)
        name = verdict.of if against == NEAREST else against
        beside, run = self.rival(where, name, lr) if name else (None, None)
        found = racers(where, mine, name, run, k) | errors(beside, min(k, mine.steps))
        near = against == NEAREST
        lines = reasons(mine, verdict, beside) if near else told(mine, name, beside)
        lines = [*lines, at_step(mine, name, beside, k)]
        found["reasons"] = "\n".join(
            part for line in lines for part in wrap(line, WIDE)
        )
        found["headline"] = headline(mine, verdict)
        parted = beside is not None and beside.matched < mine.steps
        return found | {"first": beside.matched if parted else None}


def told(mine: Walk, name: str, beside: Comparison | None) -> list[str]:
    """Where the learner's step differs from a rule that was chosen."""
    if mine.fault:
        return [mine.fault]
    if beside is None:
        return [f"No learning rate makes the first step of {name} yours."]
    return [difference(mine, name, beside)]


def racers(
    where: str, mine: Walk, name: str | None, run: Trace | None, k: int
) -> dict[str, Any]:
    """Paths and curves of both up to k, and who is lower."""
    f, family = PLACES[where], LOOKS[name] if name else ""
    low = f.minimum
    found = drawn(where, "yours", mine.points[: k + 1], mine.values - low)
    for other in FAMILIES:
        known = run is not None and other == family
        points, gaps = (run.points[: k + 1], run.values - low) if known else (None, [])
        found |= drawn(where, other, points, gaps)
    heights = {ALL[0]: height(mine.values - low, k)}
    if run is not None:
        heights[family] = height(run.values - low, k)
    names = {f"name {who}": who if who in heights else "" for who in ALL}
    found["who"] = f"Yours and {family}" if run is not None else "Yours"
    return found | names | {"heights": heights, "title": claim(heights, family, k)}


def height(gaps: np.ndarray, k: int) -> tuple[int, float]:
    """Where a curve ends that is drawn up to k: its step and its gap."""
    last = min(k, len(gaps) - 1)
    return last, float(gaps[last])


def drawn(where: str, who: str, points: Any, gaps: Any) -> dict[str, Any]:
    """Path, head and curve of one run, or None for a run that there is not."""
    if points is None:
        return {f"{kind} {who}": None for kind in ("path", "head", "curve")}
    path = near(where, points.T)
    low, high = axis(PLACES[where])
    seen = np.clip(np.nan_to_num(gaps[: len(points)], nan=np.inf), low / 10, 10 * high)
    curve = np.stack([np.arange(len(seen)), seen])
    return {f"path {who}": path, f"head {who}": path[:, -1:], f"curve {who}": curve}


def near(where: str, path: np.ndarray) -> np.ndarray:
    """The path, without points that lie far outside the map."""
    edges = np.array(view(PLACES[where]))
    middle, half = edges.mean(axis=1), np.diff(edges)[:, 0]
    with np.errstate(invalid="ignore"):
        inside = (np.abs(path.T - middle) < 2 * half).all(axis=1)
    return np.where(inside, path, np.nan)


def claim(heights: dict[str, tuple[int, float]], family: str, k: int) -> str:
    """Who is lower after k steps, in words that the numbers allow."""
    last, mine = heights["yours"]
    if last < k:
        return f"k = {k}: yours ended at {last}"
    if family not in heights:
        return f"k = {k}: yours runs alone"
    other = heights[family][1]
    if heights[family][0] < k or not np.isfinite(other):
        return f"k = {k}: {family} flew away"
    if abs(mine - other) <= 1e-9 * max(mine, other):
        return f"k = {k}: both are level"
    return f"k = {k}: yours is {'lower' if mine < other else 'higher'}"


def errors(beside: Comparison | None, k: int) -> dict[str, Any]:
    """The relative difference of each step so far, and of them the largest."""
    if beside is None or k == 0:
        return {"errors": None, "off": "none"}
    seen = beside.errors[:k].max(axis=1)
    line = np.stack([np.arange(k), np.clip(seen, FLOOR, 10.0)])
    return {"errors": line, "off": size(seen.max())}


def size(off: float) -> str:
    """
    >>> size(0.0), size(3e-10), size(float("inf"))
    ('0', '3e-10', 'endless')
    """
    return "endless" if off == np.inf else f"{off:.0e}" if off else "0"


def at_step(mine: Walk, name: str | None, beside: Comparison | None, k: int) -> str:
    """Both steps from the learner's point, with numbers."""
    if mine.steps == 0:
        return ""
    k = min(k, mine.steps - 1)
    text = f"Step {k} → {k + 1}: x = {words(mine.points[k])}, "
    text += f"gradient {words(mine.gradients[k])}; yours {words(mine.points[k + 1])}"
    if beside is None:
        return text + "."
    return text + f", {name} {words(beside.wanted[k])}."
