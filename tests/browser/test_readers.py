"""Readers of all kinds: without a run, without a network, after a restart, twice."""

import json
import re
import shutil

import pytest
from hand import Hand
from notebook_page import SAVED

LESSON = "notebooks/00_start_here.ipynb"
BOTH = [
    "from gdcourse.widgets import gradients, start_here",
    "start_here.fog_walk()",
    "gradients.best_step()",
]
TWICE = [
    "from gdcourse.widgets.start_here import fog_walk\nfigure = fog_walk()\nfigure",
    "figure",
]


def write_notebook(path, sources):
    """A notebook whose code cells have never run."""
    cell = {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None}
    cells = [cell | {"id": f"c{n}", "source": text} for n, text in enumerate(sources)]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = {"cells": cells, "metadata": {"kernelspec": kernel}}
    path.write_text(json.dumps(notebook | {"nbformat": 4, "nbformat_minor": 5}))


def moved(notebook, figure, screenshots, name):
    """Move the first handle of a figure; what did not follow."""
    hand = Hand(notebook.page, figure, name, screenshots)
    hand.first_handle()
    return hand.problems


def test_before_any_run_every_stored_picture_is_seen_and_has_words(opened):
    notebook = opened(LESSON)
    stored = [
        one for _, one in notebook.outputs() if "image/png" in one.get("data", {})
    ]
    assert stored
    seen = "course.stored().filter(p => p.loaded && p.visible && p.words)"
    notebook.page.wait_for_function(f"n => {seen}.length === n", arg=len(stored))
    assert notebook.complaints == []


def test_without_a_network_a_lesson_runs_and_asks_for_nothing(
    opened, browser, jupyterlab, screenshots
):
    context, cut = browser.new_context(), []
    context.set_default_timeout(120_000)
    elsewhere = re.compile(rf"^(?!{re.escape(jupyterlab.base)})[a-z]+://")
    context.route(elsewhere, lambda route: cut.append(route.request) or route.abort())
    notebook = opened(LESSON, context.new_page())
    notebook.run()
    (figure,) = notebook.figures()
    assert moved(notebook, figure, screenshots, "no network") == []
    assert (cut, notebook.errors(), notebook.complaints) == ([], [], [])
    context.close()


def test_restart_and_run_all_brings_a_live_figure_back_to_its_start(
    opened, screenshots
):
    notebook = opened(LESSON)
    notebook.run()
    start = notebook.words()
    (figure,) = notebook.figures()
    assert moved(notebook, figure, screenshots, "before restart") == []
    assert notebook.words() != start
    notebook.run("notebook:restart-run-all")
    notebook.page.wait_for_function("w => course.said().join() === w.join()", arg=start)
    (figure,) = notebook.figures()
    assert moved(notebook, figure, screenshots, "after restart") == []
    assert (notebook.errors(), notebook.complaints) == ([], [])


def test_a_figure_shown_twice_moves_in_both_places(opened, jupyterlab, screenshots):
    write_notebook(jupyterlab.course / "notebooks/twice.ipynb", TWICE)
    notebook = opened("notebooks/twice.ipynb")
    notebook.run()
    for number in (0, 1):
        figure = notebook.figures()[number]
        assert moved(notebook, figure, screenshots, f"twice {number}") == []
        notebook.page.wait_for_function("() => new Set(course.said()).size === 1")
        labels = (
            "() => new Set(course.figures().map(f => course.labels(f).join())).size"
        )
        assert notebook.page.evaluate(labels) == 1
    assert len(notebook.figures()) == 2
    assert (notebook.errors(), notebook.complaints) == ([], [])


def test_a_lesson_saved_after_a_run_shows_its_figures_when_opened_again(
    opened, jupyterlab
):
    # Of its own: another page with the same file may save that by itself meanwhile.
    own = "notebooks/saved.ipynb"
    shutil.copy(jupyterlab.course / LESSON, jupyterlab.course / own)
    first = opened(own)
    first.run()
    first.save()
    first.page.close()
    again = opened(own)
    again.await_figures()
    assert again.complaints == []


@pytest.mark.parametrize("program", ["lab/tree", "notebooks"])
def test_keys_lead_handles_and_save_in_jupyterlab_and_notebook(
    opened, jupyterlab, screenshots, program
):
    name = f"notebooks/keys_{program[:3]}.ipynb"
    write_notebook(jupyterlab.course / name, BOTH)
    notebook = opened(name, program=program)
    notebook.run()
    for number, figure in enumerate(notebook.figures()):
        hand = Hand(notebook.page, figure, f"{program} {number}", screenshots)
        hand.all_handles()
        assert hand.problems == []
    notebook.page.keyboard.press("Control+s")  # no key of a handle, so the notebook's
    notebook.page.wait_for_function(SAVED)
    assert (notebook.errors(), notebook.complaints) == ([], [])
