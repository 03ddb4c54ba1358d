"""From the report of a check to the record of its result."""

from collections.abc import Mapping
from dataclasses import replace

from gdcourse.checks.report import OPEN, PASSED, Report
from gdcourse.grading.master import MasterTask
from gdcourse.grading.plan import calls
from gdcourse.grading.results import CheckResult
from gdcourse.grading.submission import Cell, clean


def result(
    task: MasterTask,
    status: str,
    points: float,
    words: str = "",
    hint: str = "",
    seconds: float = 0.0,
    calls: int = 0,
) -> CheckResult:
    """A record with text that can be shown anywhere."""
    return CheckResult(
        task.task,
        task.name,
        task.grade_id,
        status,
        points,
        task.points,
        clean(words)[:2000],
        hint,
        seconds,
        calls,
    )


def unread(task: MasterTask) -> CheckResult:
    """The record of a task that nobody has judged."""
    if task.is_manual:
        return result(task, "manual", 0, "a person reads this answer.")
    return result(task, "missing", 0, f"no cell defines {task.name}.")


def status_of(report: Report) -> str:
    """One word for a report."""
    if report.status == PASSED:
        return "pass"
    if report.status == OPEN:
        return "not_started"
    if not report.in_time:
        return "timeout"
    if report.points:
        return "partial"
    return "error" if report.sentence.startswith("it raised ") else "fail"


def unblocked(
    found: CheckResult, others: Mapping[str, CheckResult], answers: tuple[Cell, ...]
) -> CheckResult:
    """The result, or ``blocked`` where it failed for want of an earlier answer."""
    source = "".join(cell.source for cell in answers)
    is_open = found.status == "not_started" and "NotImplementedError" not in source
    if found.status not in ("fail", "error") and not is_open:
        return found
    for other in others.values():
        is_poor = other.status not in ("pass", "manual") and other is not found
        if is_poor and calls(source, other.name):
            needs = f"it needs {other.name} of {other.task}, which is not right yet."
            return replace(found, status="blocked", message=f"{needs}\n{found.message}")
    return found
