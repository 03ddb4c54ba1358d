"""What a batch size does: errors over sizes, losses over rows seen."""

import numpy as np

from gdcourse.plotting import batch_errors, figure, rows_seen

SIZES = np.array([1, 5, 10])


def test_theory_is_drawn_for_both_draws_and_dots_are_what_was_measured():
    _, ax = figure()
    assert batch_errors(ax, SIZES, [1.0, 0.2, 0.1], [1.0, 0.11, 0.0], 10) is ax
    free, without, dots, less = ax.lines
    B, errors = free.get_data()
    np.testing.assert_allclose(errors, 1 / B)
    np.testing.assert_allclose(without.get_ydata(), (10 - B) / (9 * B))
    assert (B[0], B[-1]) == (1, 9)
    assert dots.get_xydata().tolist() == [[1, 1], [5, 0.2], [10, 0.1]]
    assert less.get_xydata().tolist() == [[1, 1], [5, 0.11]]
    assert free.get_linestyle() != without.get_linestyle()


def test_losses_stand_over_the_rows_that_were_seen():
    _, ax = figure()
    runs = {20: [3.0, 0.5], 2: [[3.0, 1.0, 0.1], [3.0, 2.0, 0.4], [3.0, 1.5, 0.2]]}
    assert rows_seen(ax, runs, target=0.3) is ax
    small, large, goal = ax.lines
    assert small.get_xydata().tolist() == [[2, 1.5], [4, 0.2]]
    assert large.get_xydata().tolist() == [[20, 0.5]]
    assert set(goal.get_ydata()) == {0.3}
    assert large.get_color() != small.get_color()
    assert [t.get_text() for t in ax.texts] == ["B = 2", "B = 20"]


def test_the_band_reaches_from_the_lowest_to_the_highest_run():
    _, ax = figure()
    rows_seen(ax, {2: [[3.0, 1.0, 0.1], [3.0, 2.0, 0.4]]}, target=0.3)
    corners = {tuple(p) for p in ax.collections[0].get_paths()[0].vertices.tolist()}
    assert corners == {(2, 1), (2, 2), (4, 0.1), (4, 0.4)}
    assert ax.get_ylim()[1] > 2
