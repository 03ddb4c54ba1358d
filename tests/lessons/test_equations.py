"""Every displayed equation of a lesson has an id; every fact among them is checked."""

import json

import numpy as np
import pytest
from facts import equation_ids, facts_of
from reading_notebooks import lessons

DEFINITION = "definition-"
LESSONS = lessons()
CHECKS = [
    (path, name)
    for path in LESSONS
    for name in equation_ids(path)
    if not name.startswith(DEFINITION)
]


def unchecked(ids: list[str], table: dict) -> list[str]:
    """Facts of the lesson without a check."""
    return sorted(
        {name for name in ids if not name.startswith(DEFINITION)} - set(table)
    )


def unused(ids: list[str], table: dict) -> list[str]:
    """Checks whose equation is not in the lesson."""
    return sorted(set(table) - set(ids))


def holds(check) -> bool:
    """A check answers True; an answer that is missing proves nothing."""
    answer = check()
    if not isinstance(answer, (bool, np.bool_)):
        raise TypeError(f"a check must return True or False, got {answer!r}.")
    return bool(answer)


@pytest.mark.parametrize("rule", [unchecked, unused])
@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_equations_and_checks_match(path, rule):
    assert rule(equation_ids(path), facts_of(path).EQUATIONS) == []


@pytest.mark.parametrize(
    ("path", "name"), CHECKS, ids=[f"{path.stem}-{name}" for path, name in CHECKS]
)
def test_equation_of_the_lesson_holds(path, name):
    assert holds(facts_of(path).EQUATIONS[name])


def test_each_rule_finds_its_offence():
    assert unchecked(["closed-form", "definition-rule"], {}) == ["closed-form"]
    assert unused(["closed-form"], {"descent": bool}) == ["descent"]


def test_a_check_without_an_answer_is_refused():
    assert not holds(lambda: False)
    assert holds(lambda: np.bool_(True))
    with pytest.raises(TypeError, match="must return True or False"):
        holds(lambda: None)


def test_ids_are_read_in_order(tmp_path):
    about = {"gdcourse": {"equations": ["a", "definition-b"]}}
    cell = {"cell_type": "markdown", "metadata": about, "source": "$$a$$ $$b$$"}
    path = tmp_path / "02_x.ipynb"
    path.write_text(json.dumps({"cells": [cell]}))
    assert equation_ids(path) == ["a", "definition-b"]
