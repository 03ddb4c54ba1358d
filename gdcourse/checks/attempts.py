"""What a learner has tried: the best points of each task, kept in the diary.

An attempt is an answer that was not the stub; it opens the solution of its task.
"""

from typing import Any

from gdcourse import diary
from gdcourse.checks.report import OPEN, Report

# Where the diary cannot be written, attempts are known until the kernel stops.
unwritten: dict[str, dict[str, Any]] = {}


def kept() -> dict[str, dict[str, Any]]:
    """Points by task: ``{"E00.1": {"points": 3, "of": 3}}``; none in tests."""
    return {} if diary.strict() else {**unwritten, **diary.notes("task")}


def keep(report: Report) -> None:
    """Note the points of an attempt, if they are the best so far."""
    if diary.strict() or report.status == OPEN or not report.of:
        return
    best = max(report.points, points_of(kept().get(report.task, {})))
    entry = {"points": min(best, report.of), "of": report.of}
    unwritten[report.task] = entry
    diary.note("task", report.task, entry)


def attempted(task: str) -> bool:
    return task in kept()


def points_of(entry: dict[str, Any]) -> float:
    """The points of a note; none where somebody has written another thing there.

    >>> points_of({"points": 3}), points_of({"points": "all"}), points_of({})
    (3, 0, 0)
    """
    points = entry.get("points")
    return points if type(points) in (int, float) and points > 0 else 0
