"""What a folder holds: notebooks and zips, found without following a link."""

import os
from pathlib import Path

from gdcourse.grading import naming
from gdcourse.grading.archive import SKIPPED, Entry, Problem, empty_handed
from gdcourse.grading.archive import entries as entries_of_zip
from gdcourse.grading.sifting import by_platform
from gdcourse.grading.source import Refused, Source

DEEPEST = 12
LINK = "it is a link, got no file of its own. Hand in the file itself."
NAMES = "it names learners, got a zip beside other work. Grade it by a path of its own."


def entries(folder: Path) -> tuple[list[Entry], list[Problem]]:
    """Its notebooks, those of zips that lie in it, and what is refused, in order."""
    found: list[Entry] = []
    problems: list[Problem] = []
    downloads: dict[str, list[Entry]] = {}
    files: list[tuple[str, ...]] = []
    waiting: list[tuple[Path, tuple[str, ...]]] = [(folder, ())]
    while waiting:
        here, above = waiting.pop()
        for item in listed(here, above, problems):
            parts = (*above, item.name)
            if item.is_dir(follow_symlinks=False):
                waiting.append((Path(item.path), parts))
            else:
                files.append(parts)
                take(item, parts, found, downloads, problems)
    if found:  # one learner's zip must not speak for another
        problems += [Problem(name, NAMES) for name in downloads]
    else:
        found = [entry for inner in downloads.values() for entry in inner]
    problems += empty_handed(found, files)
    return sorted(found, key=lambda entry: entry.parts), problems


def listed(
    here: Path, above: tuple[str, ...], problems: list[Problem]
) -> list[os.DirEntry]:
    """What lies in one folder; too deep or closed ones are told."""
    place = "/".join(above) or here.name
    if len(above) > DEEPEST:
        reason = f"it lies too deep, got more than {DEEPEST} folders. Move it up."
        problems.append(Problem(place, reason))
        return []
    try:
        with os.scandir(here) as items:
            return sorted(
                (item for item in items if not SKIPPED.match(item.name)),
                key=lambda item: item.name,
            )
    except OSError as error:
        reason = f"it cannot be opened, got {error.strerror}. Mend its permissions."
        problems.append(Problem(place, reason))
        return []


def take(
    item: os.DirEntry,
    parts: tuple[str, ...],
    found: list[Entry],
    downloads: dict[str, list[Entry]],
    problems: list[Problem],
) -> None:
    """Keep a notebook, open a zip, refuse a link; leave everything else."""
    name, place = item.name.lower(), "/".join(parts)
    if item.is_symlink():
        # A link to a folder may lead to notebooks, too: no link is silent.
        problems.append(Problem(place, LINK, serious=name.endswith(".ipynb")))
    elif name.endswith(".ipynb"):
        found.append(Entry(parts, Source(Path(item.path))))
    elif name.endswith(".zip"):
        try:
            inner, refused = entries_of_zip(Path(item.path))
        except Refused as error:
            problems.append(Problem(place, str(error)))
            return
        problems += refused
        if parts[1:] or naming.named(parts) or not by_platform(inner):
            found += [Entry(place_of(parts, entry), entry.source) for entry in inner]
        elif inner:
            downloads[place] = inner


def place_of(zipped: tuple[str, ...], entry: Entry) -> tuple[str, ...]:
    """The parts of a notebook in a zip that a learner handed in."""
    if zipped[1:]:
        return (*zipped[:-1], *entry.parts)
    by_canvas = naming.CANVAS.fullmatch(zipped[0])
    if by_canvas:  # as if it had been handed in without the zip
        return (zipped[0][: by_canvas.start("file")] + entry.parts[-1],)
    return (zipped[0][:-4], *entry.parts)
