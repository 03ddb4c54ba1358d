import pytest

from gdcourse.widgets import Play

TIME = Play("k", "step", "k", 0, 40, 2, 0, interval=120)


def parts():
    slider = TIME.widget()
    return slider, TIME.player(slider)


def test_the_label_of_a_step_has_room_on_its_button():
    widths = []
    for step in (1, 50, 150):
        handle = Play("k", "update", "k", 0, 600, step, 0)
        button = handle.stepper(handle.widget(), step)
        widths.append(float(button.layout.width.removesuffix("em")))
        text, padding = 0.7 * len(button.description), 1.6  # in units of the letters
        assert widths[-1] >= text + padding
    assert widths == sorted(set(widths))


def test_play_runs_over_the_slider_and_never_starts_alone():
    slider, box = parts()
    assert box.children[:2] == (slider, box.play)
    play = box.play
    assert (play.min, play.max, play.step, play.interval) == (0, 40, 2, 120)
    assert play.playing is False
    assert play.show_repeat is False


def test_buttons_step_by_one_position_and_stop_at_the_ends():
    slider, box = parts()
    back, on = box.children[2:]
    assert (back.description, on.description) == ("−2", "+2")
    on.click()
    on.click()
    assert slider.value == 4
    for _ in range(3):
        back.click()
    assert slider.value == 0
    slider.value = 40
    on.click()
    assert slider.value == 40


@pytest.mark.parametrize("place", [1, 2, 3])
def test_every_button_has_words(place):
    _, box = parts()
    assert "step" in box.children[place].tooltip


def test_reader_who_wants_less_motion_gets_ten_slow_steps():
    _, box = parts()
    TIME.calm(box.play)
    assert (box.play.interval, box.play.step) == (1000, 4)
