"""Lesson 00: a click in a figure, as the values of the controls it moves."""

from collections.abc import Mapping, Sequence

from matplotlib.figure import Figure


def place_clicked(
    figure: Figure,
    shares: Sequence[float],
    clicks: Mapping[int, tuple[str | None, str | None]],
) -> dict[str, float]:
    """The controls that a click moves, with the numbers at its place.

    shares: where it was, as shares of the width and height of the figure, from below.
    clicks: number of the axes -> the controls for its x and y, or None.
    A click elsewhere moves nothing.
    """
    across, up = shares
    pixel = (across * figure.bbox.width, up * figure.bbox.height)
    for number, names in clicks.items():
        ax = figure.axes[number]
        if ax.bbox.contains(*pixel):
            place = ax.transData.inverted().transform(pixel)
            return {n: float(v) for n, v in zip(names, place, strict=True) if n}
    return {}
