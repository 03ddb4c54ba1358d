"""The table of what has been done: what it counts, and what it says to beginners."""

import shutil
from pathlib import Path

import pytest

from gdcourse import diary
from gdcourse.checks import attempts, check, predict, progress, quiz
from gdcourse.checks.progress import main, predictions_in, rows, table, total
from gdcourse.checks.quiz import items, items_of
from gdcourse.checks.start_here import walk
from gdcourse.checks.task import STEMS, tasks_of

ROOT = Path(__file__).resolve().parents[2]
NOTHING = """\
lesson          tasks   points    quiz  predictions
00 start here  0 of 3  0 of 10  0 of 2       0 of 5
"""


@pytest.fixture
def course(tmp_path, monkeypatch):
    (tmp_path / "notebooks").mkdir()
    for name in ("00_start_here", "01_gradients"):
        shutil.copy(ROOT / "notebooks" / f"{name}.ipynb", tmp_path / "notebooks")
    monkeypatch.chdir(tmp_path / "notebooks")
    monkeypatch.setenv("GDCOURSE_STRICT", "0")
    monkeypatch.setattr(attempts, "unwritten", {})
    return tmp_path


def shown(capsys):
    capsys.readouterr()
    assert progress() is None
    return capsys.readouterr().out


def partly(x0, lr, n):
    return [x0] * (n + 1)


def test_a_beginner_sees_the_first_lesson_with_nothing_done(course, capsys):
    assert shown(capsys) == NOTHING
    assert not (course / ".gdcourse").exists()


def test_where_notebooks_are_tested_everybody_is_a_beginner(
    course, capsys, monkeypatch
):
    check("E00.1", walk)
    monkeypatch.setenv("GDCOURSE_STRICT", "1")
    monkeypatch.setattr(attempts, "unwritten", {})
    assert shown(capsys) == NOTHING


def test_tasks_points_quizzes_and_predictions_are_counted(course, capsys):
    check("E00.1", walk)
    quiz("Q0.1", items()["Q0.1"].version().right)
    quiz("Q0.2", "no such option")
    predict("P00.3", "How many?", 26)
    predict("P00.4", "How many?", None)
    assert shown(capsys).splitlines()[1:] == [
        "00 start here  1 of 3  3 of 10  1 of 2       1 of 5"
    ]


def test_partly_right_answers_have_points_and_are_not_done(course, capsys):
    check("E00.1", partly)
    assert "0 of 3  1 of 10" in shown(capsys)


def test_a_lesson_appears_with_its_first_note(course, capsys):
    predict("P01.1", "How many?", 3)
    first, second = shown(capsys).splitlines()[1:]
    assert first.startswith("00 start here")
    assert second.startswith("01 gradients")


def test_a_right_answer_to_a_quiz_stays_right(course, capsys):
    question = items()["Q0.1"].version()
    for answer in (next(iter(question.wrong)), question.right, *question.wrong):
        quiz("Q0.1", answer)
    assert diary.notes("quiz") == {"Q0.1": {"right": True}}


def test_strange_notes_do_not_change_the_sums(course, capsys):
    for note in ({"points": 99}, {"points": "x"}, {"points": -5}, {}):
        diary.note("task", "E00.1", note)
    diary.note("task", "E77.7", {"points": 7})
    diary.note("quiz", "Q0.1", {"right": "yes"})
    assert "0 of 3  0 of 10  0 of 2" in shown(capsys)
    diary.note("task", "E00.1", {"points": 99})
    assert "1 of 3  3 of 10" in shown(capsys)


def test_the_command_prints_every_lesson_and_the_sum(capsys):
    assert main([]) == 0
    lines = capsys.readouterr().out.splitlines()
    lessons = [stem for stem in STEMS if tasks_of(stem)]
    assert [line[3:].split("  ")[0].strip() for line in lines[1:-1]] == [
        stem.replace("_", " ") for stem in lessons
    ]
    points = sum(task.points for stem in lessons for task in tasks_of(stem).values())
    assert f"0 of {points:g}" in lines[-1]
    assert len({len(line) for line in lines}) == 1


def test_the_command_takes_no_options(capsys):
    assert main(["--help"]) == 0
    assert main(["--what"]) == 2
    out, err = capsys.readouterr()
    assert out == err


def test_predictions_are_those_that_the_lesson_asks_for(monkeypatch):
    monkeypatch.setattr(diary, "home", lambda: ROOT)
    wanted = {f"P00.{k}" for k in range(1, 6)}
    assert predictions_in(0, "start_here") == wanted
    monkeypatch.setattr(diary, "home", lambda: ROOT / "tests")
    assert predictions_in(0, "start_here") == set()


def test_rows_and_items_cover_the_course_once():
    assert len(rows()) == len([stem for stem in STEMS if tasks_of(stem)])
    assert [id for stem in STEMS for id in items_of(stem)] == list(items())
    assert total(rows()).tasks[1] == sum(len(tasks_of(stem)) for stem in STEMS)
    assert table(rows()[:1]).splitlines()[1].startswith("00 start here")
