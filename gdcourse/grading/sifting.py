"""Which of the notebooks that were found are submissions, and which only lie beside."""

from collections.abc import Sequence

from gdcourse.grading import naming
from gdcourse.grading.archive import Entry


def relevant(found: list[Entry], stems: Sequence[str]) -> list[Entry]:
    """Of nbgrader's folders the submitted, of a copy of the course the exercises."""
    found = without_cover(found)
    if any(submitted(entry) for entry in found):
        found = [entry for entry in found if submitted(entry)]
    copies = {e.parts[: e.parts.index("exercises")] for e in found if exercise(e)}
    kept = [entry for entry in found if exercise(entry) or not beside(entry, copies)]
    return unwrapped(kept, stems)


def without_cover(found: list[Entry]) -> list[Entry]:
    """Without the one folder that holds a whole download, or nbgrader's course."""
    inner = [Entry(entry.parts[1:], entry.source) for entry in found]
    if len({entry.parts[0] for entry in found}) != 1 or by_platform(found):
        return found
    is_course = any(submitted(entry) for entry in inner)
    return inner if is_course or by_platform(inner) else found


def by_platform(found: list[Entry]) -> bool:
    """Whether every notebook lies where a platform has put it."""
    return all(entry.parts and naming.named(entry.parts) for entry in found)


def submitted(entry: Entry) -> bool:
    return entry.parts[:1] == ("submitted",) and len(entry.parts) > 3


def exercise(entry: Entry) -> bool:
    return "exercises" in entry.parts[:-1]


def beside(entry: Entry, copies: set[tuple[str, ...]]) -> bool:
    """Whether a notebook lies in the lessons or solutions of a copy of the course."""
    return any(
        name in entry.parts[:-1] and entry.parts[: entry.parts.index(name)] in copies
        for name in ("notebooks", "solutions")
    )


def unwrapped(found: list[Entry], stems: Sequence[str]) -> list[Entry]:
    """Without a folder that only wraps the learners' folders, as zips like to have."""
    folders = [owners(entry, stems) for entry in found]
    tops = {names[:1] for names in folders}
    inner = {names[1:2] for names in folders}
    if len(tops) != 1 or len(inner) < 2 or () in inner:
        return found
    at = folders[0][0]
    if any(naming.named(entry.parts) for entry in found):
        return found
    return [Entry(e.parts[e.parts.index(at) + 1 :], e.source) for e in found]


def owners(entry: Entry, stems: Sequence[str]) -> tuple[str, ...]:
    """The folders above a notebook that may be a learner's: no lesson's, not ours."""
    kept: list[str] = []
    for part in entry.parts[:-1]:
        if part in naming.COURSE:
            break
        stem, more, _ = naming.split(part, stems)
        if not stem or more:
            kept.append(part)
    return tuple(kept)
