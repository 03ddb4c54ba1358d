"""The command: what it writes, what it refuses, and its exit code."""

import shutil
from pathlib import Path

import pytest

from gdcourse.build import main as entry
from gdcourse.build.command import main

ROOT = Path(__file__).resolve().parents[2]
NAME = "00_start_here.ipynb"


@pytest.fixture
def course(tmp_path):
    """A course with one master, its exercise built."""
    for folder in ("notebooks", "solutions", "exercises"):
        (tmp_path / folder).mkdir()
    shutil.copy(ROOT / "solutions" / NAME, tmp_path / "solutions")
    assert main(["--no-execute"], tmp_path) == 0
    return tmp_path


def edit(path, old, new):
    content = path.read_text(encoding="utf-8")
    assert old in content
    path.write_text(content.replace(old, new, 1), encoding="utf-8")


def test_building_again_changes_nothing(course, capsys):
    before = (course / "exercises" / NAME).read_bytes()
    capsys.readouterr()
    assert main(["--no-execute"], course) == 0
    out = capsys.readouterr().out
    assert out == f"same  solutions/{NAME}\nsame  exercises/{NAME}\n"
    assert (course / "exercises" / NAME).read_bytes() == before


@pytest.mark.parametrize(
    "name", ["00_start_here", NAME, "start_here", f"solutions/{NAME}"]
)
def test_notebooks_are_named_with_or_without_number(course, capsys, name):
    capsys.readouterr()
    assert main(["--no-execute", name], course) == 0
    assert f"exercises/{NAME}" in capsys.readouterr().out


def test_an_unknown_name_says_what_is_near(course, capsys):
    assert main(["--no-execute", "start_her"], course) == 1
    assert "got 'start_her'. Try 00_start_here." in capsys.readouterr().err


def test_check_passes_in_step_and_writes_nothing(course, capsys):
    files = {path: path.stat().st_mtime_ns for path in course.rglob("*.ipynb")}
    assert main(["--check"], course) == 0
    assert "1 of 1 exercises are in step." in capsys.readouterr().out
    assert files == {path: path.stat().st_mtime_ns for path in course.rglob("*.ipynb")}


@pytest.mark.parametrize("change", ["prose", "space", "missing", "master"])
def test_check_fails_out_of_step(course, capsys, change):
    exercise = course / "exercises" / NAME
    if change == "prose":
        edit(exercise, "First descent", "Second descent")
    elif change == "space":
        exercise.write_text(
            exercise.read_text(encoding="utf-8") + " ", encoding="utf-8"
        )
    elif change == "missing":
        exercise.unlink()
    else:
        edit(course / "solutions" / NAME, "First descent", "Second descent")
    assert main(["--check"], course) == 1
    assert f"exercises/{NAME} is out of step" in capsys.readouterr().out


def test_a_learners_answers_are_never_overwritten_unless_asked(course, capsys):
    exercise = course / "exercises" / NAME
    edit(
        exercise, "    raise NotImplementedError", "    return 3 or NotImplementedError"
    )
    mine = exercise.read_bytes()
    assert main(["--no-execute"], course) == 1
    assert "holds answers, got some in E00-1-descend" in capsys.readouterr().err
    assert exercise.read_bytes() == mine
    assert main(["--no-execute", "--overwrite"], course) == 0
    assert exercise.read_bytes() != mine


def test_a_mistyped_marker_stops_the_build_before_anything_is_written(course, capsys):
    before = (course / "exercises" / NAME).read_bytes()
    edit(course / "solutions" / NAME, "### END SOLUTION", "### END SOLUTON")
    assert main(["--no-execute"], course) == 1
    err = capsys.readouterr().err
    assert err.startswith(f"build stopped. {NAME}, cell E00-1-descend: a marker is mis")
    assert (course / "exercises" / NAME).read_bytes() == before
    assert main(["--check"], course) == 1


def test_the_room_offers_the_command(capsys):
    with pytest.raises(SystemExit) as caught:
        entry(["--help"])
    assert caught.value.code == 0
    assert "python -m gdcourse build" in capsys.readouterr().out
