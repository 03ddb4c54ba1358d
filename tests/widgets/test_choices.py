import pytest

from gdcourse.widgets import Choice, Steps
from gdcourse.widgets.choices import Switch

H = Steps("h", "difference", "h", (1e-12, 1e-8, 1e-4, 1.0), 1e-8)
RULE = Choice("rule", "method", {"plain": 0.0, "momentum": 0.9}, 0.0)


def test_steps_have_the_positions_that_were_listed():
    assert H.values() == (1e-12, 1e-8, 1e-4, 1.0)
    assert H.label(1e-8) == "difference h = 1e-08"


def test_steps_are_a_slider_that_moves_continuously():
    widget = H.widget()
    assert [value for _, value in widget.options] == list(H.values())
    assert (widget.value, widget.continuous_update) == (1e-8, True)
    assert widget.description == "difference h = 1e-08"
    assert "arrow keys" in widget.tooltip


def test_choice_shows_words_and_gives_values():
    assert RULE.values() == [0.0, 0.9]
    assert RULE.show(0.9) == "momentum"
    assert RULE.widget().description == "method"
    assert RULE.widget().options == (("plain", 0.0), ("momentum", 0.9))


@pytest.mark.parametrize(
    ("buttons", "kind"), [(False, "Dropdown"), (True, "ToggleButtons")]
)
def test_choice_is_a_menu_or_a_row_of_buttons(buttons, kind):
    choice = Choice("f", "landscape", ("bowl", "valley"), "valley", buttons)
    assert type(choice.widget()).__name__ == kind
    assert choice.widget().value == "valley"


@pytest.mark.parametrize("control", [H, RULE])
def test_positions_that_were_not_listed_are_errors_that_help(control):
    with pytest.raises(ValueError, match="must be one of its positions, got 0.5. Try"):
        control.check(0.5)


def test_start_must_be_one_of_the_positions():
    with pytest.raises(ValueError, match="f must be one of its positions, got 'hill'"):
        Choice("f", "landscape", ("bowl", "valley"), "hill")


def test_click_between_positions_goes_to_the_nearest_one():
    powers = Steps("h", "step", "h", (1e-4, 1e-2, 1.0), 1.0)
    assert powers.read(9e-4) == 1e-4
    assert powers.read(1.1e-3) == 1e-2
    signed = Steps("x", "x", "x", (-1.0, 0.0, 4.0), 0.0)
    assert signed.read(1.9) == 0.0
    assert signed.read(2.1) == 4.0


def test_switch_is_a_box_that_says_what_a_tick_does():
    words = {"assumed": True, "dropped": False}
    box = Switch("convex", "convex", words, True, asks="assume").widget()
    assert (box.value, box.description) == (True, "convex")
    assert box.tooltip == "assume: convex"
