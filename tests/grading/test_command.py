"""The command as an instructor types it: exit codes, files, messages."""

import csv
import json
from pathlib import Path

import pytest
from fake_judge import count_bytes
from handing_in import put, zipped

from gdcourse.grading import command, judge
from gdcourse.grading.command import main

ROOT = Path(__file__).resolve().parents[2]
STEM = "00_start_here"
MASTER, EXERCISE = (
    (ROOT / folder / f"{STEM}.ipynb").read_bytes()
    for folder in ("solutions", "exercises")
)
RIGHT = {"ada": MASTER, "bob": EXERCISE}


@pytest.fixture
def here(tmp_path, monkeypatch):
    """An empty folder to work in, and a judge that counts bytes."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(judge, "grade_one", count_bytes)
    return tmp_path


def class_of(here, people):
    for name, data in people.items():
        put(here / "class", f"{name}/{STEM}.ipynb", data=data)


def rows(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_real_judge_grades_a_class_from_its_folder(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    class_of(tmp_path, RIGHT)
    assert main(["class"]) == 0
    shown = capsys.readouterr()
    table = rows(tmp_path / "grades/grades.csv")
    assert [(r["student_id"], r["score"]) for r in table] == [
        ("ada", "10"),
        ("bob", "0"),
    ]
    assert "Traceback" not in shown.out + shown.err
    assert f"{STEM}  E00.1" in shown.out
    assert "isolation of 2: " in shown.out
    entries = json.loads((tmp_path / "grades/grades.json").read_text())["submissions"]
    statuses = [{check["status"] for check in entry["checks"]} for entry in entries]
    assert statuses == [{"pass"}, {"not_started"}]
    assert all(entry["memory_mb"] <= 40 for entry in entries)


def test_all_readable_is_zero_and_anything_unreadable_is_one(here):
    class_of(here, RIGHT)
    assert main(["class", "--quiet"]) == 0
    zipped(here / "more.zip", f"carl/{STEM}.ipynb", "../x.ipynb")
    assert main(["class", "more.zip", "--quiet", "--out", "again"]) == 1
    assert len(rows(here / "again/grades.csv")) == 3


def test_a_broken_notebook_is_one_and_the_others_are_graded(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    class_of(tmp_path, {"bob": EXERCISE, "carl": b"{"})
    assert main(["class", "--quiet"]) == 1
    bob, carl = rows(tmp_path / "grades/grades.csv")
    assert (bob["status"], carl["status"]) == ("graded", "not readable")
    assert "cannot be read" in carl["reasons"]
    assert "cannot be read" in (tmp_path / "grades/feedback/carl.html").read_text()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "PATH"),
        ("class --jobs x", "--jobs"),
        ("nowhere", "no such path"),
        ("empty", "nothing to grade"),
        ("class --master nowhere", "master cannot be read"),
        ("class --master empty", "no masters"),
        ("class --master class/ada/00_start_here.ipynb.txt", "cannot be read"),
        ("class --master lesson.ipynb", "lesson.ipynb"),
        ("class --seconds -1", "seconds must be positive"),
        ("class --jobs 0", "jobs must be"),
        ("class --secret-file short", "too short"),
        ("class --canvas short", "no column 'Student'"),
        ("class --moodle short", "no column 'Grade'"),
        ("class --roster short", "no column 'student_id'"),
        ("class --dask nonsense://x", "no scheduler"),
        ("class --out short", "Choose another folder with --out"),
        ("class --out short/x --secret-file other", "nothing can be written there"),
    ],
)
def test_a_mistake_in_the_command_is_two_and_one_line(here, typed, said, capsys):
    class_of(here, RIGHT)
    put(here, "empty/notes.txt", "short", data=b"123")
    put(here, "lesson.ipynb", data=b'{"cells": []}')
    assert main(typed.split()) == 2
    shown = capsys.readouterr()
    assert said in shown.err
    assert "Traceback" not in shown.err
    assert not (here / "grades/grades.csv").exists()


@pytest.mark.parametrize("name", ["grades.csv", "private/journal.jsonl"])
def test_a_file_in_the_way_is_two_and_one_line(here, name, capsys):
    class_of(here, RIGHT)
    put(here / "grades" / name, "in/the/way")
    assert main(["class"]) == 2
    shown = capsys.readouterr().err
    assert f"for {Path('grades', name)}. " in shown
    assert "Traceback" not in shown
    assert not list((here / "grades").glob(".grades*"))


def test_help_is_zero_and_names_every_option(capsys):
    assert main(["--help"]) == 0
    shown = capsys.readouterr().out
    for word in ("--master", "--out", "--jobs", "--secret-file", "--dask", "--canvas"):
        assert word in shown


def test_a_worksheet_of_moodle_is_for_one_notebook(here, capsys):
    put(here, f"class/ada/{STEM}.ipynb", "class/ada/01_gradients.ipynb")
    assert main(["class", "--moodle", "m.csv"]) == 2
    assert "for one notebook, got 2" in capsys.readouterr().err


def test_a_second_run_takes_everything_from_the_first(here, capsys):
    class_of(here, RIGHT)
    assert main(["class"]) == 0
    first = (here / "grades/grades.json").read_bytes()
    capsys.readouterr()
    assert main(["class"]) == 0
    assert "0 notebooks graded" in capsys.readouterr().out
    assert (here / "grades/grades.json").read_bytes() == first
    class_of(here, {"ada": EXERCISE + b" "})
    assert main(["class"]) == 0
    assert "1 notebook graded" in capsys.readouterr().out


def test_another_secret_grades_everybody_anew(here, capsys):
    class_of(here, RIGHT)
    for name in ("one", "two"):
        put(here, name, data=name.encode() * 10)
        assert main(["class", "--secret-file", name]) == 0
        assert "2 notebooks graded" in capsys.readouterr().out
    assert not (here / "grades/private/secret").exists()


def test_a_stop_is_told_and_the_same_command_goes_on(here, monkeypatch, capsys):
    class_of(here, {f"l{k}": EXERCISE + b" " * k for k in range(9)})
    asked = []

    def stopped(*arguments, **options):
        asked.append(options["learner"])
        if len(asked) == 4:
            raise KeyboardInterrupt
        return count_bytes(*arguments, **options)

    monkeypatch.setattr(judge, "grade_one", stopped)
    assert main(["class", "--jobs", "1"]) == 130
    assert "the same command goes on" in capsys.readouterr().err
    assert main(["class", "--jobs", "1"]) == 0
    assert len(rows(here / "grades/grades.csv")) == 9


def test_a_class_list_and_an_export_of_canvas_are_used(here, capsys):
    class_of(here, RIGHT)
    people = b"student_id,last_name,email\nAda,Lovelace,a@x.example\nCarl,C,\n"
    put(here, "list.csv", data=people)
    put(here, "c.csv", data=b"Student,ID,SIS Login ID\nAda,1,A@x.example\n")
    assert main(["class", "--quiet", "--roster", "list.csv", "--canvas", "c.csv"]) == 0
    ada, _ = rows(here / "grades/grades.csv")
    assert (ada["last_name"], ada["email"]) == ("Lovelace", "a@x.example")
    (filled,) = rows(here / "grades/canvas.csv")
    assert filled[STEM] == ada["score"]
    assert "handed in nothing: carl." in capsys.readouterr().out


def test_the_masters_of_the_course_are_the_default():
    assert command.ROOT == ROOT
    assert list(command.read_masters(ROOT / "solutions"))[0] == STEM
