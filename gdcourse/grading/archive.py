"""What a zip holds, looked at before anything is unpacked.

Nothing is written to disk, so a path that climbs out of the zip could do no harm; it is
refused all the same, for no honest program writes one.
"""

import re
import stat
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from gdcourse.grading.naming import named
from gdcourse.grading.source import LARGEST, Refused, Source

MEMBERS = 50_000
LARGEST_SUM = 4 * 2**30
RATIO, RATIO_FROM = 200, 256 * 2**20
ENCRYPTED = 0x1
READ_IN_PIECES = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # others unpack at once
SKIPPED = re.compile(r"\.|__MACOSX$|__pycache__$")  # what editors and systems leave


@dataclass(frozen=True)
class Entry:
    """A notebook that was handed in: its folders and name, and where its bytes are."""

    parts: tuple[str, ...]
    source: Source


@dataclass(frozen=True)
class Problem:
    """Something that is not graded, and why; ``serious`` when it may be somebody's."""

    place: str
    reason: str
    serious: bool = True

    def __str__(self) -> str:
        return f"{self.place}: {self.reason}"


def entries(path: Path) -> tuple[list[Entry], list[Problem]]:
    """The notebooks of a zip and what is refused; raises Refused for a bomb."""
    try:
        with zipfile.ZipFile(path) as archive:
            infos = {info.filename: info for info in archive.infolist()}
    except (OSError, ValueError, zipfile.BadZipFile, NotImplementedError) as error:
        raise Refused(
            f"it is no zip that can be read, got {error}. Download it again."
        ) from None
    infos = {name: info for name, info in infos.items() if not info.is_dir()}
    refuse_bomb(path, list(infos.values()))
    found, problems, files = [], [], []
    for name, info in infos.items():
        parts = tuple(p for p in name.replace("\\", "/").split("/") if p != ".")
        if not parts or any(map(SKIPPED.match, parts)) and ".." not in parts:
            continue
        files.append(parts)
        reason = objection(info, parts)
        if reason:
            problems.append(Problem(f"{path.name}/{name}", reason))
        elif parts[-1].lower().endswith(".ipynb"):
            found.append(Entry(parts, Source(path, name)))
    return found, [*problems, *empty_handed(found, files)]


def empty_handed(found: list[Entry], files: Iterable[tuple[str, ...]]) -> list[Problem]:
    """People whom a platform names, and who handed in something but no notebook."""
    names = [named(entry.parts) for entry in found]
    known = {name.learner for name in names if name}
    told: dict[str, str] = {}
    for parts in files:
        name = named(parts)
        is_other = not parts[-1].lower().endswith((".ipynb", ".zip"))
        if name and name.ids and name.learner not in known and is_other:
            told.setdefault(name.learner, name.file)
    reason = "no notebook was handed in, got {}. Ask for the notebook."
    return [Problem(who, reason.format(file)) for who, file in told.items()]


def refuse_bomb(path: Path, infos: list[zipfile.ZipInfo]) -> None:
    """Too many members, or far more bytes than the zip has itself."""
    if len(infos) > MEMBERS:
        raise Refused(
            f"it holds too many files, got {len(infos)}. "
            f"At most {MEMBERS} are read; split the download."
        )
    size = sum(i.file_size for i in infos if i.filename.lower().endswith(".ipynb"))
    swollen = size > RATIO_FROM and size > RATIO * path.stat().st_size
    if size > LARGEST_SUM or swollen:
        raise Refused(
            f"it would unpack to far more than it is, got {size >> 20} MB of notebooks "
            f"in a zip of {path.stat().st_size >> 20} MB. Find out who made it."
        )


def objection(info: zipfile.ZipInfo, parts: tuple[str, ...]) -> str:
    """Why this member is not read, or nothing."""
    name = parts[-1].lower()
    if ".." in parts or parts[0] == "" or re.match(r"[A-Za-z]:", parts[0]):
        return "its path leads out of the zip, got one with .. or a root. Not read."
    if name.endswith(".zip"):
        return "it is a zip within a zip, got one that stays closed. Unpack the outer."
    if not name.endswith(".ipynb"):
        return ""
    if stat.S_ISLNK(info.external_attr >> 16):
        return "it is a link, got no notebook. Hand in the file itself."
    if info.flag_bits & ENCRYPTED:
        return "it is encrypted, got no password. Hand it in without one."
    if info.compress_type not in READ_IN_PIECES:
        return "it is packed in a rare way, got no deflated one. Zip it anew."
    if info.file_size > LARGEST:
        return (
            f"it is too large, got {info.file_size >> 20} MB. "
            "Clear its outputs and hand it in again."
        )
    return ""
