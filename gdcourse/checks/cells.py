"""What a notebook's cells say about tasks: nbgrader's metadata, read from plain dicts.

The answer cell of a task is followed by its check cell. Generated exercises carry
nbgrader's checksum in both, which tells an untouched answer from an attempted one
without running anything.
"""

import hashlib
import re
from collections.abc import Iterable

CHECKED = re.compile(r"""\bcheck\(\s*["'](E\d\d\.\d+)["']\s*,\s*(\w+)""")
STUB = re.compile(r"raise NotImplementedError\(\s*.your turn")


def source(cell: dict) -> str:
    """The cell's text, however the file stores it."""
    text = cell.get("source", "")
    return text if isinstance(text, str) else "".join(text)


def marks(cell: dict) -> dict:
    """The cell's nbgrader metadata, empty when it has none (any more)."""
    found = cell.get("metadata", {}).get("nbgrader", {})
    return found if isinstance(found, dict) and "grade_id" in found else {}


def is_answer(cell: dict) -> bool:
    return bool(marks(cell).get("solution"))


def is_check(cell: dict) -> bool:
    """A check cell, also when a learner's editor has lost its metadata."""
    found = marks(cell)
    if found:
        return bool(found.get("grade")) and not found.get("solution")
    return cell.get("cell_type") == "code" and bool(CHECKED.search(source(cell)))


def checksum(cell: dict) -> str:
    """nbgrader's checksum of a cell: its text, type, flags, id and points."""
    found = marks(cell)
    grade, solution = bool(found.get("grade")), bool(found.get("solution"))
    locked = not solution and (grade or bool(found.get("locked")))
    parts = [source(cell), cell["cell_type"], grade, solution, locked]
    parts.append(found["grade_id"])
    if grade:
        parts.append(float(found["points"]))
    return hashlib.md5("".join(map(str, parts)).encode()).hexdigest()


def untouched(cell: dict) -> bool:
    """Whether an answer cell is as it was generated; without metadata, still a stub."""
    stored = marks(cell).get("checksum")
    return stored == checksum(cell) if stored else bool(STUB.search(source(cell)))


def answers_of(check: dict, cells: Iterable[dict]) -> list[dict]:
    """The cells of a check cell's answer: by id, and all that define the function.

    A learner may have copied the cell, written a new one or lost its metadata.
    """
    wanted = marks(check).get("grade_id", check.get("id", "")).removesuffix("-check")
    named = CHECKED.search(source(check))
    name = re.escape(named[2]) if named else "$^"
    defined = re.compile(rf"^(?:def|class) +{name}\b|^{name} *=[^=]", re.MULTILINE)
    return [
        cell
        for cell in cells
        if (is_answer(cell) and marks(cell)["grade_id"] == wanted)
        or (cell.get("cell_type") == "code" and defined.search(source(cell)))
    ]


def open_tasks(cells: list[dict]) -> list[dict]:
    """The check cells whose answers nobody has touched."""
    found = []
    for cell in filter(is_check, cells):
        answers = answers_of(cell, cells)
        if answers and all(map(untouched, answers)):
            found.append(cell)
    return found
