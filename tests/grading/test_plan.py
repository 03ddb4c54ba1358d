"""Where each task is judged, and by which cells it is answered."""

from submissions import code, data, master, notebook, pairs

from gdcourse.grading.master import read_master
from gdcourse.grading.plan import calls, defines, lacks_setup, make_plan
from gdcourse.grading.submission import read_submission

MASTER = read_master(master())


def planned(changed):
    return make_plan(MASTER, read_submission(data(changed)))


def test_a_task_is_judged_at_its_check_cell():
    changed = notebook()
    places = [changed["cells"].index(check) for _, check in pairs(changed)]
    assert list(planned(changed).places.values()) == places


def test_without_check_cells_it_is_judged_after_its_answer():
    changed = notebook()
    changed["cells"] = [a for a, _ in pairs(changed)]
    assert list(planned(changed).places.values()) == [0, 1, 2]


def test_a_lost_answer_is_found_by_its_name():
    changed = notebook(folder="exercises")
    first = next(pairs(changed))[0]
    changed["cells"].remove(first)
    changed["cells"].append(code("descend = print"))
    plan = planned(changed)
    assert plan.answers["E00-1-descend-check"][0].source == "descend = print"
    assert len(plan.notes) == 1


def test_an_empty_notebook_has_no_notes_about_answers():
    plan = planned({"cells": [], "nbformat": 4})
    assert (plan.cells, plan.notes) == ((), ())


def test_missing_imports_are_noticed():
    plan = planned(notebook())
    assert not lacks_setup(MASTER, plan.cells)
    assert lacks_setup(MASTER, plan.cells[1:])


def test_definitions_and_calls_are_told_apart():
    assert defines("x = 1\ndef f(y):\n    pass", "f")
    assert not defines("    def f(y): pass\nf == 3", "f")
    assert calls("def g(x):\n    return f(x)", "f")
    assert not calls("a.f(x)\n# f(x)\noff(x)", "f")
