"""Executing a lesson twice gives the same text.

The build has executed it once and stored the text; this executes it once more and
compares. (``pytest --nbval`` makes the same comparison for solutions too; this test
makes it part of the plain test command, where nbval itself is lax.)
"""

from copy import deepcopy
from pathlib import Path

import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

from gdcourse.build.execution import execute, shown_text
from gdcourse.build.layout import read

ROOT = Path(__file__).resolve().parents[2]
LESSONS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def changed_cells(one, other):
    """The cells whose text differs, with both texts."""
    first, second = shown_text(one), shown_text(other)
    ids = [*first, *(id for id in second if id not in first)]
    both = {id: (first.get(id), second.get(id)) for id in ids}
    return {id: texts for id, texts in both.items() if texts[0] != texts[1]}


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_executing_a_lesson_again_gives_the_stored_text(path):
    stored = read(path)
    assert changed_cells(stored, execute(deepcopy(stored), path)) == {}


def test_a_changed_text_is_seen_and_a_changed_picture_is_not():
    def notebook(text, picture):
        cell = new_code_cell("x", id="a")
        data = {"text/plain": text, "image/png": picture}
        cell.outputs = [new_output("display_data", data)]
        return new_notebook(cells=[cell])

    one = notebook("f = 0.25", "AAAA")
    assert changed_cells(one, notebook("f = 0.25", "BBBB")) == {}
    assert changed_cells(one, notebook("f = 0.26", "AAAA")) == {
        "a": (["f = 0.25"], ["f = 0.26"])
    }
    assert changed_cells(one, new_notebook()) == {"a": (["f = 0.25"], None)}
