"""Lesson 00: how a number falls (or does not) from step to step."""

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.text import Annotation

from gdcourse.plotting import style
from gdcourse.plotting.contrast import readable

CEILING = 1e12
GAP_LABEL = "gap $f(x_k) - f^\\star$"


def curve(
    ax: Axes,
    y: Any,
    method: str = "gradient descent",
    x: Any = None,
    label: str | None = None,
    **changes: Any,
) -> Axes:
    """One curve over the steps 0, 1, 2, … (or over x), its name at its end.

    Markers stand apart, about ten per curve. Values that are not finite end the curve;
    the axis then says at which step. ``changes`` go to ``ax.plot``.
    """
    y = np.asarray(y, dtype=float)
    x = np.arange(y.size) if x is None else np.asarray(x)
    if y.ndim != 1 or y.shape != x.shape or y.size == 0:
        raise ValueError(
            f"y and x must be one row of numbers each, got shapes {y.shape} and "
            f"{x.shape}. Pass trace.values, for example."
        )
    with style.styled():
        every = max(1, len(y) // 10)
        look = style.line(method, markevery=every, zorder=3) | changes
        y, ceiling, first = end_at_divergence(ax, y)
        ax.plot(x, y, **look)
        if first is not None:
            say_divergence(ax, x[first], ceiling)
        if label:
            end_label(ax, x, y, label, look["color"])
    return ax


def theory(
    ax: Axes, y: Any, x: Any = None, label: str | None = None, **changes: Any
) -> Axes:
    """A curve that mathematics promises: dashed ink."""
    return curve(ax, y, "theory", x, label, linewidth=1.4, zorder=2, **changes)


def band(ax: Axes, low: Any, high: Any, method: str, x: Any) -> Axes:
    """The strip between two curves, in the pale color of a method: a range of runs."""
    color = style.method(method).color
    ax.fill_between(x, low, high, color=color, alpha=0.15, linewidth=0, zorder=1)
    return ax


def steps(ax: Axes, label: str = "value $f(x_k)$") -> Axes:
    """Axes over the step k, with light lines across."""
    with style.styled():
        ax.set(xlabel="step k", ylabel=label)
        ax.xaxis.get_major_locator().set_params(integer=True)
        ax.grid(axis="y")
    return ax


def gap(ax: Axes, label: str = GAP_LABEL) -> Axes:
    """Axes for convergence: the gap to the minimum, in powers of ten, over k."""
    ax.set_yscale("log", nonpositive="mask")
    return steps(ax, label)


def end_at_divergence(ax: Axes, y: np.ndarray) -> tuple[np.ndarray, float, int | None]:
    """A diverging curve up to the first point outside the picture, and where that is.

    Its huge values would flatten all other curves. Others are returned as they are.
    """
    size, start = np.abs(y), max(1.0, abs(float(np.nan_to_num(y[0]))))
    ceiling = (CEILING if ax.get_yscale() == "log" else 4) * start
    if (size <= CEILING * start).all():
        return y, ceiling, None
    first = int(np.argmax(~(size <= ceiling)))
    return np.where(np.arange(len(y)) <= first, y, np.nan), ceiling, first


def say_divergence(ax: Axes, step: float, ceiling: float) -> None:
    """Limit the axis to a window, and say that a curve leaves it."""
    low, high = ax.get_ylim()
    log = ax.get_yscale() == "log"
    ax.set_ylim(low if log else max(low, -ceiling), min(high, ceiling))
    ax.text(
        1.0,
        1.0,
        f"diverges: out of the picture at step {step:g}",
        transform=ax.transAxes,
        ha="right",
        va="bottom",
        color=style.TICK,
        fontsize=9,
    )


def end_label(ax: Axes, x: Any, y: Any, text: str, color: str) -> None:
    """Write a curve's name at its last visible point; move names apart when drawn."""
    low, high = sorted(ax.get_ylim())
    with np.errstate(invalid="ignore"):
        seen = np.flatnonzero((low <= y) & (y <= high))
    last = seen[-1] if seen.size else 0
    label = ax.annotate(
        text,
        (x[last], y[last] if seen.size else high),
        (7, 0),
        textcoords="offset points",
        va="center",
        color=readable(color),
        path_effects=style.halo(3),
        annotation_clip=False,
        zorder=6,
        gid="end label",
    )
    label.set_in_layout(True)
    if isinstance(ax.figure, style.Picture):
        ax.figure.before_draw[ax] = lambda: move_apart(ax)


def end_labels(ax: Axes) -> list[Annotation]:
    """The names at the ends of curves, lowest first."""
    labels = [t for t in ax.texts if t.get_gid() == "end label"]
    return sorted(labels, key=lambda t: ax.transData.transform(t.xy)[1])


def move_apart(ax: Axes, spacing: float = 1.25) -> Axes:
    """Shift the names at the ends of curves up or down until none covers another."""
    ax.get_xlim(), ax.get_ylim()  # settles the limits, which Matplotlib puts off
    labels = end_labels(ax)
    points = ax.figure.dpi / 72
    bottom, top = ax.bbox.y0, ax.bbox.y1
    wanted = [ax.transData.transform(t.xy)[1] for t in labels]
    places = np.clip(wanted, bottom, top)
    for _ in range(50):
        moved = False
        for i in range(len(labels) - 1):
            room = spacing * labels[i].get_fontsize() * points
            missing = room - (places[i + 1] - places[i])
            if missing > 1e-6:
                places[i] -= missing / 2
                places[i + 1] += missing / 2
                moved = True
        if not moved:
            break
    for label, want, place in zip(labels, wanted, places, strict=True):
        label.set_position((7, (place - want) / points))
    return ax
