"""Text of strangers, made harmless for a terminal, a spreadsheet and a file system."""

import csv
import hashlib
import io
import re
from collections.abc import Iterable

ESCAPES = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]|\x9b[0-?]*[ -/]*[@-~]"  # colors and cursor
    r"|(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)?"
    r"|\x1b[ -/]*[0-~]?"
)
# Besides control characters: what turns the direction of writing, halves of pairs.
UNWANTED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
    "\ud800-\udfff\ufeff\ufffe\uffff]"
)
FORMULA = re.compile(r"\s*[=+\-@|%\uff1d\uff0b\uff0d\uff20]|[\t\r\n]")
LONGEST, CELL = 2_000, 30_000  # a spreadsheet takes 32,767 in a cell


def plain(text: object, longest: int = LONGEST) -> str:
    """Without colors, cursor movements and other commands; cut if it is very long.

    >>> plain("\\x1b[31mred\\x1b[0m and \\x1b]0;title\\x07blue\\x08")
    'red and blue'
    """
    kept = UNWANTED.sub("", ESCAPES.sub("", str(text).replace("\r\n", "\n")))
    return kept if len(kept) <= longest else kept[: longest - 1] + "…"


def one_line(text: object, longest: int = LONGEST) -> str:
    """
    >>> one_line(" wanted 1\\n   got 2 ")
    'wanted 1 got 2'
    """
    return plain(" ".join(plain(text).split()), longest)


def cell(value: object) -> object:
    """A value for a spreadsheet: a number as it is, a text that is no formula.

    >>> cell("=HYPERLINK(1)"), cell(-1.5), cell("plain")
    ("'=HYPERLINK(1)", -1.5, 'plain')
    """
    if isinstance(value, (int, float)) or value is None:
        return value
    text = plain(value, CELL)
    return f"'{text}" if FORMULA.match(text) else text


def csv_text(rows: Iterable[Iterable[object]]) -> str:
    """Rows as the text of a CSV file, with nothing that a spreadsheet would run.

    >>> csv_text([["name", "points"], ["=1+1", 2.5]])
    "name,points\\n'=1+1,2.5\\n"
    """
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerows([cell(value) for value in row] for row in rows)
    return file.getvalue()


def number(value: float) -> int | float:
    """Points as people write them.

    >>> number(4.0), number(2.5), number(1 / 3)
    (4, 2.5, 0.3333)
    """
    return int(value) if value == int(value) else round(float(value), 4)


def file_name(text: str, taken: set[str]) -> str:
    """A name that every file system takes, unlike all in ``taken``, and added to it.

    >>> taken = set()
    >>> file_name("Ada Lovelace_1", taken), file_name("../etc", taken)
    ('Ada_Lovelace_1', '_etc')
    """
    name = re.sub(r"[^\w.-]+", "_", plain(text)).lstrip(".-")[:60].rstrip(".") or "_"
    if re.match(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", name, re.IGNORECASE):
        name = f"_{name}"  # names of devices on Windows
    if name.casefold() in taken:
        name = (
            f"{name}_{hashlib.sha256(text.encode('utf-8', 'replace')).hexdigest()[:8]}"
        )
    count, first = 2, name
    while name.casefold() in taken:
        name, count = f"{first}_{count}", count + 1
    taken.add(name.casefold())
    return name
