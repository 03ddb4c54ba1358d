"""Every statement of the ledger is run by a code cell of its home lesson."""

import json

import pytest
from facts import claimed
from ledger import HOME
from reading_code import ROOT
from reading_notebooks import FINISHED, lessons, read_notebook, source_of

STATEMENTS = [(lesson, name) for lesson, names in HOME.items() for name in names]


def claims_of_lesson(name: str) -> set[str]:
    """Claims of the lesson's code cells and of the tasks of its exercise."""
    paths = [ROOT / folder / f"{name}.ipynb" for folder in ("notebooks", "solutions")]
    return set().union(*(claimed(path) for path in paths))


@pytest.mark.parametrize(("lesson", "name"), STATEMENTS)
def test_statement_runs_in_its_home_lesson(lesson, name):
    assert name in claims_of_lesson(lesson)


def test_ledger_holds_the_finished_lessons_and_each_statement_once():
    assert set(HOME) == set(FINISHED)
    names = [name for _, name in STATEMENTS]
    counts = (7, 7, 23, 17, 13, 31, 11, 30, 22, 10, 32)
    assert len(names) == len(set(names)) == sum(counts)


def test_cells_that_claim_a_statement_have_been_run():
    empty = [
        source_of(cell)
        for path in lessons()
        for cell in read_notebook(path)["cells"]
        if cell.get("metadata", {}).get("gdcourse", {}).get("claims")
        and cell.get("execution_count") is None
    ]
    assert empty == []


def test_claims_are_read_from_code_cells_alone(tmp_path):
    about = {"gdcourse": {"claims": ["UPD-01"]}}
    code = {"cell_type": "code", "metadata": about, "source": "1"}
    prose = {"cell_type": "markdown", "metadata": about, "source": "x"}
    path = tmp_path / "02_x.ipynb"
    path.write_text(json.dumps({"cells": [prose]}))
    assert claimed(path) == set()
    path.write_text(json.dumps({"cells": [prose, code]}))
    assert claimed(path) == {"UPD-01"}
