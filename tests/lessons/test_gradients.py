"""Lesson 01: the numbers of the ledger stand in what its cells print."""

import re

import pytest
from reading_code import ROOT
from reading_notebooks import cells_of, course_data, read_notebook, source_of

LESSON = ROOT / "notebooks" / "01_gradients.ipynb"
CODE = cells_of(read_notebook(LESSON), "code")


def shown(cell: dict) -> str:
    """What a cell prints or answers, pictures as their words."""
    outputs = cell["outputs"]
    texts = [o.get("text") or o["data"].get("text/plain", "") for o in outputs]
    return "\n".join("".join(text) for text in texts)


def said_for(claim: str) -> str:
    cells = [c for c in CODE if claim in course_data(c).get("claims", [])]
    assert cells
    return "\n".join(map(shown, cells))


OBSERVED = [
    ("FND-06", r"(below 1e-12 at all points: True .*\n?){3}"),
    ("FND-06", r"= -2\*\(1 - x\) - 400\*x\*\(y - x\*\*2\) +tidy up"),
    ("FND-06", r"\(5\) ∇L  = 1/n Xᵀ\(p − y\)"),
    ("FND-07", r"it is 180 directions"),
    ("FND-07", r"slope along u − ∇f·u = 0"),
    ("FND-07", r"the gradient: agrees to 12 digits: True\n.*: False"),
    ("FND-08", r"left − right = 0\nbest of 3600 within 0\.1° of ∇f: True"),
    ("FND-08", r"l2 +\[-0\.986 +0\.164 +-0\.033\]"),
    ("FND-08", r"l1 +\[-1\. +0\. +0\.\]\nlinf \[-1\. +1\. +-1\.\]"),
    ("FND-09", r"(− goes down: True, \+ goes up: True .*\n?){4}"),
    ("FND-10", r"it is 78\.58 degrees"),
    ("FND-10", r"−H⁻¹∇f misses by 0\.00°\n−∇f in a round bowl by 0\.00°"),
    ("FND-11", r"promise − f after the step − spare = 0"),
    ("FND-11", r"slope at α = 0, plus ‖∇f‖² = 0"),
    ("FND-11", r"it is 0\.5\."),
    ("FND-11", r"(α = .* down\nα = .* up\n?){3}"),
    ("NN-02", r"it is -8\..*\ncentral differences: best k = -5"),
    ("NN-02", r"errors below 1e-7 and 1e-9: True True"),
    ("NN-02", r"forward_difference: 301 values\n.*central_difference: 600 values"),
    ("NN-02", r"it is 2\.68 passes.*\nforward 124,000, backward 208,000"),
]


@pytest.mark.parametrize(("claim", "words"), OBSERVED)
def test_the_observable_of_the_ledger_is_shown(claim, words):
    assert re.search(words, said_for(claim))


def test_one_wrong_slope_among_fifty_is_named():
    (cell,) = [c for c in CODE if "check_gradient" in source_of(c)]
    assert re.search(r"ok=False, worst=17, relative_error=0\.00099", shown(cell))


def test_predictions_of_lesson_01_are_numbered_and_each_is_revealed():
    text = "\n".join(map(source_of, CODE))
    asked = re.findall(r'predict\(\s*"(P01\.\d)"', text)
    assert asked == [f"P01.{k}" for k in range(1, 7)]
    assert text.count(".reveal(") == len(asked)


def test_every_live_figure_of_the_room_is_in_lesson_01():
    from gdcourse.widgets import gradients

    text = "\n".join(map(source_of, CODE))
    used = set(re.findall(r"live\.(\w+)\(\)", text))
    assert used == set(gradients.__all__)


def test_nothing_that_lesson_01_prints_looks_like_an_error():
    said = "\n".join(map(shown, CODE))
    assert not re.search(r"✗|Error|Traceback|\bnan\b|[Ww]arning", said)
