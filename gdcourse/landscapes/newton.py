"""Minimizers of losses that have no closed form."""

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from gdcourse.landscapes.data_landscape import DataLandscape

MOST_STEPS = 25  # e**-25 is still well above RANK
SMALL_STEP = 1e-8  # relative; Newton then doubles the digits with one more step
RANK = 1e-14  # curvatures below this share of the largest count as flat


def newton_minimizer(
    landscape: "DataLandscape", start: np.ndarray
) -> np.ndarray | None:
    """A minimizer of a mean log-loss, or None where it only falls toward infinity.

    Where the data are separable, the loss has no minimizer without a penalty
    (SoudryEtAl2018). This is seen when the loss of all rows together is below log 2:
    then every row gives more than ½ to its label, and longer w make it fall further.
    Where only some rows can be separated, every Newton step is about as long as the
    one before.
    """
    w = np.array(start, float)
    for _ in range(MOST_STEPS):
        if not landscape.strength and landscape.value(w) < np.log(2) / len(landscape.X):
            return None
        step = _newton_step(landscape, w)
        if np.linalg.norm(step) <= SMALL_STEP * (1 + np.linalg.norm(w)):
            w = w + step
            return w + _newton_step(landscape, w)
        w = _descended(landscape, w, step)
    return None


def _newton_step(landscape: "DataLandscape", w: np.ndarray) -> np.ndarray:
    """The solution of ∇²f step = −∇f without a move along flat directions."""
    hessian, gradient = landscape.hessian(w), landscape.gradient(w)
    if landscape.mu:
        return -np.linalg.solve(hessian, gradient)
    # Columns of one size, so that a small column is not mistaken for a flat direction.
    sizes = np.sqrt(np.mean(landscape.X**2, axis=0))
    unit = np.repeat(1 / np.where(sizes > 0, sizes, 1), len(w) // len(sizes))
    scaled = unit[:, None] * hessian * unit
    return -unit * np.linalg.lstsq(scaled, unit * gradient, rcond=RANK)[0]


def _descended(
    landscape: "DataLandscape", w: np.ndarray, step: np.ndarray
) -> np.ndarray:
    """w moved by the step, or by a half, a quarter … until the loss is not higher."""
    value = landscape.value(w) * (1 + 1e-15)  # near the minimum, rounding decides
    for _ in range(MOST_STEPS):
        if landscape.value(w + step) <= value:
            break
        step = step / 2
    return w + step
