"""What every report is made from: whose it is, what was handed in, what it came to."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from gdcourse.grading.layouts import Submission
from gdcourse.grading.plain_text import number, one_line
from gdcourse.grading.results import (
    NOT_GRADED,
    UNREADABLE,
    CheckResult,
    SubmissionResult,
)


@dataclass(frozen=True)
class Person:
    """What a class list says of a learner; empty where nobody said anything."""

    first_name: str = ""
    last_name: str = ""
    email: str = ""


@dataclass(frozen=True)
class Graded:
    """One submission, its result, and the person where a class list names one."""

    submission: Submission
    result: SubmissionResult
    person: Person = Person()

    @property
    def learner(self) -> str:
        return self.submission.learner

    @property
    def notebook(self) -> str:
        return self.submission.notebook

    @property
    def complete(self) -> bool:
        """Whether it was graded at all and could be read."""
        notes = self.result.notes
        return bool(self.result.checks) and not any(map(unreadable, notes))

    @property
    def score(self) -> int | float | str:
        """The points; nothing, rather than zero, where it was not graded."""
        return number(self.result.points) if self.result.checks else ""

    @property
    def identities(self) -> set[str]:
        """All that a platform's list may call this learner, in small letters."""
        names = {self.learner, self.person.email, *dict(self.submission.ids).values()}
        return {name.casefold() for name in names if name}

    def reasons(self) -> list[str]:
        """One line for every check that lost points, then the notes."""
        return [*filter(None, map(reason, self.result.checks)), *self.result.notes]


def unreadable(note: str) -> bool:
    return note.startswith((UNREADABLE, NOT_GRADED))


def reason(check: CheckResult) -> str:
    """Why points are missing, or nothing when none are.

    >>> reason(CheckResult("E07.1", "step", "", "fail", 1, 4, "it walks uphill."))
    'E07.1 step: fail, 1 of 4. it walks uphill.'
    """
    if check.points >= check.of and check.status == "pass":
        return ""
    score = f"{number(check.points)} of {number(check.of)}"
    words = f"{check.task} {check.name}: {check.status.replace('_', ' ')}, {score}."
    return f"{words} {one_line(check.message, 300)}".strip()


def checks_in_order(graded: Iterable[Graded]) -> list[tuple[str, str]]:
    """Task and name of every check of the class, in the order of the course."""
    found = {(c.task, c.name) for one in graded for c in one.result.checks}
    return sorted(found, key=lambda check: (task_number(check[0]), check))


def task_number(task: str) -> tuple[int, ...]:
    """
    >>> task_number("E07.10") > task_number("E07.9")
    True
    """
    digits = "".join(c if c.isdigit() else " " for c in task)
    return tuple(map(int, digits.split()))


def read_rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV with a header, whichever program has written it."""
    text = path.read_text(encoding="utf-8-sig")
    return [
        {str(k).strip(): v or "" for k, v in row.items() if k}
        for row in csv.DictReader(io.StringIO(text), dialect=dialect(text))
    ]


def dialect(text: str) -> type[csv.Dialect]:
    """Commas, semicolons or tabs: whichever the header has most of."""
    header = text.partition("\n")[0]

    class Found(csv.excel):
        delimiter = max(",;\t", key=header.count)

    return Found


def read_roster(path: Path) -> dict[str, Person]:
    """A class list by learner: ``student_id`` and nbgrader's names of the others."""
    rows = read_rows(path)
    ids = ("student_id", "learner", "id")
    fields = ("first_name", "last_name", "email")
    return {
        next((row[i] for i in ids if row.get(i)), "").strip().casefold(): Person(
            *(row.get(field, "").strip() for field in fields)
        )
        for row in rows
    }
