"""Lesson 02: what a run on a typed formula did, in words."""

import numpy as np

from gdcourse.optimizers import Trace

CONVERGED = {
    "lowest": "a minimum",
    "higher": "a minimum, not the lowest",
    "saddle": "a saddle, no minimum",
    "maximum": "a maximum",
    "flat": "a flat place",
}


def story(kind: str, trace: Trace, values: np.ndarray) -> str:
    """What happened, as the title of the map."""
    k = trace.updates
    steps = f"{k} step" + "s" * (k != 1)
    if kind in CONVERGED:
        if k == 0:
            return f"The start is {CONVERGED[kind]}: no step"
        return f"Converged in {steps}: {CONVERGED[kind]}"
    lost = int(np.argmin(np.isfinite(values)))
    what = "has no value" if np.isnan(values[lost]) else "is infinite"
    return {
        "nowhere": "f has no value at the start",
        "domain": f"f {what} at step {lost}: the step was too long",
        "diverged": f"Diverges: far off after {steps}",
        "steep": f"f has no gradient {'at the start' if k == 0 else f'at step {k}'}",
        "off": f"Off the map after {steps}",
        "budget": f"Not there yet after {steps}",
    }[kind]


def fall(values: np.ndarray) -> str:
    """What the values did, as the title of the curve."""
    if not np.isfinite(values[0]):
        return "No value, no curve"
    first, last = short(values[0]), short(values[-1])
    if (values == values[0]).all():
        return f"f stays at {first}"
    with np.errstate(all="ignore"):
        rises = np.flatnonzero(~(np.diff(values) <= 1e-12 * np.abs(values[:-1])))
    if rises.size:
        return f"f does not fall at step {rises[0] + 1}: {first} → {last}"
    return f"f falls at every step: {first} → {last}"


def short(number: float) -> str:
    """Three digits, with a true minus sign.

    >>> short(-0.04541), short(float("inf")), short(float("nan"))
    ('−0.0454', '∞', 'no value')
    """
    text = f"{number:.3g}".replace("-", "−")
    return text.replace("inf", "∞").replace("nan", "no value")
