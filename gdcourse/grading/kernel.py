"""The few calls to the Linux kernel that Python does not offer."""

import contextlib
import ctypes
import errno
import os
import struct

# mount(2)
READ_ONLY, NO_SUID, NO_DEV, NO_EXEC = 1, 2, 4, 8
REMOUNT, BIND, RECURSIVE, PRIVATE, DETACH = 32, 4096, 16384, 1 << 18, 2
# unshare(2)
NEW_MOUNTS, NEW_HOST, NEW_IPC = 0x20000, 0x4000000, 0x8000000
NEW_USERS, NEW_PIDS, NEW_NET = 0x10000000, 0x20000000, 0x40000000
# prctl(2)
DEATH_SIGNAL, NO_NEW_PRIVILEGES, FILTER = 1, 38, 22
NUMBERS = {
    "x86_64": {"pivot_root": 155, "capset": 126},
    "aarch64": {"pivot_root": 41, "capset": 91},
}


def library() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def checked(result: int) -> int:
    """The result of a call; raises OSError where it failed."""
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return result


def call(number: int, *arguments: object) -> int:
    """A system call by its number; raises OSError."""
    known = [ctypes.c_long(a) if isinstance(a, int) else a for a in arguments]
    return checked(library().syscall(ctypes.c_long(number), *known))


def named_call(name: str, *arguments: object) -> int:
    """A call whose number depends on the machine; raises OSError on a strange one."""
    numbers = NUMBERS.get(os.uname().machine)
    if numbers is None:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))
    return call(numbers[name], *arguments)


def unshare(flags: int) -> None:
    checked(library().unshare(flags))


def prctl(option: int, value: object, more: object = 0) -> None:
    """One setting of this process."""
    zero = ctypes.c_ulong(0)
    values = [ctypes.c_ulong(v) if isinstance(v, int) else v for v in (value, more)]
    checked(library().prctl(option, *values, zero, zero))


def mount(source: str, target: str, kind: str, flags: int, data: str = "") -> None:
    words = [text.encode() for text in (source, target, kind)]
    long = ctypes.c_ulong(flags)
    checked(library().mount(*words, long, data.encode()))


def pivot_root(folder: str) -> None:
    """Make a mounted folder the root of all files, and let go of the old one."""
    os.chdir(folder)
    named_call("pivot_root", b".", b".")
    checked(library().umount2(b".", DETACH))
    os.chdir("/")


def drop_capabilities() -> None:
    """Give up every power of root, for this process and all it starts."""
    with contextlib.suppress(OSError):
        for one in range(64):
            prctl(24, one)  # PR_CAPBSET_DROP, up to the last there is
    header = struct.pack("Ii", 0x20080522, 0)
    named_call("capset", header, bytes(24))
