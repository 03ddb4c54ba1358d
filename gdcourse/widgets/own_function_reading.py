"""Lesson 02: what a typed formula is: derived, mapped, its minima found; once each."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import Any

import numpy as np

from gdcourse import derivation
from gdcourse.optimizers import Newton, minimize
from gdcourse.plotting.maps import grid

LONGEST = 90  # characters: the whole formula is part of the figure's sentence
POINTS = 161  # of the map, in each direction
HUGE = 1e100
MOST_MINIMA = 200


@dataclass(frozen=True, eq=False)
class Reading:
    """A formula that can be descended on this map."""

    f: Any  # the Derivation
    half: float
    heights: np.ndarray  # on the map; NaN where f has no value
    minima: np.ndarray  # (d, m), lowest first
    floor: float  # the lowest value on the map
    top: float  # nearly the highest

    @property
    def dimension(self) -> int:
        """1 for a formula in x alone, else 2."""
        return len(self.f.variables)

    def lowest(self, value: float) -> bool:
        """Whether a value is the map's lowest, up to a millionth of its range."""
        return value <= self.floor + 1e-6 * (self.top - self.floor)


@lru_cache(maxsize=32)
def reading(formula: str, half: float) -> Reading | str:
    """The formula on the map from -half to half, or one line on what is wrong."""
    try:
        f = derived(formula)
    except ValueError as error:
        return " ".join(str(error).split())
    places = over(half, len(f.variables))
    with np.errstate(all="ignore"):
        heights = f.value(places)
    heights = np.where(np.abs(heights) < HUGE, heights, np.nan)
    seen = heights[np.isfinite(heights)]
    if seen.size < 2:
        return said(
            "f has no value of readable size on this map", formula, "log(x + 9)"
        )
    if seen.min() == seen.max():
        return said("f is constant: no step leads down", formula, "x**2 + y**2")
    minima = found_minima(f, places, heights)
    lows = f.value(minima) if minima.size else seen
    floor = float(min(seen.min(), np.min(lows)))
    return Reading(f, half, heights, minima, floor, float(np.quantile(seen, 0.99)))


def said(wrong: str, formula: str, instead: str) -> str:
    """One line in three parts: what is wrong, what came, what to try."""
    return f"{wrong}, got {formula!r}. Try {instead!r}."


@lru_cache(maxsize=32)
def derived(formula: str) -> Any:
    """The derivation of the formula, in x alone if y does not occur."""
    if len(formula) > LONGEST:
        raise ValueError(
            f"a formula must have at most {LONGEST} characters here, got "
            f"{len(formula)}. Write longer ones in a cell: derive(...)."
        )
    expression = derivation.parse_formula(formula)
    names = ("x", "y") if "y" in map(str, expression.free_symbols) else ("x",)
    return derivation.derive(formula, names)


def over(half: float, dimension: int) -> np.ndarray:
    """The points of the map, components first."""
    if dimension == 1:
        return np.linspace(-half, half, 10 * (POINTS - 1) + 1)[None]
    return grid([(-half, half)] * 2, POINTS)


def found_minima(f: Any, places: np.ndarray, heights: np.ndarray) -> np.ndarray:
    """The minima inside the map: low points of the grid, then Newton's method."""
    start = places[:, low_points(heights)]
    if not 0 < start.shape[1] <= MOST_MINIMA:
        return np.empty((len(start), 0))
    newton = Newton(damping=1e-9, saddle_free=True)
    run = minimize(f.value, f.gradient, start, newton, steps=30, hessian=f.hessian)
    cell = float(places.max() - places.min()) / (heights.shape[0] - 1)
    near = (np.abs(run.x - start) <= 2 * cell).all(axis=0)
    ends = run.x[:, near & run.converged]
    ends = ends[:, is_minimum(f, ends, cell, heights)]
    return apart(ends[:, np.argsort(f.value(ends))], cell)


def is_minimum(f: Any, x: np.ndarray, cell: float, heights: np.ndarray) -> np.ndarray:
    """Whether f is level at these points and curves up, or nearly so, every way."""
    middle = np.subtract(*np.nanquantile(heights, (0.75, 0.25)))
    level = np.abs(f.gradient(x)).max(axis=0) * cell <= 1e-6 * middle
    curvatures = np.linalg.eigvalsh(np.moveaxis(f.hessian(x), -1, 0))
    low, high = curvatures[:, 0], curvatures[:, -1]
    return level & (low >= -1e-6 * high) & np.isfinite(f.value(x))


def low_points(heights: np.ndarray) -> np.ndarray:
    """Where no neighbor on the grid is lower, across or diagonal; not on the rim."""
    low = np.isfinite(heights)
    for shifts in product((-1, 0, 1), repeat=heights.ndim):
        with np.errstate(invalid="ignore"):
            low &= heights <= np.roll(heights, shifts, range(heights.ndim))
    inside = np.zeros_like(low)
    inside[(slice(1, -1),) * heights.ndim] = True
    return low & inside


def apart(points: np.ndarray, distance: float) -> np.ndarray:
    """The points without those that lie on an earlier one."""
    kept: list[np.ndarray] = []
    for point in points.T:
        if all(np.abs(point - other).max() > distance for other in kept):
            kept.append(point)
    return np.array(kept).T.reshape(len(points), -1)
