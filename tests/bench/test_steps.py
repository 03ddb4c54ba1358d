"""Costs, floors, ratios and missing peers of one update."""

import pytest

from gdcourse.bench import steps
from gdcourse.bench.peers import (
    ADAM,
    BLOCKS,
    GD,
    METHODS,
    MOMENTUM,
    OURS,
    TORCH,
    Walker,
)
from gdcourse.bench.report import written
from gdcourse.bench.steps import FLOOR, FLOOR_FROM, HUGE, TRAFFIC, aim, costs, section


def fake(*_arguments) -> Walker:
    return Walker(lambda: None, lambda: None)


def absent(*_arguments) -> Walker:
    raise ModuleNotFoundError("No module named 'torch'", name="torch")


def two_seconds(functions) -> dict[str, float]:
    for function in functions.values():
        function()
    return dict.fromkeys(functions, 2.0)


@pytest.mark.parametrize(("method", "arrays"), [(GD, 3), (MOMENTUM, 5), (ADAM, 7)])
def test_floor_counts_what_must_be_read_and_written(method, arrays):
    assert TRAFFIC[method] == 8 * arrays
    # A copy reads one array and writes one: two arrays in 2 s, one in each second.
    assert steps.floor(method, 2.0) == arrays


def test_costs_are_measured_for_peers_and_floor():
    found = costs(ADAM, FLOOR_FROM, {OURS: fake}, two_seconds)
    assert found == {OURS: 2.0, FLOOR: 7.0}


def test_small_vectors_have_no_floor():
    assert costs(ADAM, 2, {OURS: fake}, two_seconds) == {OURS: 2.0, FLOOR: "–"}


def test_a_missing_peer_stays_in_the_table_and_is_named():
    found = costs(GD, 2, {OURS: fake, TORCH: absent}, two_seconds)
    assert found == {OURS: 2.0, TORCH: "no torch", FLOOR: "–"}
    text = written(section(GD, {2: found}))
    assert "torch, default  no torch" in text
    assert "not measured" in text


def test_what_is_missing_from_the_course_is_an_error():
    with pytest.raises(ModuleNotFoundError):
        costs(GD, 2, {OURS: absent}, two_seconds)


@pytest.mark.parametrize(
    ("n", "who", "limit"),
    [(2, OURS, 10), (100, OURS, 10), (10**4, OURS, 3), (HUGE, BLOCKS, 1)],
)
def test_aim_is_torchs_default_over_ours(n, who, limit):
    made = aim(ADAM, n, {who: 2.0, TORCH: 8.0})
    assert (made.measured, made.limit, made.at_least) == (4.0, limit, True)
    assert made.words == f"Adam, n = {n:,}: {who}, speed over torch, default"


def test_sizes_stand_side_by_side_and_gaps_are_dashes():
    table = {2: {OURS: 1e-6, TORCH: 2e-5}, HUGE: {BLOCKS: 0.1, TORCH: 0.2}}
    made = section(GD, table)
    assert made.header == ("", "n = 2", "n = 10,000,000")
    assert made.rows == (
        (OURS, "1.00 µs", "–"),
        (TORCH, "20.0 µs", "200 ms"),
        (BLOCKS, "–", "100 ms"),
    )
    assert [one.measured for one in made.aims] == [pytest.approx(20), 2]


@pytest.mark.parametrize("everything", [False, True])
def test_all_methods_are_measured_and_the_largest_only_if_asked(
    monkeypatch, everything
):
    asked = []

    def remember(method: str, n: int, peers=None, time=None) -> dict:
        asked.append((method, n, peers and set(peers)))
        return {OURS: 1.0}

    monkeypatch.setattr(steps, "costs", remember)
    assert len(list(steps.sections(everything))) == 3
    sizes = [n for method, n, _ in asked if method == ADAM]
    large = [10**6, HUGE] if everything else []
    assert sizes == [2, 100, 10**4, *large]
    assert {method for method, _, _ in asked} == set(METHODS)
    if everything:
        assert asked[-1][2] >= {BLOCKS, TORCH}


def test_real_peers_are_timed():
    found = costs(GD, 2, {OURS: steps.PEERS[OURS]})
    assert 0 < found[OURS] < 1
