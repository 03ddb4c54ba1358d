"""A choice of several keeps its order and its limits, from Python and from the page."""

import pytest

from gdcourse.widgets.several import Several


@pytest.fixture
def who():
    return Several("who", "methods", ("a", "b", "c", "d"), ("a", "c"), most=3)


def test_every_allowed_choice_is_a_position_and_no_other(who):
    values = who.values()
    assert len(values) == len(set(values)) == 4 + 6 + 4
    assert all(who.check(value) == value for value in values)


@pytest.mark.parametrize("bad", [(), ("a", "b", "c", "d"), ("e",), ("a", "a"), 7, None])
def test_a_choice_that_is_not_allowed_is_refused_in_one_line(who, bad):
    with pytest.raises(ValueError, match="who must be 1 to 3 of a, b, c, d, got"):
        who.check(bad)


def test_the_order_of_a_choice_does_not_matter(who):
    assert who.check(["c", "a"]) == who.check(("a", "c")) == ("a", "c")


def test_ticking_boxes_moves_the_value_and_too_many_or_none_are_refused(who):
    row = who.widget()
    heard = []
    row.observe(lambda change: heard.append(change["new"]), names="value")
    row.boxes["b"].value = True
    assert row.value == ("a", "b", "c")
    assert heard == [("a", "b", "c")]
    assert row.boxes["d"].disabled
    row.boxes["d"].value = True
    assert row.value == ("a", "b", "c")
    assert not row.boxes["d"].value
    row.value = ("d",)
    assert [name for name, box in row.boxes.items() if box.value] == ["d"]
    row.boxes["d"].value = False
    assert row.value == ("d",)
    assert row.boxes["d"].value


def test_every_box_has_a_name_for_those_who_cannot_see_it(who):
    row = who.widget()
    assert [box.description for box in row.boxes.values()] == list(who.options)
    assert row.description == who.label(who.start)
