"""Namespaces and a small file tree: the interpreter, its libraries, an empty folder."""

import contextlib
import os
import sys
from pathlib import Path

from gdcourse.grading import kernel

PACKAGE = Path(__file__).resolve().parents[1]
HIDDEN = ("checks", "grading")  # they hold our answers; what a child needs it has read
SYSTEM = ("/usr", "/lib", "/lib64", "/bin", "/etc/ld.so.cache", "/etc/localtime")
DEVICES = ("/dev/null", "/dev/urandom", "/dev/zero")
WORK = "/submission"  # the child's own folder, seen from inside
OUTSIDE = kernel.NEW_PIDS | kernel.NEW_NET | kernel.NEW_IPC | kernel.NEW_HOST


def readable() -> list[str]:
    """What a child may read: of the course the package without its checks."""
    paths = [sys.prefix, sys.base_prefix]  # either may be a link
    paths += map(os.path.realpath, paths[:2])
    paths += [os.path.dirname(os.path.realpath(sys.executable)), *SYSTEM, *DEVICES]
    paths = [part for path in (str(PACKAGE), *paths) for part in beside(path)]
    return list(dict.fromkeys(path for path in paths if path not in ("/", "")))


def beside(path: str) -> list[str]:
    """The path; or, where our answers lie in it, all that lies beside them.

    They do where the course is installed among the libraries, or lies in ``/usr/src``.
    """
    real = Path(os.path.realpath(path))
    if os.path.islink(path) or not PACKAGE.is_relative_to(real) or str(real) == "/":
        return [path]
    names = sorted(os.listdir(path))
    if real == PACKAGE:
        names = [name for name in names if name not in HIDDEN]
        return [os.path.join(path, name) for name in names]
    if real == PACKAGE.parent and not real.name.endswith("-packages"):
        names = [PACKAGE.name]  # the rest of the course holds solutions
    return [part for name in names for part in beside(os.path.join(path, name))]


def separate(as_root: bool) -> None:
    """Processes, network and mounts of its own; raises OSError where refused."""
    if as_root:
        kernel.unshare(OUTSIDE | kernel.NEW_MOUNTS)
        return
    user, group = os.geteuid(), os.getegid()
    kernel.unshare(OUTSIDE | kernel.NEW_MOUNTS | kernel.NEW_USERS)
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
    Path("/proc/self/gid_map").write_text(f"{group} {group} 1")


def furnish(folder: str, megabytes: float, user: int | None) -> None:
    """Make ``folder`` the root of a tree that holds ``readable()`` and ``WORK``."""
    os.umask(0o022)  # the folders of the tree are for the child's user, too
    kernel.mount("none", "/", "", kernel.RECURSIVE | kernel.PRIVATE)
    plain = kernel.NO_SUID | kernel.NO_DEV
    kernel.mount("tmpfs", folder, "tmpfs", plain, "size=1m,mode=755")
    placed: list[str] = []
    for path in sorted(readable(), key=len):
        if not any(Path(path).is_relative_to(known) for known in placed):
            with contextlib.suppress(OSError):
                place(path, folder)
                placed.append(path)
    work = folder + WORK
    os.mkdir(work)
    owner = "" if user is None else f",uid={user},gid={user}"
    room = f"size={int(megabytes * 2**20)},nr_inodes=500,mode=700{owner}"
    kernel.mount("tmpfs", work, "tmpfs", plain | kernel.NO_EXEC, room)
    kernel.pivot_root(folder)
    with contextlib.suppress(OSError):
        kernel.mount("none", "/", "", kernel.REMOUNT | kernel.READ_ONLY | plain)


def place(path: str, folder: str) -> None:
    """Show one file or folder of the machine in the tree, read-only."""
    target = folder + path
    os.makedirs(os.path.dirname(target), exist_ok=True)
    if os.path.islink(path):
        os.symlink(os.readlink(path), target)
        return
    if os.path.isdir(path):
        os.makedirs(target, exist_ok=True)
    else:
        Path(target).touch()
    kernel.mount(path, target, "", kernel.BIND | kernel.RECURSIVE)
    kept = os.statvfs(target).f_flag & (kernel.NO_SUID | kernel.NO_DEV | kernel.NO_EXEC)
    flags = kernel.BIND | kernel.REMOUNT | kernel.READ_ONLY | kept
    with contextlib.suppress(OSError):
        kernel.mount("none", target, "", flags | kernel.NO_SUID)
