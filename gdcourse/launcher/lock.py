"""Let only one start install; the system frees the lock even when a start dies."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


@contextmanager
def only_one(path: Path, waiting: Callable[[], None]) -> Iterator[None]:
    """Hold the lock file ``path``; call ``waiting`` once if another start has it."""
    acquire = acquire_windows if sys.platform == "win32" else acquire_posix
    with open(path, "a+b") as handle:
        if not acquire(handle):
            waiting()
            while not acquire(handle):
                time.sleep(0.2)
        yield


def acquire_posix(handle: BinaryIO) -> bool:
    """Try once; a file system without locks counts as free."""
    import fcntl

    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True
    return True


def acquire_windows(handle: BinaryIO) -> bool:
    """Try once: lock the first byte."""
    import msvcrt

    handle.seek(0)
    try:
        msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
    except OSError:
        return False
    return True
