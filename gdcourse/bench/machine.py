"""One processor and one thread for everybody, and a note of what was measured on what.

Libraries count processors when they are imported, so the pinning comes first.
"""

import os
import platform
from collections.abc import MutableMapping
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from gdcourse.bench.timing import CLOCK_NAME

THREADS = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
)
SETTINGS = {
    **dict.fromkeys(THREADS, "1"),
    "JAX_ENABLE_X64": "1",
    "JAX_PLATFORMS": "cpu",
    "XLA_FLAGS": "--xla_cpu_multi_thread_eigen=false",
}
PEERS = ("numpy", "torch", "jax", "optax")


def pin(environ: MutableMapping[str, str] = os.environ, system: Any = os) -> bool:
    """Ask for one thread, and where the system allows it, for one processor."""
    environ.update(SETTINGS)
    if not hasattr(system, "sched_setaffinity"):
        return False
    system.sched_setaffinity(0, {max(system.sched_getaffinity(0))})
    return True


def version_of(package: str) -> str:
    """The version that is installed, or that none is.

    >>> version_of("no-such-peer")
    'no-such-peer not installed'
    """
    try:
        return f"{package} {version(package)}"
    except PackageNotFoundError:
        return f"{package} not installed"


def processor() -> str:
    """The name of the processor, as far as the system tells it."""
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as lines:
            names = [line for line in lines if line.startswith("model name")]
        return names[0].partition(":")[2].strip()
    except (OSError, IndexError):
        return platform.processor() or platform.machine()


def described(pinned: bool) -> list[str]:
    """The machine, the versions and the threads, as far as a reader must know them."""
    python = f"{platform.python_implementation()} {platform.python_version()}"
    system = f"{platform.system()} {platform.machine()}"
    where = "and one processor" if pinned else "(the system pins no processor)"
    return [
        f"{system}, {processor()}, {os.cpu_count()} processors",
        ", ".join([python, *map(version_of, PEERS)]),
        f"float64, one thread {where} for all; all peers in one process",
        f"medians of repeats that take turns, in {CLOCK_NAME}",
    ]
