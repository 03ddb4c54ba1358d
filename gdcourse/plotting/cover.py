"""Lesson 02: the README's picture: one valley, one start, three learning rates.

After a change here draw it again: ``python -m gdcourse.plotting.cover FILE.png``, where
FILE is the picture that README.md shows.
"""

import sys
from pathlib import Path
from typing import Any

from gdcourse.landscapes import quadratic
from gdcourse.optimizers import GradientDescent, Trace, minimize
from gdcourse.plotting import maps, style
from gdcourse.plotting.png import smaller
from gdcourse.plotting.show import png

KAPPA = 10.0
START = (-9.0, 4.0)
WINDOW = ((-10.6, 7.7), (-5.0, 5.0))
STEPS = 20
RATES = {"α = 0.02 creeps": 0.02, "α = 0.195 zigzags": 0.195, "α = 0.15 arrives": 0.15}
LABELS = ((-8.1, 1.2), (-1.7, 2.6), (0.1, -0.1))


def runs() -> list[Trace]:
    """A small learning rate, one near the limit 0.2, and a good one."""
    valley = quadratic(KAPPA)
    descend = valley.value, valley.gradient, START
    return [
        minimize(*descend, GradientDescent(lr), steps=STEPS) for lr in RATES.values()
    ]


def cover() -> Any:
    """The figure: the good learning rate in color, the other two in gray."""
    fig, ax = style.figure("map")
    valley = quadratic(KAPPA)
    maps.contours(ax, valley.value, WINDOW).set(xticks=[], yticks=[])
    looks = ("other", "other", "gradient descent")
    for trace, look in zip(runs(), looks, strict=True):
        maps.path(ax, trace.points, look)
    maps.minimizer(ax, valley.minimizers[0])
    for text, look, place in zip(RATES, looks, LABELS, strict=True):
        maps.name(ax, place, text, style.method(look).color)
    return fig


def main(arguments: list[str]) -> None:
    """Write the picture."""
    Path(arguments[0]).write_bytes(smaller(png(cover())))


if __name__ == "__main__":
    main(sys.argv[1:])
