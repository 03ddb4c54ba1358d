"""What is graded already, so that a run that was cut off goes on where it stopped.

One line of JSON for each result, written at once and only ever appended. A line that a
crash has torn is dropped at the next start, and its submission graded again. A result
counts only for the very same submission, master, checks, secret and limits.
"""

import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from gdcourse import __version__
from gdcourse.grading.limits import Limits
from gdcourse.grading.results import SubmissionResult


class InUse(Exception):
    """Another run writes to the same journal, or it is somebody else's."""


class Journal:
    """The results of earlier runs by key; ``open_journal`` makes one."""

    def __init__(self, descriptor: int, known: dict[str, SubmissionResult]) -> None:
        self.descriptor, self.known = descriptor, known

    def get(self, key: str) -> SubmissionResult | None:
        return self.known.get(key)

    def add(self, key: str, result: SubmissionResult) -> None:
        """Remember a result, in memory and on disk."""
        self.known[key] = result
        entry = {"key": key, "result": result.as_json()}
        line = (json.dumps(entry, ensure_ascii=True) + "\n").encode()
        while line:  # a signal or a full pipe may cut a write short
            line = line[os.write(self.descriptor, line) :]


@contextmanager
def open_journal(path: Path) -> Iterator[Journal]:
    """The journal of this file, for one run at a time; raises InUse for a second."""
    path.parent.mkdir(parents=True, exist_ok=True)
    flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0)
    try:
        descriptor = os.open(path, flags, 0o600)
    except OSError as error:
        raise InUse(
            f"the journal cannot be opened, got {error.strerror} for {path}. "
            "Mend its permissions, or choose another folder with --out."
        ) from None
    try:
        lock(descriptor, path)
        drop_torn_line(descriptor)
        yield Journal(descriptor, dict(entries(path)))
    finally:
        os.close(descriptor)


def lock(descriptor: int, path: Path) -> None:
    """Keep a second run out; where the system has no such locks, trust the user."""
    try:
        import fcntl
    except ImportError:
        return
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise InUse(
            f"another run writes to this folder, got a lock on {path.name}. "
            "Wait until it ends, or choose another folder with --out."
        ) from None
    except OSError:
        return


def drop_torn_line(descriptor: int) -> None:
    """Cut what a crash left of a last line, so that the next one begins afresh."""
    size = os.fstat(descriptor).st_size
    os.lseek(descriptor, 0, os.SEEK_SET)
    data = b""
    while len(data) < size:
        data += os.read(descriptor, size - len(data))
    whole = data.rfind(b"\n") + 1
    if whole < size:
        os.ftruncate(descriptor, whole)


def entries(path: Path) -> Iterator[tuple[str, SubmissionResult]]:
    """The lines that can be read; others are as if they were never written."""
    for line in path.read_bytes().splitlines():
        try:
            entry = json.loads(line)
            yield str(entry["key"]), SubmissionResult.from_json(entry["result"])
        except (ValueError, KeyError, TypeError, AttributeError):
            continue


def key(
    learner: str,
    notebook: str,
    master: bytes,
    submission: bytes,
    secret: bytes,
    limits: Limits,
) -> str:
    """A name for this grading: equal only where the result must be.

    >>> one = key("ada", "07_momentum", b"m", b"s", b"secret", Limits())
    >>> one == key("ada", "07_momentum", b"m", b"t", b"secret", Limits())
    False
    """
    texts = [learner, notebook, __version__, digest_of_checks(), repr(limits)]
    parts = [*(text.encode() for text in texts), master, submission, secret]
    digests = b"".join(hashlib.sha256(part).digest() for part in parts)
    return hashlib.sha256(digests).hexdigest()


@cache
def digest_of_checks() -> str:
    """One number for the code of the course: a mended check grades everybody anew."""
    files = sorted(Path(__file__).parents[1].rglob("*.py"))
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()
