"""The import benchmark takes turns, drops the first turn, and judges by medians."""

import subprocess
import sys

import pytest

from gdcourse.bench.imports import ImportCost, import_cost, import_seconds
from gdcourse.bench.report import written


@pytest.mark.parametrize("rounds", [1, 3])
def test_turns_are_taken_and_the_first_is_dropped(rounds):
    asked = []

    def seconds(module: str) -> float:
        asked.append(module)
        first_turn = len(asked) <= 2
        return 100.0 if first_turn else {"gdcourse": 0.5, "numpy": 2.0}[module]

    cost = import_cost(rounds, seconds)
    assert asked == ["gdcourse", "numpy"] * (rounds + 1)
    assert (cost.ours, cost.numpy, cost.rounds) == (0.5, 2.0, rounds)
    assert cost.aim.measured == 0.25


@pytest.mark.parametrize(("ours", "holds"), [(1.3, True), (1.31, False)])
def test_promise_is_one_point_three_imports_of_numpy(ours, holds):
    cost = ImportCost(ours, 1.0, 11)
    assert cost.aim.holds == holds
    assert ("does not hold" in written(cost.section())) != holds
    assert "Medians of 11" in written(cost.section())


def test_import_is_timed_in_a_fresh_python():
    assert 0 < import_seconds("gdcourse") < 60


def test_the_import_is_measured_before_numpy_is_loaded():
    code = "import sys, gdcourse.bench.command; print('numpy' in sys.modules)"
    command = [sys.executable, "-W", "error", "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
