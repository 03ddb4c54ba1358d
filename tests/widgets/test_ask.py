import numpy as np
import pytest

from gdcourse import diary
from gdcourse.plotting import figure
from gdcourse.widgets import Ask, LiveFigure, Slider

ASK = Ask("F00.1", "Up or down?", ("up", "down"), lambda state, n: n["way"])


def build(state):
    fig, ax = figure("strip")
    return fig, {"line": ax.plot([], [])[0]}


@pytest.fixture
def live(tmp_path, monkeypatch):
    (tmp_path / "notebooks").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GDCOURSE_STRICT", "0")
    return LiveFigure(
        "a way",
        [Slider("a", "slope", "a", -1.0, 1.0, 0.5, 0.5)],
        lambda a: {
            "line": np.array([[0, 1], [0, a]]),
            "way": "up" if a > 0 else "down",
        },
        build,
        None,
        lambda state, n: f"The line goes {n['way']}, a = {state['a']:.1f}.",
        ask=ASK,
    )


def test_nothing_moves_before_a_guess(live):
    question, top, area = live.widget.children
    assert area.shown["moving"] == ""
    assert area.shown["words"] == "Guess first, then it moves: Up or down?"
    top.children[0].value = 1.0
    assert area.shown["moving"] == ""
    question.value = "up"
    assert area.shown["moving"] == live.moving != ""
    assert question.disabled


def test_guess_is_kept_with_the_truth_before_the_reveal(live):
    live.answer("down")
    assert "You said down, it is up." in live.shown()["below"]
    wanted = {"question": "Up or down?", "guess": "down", "truth": "up"}
    assert diary.notes("prediction") == {"F00.1": wanted}


def test_first_guess_counts_and_a_word_that_is_no_option_is_none(live):
    assert live.answer("sideways").reply == ""
    live.answer("up")
    live.set(a=-1.0)
    live.answer("down")
    assert live.reply == "Up or down? You said up, and it is."


def test_reader_without_a_kernel_sees_the_whole_picture(live):
    data, _ = live.bundle()
    assert data["text/plain"] == "The line goes up, a = 0.5."
