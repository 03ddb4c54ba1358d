"""Canvas: fill the gradebook that was exported from it, ready to be imported again.

Rows are found by Canvas's ID (it stands in the names of a bulk download) or by login,
SIS ID or e-mail; the column by the notebook's name. Where no column bears it, a new one
comes last, which Canvas imports as a new assignment. All other cells stay.
"""

import re
from collections.abc import Sequence
from pathlib import Path

from gdcourse.grading.graded import Graded
from gdcourse.grading.naming import pattern
from gdcourse.grading.plain_text import number
from gdcourse.grading.sheets import Sheet, matched, read_sheet

IDENTITIES = ("ID", "SIS Login ID", "SIS User ID", "Integration ID", "Email")
POINTS_POSSIBLE = "points possible"


def fill(export: Path, graded: Sequence[Graded]) -> tuple[str, list[str]]:
    """The filled table, and what could not be placed; raises WrongSheet."""
    sheet = read_sheet(export, ("Student", "ID"), "Canvas")
    told: list[str] = []
    for notebook in dict.fromkeys(one.notebook for one in graded):
        handed = [one for one in graded if one.notebook == notebook]
        told += fill_column(sheet, notebook, handed)
    return sheet.text(), told


def fill_column(sheet: Sheet, notebook: str, handed: Sequence[Graded]) -> list[str]:
    """Write one notebook's points; what could not be placed."""
    most = max((one.result.of for one in handed), default=0)
    place, told = column_of(sheet, notebook), []
    if place is None:
        place = sheet.add_column(notebook)
        for row in sheet.rows:
            is_header = row and row[0].strip().casefold() == POINTS_POSSIBLE
            sheet.set(row, place, number(most) if is_header else "")
    possible = points_possible(sheet, place) or most
    if most and possible != most:
        told.append(
            f"{notebook}: Canvas counts {number(possible)} points, got "
            f"{number(most)} here. The scores are scaled."
        )
    for one, row in matched(handed, "Canvas", people(sheet), told):
        if one.result.checks:
            score = one.result.points * (possible / most if most else 1)
            sheet.set(row, place, number(score))
    return told


def people(sheet: Sheet) -> list[tuple[list[str], set[str]]]:
    """The rows of learners, those with an ID, and their names."""
    rows = [row for row in sheet.rows if sheet.cell(row, "ID")]
    return [(row, sheet.names(row, IDENTITIES)) for row in rows]


def column_of(sheet: Sheet, notebook: str) -> int | None:
    """The assignment's column: by the notebook's whole name, else by its words."""
    titles = [re.sub(r"\s*\(\d+\)$", "", title) for title in sheet.header]
    for numbered in (True, False):
        named = pattern(notebook, numbered)
        places = [
            place
            for place, title in enumerate(titles)
            if named.search(title) and "(read only)" not in title.casefold()
        ]
        if len(places) == 1:
            return places[0]
    return None


def points_possible(sheet: Sheet, place: int) -> float:
    """What Canvas counts for this column; 0 where it does not say."""
    for row in sheet.rows:
        if row and row[0].strip().casefold() == POINTS_POSSIBLE and place < len(row):
            try:
                return max(0.0, float(row[place].replace(",", ".")))
            except ValueError:
                return 0.0
    return 0.0
