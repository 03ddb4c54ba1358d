"""The bytes of one handed-in file, in a folder or in a zip, read with suspicion.

A link is not followed, a device not opened, a zip never unpacked to disk, and nothing
larger than a notebook can be is read to its end.
"""

import os
import stat
import zipfile
import zlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

LARGEST = 32 * 2**20


class Refused(Exception):
    """A file that is not read; the message says why and what to do."""


@dataclass(frozen=True)
class Source:
    """One file, or one member of a zip; read again whenever it is asked for."""

    path: Path
    member: str = ""

    def __str__(self) -> str:
        return "/".join(filter(None, [self.path.name, self.member]))

    def read(self) -> bytes:
        """All of it, at most LARGEST bytes; raises Refused with the reason."""
        data = member_bytes(self) if self.member else file_bytes(self.path)
        if len(data) > LARGEST:
            raise Refused(
                f"it is too large, got more than {LARGEST >> 20} MB. "
                "Clear its outputs and hand it in again."
            )
        return data


def file_bytes(path: Path) -> bytes:
    """An ordinary file's bytes: neither through a link nor from a pipe."""
    careful = ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY")  # each where the system has it
    flags = os.O_RDONLY | sum(getattr(os, name, 0) for name in careful)
    try:
        with open(os.open(path, flags), "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise Refused("it is no ordinary file, got a pipe or device. Skip it.")
            return file.read(LARGEST + 1)
    except OSError as error:
        raise Refused(
            f"it cannot be opened, got {error.strerror or type(error).__name__}. "
            "Put the file itself there, readable and no link."
        ) from None


def member_bytes(source: Source) -> bytes:
    """A member's bytes; a declared size that is not true ends in an error."""
    try:
        found = source.path.stat()
        archive = opened(source.path, found.st_mtime_ns, found.st_size)
        with archive.open(source.member) as file:
            return file.read(LARGEST + 1)
    except (OSError, KeyError, RuntimeError, EOFError, ValueError) as error:
        words = str(error) or type(error).__name__
    except (zipfile.BadZipFile, zlib.error, NotImplementedError) as error:
        words = str(error)
    raise Refused(f"it cannot be unpacked, got {words}. Download the zip again.")


@lru_cache(maxsize=2)
def opened(path: Path, changed: int, size: int) -> zipfile.ZipFile:
    """An open zip, for a class's has thousands of members in its directory.

    A zip that was changed is opened anew; one that drops out of here closes itself.
    """
    return zipfile.ZipFile(path)
