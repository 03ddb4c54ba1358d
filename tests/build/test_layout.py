"""A notebook's bytes change only when its content does."""

import json

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from gdcourse.build.layout import normalize, read, slug, text, write


def lesson():
    return new_notebook(
        cells=[
            new_markdown_cell("No heading yet"),
            new_markdown_cell("# A first descent"),
            new_code_cell("x = 1\n\n"),
            new_markdown_cell("## The puzzle\n\nWords."),
            new_code_cell("# a comment is no heading\nx"),
            new_markdown_cell("## The puzzle"),
            new_code_cell("pass", metadata={"nbgrader": {"grade_id": "E00-1-descend"}}),
        ]
    )


IDS = [
    "start-1",
    "a-first-descent-1",
    "a-first-descent-2",
    "the-puzzle-1",
    "the-puzzle-2",
    "the-puzzle-3",
    "E00-1-descend",
]


def test_ids_come_from_headings_and_grade_ids():
    assert [cell.id for cell in normalize(lesson()).cells] == IDS


def test_redrawn_ids_and_a_second_pass_change_nothing():
    once, redrawn = normalize(lesson()), lesson()
    assert text(normalize(redrawn)) == text(once)
    assert text(normalize(nbformat.reads(text(once), as_version=4))) == text(once)


def test_a_new_cell_renames_only_its_section():
    longer = lesson()
    longer.cells.insert(2, new_code_cell("y = 2"))
    names = [cell.id for cell in normalize(longer).cells]
    assert names == [*IDS[:3], "a-first-descent-3", *IDS[3:]]


def test_what_an_editor_left_behind_goes():
    notebook = lesson()
    notebook.metadata = nbformat.from_dict(
        {
            "kernelspec": {"name": "mine", "display_name": "Mine"},
            "language_info": {"name": "python", "version": "3.11.7"},
            "widgets": {"state": {}},
            "jupytext": {"main_language": "python"},
        }
    )
    notebook.cells[2].metadata.update(
        {
            "execution": {"iopub.execute_input": "2026-11-22T00:00:00Z"},
            "collapsed": True,
            "tags": [],
            "gdcourse": {"claims": ["UPD-01"]},
        }
    )
    done = normalize(notebook)
    assert set(done.metadata) == {"kernelspec", "language_info"}
    assert done.metadata.kernelspec.name == "python3"
    assert "version" not in done.metadata.language_info
    assert done.cells[2].metadata == {"gdcourse": {"claims": ["UPD-01"]}}
    assert done.cells[2].source == "x = 1"


def test_the_file_has_sorted_keys_small_indents_and_a_last_newline(tmp_path):
    path = tmp_path / "new" / "a.ipynb"
    assert write(path, normalize(lesson()))
    assert not write(path, normalize(lesson()))
    content = path.read_text(encoding="utf-8")
    loaded = json.loads(content)
    assert list(loaded) == sorted(loaded)
    assert content.startswith('{\n "cells": [\n  {\n   "cell_type"')
    assert content.endswith("}\n")
    assert "\r" not in path.read_bytes().decode()
    assert text(read(path)) == content


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("# Start here: a first descent", "start-here-a-first-descent"),
        ("## 1. What is κ?", "1-what-is"),
        ("### ∇", "part"),
        ("# " + "very long heading " * 9, "very-long-heading-very-long-heading-very"),
        ("## Nesterov’s *look-ahead*", "nesterovs-look-ahead"),
    ],
)
def test_slugs_are_plain_and_short(heading, name):
    assert slug(heading) == name
