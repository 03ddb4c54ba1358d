"""From paths to submissions: one notebook, a learner's folder, a class, a download.

    handed = find([Path("submitted")], ["07_momentum"])

Where one learner handed in one notebook twice, the last version counts and the others
are told. What belongs to nobody or to no notebook is told, too.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from gdcourse.grading import archive, folder, naming
from gdcourse.grading.archive import Entry, Problem
from gdcourse.grading.results import UNREADABLE
from gdcourse.grading.sifting import owners, relevant
from gdcourse.grading.source import Refused, Source
from gdcourse.grading.submission import read_submission

UNKNOWN = "it holds no task of the notebooks that are graded, got {}. Not graded."


@dataclass(frozen=True)
class Submission:
    """One learner's notebook, not yet read; ``ids`` are what platforms call them."""

    learner: str
    notebook: str
    source: Source
    ids: tuple[tuple[str, str], ...] = ()
    late: bool = False
    handed_in: str = ""
    version: int = 0


@dataclass(frozen=True)
class Handed:
    """All that was found, in the order of learners and notebooks."""

    submissions: tuple[Submission, ...]
    problems: tuple[Problem, ...] = ()


def find(paths: Iterable[Path], stems: Sequence[str]) -> Handed:
    """The submissions beneath these paths for the notebooks of these names."""
    found: dict[tuple[str, str], Submission] = {}
    problems: list[Problem] = []
    for path in paths:
        try:
            inner, refused = entries(path, stems)
        except Refused as error:
            problems.append(Problem(path.name, str(error)))
            continue
        problems += refused
        for entry in inner:
            one = submission(entry, path, stems)
            if isinstance(one, Problem):
                problems.append(one)
                continue
            key = (one.learner, one.notebook)
            if key in found:
                older, one = sorted((found[key], one), key=rank)
                problems.append(replaced(older, one))
            found[key] = one
    ordered = sorted(found.values(), key=lambda one: (one.learner, one.notebook))
    return Handed(tuple(ordered), tuple(problems))


def rank(one: Submission) -> tuple[int, int]:
    """What counts more: a later version, then the one that lies less deep."""
    place = Path(one.source.path, one.source.member)
    return one.version, -len(place.parts)


def replaced(older: Submission, newer: Submission) -> Problem:
    words = f"handed in again, got {newer.source} as well. The later one is graded."
    return Problem(f"{older.learner}, {older.source}", words, serious=False)


def entries(path: Path, stems: Sequence[str]) -> tuple[list[Entry], list[Problem]]:
    """The notebooks beneath one path, without folders that only wrap or accompany."""
    if path.is_dir():
        found, problems = folder.entries(path)
    elif path.suffix.lower() == ".zip":
        found, problems = archive.entries(path)
    elif path.suffix.lower() == ".ipynb":
        return [Entry((path.name,), Source(path.resolve()))], []
    else:
        raise Refused(
            "it is no notebook, folder or zip, got another kind of file. "
            "Unpack other archives first."
        )
    return relevant(found, stems), problems


def submission(entry: Entry, root: Path, stems: Sequence[str]) -> Submission | Problem:
    """Whose it is and which notebook; a Problem where that cannot be told."""
    known = naming.named(full(entry, root, stems))
    name = known or naming.Name("", entry.parts[-1])
    stem, rest, version = naming.split(name.file, stems)
    data = b""
    try:
        data = entry.source.read()
    except Refused as error:
        if not stem:
            return Problem("/".join(entry.parts), str(error))
    notebook = which(stem, entry, data, stems)
    if not notebook:
        return stranger("/".join(entry.parts), data)
    if known is None:
        name = naming.Name(learner(entry, root, rest, stems), name.file)
    arrived = handed_in(entry.source)
    details = (entry.source, name.ids, name.late, arrived, version)
    return Submission(name.learner, notebook, *details)


def full(entry: Entry, root: Path, stems: Sequence[str]) -> tuple[str, ...]:
    """The parts of a notebook's path, from nbgrader's ``submitted`` on if it is there.

    The path that was given may be that folder, a learner's or an assignment's in it.
    """
    place = root.resolve()
    place = place.parent if place.is_file() else place
    for depth, folder_above in enumerate((place, *place.parents[:2])):
        if folder_above.name != "submitted":
            continue
        parts = (*place.parts[len(place.parts) - depth - 1 :], *entry.parts)
        # Further down it may be any folder of that name: there a lesson must follow.
        if not depth or (parts[3:] and naming.split(parts[2], stems)[0]):
            return parts
    return entry.parts


def which(stem: str, entry: Entry, data: bytes, stems: Sequence[str]) -> str:
    """The notebook: by its name, unless its cells say another; nothing if unknown."""
    told = naming.told_by_cells(data, stems)
    if told and stem not in told:
        return told.most_common(1)[0][0]
    if stem:
        return stem
    for part in reversed(entry.parts[:-1]):
        hint, _, _ = naming.split(part, stems)
        if hint:
            return hint
    if len(stems) != 1:
        return ""
    other = naming.OURS.search(data) or re.match(r"\d\d_", entry.parts[-1])
    is_numbered = re.match(r"\d\d_", stems[0])  # else it is an instructor's own
    return "" if other and is_numbered else stems[0]


def learner(entry: Entry, root: Path, rest: str, stems: Sequence[str]) -> str:
    """The first folder that is no lesson's, else the file's name, else the path's."""
    folders = owners(entry, stems)
    if folders:
        return naming.printable(folders[0])
    if rest:
        return naming.printable(rest)
    place = root.resolve()
    if place.suffix.lower() == ".zip":
        return naming.printable(place.stem)
    if place.is_file():
        place = place.parent
    if place.name in naming.COURSE:
        place = place.parent
    return naming.printable(place.name)


def stranger(place: str, data: bytes) -> Problem:
    """A notebook of something else is passed over; an unreadable one is told loudly."""
    notes = read_submission(data).notes
    readable = not any(note.startswith(UNREADABLE) for note in notes)
    words = UNKNOWN.format("another notebook" if readable else "no readable notebook")
    return Problem(place, words, serious=not readable)


def handed_in(source: Source) -> str:
    """nbgrader's time stamp, where one lies beside the notebook."""
    if source.member:
        return ""
    try:
        stamp = Source(source.path.with_name("timestamp.txt")).read()
    except Refused:
        return ""
    return naming.printable(stamp[:64].decode("utf-8", "replace"))
