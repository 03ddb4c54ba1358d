"""Who handed in what: learner and notebook, from the names that platforms give.

=========  ==================================================================
nbgrader   ``submitted/ada/07_momentum/07_momentum.ipynb``
Moodle     ``Ada Lovelace_4711_assignsubmission_file_/07_momentum.ipynb``, and
           the same as one file name
Canvas     ``lovelaceada_LATE_4711_98765_07_momentum-1.ipynb``
flat       ``ada_07_momentum.ipynb``, ``07_momentum-ada.ipynb``
folders    ``ada/07_momentum.ipynb``, ``ada/exercises/07_momentum.ipynb``
=========  ==================================================================
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

MOODLE = re.compile(
    r"(?P<name>.+?)_(?P<id>\d+)_assignsubmission_(?:file|onlinetext)(?:_(?P<file>.*))?"
)
CANVAS = re.compile(
    r"(?P<name>[^_]+)_(?:(?P<late>LATE)_)?(?P<user>\d+)_(?P<place>\d+)_(?P<file>.+)"
)
VERSION = re.compile(
    r"(?:-(\d{1,2})|\s*\((\d{1,2})\)|[ _-]+copy ?\d{0,2})$", re.IGNORECASE
)
COPY = -1  # a copy counts less than what it was made from
OURS = re.compile(rb'"(?:grade_)?id"\s*:\s*"E(\d\d)-')
AROUND = " _-.,()"  # what stands between a name and a notebook's name
COURSE = ("notebooks", "exercises", "solutions")  # the folders of the course itself


@dataclass(frozen=True)
class Name:
    """What a place says: whose it is, the file as the learner named it, platform ids.

    ``learner`` is empty where the names do not tell.
    """

    learner: str
    file: str
    ids: tuple[tuple[str, str], ...] = ()
    late: bool = False


def named(parts: Sequence[str]) -> Name | None:
    """The name that a platform gave; None where no platform has been at work.

    Only the first part counts: what lies deeper, a learner may have named.

    >>> named(["Ada Lovelace_4711_assignsubmission_file_", "07.ipynb"]).learner
    'Ada Lovelace_4711'
    >>> named(["lovelaceada_LATE_4711_98_07_momentum-1.ipynb"]).file
    '07_momentum-1.ipynb'
    """
    found = None if parts[1:] else CANVAS.fullmatch(parts[0])
    if found:
        ids = (("canvas", found["user"]),)
        learner = printable(f"{found['name']}_{found['user']}")
        return Name(learner, found["file"], ids, bool(found["late"]))
    found = MOODLE.fullmatch(parts[0])
    if found:
        ids = (("moodle", found["id"]), ("name", printable(found["name"])))
        file = parts[-1] if parts[1:] else found["file"] or ""
        return Name(printable(f"{found['name']}_{found['id']}"), file, ids)
    if parts[0] == "submitted" and parts[3:]:
        return Name(printable(parts[1]), parts[-1])
    return None


def printable(text: str) -> str:
    """A name that can stand in a table: one form, no control characters.

    >>> printable("  Ada\\x1b[31m\\n")
    'Ada[31m'
    """
    kept = [c for c in unicodedata.normalize("NFC", text) if c.isprintable()]
    return "".join(kept).strip() or "nameless"


def split(file: str, stems: Iterable[str]) -> tuple[str, str, int]:
    """Which notebook a file name tells, what else it says, and its version.

    >>> split("ada_07_momentum (2).ipynb", ["07_momentum"])
    ('07_momentum', 'ada', 2)
    >>> split("Momentum.ipynb", ["07_momentum"]), split("ada.ipynb", ["07_momentum"])
    (('07_momentum', '', 0), ('', 'ada', 0))
    """
    name = re.sub(r"\.ipynb$", "", file, flags=re.IGNORECASE)
    found = VERSION.search(name)
    version = int(next(filter(None, found.groups()), COPY)) if found else 0
    short = name[: found.start()] if found else name
    for numbered in (True, False):
        for stem in stems:
            match = pattern(stem, numbered).search(short)
            if match:
                rest = f"{short[: match.start()]} {short[match.end() :]}"
                return stem, rest.strip(AROUND), version
    return "", name.strip(AROUND), 0


def pattern(stem: str, numbered: bool) -> re.Pattern:
    """A lesson's name as people write it: any case, any mark between the words."""
    number, *words = stem.split("_")
    between = "[ _.-]*"
    text = between.join(map(re.escape, words)) or re.escape(stem)
    if numbered:
        text = f"{re.escape(number)}{between}{text}"
    return re.compile(rf"(?<![^\W_]){text}(?![^\W_])", re.IGNORECASE)


def told_by_cells(data: bytes, stems: Iterable[str]) -> Counter:
    """How many cells name a task of each notebook, read without parsing anything.

    >>> told_by_cells(b'"grade_id": "E07-1-push"', ["07_momentum"])
    Counter({'07_momentum': 1})
    """
    numbers = Counter(found.decode() for found in OURS.findall(data))
    by_number = {stem[:2]: stem for stem in stems}
    return Counter({by_number[n]: k for n, k in numbers.items() if n in by_number})
