"""Root steps down: a submission graded by root runs as a user that nobody is."""

import contextlib
import os
from collections.abc import Iterable
from pathlib import Path

NOBODY, MANY = 20_000, 40_000


def is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def spare() -> int | None:
    """A user number for one submission, so that its processes are counted alone.

    None for anyone but root: nobody else may change.
    """
    if not is_root():
        return None
    known = NOBODY + os.getpid() % MANY
    with contextlib.suppress(OSError, ValueError):
        first, _, length = Path("/proc/self/uid_map").read_text().split()[:3]
        if int(first) + int(length) <= known:
            return None
        if int(length) > 10_000_000:  # every process number has a user of its own
            return 1_000_000 + os.getpid()
    return known


def become(user: int) -> None:
    """Be this user from now on; there is no way back."""
    os.setgroups([])
    os.setgid(user)
    os.setuid(user)  # of root this sets all three numbers, on macOS, too


def could_read(paths: Iterable[str]) -> bool:
    """Whether everybody may read these files, by their marks and their folders."""
    try:
        return all(is_open(Path(path).resolve()) for path in paths)
    except OSError:
        return False


def is_open(path: Path) -> bool:
    is_reachable = all(folder.stat().st_mode & 0o1 for folder in path.parents)
    return is_reachable and bool(path.stat().st_mode & 0o4)
