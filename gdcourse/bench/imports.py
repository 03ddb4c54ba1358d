"""The first promise: importing the course costs little more than importing NumPy."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

from gdcourse.bench.report import Aim, Section, duration

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
    def aim(self) -> Aim:
        words = "import of gdcourse over import of NumPy"
        return Aim(words, self.ours / self.numpy, LIMIT, at_least=False, unit="×")

    def section(self) -> Section:
        return Section(
            "Import, in a fresh process",
            ("", "median"),
            (
                ("import numpy", duration(self.numpy)),
                ("import gdcourse", duration(self.ours)),
            ),
            (self.aim,),
            (f"Medians of {self.rounds} starts each, taking turns.",),
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
