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
    os.setresgid(user, user, user)
    os.setresuid(user, user, user)


def could_read(user: int, paths: Iterable[str]) -> bool:
    """Whether this user may read the files, tried in a process of its own."""
    pid = os.fork()
    if pid == 0:
        readable = False
        with contextlib.suppress(OSError):
            become(user)
            readable = all(os.access(path, os.R_OK) for path in paths)
        os._exit(not readable)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
