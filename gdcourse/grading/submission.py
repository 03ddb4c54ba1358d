"""A learner's notebook, read with suspicion: nothing in it is trusted or punished.

Outputs, kernels, tags and most metadata are not looked at. What cannot be read leaves a
note, and the rest is graded.
"""

import json
import re
from dataclasses import dataclass
from typing import Any

import numpy as np

from gdcourse.grading.results import UNREADABLE

MOST_CELLS = 2000
MOST_PARTS = 10**6  # lists and dicts: each takes far more memory than it has letters
MUCH_OUTPUT = 2**20
CONTROL = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|[\x00-\x08\x0b-\x1f\x7f]")


@dataclass(frozen=True)
class Cell:
    """One cell that may be run: where it stands, its source, the ids it goes by."""

    place: int
    source: str
    names: frozenset[str]
    is_code: bool


@dataclass(frozen=True)
class Submission:
    """The cells in order and what was odd; no cells where nothing could be read."""

    cells: tuple[Cell, ...] = ()
    notes: tuple[str, ...] = ()


class NoNotebook(ValueError):
    """The bytes are no notebook; the text says why, for a report."""


def read_submission(data: bytes, most_mb: float = 64) -> Submission:
    """The cells of a notebook file, whatever it is; never raises."""
    notes: list[str] = []
    try:
        if len(data) > most_mb * 2**20:
            raise NoNotebook(f"it is larger than {most_mb:g} MB")
        cells = cells_of(loaded(data, notes), notes)
        return Submission(tuple(read_cells(cells, notes)), tuple(notes))
    except NoNotebook as problem:
        return Submission((), (f"{UNREADABLE}: {clean(problem)}.",))
    except (RecursionError, MemoryError):
        return Submission((), (f"{UNREADABLE}: it is nested too deep.",))


def loaded(data: bytes, notes: list[str]) -> dict:
    """The JSON object that the bytes hold."""
    if not data.strip():
        raise NoNotebook("the file is empty")
    if count_brackets(data) > MOST_PARTS:
        raise NoNotebook(
            f"it has more than {MOST_PARTS:,} lists and dicts, which hardly fit into "
            "the memory; clear its outputs and hand it in again"
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        utf16 = data[:2] in (b"\xff\xfe", b"\xfe\xff")
        text = data.decode("utf-16" if utf16 else "latin-1", errors="replace")
        notes.append("the file is not in UTF-8; special characters may be wrong.")
    try:
        found = json.loads(text)
    except ValueError as error:
        raise NoNotebook(f"it is no JSON ({str(error)[:80]})") from None
    if not isinstance(found, dict):
        raise NoNotebook(f"it holds a {type(found).__name__} instead of a notebook")
    return found


def count_brackets(data: bytes) -> int:
    """Lists and dicts of JSON; brackets in a string, a printed table say, are none.

    >>> count_brackets(b'{"a \\\\" [": ["[[", 1]}')
    2
    """
    plain = data.replace(rb"\\", b"").replace(rb"\"", b"")
    letters = np.frombuffer(plain, np.uint8)
    is_inside = np.logical_xor.accumulate(letters == ord('"'))
    is_bracket = (letters == ord("[")) | (letters == ord("{"))
    return int((is_bracket & ~is_inside).sum())


def cells_of(found: dict, notes: list[str]) -> list:
    """The list of cells, of format 4, or of format 3 with its sheets."""
    major = found.get("nbformat")
    if major == 3 and isinstance(found.get("worksheets"), list):
        notes.append(
            "the file is of the old format 3; its cells were read as they are."
        )
        sheets = [s for s in found["worksheets"] if isinstance(s, dict)]
        return [c for s in sheets for c in as_list(s.get("cells"))]
    cells = found.get("cells")
    if not isinstance(cells, list):
        raise NoNotebook("it has no list of cells")
    if major != 4:
        notes.append(
            f"nbformat is {clean(repr(major))[:30]} instead of 4; read anyway."
        )
    return cells


def read_cells(cells: list, notes: list[str]) -> list[Cell]:
    """The cells that have a source, with the ids that they go by."""
    found, odd, outputs = [], 0, 0
    for place, cell in enumerate(cells[:MOST_CELLS]):
        text = source_of(cell)
        if text is None:
            odd += 1
            continue
        outputs += size(cell.get("outputs"))
        is_code = cell.get("cell_type") == "code"
        found.append(Cell(place, text, frozenset(names_of(cell)), is_code))
    if odd:
        notes.append(f"{odd} of {len(cells)} cells are no cells and were left out.")
    if len(cells) > MOST_CELLS:
        notes.append(f"only the first {MOST_CELLS} cells were read.")
    if outputs > MUCH_OUTPUT:
        notes.append(f"stored outputs of {outputs / 2**20:.1f} MB were left out.")
    return found


def source_of(cell: Any) -> str | None:
    """The text of a cell, or None for what is no cell."""
    if not isinstance(cell, dict):
        return None
    text = cell.get("source", cell.get("input", ""))
    if isinstance(text, list) and all(isinstance(line, str) for line in text):
        return "".join(text)
    return text if isinstance(text, str) else None


def names_of(cell: dict) -> list[str]:
    """Its grade_id and its own id, where they are text."""
    metadata = cell.get("metadata")
    marks = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    grade_id = marks.get("grade_id") if isinstance(marks, dict) else None
    return [name for name in (grade_id, cell.get("id")) if isinstance(name, str)]


def size(outputs: Any) -> int:
    """Roughly how many characters of text lie in outputs."""
    if isinstance(outputs, str):
        return len(outputs)
    if isinstance(outputs, dict):
        return sum(map(size, outputs.values()))
    return sum(map(size, outputs)) if isinstance(outputs, list) else 0


def as_list(value: Any) -> list:
    return value if isinstance(value, list) else []


def clean(text: object) -> str:
    """Text that a terminal, a file and a page can show: no codes, no half characters.

    >>> clean("\\x1b[31mred\\x1b[0m\\udc80")
    'red?'
    """
    return CONTROL.sub("", str(text)).encode("utf-8", "replace").decode()
