"""A guess is noted before the run, compared after it, and kept for its owner."""

import numpy as np
import pytest

from gdcourse import diary
from gdcourse.checks import predict


@pytest.fixture
def course(tmp_path, monkeypatch):
    """A learner in the notebooks folder of a course."""
    (tmp_path / "notebooks").mkdir()
    monkeypatch.chdir(tmp_path / "notebooks")
    monkeypatch.setenv("GDCOURSE_STRICT", "0")
    return tmp_path


def kept(course):
    return diary.notes("prediction")


@pytest.mark.parametrize(
    ("guess", "truth", "more", "text"),
    [
        (30, 22, {}, "you said 30, it is 22: off by 36.4 %."),
        (22, 22, {}, "you said 22, and it is right."),
        (22.5, 22, {"within": 0.1}, "you said 22.5, it is 22: close."),
        (
            3,
            4,
            {"unit": "updates"},
            "you said 3 updates, it is 4 updates: off by 25 %.",
        ),
        (1, 0, {}, "you said 1, it is 0: not quite."),
        (1, np.float64(2.0), {}, "you said 1, it is 2.0: off by 50 %."),
        ("A ", "a", {}, "you said 'A ', and it is right."),
        ("b", "a", {}, "you said 'b', it is 'a': surprise."),
        (True, False, {}, "you said True, it is False: surprise."),
        ("many", 22, {}, "you said 'many', it is 22: surprise."),
        (
            None,
            22,
            {"unit": "updates"},
            "no prediction was made; it is 22 updates. "
            "Guess above, then run both cells.",
        ),
    ],
)
def test_a_guess_is_compared_with_the_truth(capfd, guess, truth, more, text):
    assert predict("P02.1", "How many?", guess).reveal(truth, **more) is None
    assert capfd.readouterr() == (f"P02.1  {text}\n", "")


def test_a_prediction_shows_its_question_and_its_guess():
    assert repr(predict("P02.1", "How many?", 30)) == "P02.1  How many?  30"
    assert repr(predict("P02.1", "How many?")) == "P02.1  How many?  no guess yet"


def test_a_learners_guess_and_the_truth_are_kept(course):
    predict("P02.1", "How many?", 30).reveal(np.int64(22))
    predict("P02.2", "Which?", "b")
    assert kept(course) == {
        "P02.1": {"question": "How many?", "guess": 30, "truth": 22.0},
        "P02.2": {"question": "Which?", "guess": "b"},
    }


def test_no_guess_and_no_learner_write_nothing(course, monkeypatch):
    predict("P02.1", "How many?", None).reveal(22)
    monkeypatch.setenv("GDCOURSE_STRICT", "1")
    predict("P02.1", "How many?", 30).reveal(22)
    assert not (course / ".gdcourse").exists()


@pytest.mark.parametrize("damage", ["", "{", "[1, 2]", "\0"])
def test_a_damaged_file_is_gone_on_with(course, damage):
    (course / ".gdcourse").mkdir()
    (course / ".gdcourse" / diary.FILE).write_text(damage)
    predict("P02.1", "How many?", 30)
    assert kept(course)["P02.1"]["guess"] == 30


def test_a_place_that_cannot_be_written_is_no_error(course, capfd):
    (course / ".gdcourse").write_text("a file where the folder should be")
    predict("P02.1", "How many?", 30).reveal(22)
    assert "off by" in capfd.readouterr().out


def test_a_strange_guess_is_kept_as_text(course):
    predict("P02.1", "Where?", np.array([1.0, 2.0])).reveal((1.0, 2.0))
    assert kept(course)["P02.1"]["guess"] == "[1.0, 2.0]"


def test_outside_a_course_the_folder_itself_is_used(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GDCOURSE_STRICT", "0")
    predict("P02.1", "How many?", 30)
    assert kept(tmp_path)["P02.1"]["guess"] == 30
