"""The benchmark takes turns, drops the first turn, and judges by medians."""

import pytest

from gdcourse import bench
from gdcourse.bench import ImportCost, import_cost, import_seconds


def test_turns_are_taken_and_the_first_is_dropped():
    asked = []

    def seconds(module: str) -> float:
        asked.append(module)
        first_turn = len(asked) <= 2
        return 100.0 if first_turn else {"gdcourse": 0.5, "numpy": 2.0}[module]

    cost = import_cost(3, seconds)
    assert asked == ["gdcourse", "numpy"] * 4
    assert (cost.ours, cost.numpy, cost.ratio) == (0.5, 2.0, 0.25)


@pytest.mark.parametrize(("ours", "holds"), [(1.3, True), (1.31, False)])
def test_promise_is_one_point_three_imports_of_numpy(ours, holds):
    cost = ImportCost(ours, 1.0, 11)
    assert cost.holds == holds
    assert ("holds" in str(cost)) == holds
    assert ("BROKEN" in str(cost)) != holds


@pytest.mark.parametrize(("ours", "code"), [(0.1, 0), (9.0, 1)])
def test_broken_promise_is_an_exit_code(monkeypatch, capsys, ours, code):
    monkeypatch.setattr(bench, "import_cost", lambda: ImportCost(ours, 1.0, 11))
    assert bench.main() == code
    assert f"ratio {ours:.3f}" in capsys.readouterr().out


def test_import_is_timed_in_a_fresh_python():
    assert 0 < import_seconds("gdcourse") < 60
