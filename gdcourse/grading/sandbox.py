"""Confinement, as far as this machine allows it, and an honest account of it.

The keeper enters the room, then the child closes the door behind itself:

- namespaces: own processes, own (empty) network, own file tree
- another user than root, without capabilities
- Landlock: only the interpreter may be read, only the own folder written
- seccomp: no sockets, no tracing, no mounts, no processes (but threads)
- rlimits: memory, processor, files, processes

What is refused is left out and the level falls; it is reported, never assumed.
"""

import contextlib
import math
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np

from gdcourse.grading import users

try:
    import resource
except ImportError:  # Windows
    resource = None
if sys.platform == "linux":
    from gdcourse.grading import filters, kernel, landlock, rooms

Limits = dict[str, Any]
KEPT = (
    "PATH",
    "LANG",
    "LD_LIBRARY_PATH",
    "MPLBACKEND",
    "OPENBLAS_NUM_THREADS",
    "OMP_NUM_THREADS",
    "MKL_NUM_THREADS",
)
FILES = 64  # open at once
LARGEST_FILES = 8  # so many of the largest size fit into its folder
LIBRARIES = (
    os.__file__,
    np.__file__,
    __file__,
)  # what another user must be able to read


class Room:
    """One child's confinement; ``force`` names what holds.

    ``without`` leaves parts out, as a machine would that refuses them: ``namespaces``,
    ``tree``, ``user``, ``landlock``, ``seccomp``.
    """

    def __init__(self, folder: str, limits: Limits, without: frozenset[str]) -> None:
        self.folder, self.limits, self.without = folder, limits, without
        self.work, self.force = folder, []
        self.user = None if "user" in without else users.spare()
        self.is_counted = self.user is not None  # are its processes counted alone?
        self.linux = sys.platform == "linux"
        self.memory, self.null = memory(), os.open(os.devnull, os.O_RDWR)

    def enter(self) -> None:
        """In the keeper, before the fork: namespaces and the file tree."""
        readable = self.user is not None and users.could_read(LIBRARIES)
        if self.linux and "namespaces" not in self.without:
            with contextlib.suppress(OSError):
                rooms.separate(users.is_root())
                self.force.append("namespaces")
                self.is_counted = True
        if self.force and "tree" not in self.without:
            with contextlib.suppress(OSError):
                megabytes = LARGEST_FILES * self.limits["file_mb"]
                rooms.furnish(self.folder, megabytes, self.user)
                self.force.append("file tree")
                self.work = rooms.WORK
                return
        if readable:
            os.chown(self.folder, self.user, self.user)
        elif self.user is not None:
            self.user, self.is_counted = None, False

    def close_door(self, end: int) -> dict[str, Any]:
        """In the child, for good: its level, and what that rests on."""
        for standard in (0, 1, 2):
            os.dup2(self.null, standard)
        os.closerange(3, end)
        os.closerange(end + 1, 4096)
        os.chdir(self.work)
        self.clear_environment()
        if self.user is not None:
            with contextlib.suppress(OSError):
                users.become(self.user)
                self.force.append("another user than root")
        if self.linux:
            self.lock()
        self.bound()
        return {"level": self.level(), "by": self.force}

    def clear_environment(self) -> None:
        """Nothing of the judge's environment, and no way to the course's folder."""
        kept = {name: os.environ[name] for name in KEPT if name in os.environ}
        os.environ.clear()
        own = ("HOME", "TMPDIR", "MPLCONFIGDIR")
        os.environ.update(kept | dict.fromkeys(own, self.work))
        tempfile.tempdir = None

    def lock(self) -> None:
        """No powers, no new ones, no files and no calls but those it needs."""
        with contextlib.suppress(OSError):
            kernel.drop_capabilities()
        with contextlib.suppress(OSError):
            kernel.prctl(kernel.NO_NEW_PRIVILEGES, 1)
            kernel.prctl(kernel.DEATH_SIGNAL, 9)
        if "landlock" not in self.without:
            with contextlib.suppress(OSError):
                writable = [self.work, os.devnull]
                paths = [path for path in rooms.readable() if not os.path.islink(path)]
                names = [str(rooms.PACKAGE), sys.prefix, sys.base_prefix]
                self.force.append(landlock.restrict(paths, writable, names))
        if "seccomp" not in self.without:
            with contextlib.suppress(OSError):
                alone = "namespaces" not in self.force
                self.force.append(filters.restrict(alone))
        self.force = [name for name in self.force if name]

    def bound(self) -> None:
        """Limits of the system for this process and all that it starts."""
        if resource is None:
            return
        mega, limits = 2**20, self.limits
        bounds = {
            "RLIMIT_CPU": limits["cpu_seconds"],
            "RLIMIT_FSIZE": limits["file_mb"] * mega,
            "RLIMIT_NOFILE": FILES,
            "RLIMIT_CORE": 0,
        }
        if self.memory:
            bounds["RLIMIT_AS"] = self.memory + limits["memory_mb"] * mega
        if self.is_counted:
            bounds["RLIMIT_NPROC"] = limits["processes"]
        for name, value in bounds.items():
            with contextlib.suppress(OSError, ValueError, AttributeError):
                number = getattr(resource, name)
                resource.setrlimit(number, (math.ceil(value), math.ceil(value)))
        self.force.append("rlimits")

    def level(self) -> str:
        """``strong``, ``medium`` or ``weak``, by what is in force."""
        held = " ".join(self.force)
        files = "landlock" in held or "file tree" in held
        if users.is_root() or not files:
            return "weak"
        if "namespaces" in held:
            return "strong"
        return "medium" if "no processes" in held else "weak"


def memory() -> int:
    """Bytes of address space in use here, 0 where the system does not tell."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[0])
    except OSError:
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")
