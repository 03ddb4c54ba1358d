"""What the command prints: a line for each submission, a line for each task."""

from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from gdcourse.checks.report import aligned
from gdcourse.grading.graded import Graded, checks_in_order, task_number
from gdcourse.grading.plain_text import number, one_line
from gdcourse.grading.results import NOT_GRADED, STATUSES, CheckResult

LETTERS = {
    "pass": "",
    "partial": "",
    "fail": "f",
    "error": "e",
    "timeout": "t",
    "blocked": "b",
    "not_started": "-",
    "missing": "?",
    "manual": "m",
}
LEGEND = "f fail, e error, t timeout, b blocked, - not started, ? missing, m manual"
WIDEST = 28


def class_table(graded: Sequence[Graded]) -> str:
    """One table for each notebook: learners, points of each task, the sum.

    A number alone is the points; a letter in place of zero says why.
    """
    ordered = sorted(graded, key=lambda one: (one.notebook, one.learner))
    tables = []
    for notebook, group in groupby(ordered, key=lambda one: one.notebook):
        handed = list(group)
        checks = checks_in_order(handed)
        head = [notebook, *(task for task, _ in checks), "points", "of"]
        tables.append(aligned([head, *(line(one, checks) for one in handed)]))
    tables.append(LEGEND)
    return "\n\n".join(tables)


def line(one: Graded, checks: Sequence[tuple[str, str]]) -> list[str]:
    """A learner's row; one that could not be graded says so instead of points."""
    found = {(c.task, c.name): c for c in one.result.checks}
    marks = [mark(found[check]) if check in found else "" for check in checks]
    most = str(number(one.result.of)) if one.result.checks else NOT_GRADED
    if one.result.checks and not one.complete:
        most += "  unreadable"
    return [one_line(one.learner, WIDEST), *marks, str(one.score), most]


def mark(check: CheckResult) -> str:
    """
    >>> mark(CheckResult("E07.1", "step", "", "partial", 3, 4))
    '3'
    """
    letter = LETTERS[check.status]
    return letter if letter and not check.points else f"{number(check.points)}{letter}"


def task_table(graded: Sequence[Graded]) -> str:
    """How the class fared: the mean and how many came to each status, by task."""
    checks = [check for one in graded for check in one.result.checks]
    found = sorted({check.status for check in checks}, key=STATUSES.index)
    rows = [["task", "mean", "of", *(status.replace("_", " ") for status in found)]]
    checks.sort(key=lambda check: (task_number(check.task), check.task))
    for task, group in groupby(checks, key=lambda check: check.task):
        same = list(group)
        counts = Counter(check.status for check in same)
        mean = sum(check.points for check in same) / len(same)
        most = str(number(max(check.of for check in same)))
        name = one_line(f"{task} {same[0].name}", WIDEST)
        rows.append([name, f"{mean:.1f}", most, *(str(counts[s] or "") for s in found)])
    return aligned(rows) if len(rows) > 1 else ""
