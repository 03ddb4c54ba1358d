"""Costs of sweeps: loops are scaled, compiling is counted apart, ends are compared."""

import numpy as np
import pytest

from gdcourse.bench import sweeps
from gdcourse.bench.report import written
from gdcourse.bench.sweeps import (
    BARE_LOOP,
    FIRST,
    JAX,
    LOOP,
    OURS,
    PEERS,
    SAMPLE,
    costs,
    different,
    ratio,
    table,
)

RATES, BETAS = np.geomspace(1e-5, 1e-3, 20), np.array([0.0, 0.9])


def absent(*_arguments):
    raise ModuleNotFoundError("No module named 'jax'", name="jax")


class Peer:
    """Remembers which rates it got and how often it ran."""

    def __init__(self) -> None:
        self.rates, self.runs = None, 0

    def __call__(self, rates, betas, steps):
        self.rates = rates
        return self.run

    def run(self) -> None:
        self.runs += 1


def two_seconds(runs) -> dict[str, float]:
    return dict.fromkeys(runs, 2.0)


def test_loops_run_a_sample_and_their_time_is_scaled():
    ours, loop = Peer(), Peer()
    found = costs(RATES, BETAS, {OURS: ours, LOOP: loop}, two_seconds)
    assert found == {OURS: 2.0, LOOP: 2.0 * SAMPLE}
    assert ours.rates is RATES
    assert np.array_equal(loop.rates, RATES[::SAMPLE])


def test_a_sample_that_does_not_divide_the_grid_is_scaled_by_its_share():
    found = costs(RATES[:15], BETAS, {LOOP: Peer()}, two_seconds)
    assert found == {LOOP: 2.0 * 15 / 2}


def test_the_first_call_of_jax_is_measured_apart():
    jax, now = Peer(), iter([10.0, 13.0])
    found = costs(RATES, BETAS, {JAX: jax}, two_seconds, clock=lambda: next(now))
    assert found == {JAX: 2.0, FIRST: 3.0}
    assert jax.runs == 1


def test_a_missing_peer_stays_in_the_table_and_is_named():
    found = costs(RATES, BETAS, {OURS: Peer(), LOOP: Peer(), JAX: absent}, two_seconds)
    assert found == {OURS: 2.0, LOOP: 20.0, JAX: "no jax", FIRST: "no jax"}
    made = table(found, 40, 0, 40)
    assert written(made).count("no jax") == 2
    assert made.aims[1].cells == ("time over jitted JAX", "≤ 3 ×", "–", "not measured")


def test_what_is_missing_from_the_course_is_an_error():
    with pytest.raises(ModuleNotFoundError):
        costs(RATES, BETAS, {OURS: absent}, two_seconds)


def test_ratio_is_unknown_where_a_time_is():
    found = {LOOP: 8.0, OURS: 2.0, JAX: "no jax"}
    assert ratio(found, LOOP, OURS) == 4.0
    assert ratio(found, OURS, JAX) is None
    assert ratio({}, OURS, JAX) is None


def test_table_counts_nanoseconds_and_judges_all_three_aims():
    found = {OURS: 0.05, LOOP: 2.5, JAX: 0.01, FIRST: 1.5}
    made = table(found, 40_000, unequal=0, finite=39_000)
    rows = {row[0]: row[1:] for row in made.rows}
    assert rows[OURS] == ("50.0 ms", "6.25 ns", "1.00")
    assert rows[LOOP] == ("2.50 s", "312 ns", "50.0")
    assert [aim.measured for aim in made.aims] == [50.0, 5.0, 0]
    assert [aim.holds for aim in made.aims] == [True, False, True]
    assert "39,000 of the 40,000 are finite" in written(made)


def test_one_setting_that_ends_elsewhere_breaks_the_promise():
    found = {OURS: 0.05, LOOP: 2.5, JAX: 0.02}
    made = table(found, 40_000, unequal=1, finite=40_000)
    assert [aim.holds for aim in made.aims] == [True, True, False]


def test_sweep_and_loop_are_the_same_and_diverged_settings_are_told_apart():
    rates = np.array([1e-4, 1.0])
    assert different(rates, BETAS) == (0, 2)


def test_a_difference_in_the_last_bit_is_seen(monkeypatch):
    def nudged(rates, betas, steps):
        def run() -> np.ndarray:
            points = PEERS[LOOP](rates, betas, steps)()
            points[1, 0, 0] = np.nextafter(points[1, 0, 0], np.inf)
            return points

        return run

    monkeypatch.setitem(sweeps.PEERS, OURS, nudged)
    assert different(RATES, BETAS) == (1, 40)


def test_quickest_float_loop_is_measured_too():
    assert {LOOP, BARE_LOOP} == set(sweeps.LOOPS)
    assert set(sweeps.LOOPS) < set(PEERS)
