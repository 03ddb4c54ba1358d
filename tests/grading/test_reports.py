"""All reports in one folder, each whole, none outside it."""

import json

import pytest
from made_up import ADA, BOB, CLASS, EVE, check, graded

from gdcourse.grading import reports
from gdcourse.grading.reports import write_reports
from gdcourse.grading.sheets import WrongSheet

CANVAS = "Student,ID,Momentum (1)\n    Points Possible,,8\nAda,4711,\n"
MOODLE = "Identifier,ID number,Grade\nParticipant 1,bob,\n"


def names(folder):
    files = (path for path in folder.rglob("*") if path.is_file())
    return sorted(path.relative_to(folder).as_posix() for path in files)


def test_every_report_is_written_and_nothing_else(tmp_path):
    assert write_reports(tmp_path / "out", [ADA, BOB]) == []
    assert names(tmp_path) == [
        "out/feedback/ada.html",
        "out/feedback/bob.html",
        "out/grades.csv",
        "out/grades.json",
        "out/gradescope/ada.json",
        "out/gradescope/bob.json",
        "out/junit.xml",
        "out/moodle_07_momentum.csv",
    ]


def test_exports_of_platforms_are_filled_and_what_is_missing_is_told(tmp_path):
    (tmp_path / "c.csv").write_text(CANVAS)
    (tmp_path / "m.csv").write_text(MOODLE)
    exports = (tmp_path / "c.csv", tmp_path / "m.csv")
    told = write_reports(tmp_path / "out", [ADA, BOB], ["x: y."], *exports)
    assert "Ada,4711,5.5" in (tmp_path / "out/canvas.csv").read_text()
    assert "Participant 1,bob,0" in (tmp_path / "out/moodle.csv").read_text()
    assert [line.split(",")[0] for line in told] == ["bob", "ada"]
    data = json.loads((tmp_path / "out/grades.json").read_text())
    assert data["problems"] == ["x: y.", *told]
    assert (tmp_path / "c.csv").read_text() == CANVAS


def test_a_wrong_export_stops_before_anything_is_written(tmp_path):
    (tmp_path / "c.csv").write_text("a,b\n")
    with pytest.raises(WrongSheet):
        write_reports(tmp_path / "out", [ADA], [], tmp_path / "c.csv")
    assert not (tmp_path / "out").exists()


def test_names_that_climb_stay_inside_and_apart(tmp_path):
    learners = ["../up", "a/b", "a_b", "A_b", "=1", "\x1b[0m", "CON"]
    some = [graded(name, check(1, "pass", 4.0)) for name in learners]
    write_reports(tmp_path / "out", [*some, EVE])
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    pages = [name for name in names(tmp_path / "out") if "feedback" in name]
    assert len(pages) == len(learners) + 1


def test_one_learners_notebooks_share_a_page_and_each_notebook_has_its_table(tmp_path):
    other = graded("ada", check(1, "pass", 4.0), stem="08_adaptive_methods")
    write_reports(tmp_path, [ADA, other, BOB])
    page = (tmp_path / "feedback/ada.html").read_text()
    assert "07_momentum" in page
    assert "08_adaptive_methods" in page
    tables = [name for name in names(tmp_path) if name.startswith("moodle")]
    assert tables == ["moodle_07_momentum.csv", "moodle_08_adaptive_methods.csv"]


def test_a_crash_while_writing_leaves_the_old_report(tmp_path, monkeypatch):
    write_reports(tmp_path, [ADA])
    before = (tmp_path / "grades.csv").read_bytes()

    def crash(path, target):
        raise OSError("no space")

    monkeypatch.setattr(reports.Path, "replace", crash)
    with pytest.raises(reports.Unwritten, match="no space"):
        write_reports(tmp_path, [BOB])
    assert (tmp_path / "grades.csv").read_bytes() == before
    assert list(tmp_path.rglob(".*")) == []


def test_the_same_results_give_the_same_bytes(tmp_path):
    for name in ("one", "two"):
        write_reports(tmp_path / name, CLASS)
    for name in names(tmp_path / "one"):
        pair = [(tmp_path / folder / name).read_bytes() for folder in ("one", "two")]
        assert pair[0] == pair[1], name
