"""Timing of proofs: the quickest round counts, the slowest five are shown."""

from functools import partial
from types import SimpleNamespace

from gdcourse.bench.certificates import ProofTime, proof_times, section


def test_quickest_of_the_rounds_counts():
    ticks = iter([0.0, 5.0, 5.0, 7.0, 7.0, 10.0])
    calls = []

    def certificate():
        calls.append("proved")

    theorems = [SimpleNamespace(name="1a", proofs=(certificate,))]
    times = proof_times(theorems, rounds=3, clock=lambda: next(ticks))
    assert times == [ProofTime("1a", "certificate", 2.0)]
    assert len(calls) == 3


def test_section_shows_the_slowest_five_the_median_and_the_sum():
    times = [ProofTime(f"t{i}", f"proof_{i}", i * 1e-3) for i in range(1, 8)]
    shown = section(times)
    assert [row[0] for row in shown.rows] == [f"proof_{i}" for i in (7, 6, 5, 4, 3)]
    middle, total = shown.aims
    assert (middle.measured, round(total.measured, 9)) == (4.0, 0.028)
    assert middle.holds
    assert total.holds
    slow = section([ProofTime("t", "proof", 40.0)])
    assert not any(aim.holds for aim in slow.aims)


def test_a_family_of_certificates_is_named_with_its_member():
    def exact_gap(N):
        return N

    theorems = [SimpleNamespace(name="2c", proofs=(partial(exact_gap, 7),))]
    (time,) = proof_times(theorems, rounds=1)
    assert time.certificate == "exact_gap 7"
