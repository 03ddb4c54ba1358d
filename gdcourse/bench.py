"""``python3 -m gdcourse bench``: measure what the course promises, on this machine."""

import os
import platform
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

TIMED = "from time import perf_counter as t; a = t(); import {}; print(t() - a)"
MODULES = ("gdcourse", "numpy")
LIMIT = 1.3  # times the import of NumPy
ROUNDS = 11


@dataclass(frozen=True)
class ImportCost:
    """Median seconds of two imports in fresh processes, and their ratio."""

    ours: float
    numpy: float
    rounds: int

    @property
    def ratio(self) -> float:
        return self.ours / self.numpy

    @property
    def holds(self) -> bool:
        return self.ratio <= LIMIT

    def __str__(self) -> str:
        """Two lines and a verdict."""
        verdict = "holds" if self.holds else "BROKEN"
        return (
            f"import numpy     {1e3 * self.numpy:8.2f} ms\n"
            f"import gdcourse  {1e3 * self.ours:8.2f} ms"
            f"   ratio {self.ratio:.3f} <= {LIMIT}: {verdict}"
            f"   (medians of {self.rounds}, interleaved)"
        )


def import_seconds(module: str) -> float:
    """Import a module in a fresh Python and return what it says that took."""
    command = [sys.executable, "-c", TIMED.format(module)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return float(done.stdout)


def import_cost(
    rounds: int = ROUNDS, seconds: Callable[[str], float] = import_seconds
) -> ImportCost:
    """Take turns, so that a busy moment hits both; the first turn only warms up."""
    turns = [[seconds(module) for module in MODULES] for _ in range(rounds + 1)]
    ours, numpy = (median(column) for column in zip(*turns[1:], strict=True))
    return ImportCost(ours, numpy, rounds)


def machine() -> str:
    """Name the machine as far as a reader needs to compare."""
    python = f"{platform.python_implementation()} {platform.python_version()}"
    system = f"{platform.system()} {platform.machine()}"
    return f"{system}, {os.cpu_count()} processors, {python}"


def main(argv: Sequence[str] = ()) -> int:
    """Print every measurement; the exit code is 0 only if every promise holds."""
    cost = import_cost()
    sys.stdout.write(f"{machine()}\n{cost}\n")
    return 0 if cost.holds else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
