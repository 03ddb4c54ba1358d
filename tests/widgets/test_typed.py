"""A text field of a live figure takes any text, and shows it whole or cut."""

import pytest

from gdcourse.widgets.typed import Typed

FIELD = Typed("formula", "function", "f =", "x**2", ("x**2", "x**4"), longest=10)


def test_the_examples_are_the_positions_and_the_start_is_one_of_them():
    assert FIELD.values() == ["x**2", "x**4"]
    assert Typed("f", "function", "f", "y", ("x",)).values() == ["y", "x"]
    assert FIELD.first == "x**2"


def test_any_text_is_a_position_on_one_line():
    assert FIELD.check("  a \n b ") == "a b"
    assert FIELD.read("\tx  + y ") == "x + y"


@pytest.mark.parametrize("value", [1, None, ["x"]])
def test_what_is_not_text_is_an_error_that_helps(value):
    with pytest.raises(TypeError, match='formula must be text, got .* Try "x..2"'):
        FIELD.check(value)


def test_a_long_text_is_cut_where_it_is_shown():
    assert FIELD.show("x**2") == "x**2"
    assert FIELD.show("x" * 10) == "x" * 10
    assert FIELD.show("x" * 11) == "x" * 9 + "…"


def test_the_text_stands_in_the_field_and_not_on_its_label():
    assert FIELD.label("x**4") == "function f ="
    assert "x**4" in FIELD.place("x**4")


def test_the_widget_is_a_field_that_waits_until_the_text_is_finished():
    widget = FIELD.widget()
    assert (widget.value, widget.continuous_update) == ("x**2", False)
    assert widget.description == "function f ="
    assert "Enter" in widget.tooltip
