"""Cells print, use magics and leave; none of it disturbs the child."""

import pytest

from gdcourse.grading.console import Magic, Printed, leave, without_magics


def test_printing_keeps_its_beginning():
    printed = Printed(5)
    assert [printed.write(text) for text in ("abc", "def", "ghi")] == [3, 3, 3]
    assert printed.kept.getvalue() == "abcde"


def test_magics_become_calls_that_do_nothing():
    source = without_magics("%matplotlib inline\n!ls\nx = 7 % 4")
    names = {"get_ipython": Magic}
    exec(source, names)
    assert names["x"] == 3


def test_plain_code_and_broken_code_stay_as_they_are():
    for source in ("x = 1", "x = 'a' % 1 (", "def f(:"):
        assert without_magics(source).strip() == source


def test_leaving_is_an_error_that_a_cell_can_raise():
    with pytest.raises(SystemExit, match="a cell called exit"):
        leave()
