"""The command prints what it measures; only the import decides its exit code."""

import pytest

from gdcourse import bench
from gdcourse.bench import (
    callback,
    certificates,
    class_grading,
    command,
    figures,
    steps,
    sweeps,
)
from gdcourse.bench.imports import ImportCost
from gdcourse.bench.report import Aim, Section

FAILED = Section("Steps", ("", "n"), (("ours", "1 s"),), (Aim("speed", 1.0, 10.0),))


@pytest.fixture
def measured(monkeypatch):
    """A machine on which everything is measured at once, and what was asked of it."""
    asked = []

    def sections(everything: bool):
        asked.append(everything)
        return [FAILED]

    monkeypatch.setattr(command, "import_cost", lambda: ImportCost(0.1, 1.0, 11))
    monkeypatch.setattr(command, "pin", lambda: True)
    monkeypatch.setattr(steps, "sections", sections)
    parts = (
        (sweeps, "Sweep"),
        (callback, "Callback"),
        (figures, "Live figures"),
        (certificates, "Proofs"),
        (class_grading, "Grading"),
    )
    for part, name in parts:
        empty = Section(name, ("", "ms"), ())
        monkeypatch.setattr(part, "section", lambda empty=empty: empty)
    return asked


@pytest.mark.parametrize(("ours", "code"), [(0.1, 0), (9.0, 1)])
def test_broken_import_is_an_exit_code_and_a_missed_aim_is_none(
    measured, monkeypatch, capsys, ours, code
):
    monkeypatch.setattr(command, "import_cost", lambda: ImportCost(ours, 1.0, 11))
    assert bench.main([]) == code
    text = capsys.readouterr().out
    assert f"{ours:.2f} ×" in text
    assert "does not hold" in text


def test_machine_comes_first_and_every_part_is_printed(measured, capsys):
    bench.main([])
    text = capsys.readouterr().out
    places = [
        text.index(word)
        for word in ("one thread", "Import", "Steps", "Callb", "Live", "Grading")
    ]
    assert places == sorted(places)


def test_markdown_and_all_are_options(measured, capsys):
    bench.main(["--all", "--markdown"])
    bench.main([])
    assert measured == [True, False]
    text = capsys.readouterr().out
    assert text.count("### ") == 7
    assert text.count("Sweep") == 1
    assert text.count("Proofs") == 1


def test_grading_is_measured_only_where_nbgrader_is(measured, monkeypatch, capsys):
    monkeypatch.setattr(class_grading, "is_possible", lambda: False)
    bench.main([])
    assert "Grading" not in capsys.readouterr().out


def test_unknown_option_is_refused(measured, capsys):
    with pytest.raises(SystemExit):
        bench.main(["--fast"])
    assert "--fast" in capsys.readouterr().err
    assert measured == []
