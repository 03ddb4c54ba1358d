"""The last lines: what could not be read, how quick, how safe, where the files are."""

import csv
import io
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from made_up import ADA, BOB, CLASS

from gdcourse.grading import summary
from gdcourse.grading.gradebook import grades_csv
from gdcourse.grading.summary import Pace, lines, tables


def test_each_problem_has_a_line_of_its_own():
    text = lines(CLASS, ["x.zip: it is a bomb."], Pace(5, 60.0), Path("out"))
    told = [line for line in text.splitlines() if line.startswith("! ")]
    assert told[0] == "! x.zip: it is a bomb."
    assert told[1].startswith("! lost, 07_momentum: not graded")
    assert told[2].startswith("! torn, 07_momentum: the notebook cannot be read")


def test_the_pace_is_by_minute_and_core(monkeypatch):
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    assert (
        str(Pace(300, 60.0)) == "300 notebooks graded in 60 s (150 per minute and core)"
    )
    assert str(Pace(0, 0.0)) == "0 notebooks graded in 0 s"
    assert "2 were known." in lines([ADA, BOB], [], Pace(0, 0.1), Path("out"))


def test_a_notebook_without_a_cell_says_nothing_of_the_isolation():
    empty = replace(ADA, result=replace(ADA.result, isolation="weak", isolated_by=()))
    text = lines([empty, BOB], [], Pace(2, 1.0), Path("out"))
    assert "isolation of 1: strong" in text
    assert "weak" not in text
    (row,) = csv.DictReader(io.StringIO(grades_csv([empty])))
    assert row["isolation"] == ""


def test_the_isolation_in_force_is_stated_for_what_was_run():
    text = lines(CLASS, [], Pace(5, 1.0), Path("out"))
    assert "isolation of 3: strong" in text
    assert "keep out/private to yourself" in text.replace("\\", "/")


@pytest.mark.parametrize(("user", "warned"), [(0, True), (1000, False)])
def test_root_is_warned(monkeypatch, user, warned):
    monkeypatch.setattr(summary.os, "geteuid", lambda: user, raising=False)
    text = lines([ADA], [], Pace(1, 1.0), Path("out"))
    assert ("you are root" in text) == warned


def test_tables_show_the_class_and_the_tasks():
    text = tables(CLASS)
    assert text.index("07_momentum") < text.index("f fail") < text.index("mean")


def test_a_reader_that_has_seen_enough_is_no_error():
    code = "from gdcourse.grading.summary import say; say('x' * 10**6); say('y')"
    command = [sys.executable, "-c", code]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, **pipes) as process:
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0
