"""Moodle: one table with grade and feedback for each notebook.

Without an export, ``moodle_<notebook>.csv`` fits *Grades, Import, CSV file*: match on
the ID number or the e-mail address, and map Grade and Feedback comments together, for a
feedback alone would lose the grade. With the grading worksheet of the assignment, that
worksheet is filled: its rows are found by the participant's number, which stands in the
names of a bulk download.
"""

import html
from collections.abc import Sequence
from pathlib import Path

from gdcourse.grading.graded import Graded
from gdcourse.grading.plain_text import cell, csv_text, number, one_line
from gdcourse.grading.sheets import Sheet, matched, read_sheet

COLUMNS = (
    "Identifier",
    "Full name",
    "ID number",
    "Email address",
    "Grade",
    "Maximum grade",
    "Feedback comments",
)
IDENTITIES = ("Identifier", "ID number", "Email address", "Username")


def grades(graded: Sequence[Graded]) -> str:
    """The table of one notebook."""
    return csv_text([COLUMNS, *map(entry, graded)])


def entry(one: Graded) -> list[object]:
    """The row of one learner."""
    ids = dict(one.submission.ids)
    participant = f"Participant {ids['moodle']}" if "moodle" in ids else ""
    full = f"{one.person.first_name} {one.person.last_name}".strip()
    number_of = "" if participant else one.learner
    who = [participant, ids.get("name", full), number_of, one.person.email]
    most = number(one.result.of) if one.result.checks else ""
    return [*who, one.score, most, feedback(one)]


def feedback(one: Graded) -> str:
    """The reasons, one below the other; Moodle shows this as HTML."""
    lines = [html.escape(one_line(text, 400)) for text in one.reasons()]
    return "<br>".join(lines) or "All points."


def fill(worksheet: Path, graded: Sequence[Graded]) -> tuple[str, list[str]]:
    """The worksheet of one notebook, filled, and what could not be placed."""
    sheet = read_sheet(worksheet, ("Grade",), "Moodle")
    grade = sheet.column("Grade")
    comments = sheet.column("Feedback comments", "Feedback")
    told: list[str] = []
    for one, row in matched(graded, "Moodle", people(sheet), told):
        if one.result.checks:
            sheet.set(row, grade, scaled(sheet, row, one))
        if comments is not None:
            sheet.set(row, comments, cell(feedback(one)))
    return sheet.text(), told


def scaled(sheet: Sheet, row: list[str], one: Graded) -> int | float:
    """The points in Moodle's own measure, where its table states the maximum."""
    try:
        most = float(sheet.cell(row, "Maximum grade").replace(",", "."))
    except ValueError:
        most = one.result.of
    return number(one.result.points * (most / one.result.of if one.result.of else 1))


def people(sheet: Sheet) -> list[tuple[list[str], set[str]]]:
    """The rows, and the names of their learners."""
    found = [(row, sheet.names(row, IDENTITIES)) for row in sheet.rows]
    return [
        (row, {n.removeprefix("participant ") for n in names}) for row, names in found
    ]
