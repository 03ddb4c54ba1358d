"""The class as one table, ``grades.csv``, and as one record, ``grades.json``.

The columns begin with those of ``nbgrader export``, under the same names. Then comes
one for each check, and the reason for every point that is missing.
"""

import json
from collections.abc import Sequence

from gdcourse.grading.graded import Graded, checks_in_order
from gdcourse.grading.plain_text import csv_text, number, one_line
from gdcourse.grading.results import SCHEMA

NBGRADERS = (
    "assignment",
    "duedate",
    "timestamp",
    "student_id",
    "last_name",
    "first_name",
    "email",
    "raw_score",
    "late_submission_penalty",
    "score",
    "max_score",
)
OURS = ("status", "late", "reasons", "isolation", "file")


def grades_csv(graded: Sequence[Graded]) -> str:
    """One row for each submission."""
    checks = checks_in_order(graded)
    names = [f"{task} {name}" for task, name in checks]
    header = [*NBGRADERS, *names, *OURS]
    return csv_text([header, *(row(one, checks) for one in graded)])


def row(one: Graded, checks: Sequence[tuple[str, str]]) -> list[object]:
    """nbgrader's columns, the points of each check, what only we know."""
    found = {(c.task, c.name): c for c in one.result.checks}
    points = [
        number(found[check].points)
        if check in found and found[check].status != "manual"
        else ""
        for check in checks
    ]
    person = (one.person.last_name, one.person.first_name, one.person.email)
    most = number(one.result.of) if one.result.checks else ""
    head = [one.notebook, "", one.submission.handed_in, one.learner, *person]
    reasons = " | ".join(one_line(text, 400) for text in one.reasons())
    status = "graded" if one.complete else "not readable"
    late = "late" if one.submission.late else ""
    isolation = one.result.isolation if one.result.isolated_by else ""  # nothing ran
    ours = [status, late, reasons, isolation, one.submission.source]
    return [*head, one.score, 0, one.score, most, *points, *ours]


def grades_json(graded: Sequence[Graded], problems: Sequence[str] = ()) -> str:
    """Everything that is known, with the number of its schema."""
    entries = [
        {
            **one.result.as_json(),
            "platform_ids": dict(one.submission.ids),
            "late": one.submission.late,
            "handed_in": one.submission.handed_in,
            "file": str(one.submission.source),
            "readable": one.complete,
        }
        for one in graded
    ]
    data = {"schema": SCHEMA, "submissions": entries, "problems": list(problems)}
    return json.dumps(data, indent=1, ensure_ascii=True) + "\n"
