"""A platform's exported table: read it, change a few cells, give all others back.

The export says itself how it is written: commas or semicolons, with or without the mark
that some programs put before the text. What is not changed stays as it came.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from gdcourse.grading.graded import Graded, dialect


class WrongSheet(Exception):
    """A file that is not the export that was asked for."""


@dataclass
class Sheet:
    """Rows of cells beneath a header."""

    header: list[str]
    rows: list[list[str]]
    delimiter: str = ","
    mark: str = ""

    def column(self, *names: str) -> int | None:
        """The place of the first of these columns that there is."""
        small = [cell.strip().casefold() for cell in self.header]
        places = (small.index(n.casefold()) for n in names if n.casefold() in small)
        return next(places, None)

    def cell(self, row: list[str], *names: str) -> str:
        """The text in that column, or nothing."""
        place = self.column(*names)
        return row[place].strip() if place is not None and place < len(row) else ""

    def names(self, row: list[str], columns: Iterable[str]) -> set[str]:
        """What stands in these columns, in small letters."""
        return {self.cell(row, column).casefold() for column in columns} - {""}

    def set(self, row: list[str], place: int, value: object) -> None:
        row.extend([""] * (place + 1 - len(row)))
        row[place] = str(value)

    def add_column(self, name: str) -> int:
        self.header.append(name)
        return len(self.header) - 1

    def text(self) -> str:
        """The file again."""
        file = io.StringIO()
        file.write(self.mark)
        writer = csv.writer(file, delimiter=self.delimiter, lineterminator="\r\n")
        writer.writerow(self.header)
        writer.writerows(self.rows)
        return file.getvalue()


def matched(
    graded: Iterable[Graded],
    program: str,
    known: Sequence[tuple[list[str], set[str]]],
    told: list[str],
) -> Iterator[tuple[Graded, list[str]]]:
    """Learners with the one row that is theirs; ``told`` grows by those without.

    ``known`` are rows with their names. The program's own number of a learner, where it
    is known, decides alone.
    """
    for one in graded:
        own = dict(one.submission.ids).get(program.casefold())
        ids = {own} if own else one.identities
        found = [row for row, names in known if names & ids]
        if len(found) == 1:
            yield one, found[0]
            continue
        told.append(
            f"{one.learner}, {one.notebook}: no one row of {program}'s table is "
            f"theirs, got {len(found)}. Enter {one.score} by hand."
        )


def read_sheet(path: Path, needs: Iterable[str], program: str) -> Sheet:
    """The export of this program; raises WrongSheet where a column is missing."""
    try:
        text = path.read_text(encoding="utf-8")
        mark = "\ufeff" if text.startswith("\ufeff") else ""
        text = text.removeprefix(mark)
        delimiter = dialect(text).delimiter
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except (OSError, ValueError, csv.Error) as error:
        raise WrongSheet(
            f"{path.name} cannot be read, got {error}. Export it again as CSV in UTF-8."
        ) from None
    sheet = Sheet(rows[0] if rows else [], rows[1:], delimiter, mark)
    for name in needs:
        if sheet.column(name) is None:
            raise WrongSheet(
                f"{path.name} has no column {name!r}, got {sheet.header[:6]}. "
                f"Export the table from {program} and leave its columns as they are."
            )
    return sheet
