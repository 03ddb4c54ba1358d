"""Moodle: one table with grade and feedback for each notebook.

Without an export, ``moodle_<notebook>.csv`` fits *Grades, Import, CSV file*: match on
the ID number or the e-mail address, and map Grade and Feedback comments together, for a
feedback alone would lose the grade. With the grading worksheet of the assignment, that
worksheet is filled: its rows are found by the participant's number, which stands in the
names of a bulk download.
"""

import csv
import html
import io
from collections.abc import Sequence
from pathlib import Path

from gdcourse.grading.graded import Graded
from gdcourse.grading.plain_text import cell, number, one_line
from gdcourse.grading.sheets import Sheet, read_sheet

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
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(COLUMNS)
    for one in graded:
        ids = dict(one.submission.ids)
        participant = f"Participant {ids['moodle']}" if "moodle" in ids else ""
        full = f"{one.person.first_name} {one.person.last_name}".strip()
        number_of = "" if participant else one.learner
        who = [participant, ids.get("name", full), number_of, one.person.email]
        most = number(one.result.of) if one.result.checks else ""
        row = [*who, one.score, most, feedback(one)]
        writer.writerow([cell(value) for value in row])
    return file.getvalue()


def feedback(one: Graded) -> str:
    """The reasons, one below the other; Moodle shows this as HTML."""
    lines = [html.escape(one_line(text, 400)) for text in one.reasons()]
    return "<br>".join(lines) or "All points."


def fill(worksheet: Path, graded: Sequence[Graded]) -> tuple[str, list[str]]:
    """The worksheet of one notebook, filled, and what could not be placed."""
    sheet = read_sheet(worksheet, ("Grade",), "Moodle")
    grade = sheet.column("Grade")
    comments = sheet.column("Feedback comments", "Feedback")
    told = []
    for one in graded:
        rows = [row for row in sheet.rows if identities(sheet, row) & ids(one)]
        if len(rows) != 1:
            told.append(
                f"{one.learner}, {one.notebook}: no one row of Moodle's table is "
                f"theirs, got {len(rows)}. Enter {one.score} by hand."
            )
            continue
        if one.result.checks:
            sheet.set(rows[0], grade, scaled(sheet, rows[0], one))
        if comments is not None:
            sheet.set(rows[0], comments, cell(feedback(one)))
    return sheet.text(), told


def scaled(sheet: Sheet, row: list[str], one: Graded) -> int | float:
    """The points in Moodle's own measure, where its table states the maximum."""
    try:
        most = float(sheet.cell(row, "Maximum grade").replace(",", "."))
    except ValueError:
        most = one.result.of
    return number(one.result.points * (most / one.result.of if one.result.of else 1))


def ids(one: Graded) -> set[str]:
    """What Moodle may call a learner; its own number, where known, decides alone."""
    own = dict(one.submission.ids).get("moodle")
    return {own} if own else one.identities


def identities(sheet: Sheet, row: list[str]) -> set[str]:
    found = {sheet.cell(row, name).casefold() for name in IDENTITIES}
    return {name.removeprefix("participant ") for name in found} - {""}
