import pytest

from gdcourse.widgets import Play, Slider

LR = Slider("lr", "learning rate", "α", 0.0, 1.0, 0.1, 0.3)
K = Slider("k", "step", "k", 0, 12, 1, 3)


def test_positions_are_exact_decimals():
    assert LR.values() == [0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0]
    fine = Slider("h", "step", "h", -0.05, 0.1, 0.025, 0.0)
    assert fine.values() == [-0.05, -0.025, 0.0, 0.025, 0.05, 0.075, 0.1]
    tiny = Slider("h", "step", "h", 1e-05, 1e-04, 1e-05, 3e-05)
    assert tiny.values()[2] == 3e-05


@pytest.mark.parametrize("raw", [0.30000000000000004, 0.3, 0.29999, 0.31])
def test_what_the_page_reports_becomes_the_nearest_position(raw):
    assert LR.read(raw) == 0.3


def test_what_lies_outside_becomes_the_nearest_end():
    assert (LR.read(-5), LR.read(7)) == (0.0, 1.0)


def test_whole_numbers_stay_whole():
    assert K.values() == list(range(13))
    assert isinstance(K.read(4.0), int)
    assert K.label(4) == "step k = 4"


def test_label_has_words_symbol_and_value_with_the_digits_of_the_step():
    assert LR.label(0.3) == "learning rate α = 0.3"
    quarter = Slider("lr", "learning rate", "α", 0.0, 1.0, 0.25, 0.5)
    assert quarter.label(0.5) == "learning rate α = 0.50"
    assert Slider("n", "noise", "", 0.0, 1.0, 0.5, 0.5).label(0.5) == "noise = 0.5"


@pytest.mark.parametrize("slider", [LR, K])
def test_widget_has_label_tooltip_and_moves_continuously(slider):
    widget = slider.widget()
    assert widget.description == slider.label(slider.start)
    assert "arrow keys" in widget.tooltip
    assert widget.continuous_update
    assert (widget.min, widget.max, widget.step) == (
        slider.low,
        slider.high,
        slider.step,
    )
    assert widget.value == slider.start


def test_step_that_does_not_divide_the_range_ends_at_the_last_position():
    uneven = Slider("lr", "learning rate", "α", 0.0, 1.0, 0.3, 0.3)
    assert uneven.values() == [0.0, 0.3, 0.6, 0.9]
    assert uneven.widget().max == 0.9


@pytest.mark.parametrize("value", [0.35, -0.1, 1.1, "0.3", None, float("nan"), True])
def test_values_between_positions_are_errors_that_name_the_nearest(value):
    with pytest.raises(ValueError, match="lr must be 0.0 to 1.0 in steps of 0.1, got"):
        LR.check(value)


@pytest.mark.parametrize(
    "numbers", [(1.0, 0.0, 0.1, 0.5), (0.0, 1.0, 0.0, 0.5), (0.0, 1.0, 0.1, 0.55)]
)
def test_impossible_sliders_are_refused(numbers):
    with pytest.raises(ValueError, match="lr must be|a slider needs"):
        Slider("lr", "learning rate", "α", *numbers)


def test_player_moves_the_slider_in_the_page_and_does_not_start_alone():
    play = Play("k", "step", "k", 0, 12, 1, 3, interval=400)
    slider = play.widget()
    box = play.player(slider)
    player = box.children[1]
    assert (player.interval, player.playing, player.value) == (400, False, 3)
    assert (player.min, player.max) == (0, 12)
    assert box.link.target == (slider, "value")
