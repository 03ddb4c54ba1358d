"""A learner's file is read with suspicion and never raises."""

import json

import numpy as np
import pytest
from submissions import master

from gdcourse.grading.submission import clean, read_submission, size


def read(cells, **more):
    return read_submission(json.dumps({"cells": cells, "nbformat": 4, **more}).encode())


def test_cells_have_their_source_and_their_names():
    marks = {"nbgrader": {"grade_id": "a"}}
    cell = {"cell_type": "code", "source": ["x\n", "y"], "metadata": marks, "id": "b"}
    (found,) = read([cell]).cells
    assert (found.source, found.names, found.is_code) == ("x\ny", {"a", "b"}, True)


@pytest.mark.parametrize(
    "cell",
    [
        {"metadata": []},
        {"metadata": {"nbgrader": []}},
        {"metadata": {"nbgrader": {"grade_id": []}}, "id": 3},
        {"cell_type": ["code"]},
    ],
)
def test_odd_cells_are_read_as_far_as_they_go(cell):
    assert [c.names for c in read([{"source": "x", **cell}]).cells] == [frozenset()]


def test_a_file_that_would_fill_the_memory_is_not_read():
    for part in (b"[],", b"{},"):
        found = read_submission(b'{"nbformat":4,"cells":[' + part * 10**6 + b"1]}")
        assert found.cells == ()
        assert "more than 1,000,000 lists and dicts" in found.notes[0]


def test_a_printed_table_of_brackets_is_no_reason_to_read_nothing():
    text = r"[[0.1, \"] " * 10**6
    output = {"output_type": "stream", "name": "stdout", "text": [text]}
    found = read([{"cell_type": "code", "source": "x", "outputs": [output]}])
    assert [cell.source for cell in found.cells] == ["x"]


def test_a_file_that_is_too_large_is_not_read():
    found = read_submission(b" " * 2**21, most_mb=1)
    assert (found.cells, len(found.notes)) == ((), 1)


def test_too_many_cells_are_cut():
    found = read([{"cell_type": "code", "source": ""}] * 3000)
    assert len(found.cells) == 2000
    assert "first 2000" in found.notes[0]


def test_damaged_files_never_raise():
    data, rng = master(), np.random.default_rng(7)
    for _ in range(200):
        place, byte = rng.integers(len(data)), rng.integers(256)
        read_submission(data[:place] + bytes([byte]) + data[place + 1 :])
        assert read_submission(data[:place]).notes


def test_text_is_made_harmless():
    assert clean("a\x1b[2Jb\x00c\nd") == "abc\nd"
    assert clean("\ud800") == "?"


def test_outputs_are_measured():
    assert size([{"text": ["ab", "c"], "data": {"x": "de"}}, 7, None]) == 5
