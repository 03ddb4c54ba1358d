"""Our schedules have the values of torch's, optax's and Keras's: stored ones and live.

The stored values were made by ``record_schedules.py``. Where a library can be imported,
the same comparison also runs with values that it computes now.
"""

import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
from schedule_cases import (
    CASES,
    DRIFTING,
    EXACT,
    FAR,
    FAR_OUT,
    LIBRARIES,
    LOSSES,
    PLATEAUS,
    STEP_BY_STEP,
    THIRDS,
    values,
)

from gdcourse.optimizers.cycles import one_cycle, warm_restarts
from gdcourse.optimizers.plateau import ReduceOnPlateau

FOLDER = Path(__file__).parent
STORED = FOLDER / "stored" / "schedules.json"
NEEDS = {"torch": ("torch",), "optax": ("optax",), "keras": ("keras", "jax")}
LIVE = [name for name in LIBRARIES if all(map(find_spec, NEEDS[name]))]
OF_TORCH = ["stored", *("live" for name in LIVE if name == "torch")]
SOURCES = [("stored", name) for name in LIBRARIES] + [("live", name) for name in LIVE]


@pytest.fixture(scope="module")
def recordings(tmp_path_factory):
    """(source, library) -> recording; a live one is made when first asked for."""
    known, folder = {}, tmp_path_factory.mktemp("live")

    def recording(source: str, library: str) -> dict:
        if (source, library) not in known:
            place = STORED
            if source == "live":
                place = folder / f"{library}.json"
                script = FOLDER / "record_schedules.py"
                command = [sys.executable, script, library, "--into", place]
                subprocess.run(command, check=True, timeout=600)
            known[source, library] = json.loads(place.read_text("utf-8"))[library]
        return known[source, library]

    return recording


@pytest.mark.parametrize(
    ("source", "case"),
    [
        (source, case)
        for source, library in SOURCES
        for case in CASES
        if case.library == library
    ],
    ids=str,
)
def test_our_values_are_those_of_the_peer(source, case, recordings):
    theirs = recordings(source, case.library)["values"][case.name]
    np.testing.assert_allclose(values(case), theirs, rtol=0, atol=case.tolerance)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_one_k_and_an_array_of_k_have_the_same_values(case):
    one_by_one = [case.ours(k) for k in case.ks]
    assert {type(value) for value in one_by_one} == {float}
    np.testing.assert_allclose(values(case), one_by_one, rtol=EXACT, atol=1e-15)


def test_small_schedules_are_compared_at_every_step_and_others_up_to_100_000():
    restarts = "CosineAnnealingWarmRestarts(1, 3)"
    small = [case for case in STEP_BY_STEP if case.name != restarts]
    assert all(case.ks == tuple(range(len(case.ks))) for case in small)
    assert all(case.ks[-1] >= FAR - 1 for case in (*FAR_OUT, *DRIFTING))


def test_all_but_drifting_and_single_precision_peers_are_compared_to_1e_14():
    loose = [case for case in CASES if case.tolerance != EXACT]
    assert [case for case in loose if case.library == "torch"] == DRIFTING
    assert {case.library for case in loose} == {"torch", "keras"}


# How far torch, going from step to step, is from its own closed form after 100,000.
MEASURED = {
    "CosineAnnealingLR recursion, far": 3.6e-13,
    "CosineAnnealingLR recursion, 100 waves": 2.0e-11,
    "LinearLR recursion, far": 4.9e-13,
    "ExponentialLR recursion, far": 1.8e-15,
    "PolynomialLR recursion, far": 7.0e-15,
    "CyclicLR triangular, far": 7.0e-13,
    "CyclicLR triangular, far, momentum": 7.8e-14,
}


@pytest.mark.parametrize("case", DRIFTING, ids=str)
def test_rounding_errors_of_torch_add_up_from_step_to_step(case, recordings):
    theirs = recordings("stored", "torch")["values"][case.name]
    drift = np.abs(values(case) - theirs).max()
    assert drift == pytest.approx(MEASURED[case.name], rel=0.5)


@pytest.mark.parametrize("source", OF_TORCH)
@pytest.mark.parametrize("name", PLATEAUS)
def test_a_plateau_is_met_with_the_rates_of_torch(source, name, recordings):
    theirs = recordings(source, "torch")["values"]["plateaus"][name]
    plateau, lr, ours = ReduceOnPlateau(**PLATEAUS[name]), 1.0, []
    memory = plateau.init()
    for loss in LOSSES:
        lr, memory = plateau.step(lr, loss, memory)
        ours.append(lr)
    np.testing.assert_allclose(ours, theirs, rtol=EXACT, atol=0)
    assert len(set(theirs)) >= 2


@pytest.mark.parametrize("source", OF_TORCH)
def test_a_peak_at_the_first_update_is_reached_where_torch_divides_by_zero(
    source, recordings
):
    failures = recordings(source, "torch")["values"]["failures"]
    assert failures["pct_start * T = 1"] == "ZeroDivisionError"
    cycle = one_cycle(1.0, total_steps=10, pct_start=0.1)
    assert (cycle(0), cycle.momentum(0)) == (1.0, 0.85)
    assert np.all(np.diff(cycle(np.arange(10))) < 0)


@pytest.mark.parametrize("source", OF_TORCH)
def test_restarts_are_exact_where_torch_takes_a_logarithm(source, recordings):
    failures = recordings(source, "torch")["values"]["failures"]
    by_epoch = np.array(failures["T_mult = 3 by epoch"])
    assert (np.flatnonzero(by_epoch == 0) + 1).tolist() == [5, 10]
    assert warm_restarts(1.0, T_0=1, T_mult=3)(np.array(THIRDS)).tolist() == [1.0] * 11


@pytest.mark.parametrize("library", LIBRARIES)
def test_the_recording_holds_these_cases_and_names_its_versions(library, recordings):
    recording = recordings("stored", library)
    names = [case.name for case in CASES if case.library == library]
    assert len(names) == len(set(names))
    assert set(recording["values"]) - {"failures", "plateaus"} == set(names)
    assert {library, "numpy", "python"} <= set(recording["versions"])
    assert STORED.stat().st_size < 300_000
