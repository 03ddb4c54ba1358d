"""The sweep: what every live figure of the course must survive."""

import time
import warnings
from statistics import median

import numpy as np
import pytest
from matplotlib.text import Text

from gdcourse.widgets.artists import held

BUDGET = 0.25  # seconds of computing per move: the load of the machine does not count
LONGEST = 200


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
    numbers = figure.numbers if isinstance(figure.numbers, dict) else {}
    for name in figure.artists.keys() & numbers.keys():
        seen, computed = held(figure.artists[name]), numbers[name]
        assert same(seen, computed), f"{where}: artist {name} holds {seen}"


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
        fed = figure.numbers.keys() if isinstance(figure.numbers, dict) else set()
        unchecked = figure.artists.keys() - fed - (holds or {}).keys()
        assert not unchecked, f"{figure.name}: give holds= for {sorted(unchecked)}"
        check_position(figure)
        times = []
        for state in [*end_states(figure), *random_states(figure, states, seed)]:
            start = time.process_time()
            figure.set(**state)
            times.append(time.process_time() - start)
            check_position(figure)
            for name, numbers in (holds or {}).items():
                assert same(held(figure.artists[name]), numbers(**state)), name
    check_goals(figure, factory, goals or {})
    assert median(times) <= BUDGET, f"{figure.name}: {median(times):.2f} s per move"
    return figure


def check_goals(figure, factory, goals):
    """Every task can be reached, and one state reaches it from the start."""
    assert {task.id for task in figure.tasks} == set(goals), "give goals= for each task"
    for task, state in goals.items():
        assert task in factory().set(**state).done, f"{state} does not reach {task}"


@pytest.fixture
def sweep():
    """sweep(factory, goals={...}) as described in ``sweep_figure``."""
    return sweep_figure
