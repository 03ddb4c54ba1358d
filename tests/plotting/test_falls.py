"""Several falls in one picture: named, on a log axis, with what was promised."""

import pytest

from gdcourse.plotting import falls, figure


def test_curves_are_named_and_promises_are_dashed():
    _, ax = figure()
    drawn = falls(ax, {"a": [4.0, 2.0], "b": [4.0, 1.0]}, "height", promised=[[4, 3]])
    assert drawn is ax
    first, second, promise = ax.lines
    assert promise.get_xydata().tolist() == [[0, 4], [1, 3]]
    assert promise.get_linestyle() == "--"
    assert second.get_xydata().tolist() == [[0, 4], [1, 1]]
    assert first.get_linestyle() == second.get_linestyle() == "-"
    assert {text.get_text() for text in ax.texts} == {"a", "b"}
    assert (ax.get_xscale(), ax.get_yscale()) == ("linear", "log")
    assert ax.get_ylabel() == "height"


def test_far_runs_are_counted_from_one_on_a_log_axis():
    _, ax = figure()
    falls(ax, {"a": [4.0, 2.0, 1.0], "b": [4.0, 3.0, 2.0]}, "height", far=True)
    assert ax.get_xscale() == "log"
    assert [line.get_linestyle() for line in ax.lines] == ["-", ":"]
    assert ax.lines[0].get_xdata().tolist() == [1, 2, 3]


@pytest.mark.parametrize("curves", [{}, [1.0, 2.0]])
def test_curves_without_names_are_refused(curves):
    with pytest.raises(ValueError, match="names with their values"):
        falls(figure()[1], curves, "height")
