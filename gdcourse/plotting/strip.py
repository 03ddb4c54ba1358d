"""Lesson 02: a row of named fields, one of them lit: which regime are we in?"""

from collections.abc import Mapping

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from gdcourse.plotting import style


def fields(ax: Axes, names: Mapping[str, str]) -> Axes:
    """Names in a row with their conditions beneath; the light is ``ax.patches[0]``.

    Field i spans i to i + 1, so ``(i, 0, 1, 1)`` are the bounds of the light on it.
    """
    ax.set(xlim=(0, len(names)), ylim=(0, 1), xticks=[], yticks=[])
    ax.spines[:].set_visible(False)
    ax.add_patch(Rectangle((0, 0), 1, 1, color=style.LIT, linewidth=0, zorder=1))
    with style.styled():
        for place, (name, condition) in enumerate(names.items()):
            middle = {"ha": "center", "va": "center", "zorder": 4}
            ax.text(place + 0.5, 0.7, name, fontweight="bold", **middle)
            ax.text(place + 0.5, 0.26, condition, color=style.TICK, **middle)
    return ax
