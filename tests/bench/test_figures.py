"""Timing of moves: both ways of drawing, at the same positions of the same figure."""

from types import SimpleNamespace

from gdcourse.bench.figures import PNG, SVG, MoveTime, move_times, section


class Figure:
    """A figure on a clock of its own: 3 to compute, 2 to write, 7 to paint."""

    name = "a figure"

    def __init__(self):
        self.time = 0.0
        self.seen = []
        self.controls = {"lr": SimpleNamespace(values=lambda: [0.1, 0.2, 0.3])}
        self.canvas = Canvas(self)

    def set(self, lr):
        self.time += 3
        self.moving = self.canvas.moving()
        self.seen.append(lr)

    def png(self):
        self.time += 7
        return b"png"


class Canvas:
    def __init__(self, figure):
        self.figure = figure

    def moving(self):
        self.figure.time += 2
        return "<svg/>"


def test_computing_writing_and_painting_are_told_apart():
    figure = Figure()
    svg, png = move_times([figure], clock=lambda: figure.time)
    assert svg == MoveTime("a figure", SVG, 3.0, 2.0, 6)
    assert png == MoveTime("a figure", PNG, 3.0, 7.0, 3)
    assert figure.seen == [0.1, 0.2, 0.3] * 2
    assert svg.whole == 5.0


def test_section_shows_both_ways_and_judges_what_the_page_gets():
    times = [MoveTime("f", SVG, 0.001, 0.002, 9000), MoveTime("f", PNG, 0.001, 0.09, 5)]
    shown = section(times)
    assert [row[1] for row in shown.rows] == [SVG, PNG]
    (aim,) = shown.aims
    assert (aim.measured, aim.holds) == (3.0, True)
    assert not section([MoveTime("f", SVG, 0.02, 0.002, 9)]).aims[0].holds


def test_real_figures_are_measured_in_full():
    from gdcourse.bench.figures import two_figures

    times = move_times(two_figures()[:1], moves=2)
    assert [time.way for time in times] == [SVG, PNG]
    assert all(time.drawing > 0 and time.size > 1000 for time in times)
