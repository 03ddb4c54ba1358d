"""Lesson 06: how quickly several runs fall, and to which floor."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from gdcourse.arguments import shown
from gdcourse.plotting import style
from gdcourse.plotting.curves import curve, gap, theory


def falls(
    ax: Axes,
    curves: Mapping[str, Any],
    label: str,
    method: str = "SGD",
    promised: Sequence[Any] = (),
    far: bool = False,
) -> Axes:
    """Curves named at their ends, on a log axis; what is promised of them dashed.

    ``far`` makes the steps logarithmic, too, and counts them from 1. Without promises
    every other line is dotted, so that neighbors can be told apart where they cross.
    """
    if not isinstance(curves, Mapping) or not curves:
        raise ValueError(
            f"curves must be names with their values, got {shown(curves)}. "
            'Write {"α = 0.5": distances}.'
        )
    gap(ax, label)
    with style.styled():
        ax.set(xscale="log" if far else "linear", xlabel="update" if far else "step k")
    dashes = "-" if len(promised) else "-:"
    for number, (name, values) in enumerate(curves.items()):
        look = {"marker": "", "linestyle": dashes[number % len(dashes)]}
        curve(ax, values, method, far + np.arange(len(values)), name, **look)
    for values in promised:
        theory(ax, values, far + np.arange(len(values)))
    return ax
