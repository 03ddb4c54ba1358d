"""The sweep: what every live figure of the course must survive."""

import re
import time
import warnings
from itertools import combinations
from statistics import median
from xml.etree import ElementTree

import numpy as np
import pytest
from matplotlib.colors import to_rgb
from matplotlib.text import Text

from gdcourse.plotting.contrast import contrast, luminance
from gdcourse.widgets.artists import held

BUDGET = 0.15  # seconds of computing per move: the load of the machine does not count
LONGEST = 200
HEAVIEST = 300_000  # characters of SVG that one move may send


def random_states(figure, count, seed):
    """Joint positions of all controls, at random."""
    rng = np.random.default_rng(seed)
    positions = {name: list(c.values()) for name, c in figure.controls.items()}
    return [
        {name: values[rng.integers(len(values))] for name, values in positions.items()}
        for _ in range(count)
    ]


def end_states(figure):
    """Each control at both of its ends, the others at their start."""
    start = {name: control.first for name, control in figure.controls.items()}
    for name, control in figure.controls.items():
        values = list(control.values())
        yield start | {name: values[0]}
        yield start | {name: values[-1]}


def check_position(figure):
    """At this position the figure shows and says the numbers that were computed."""
    where = f"{figure.name} at {figure.state}"
    assert figure.error is None, f"{where}: {figure.error!r}"
    assert len(figure.text) <= LONGEST, f"{where}: alt text too long"
    for name, control in figure.controls.items():
        said = control.show(figure.state[name])
        assert said in figure.text, f"{where}: {name} = {said} not in {figure.text!r}"
    for name, artist in figure.artists.items():
        cut = f"{where}: text {name} is cut off at the edge of the figure"
        assert not isinstance(artist, Text) or fits(artist), cut
    assert len(figure.moving) <= HEAVIEST, f"{where}: {len(figure.moving)} characters"
    ElementTree.fromstring(f"<svg>{figure.moving}</svg>")
    numbers = figure.numbers if isinstance(figure.numbers, dict) else {}
    for name in figure.artists.keys() & numbers.keys():
        seen, computed = held(figure.artists[name]), numbers[name]
        assert same(seen, computed), f"{where}: artist {name} holds {seen}"


def check_looks(figure):
    """Words can be read, and lines are told apart without their colors."""
    for text in figure.canvas.figure.findobj(Text):
        seen = text.get_visible() and text.get_text().strip() and text.get_alpha() != 0
        words = f"{figure.name}: {text.get_text()!r} in {text.get_color()}"
        assert not seen or contrast(text.get_color()) >= 4.5, f"{words} is too pale"
    for ax in figure.canvas.figure.axes:
        shown = [line for line in ax.lines if line.get_visible() and shows(line)]
        for one, other in combinations(shown, 2):
            where = f"{figure.name}: {ax.get_title()!r}"
            assert told_apart(one, other), f"{where}: two lines differ in color only"


def shows(line):
    """Whether a line has ink: two finite points, and a stroke or a marker."""
    finite = np.isfinite(np.array(line.get_data(), dtype=float)).all(axis=0).sum() > 1
    return finite and (line.get_linestyle() != "None" or has_marker(line))


def has_marker(line):
    return line.get_marker() not in ("", "None", None, " ")


def told_apart(one, other):
    """Whether two lines have the same color, or differ in more than color."""
    if to_rgb(one.get_color()) == to_rgb(other.get_color()):
        return True
    looks = [
        (line.get_linestyle(), str(line.get_marker()), line.get_linewidth())
        for line in (one, other)
    ]
    lights = [luminance(line.get_color()) + 0.05 for line in (one, other)]
    return looks[0] != looks[1] or max(lights) / min(lights) >= 3


def fits(text):
    """Whether all of a visible text lies inside the figure."""
    if not text.get_visible() or not text.get_text():
        return True
    box, page = text.get_window_extent(), text.figure.bbox
    across = page.x0 - 1 <= box.x0 and box.x1 <= page.x1 + 1
    return across and page.y0 - 1 <= box.y0 and box.y1 <= page.y1 + 1


def same(seen, computed):
    """Whether an artist holds what was computed, NaN and words included."""
    if computed is None or isinstance(computed, str):
        return seen == computed
    computed = np.asarray(computed, dtype=float)
    return np.array_equal(seen, computed, equal_nan=True)


def sweep_figure(factory, *, goals=None, holds=None, states=50, seed=0):
    """Move every control to both ends and everything to random joint positions.

    goals: task id -> a state that reaches it. holds: artist -> function(state) giving
    the numbers it must hold, for artists that a ``draw`` of its own feeds.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        figure = factory()
        assert figure.done == set(), f"{figure.name}: a task is reached at the start"
        check_ask(figure)
        fed = figure.numbers.keys() if isinstance(figure.numbers, dict) else set()
        unchecked = figure.artists.keys() - fed - (holds or {}).keys()
        assert not unchecked, f"{figure.name}: give holds= for {sorted(unchecked)}"
        check_position(figure)
        check_looks(figure)
        times = []
        for state in [*end_states(figure), *random_states(figure, states, seed)]:
            start = time.process_time()
            figure.set(**state)
            times.append(time.process_time() - start)
            check_position(figure)
            for name, numbers in (holds or {}).items():
                assert same(held(figure.artists[name]), numbers(**state)), name
        check_looks(figure)
    check_goals(figure, factory, goals or {})
    assert median(times) <= BUDGET, f"{figure.name}: {median(times):.2f} s per move"
    return figure


def check_ask(figure):
    """A question is answered first, and its truth is one of the options."""
    if figure.ask:
        assert figure.shown()["moving"] == ""
        truth = figure.ask.truth(figure.state, figure.numbers)
        assert truth in figure.ask.options, f"{figure.name}: {truth} is no option"
        figure.answer(figure.ask.options[0])


def check_goals(figure, factory, goals):
    """Every task can be reached, and one state reaches it from the start."""
    assert {task.id for task in figure.tasks} == set(goals), "give goals= for each task"
    for task, state in goals.items():
        assert task in factory().set(**state).done, f"{state} does not reach {task}"


@pytest.fixture
def sweep():
    """sweep(factory, goals={...}) as described in ``sweep_figure``."""
    return sweep_figure


TURNS = re.compile(r"([MLQCZmlqcz])([^MLQCZmlqcz]*)")
ENDS = {"M": 2, "L": 2, "Q": 4, "C": 6}


def corners(d):
    """The points of an SVG path, those that steer its curves included, as rows."""
    here = begun = np.zeros(2)
    found, before = [], ""
    for letter, text in TURNS.findall(d):
        if before == "M" and letter == "m":
            found.pop()  # the pen was put down elsewhere at once
        before = letter
        if letter in "Zz":
            here = begun
            continue
        places = np.array(re.findall(r"-?[\d.]+", text), dtype=float).reshape(-1, 2)
        assert places.size == ENDS[letter.upper()], f"{letter}{text}"
        places = places + here if letter.islower() else places
        here = places[-1]
        begun = here if letter in "Mm" else begun
        found.extend(places)
    return np.array(found)


@pytest.fixture
def points_of():
    """points_of(d): the points of an SVG path."""
    return corners
