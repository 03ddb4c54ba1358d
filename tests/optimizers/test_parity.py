"""Our rules go where torch, optax and Keras go, to 1e-12: stored paths and live."""

import subprocess
import sys
from collections import Counter
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
from parity import (
    GRADIENTS,
    KEPT,
    STEPS,
    STORED,
    TOLERANCE,
    distance,
    path,
    points_of,
    read,
)
from parity_cases import CASES, LIBRARIES
from parity_torch import rows

NEEDS = {"torch": ("torch",), "optax": ("optax",), "keras": ("keras", "jax")}
LIVE = [name for name in LIBRARIES if all(map(find_spec, NEEDS[name]))]
SCRIPT = Path(__file__).with_name("record_parity.py")


@pytest.fixture(scope="module")
def recordings(tmp_path_factory):
    """(source, library) -> recording; a live one is made when first asked for."""
    known, folder = {}, tmp_path_factory.mktemp("live")

    def recording(source: str, library: str) -> dict:
        if (source, library) not in known:
            if source == "live":
                command = [sys.executable, SCRIPT, library, "--into", folder]
                subprocess.run(command, check=True, timeout=1200)
            place = folder if source == "live" else STORED
            known[source, library] = read(place, library)
        return known[source, library]

    return recording


@pytest.mark.parametrize(
    ("source", "case"),
    [("stored", case) for case in CASES]
    + [("live", case) for case in CASES if case.library in LIVE],
    ids=str,
)
def test_our_rule_goes_where_the_peer_goes(source, case, recordings):
    theirs = points_of(recordings(source, case.library))[case.name]
    assert distance(path(case), theirs) < TOLERANCE


@pytest.mark.parametrize("library", LIBRARIES)
def test_the_recording_was_made_with_these_gradients_and_says_by_which_versions(
    library, recordings
):
    recording = recordings("stored", library)
    np.testing.assert_allclose(recording["gradients"], GRADIENTS[[0, -1]], rtol=1e-14)
    assert tuple(recording["steps"]) == KEPT
    assert KEPT[-1] == STEPS == 200
    assert {library, "numpy", "python"} <= set(recording["versions"])


def test_every_case_has_one_name_and_one_recording(recordings):
    names = [(case.library, case.name) for case in CASES]
    assert len(set(names)) == len(names)
    stored = {
        (library, name)
        for library in LIBRARIES
        for name in points_of(recordings("stored", library))
    }
    assert stored == set(names)


OPTIM_DB = {
    "SGD": 9,
    "Adam": 5,
    "AdamW": 5,
    "RMSprop": 8,
    "Adagrad": 7,
    "Adadelta": 6,
    "Adamax": 5,
    "NAdam": 7,
    "RAdam": 6,
}


@pytest.mark.parametrize(
    "source", ["stored"] + ["live" for library in LIVE if library == "torch"]
)
def test_all_58_configurations_that_torch_tests_itself_with_are_here(
    source, recordings
):
    stored = rows(recordings("stored", "torch"))
    assert rows(recordings(source, "torch")) == stored
    of_torch = [row for row in stored if not row[1].startswith("ours")]
    assert Counter(optimizer for optimizer, *_ in of_torch) == OPTIM_DB
    assert sum(OPTIM_DB.values()) == 58


def test_gradients_span_nine_decades_and_one_component_begins_with_zeros():
    sizes = np.abs(GRADIENTS[5:]).mean(axis=0)
    assert sizes[0] < 1e-8
    assert sizes[-1] / sizes[0] > 1e8
    assert not GRADIENTS[:5, 4].any()
