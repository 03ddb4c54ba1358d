"""Each finished lesson in JupyterLab: it runs, and every handle moves its figure."""

import pytest
from accessibility import HANDLES, PICTURES, nodes
from hand import Hand
from reading_notebooks import FINISHED


@pytest.fixture(scope="module", params=FINISHED)
def lesson(request, opened, jupyterlab):
    """A lesson with all its cells run."""
    notebook = opened(f"notebooks/{request.param}.ipynb")
    notebook.run()
    yield notebook
    notebook.page.close()
    jupyterlab.end_kernels()


def test_the_lesson_runs_without_an_error_in_cells_console_or_log(lesson, jupyterlab):
    assert lesson.errors() == []
    assert lesson.complaints == []
    assert lesson.elsewhere() == []
    assert jupyterlab.complaints() == []


def test_every_handle_is_reached_by_tab_and_moves_words_and_pixels(
    lesson, jupyterlab, screenshots
):
    problems = []
    for number, figure in enumerate(lesson.figures(), start=1):
        hand = Hand(lesson.page, figure, f"{lesson.stem} {number}", screenshots)
        hand.all_handles()
        problems += hand.problems
    assert problems == []
    assert lesson.complaints == []
    assert jupyterlab.complaints() == []


def test_every_handle_and_every_picture_has_a_name_for_a_screen_reader(lesson):
    handles = nodes(lesson.page, HANDLES)
    assert handles
    names = {name.strip() for _, name in handles}
    # An icon of a symbol font is no name: it has no letter and no digit.
    assert [name for name in names if not any(map(str.isalnum, name))] == []
    pictures = nodes(lesson.page, PICTURES)
    assert [node for node in pictures if node[0] != "image" or not node[1]] == []
