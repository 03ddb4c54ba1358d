"""Lesson 00: the lessons of the course, and which of them each one needs."""

from typing import NamedTuple

from matplotlib.axes import Axes

from gdcourse.plotting import style


class Lesson(NamedTuple):
    """A lesson: its words on the map, minutes, the lessons it needs, its place."""

    words: str
    minutes: int
    needs: tuple[int, ...]
    place: tuple[float, float]


LESSONS = (
    Lesson("start here", 30, (), (0, 1)),
    Lesson("gradients", 80, (0,), (1, 1)),
    Lesson("update rule", 80, (1,), (2, 1)),
    Lesson("proofs", 120, (2,), (3, 2)),
    Lesson("conditioning", 85, (3,), (4, 2)),
    Lesson("batches", 95, (2,), (3, 0)),
    Lesson("noise", 80, (5,), (4, 0)),
    Lesson("momentum", 110, (4, 5), (5, 2)),
    Lesson("adaptive", 110, (7,), (6, 2)),
    Lesson("weight decay", 65, (8,), (7, 2)),
    Lesson("schedules", 105, (6, 7), (6, 1)),
    Lesson("back-prop", 105, (5,), (4.5, -1)),
    Lesson("non-convex", 95, (7, 11), (6, -1)),
    Lesson("clinic", 95, (10, 11, 12), (7, 0)),
    Lesson("PyTorch", 75, (10,), (7, 1)),
    Lesson("literature", 50, (), (8, 2)),
    Lesson("capstone", 130, (), (8, 0)),
)
TRACKS = {
    "practitioner": (0, 1, 2, 5, 7, 8, 10, 11, 13),
    "theory": (0, 1, 2, 3, 4, 5, 6, 7, 12),
}


def course_map(ax: Axes, finished: int = 1) -> Axes:
    """Every lesson as a disk, and an arrow to it from each one that it needs.

    The first ``finished`` disks are dark.
    """
    ax.set(xlim=(-0.5, 8.5), ylim=(-1.6, 2.45))
    ax.axis("off")
    with style.styled():
        for number, lesson in enumerate(LESSONS):
            for needed in lesson.needs:
                need(ax, LESSONS[needed].place, lesson.place)
            disk(ax, number, lesson, number < finished)
    return ax


def need(ax: Axes, start: tuple[float, float], end: tuple[float, float]) -> None:
    """An arrow from a lesson to one that needs it."""
    look = {"arrowstyle": "-|>", "color": style.SPINE, "shrinkA": 13, "shrinkB": 13}
    ax.annotate("", end, start, arrowprops=look, zorder=1)


def disk(ax: Axes, number: int, lesson: Lesson, dark: bool) -> None:
    """A lesson's number in its disk, its words below."""
    x, y = lesson.place
    ink = style.method("gradient descent").color
    face, letters = (ink, style.PAPER) if dark else (style.PAPER, style.INK)
    look = {"markersize": 25, "markerfacecolor": face, "markeredgecolor": ink}
    ax.plot(x, y, "o", zorder=2, **look)
    middle = {"ha": "center", "va": "center", "zorder": 3}
    ax.text(x, y, f"{number:02}", color=letters, fontsize=10, **middle)
    below = middle | {"va": "top", "path_effects": style.halo(3)}
    ax.text(x, y - 0.36, lesson.words, fontsize=9, **below)
