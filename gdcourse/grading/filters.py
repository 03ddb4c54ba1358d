"""A seccomp filter: calls of the kernel that no answer needs are refused.

Threads may be started, processes not: each would have the memory of the whole
submission for itself. Memory and queues that outlive a process are refused, too.
"""

import ctypes
import os
import struct

from gdcourse.grading import kernel

ALLOW, REFUSE, NOT_THERE = 0x7FFF0000, 0x00050001, 0x00050026  # EPERM, ENOSYS
LOAD, EQUAL, ANY_BIT, AT_LEAST, GIVE = 0x20, 0x15, 0x45, 0x35, 0x06
NUMBER, MACHINE, FIRST = 0, 4, 16  # where they stand in seccomp_data
AS_THREAD, NAMESPACES = 0x10000, 0x7E020080

# Name: its number on x86_64 and on aarch64.
FORBIDDEN = {
    "socket": (41, 198),
    "ptrace": (101, 117),
    "unshare": (272, 97),
    "setns": (308, 268),
    "mount": (165, 40),
    "umount2": (166, 39),
    "pivot_root": (155, 41),
    "chroot": (161, 51),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "keyctl": (250, 219),
    "perf_event_open": (298, 241),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "bpf": (321, 280),
    "userfaultfd": (323, 282),
    "io_uring_setup": (425, 425),
    "open_by_handle_at": (304, 265),
    "init_module": (175, 105),
    "finit_module": (313, 273),
    "kexec_load": (246, 104),
    "open_tree": (428, 428),
    "move_mount": (429, 429),
    "fsopen": (430, 430),
    "mount_setattr": (442, 442),
    "fork": (57, None),
    "vfork": (58, None),
    "shmget": (29, 194),
    "msgget": (68, 186),
    "semget": (64, 190),
    "mq_open": (240, 180),
}
# What reaches other processes of the same user, where they can be seen.
OTHERS = {
    "kill": (62, 129),
    "tkill": (200, 130),
    "pidfd_send_signal": (424, 424),
    "rt_sigqueueinfo": (129, 138),
    "tgkill": (234, 131),
    "rt_tgsigqueueinfo": (297, 240),
    "setpriority": (141, 140),
    "sched_setparam": (142, 118),
    "sched_setscheduler": (144, 119),
    "sched_setaffinity": (203, 122),
    "sched_setattr": (314, 274),
    "ioprio_set": (251, 30),
    "migrate_pages": (256, 238),
    "move_pages": (279, 239),
    "kcmp": (312, 272),
    "pidfd_getfd": (438, 438),
    "process_madvise": (440, 440),
    "process_mrelease": (448, 448),
}
CLONE, CLONE3, PRLIMIT = (56, 220), (435, 435), (302, 261)
MACHINES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}


def line(code: int, value: int, yes: int = 0, no: int = 0) -> bytes:
    return struct.pack("HBBI", code, yes, no, value)


def program(place: int, machine: int, alone: bool) -> bytes:
    """The filter's lines. ``alone``: it must not reach other processes."""
    refused = {**FORBIDDEN, **(OTHERS if alone else {})}
    lines = [line(LOAD, MACHINE), line(EQUAL, machine, 1, 0), line(GIVE, REFUSE)]
    lines += [line(LOAD, NUMBER), line(AT_LEAST, 0x40000000, 0, 1), line(GIVE, REFUSE)]
    lines += [line(EQUAL, CLONE3[place], 0, 1), line(GIVE, NOT_THERE)]
    for numbers in refused.values():
        if numbers[place] is not None:
            lines += [line(EQUAL, numbers[place], 0, 1), line(GIVE, REFUSE)]
    own = [line(LOAD, FIRST), line(EQUAL, 0, 1, 0), line(GIVE, REFUSE)]
    lines += [line(EQUAL, PRLIMIT[place], 0, 4), *own, line(GIVE, ALLOW)]
    cloning = [line(LOAD, FIRST), line(ANY_BIT, NAMESPACES, 0, 1), line(GIVE, REFUSE)]
    cloning += [line(ANY_BIT, AS_THREAD, 1, 0), line(GIVE, REFUSE)]
    lines += [line(EQUAL, CLONE[place], 0, len(cloning)), *cloning]
    return b"".join([*lines, line(GIVE, ALLOW)])


def restrict(alone: bool) -> str:
    """Put the filter in force for this process; its name, or nothing where unknown."""
    known = MACHINES.get(os.uname().machine)
    if known is None:
        return ""
    lines = program(*known, alone)
    held = ctypes.create_string_buffer(lines, len(lines))
    pointer = struct.pack("HxxxxxxP", len(lines) // 8, ctypes.addressof(held))
    kernel.prctl(kernel.FILTER, 2, ctypes.create_string_buffer(pointer))
    return "seccomp, no processes"
