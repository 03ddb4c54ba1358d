"""Three hundred submissions at once: every verdict is the known truth."""

import collections
import contextlib
import json
import sys
from statistics import median

import pytest
from handing_in import put
from synthetic_class import OF, the_class

from gdcourse.grading.command import main

STEM = "00_start_here"
CLASS = the_class()
BAD = {"fail", "error", "timeout", "blocked", "missing"}


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """The class, graded by the command; folder, exit code, entries by learner."""
    folder = tmp_path_factory.mktemp("class")
    for place, learner in enumerate(CLASS):
        name = f"submitted/s{place:03}/{STEM}/{STEM}.ipynb"
        put(folder, name, data=learner.data)
    out = folder / "grades"
    with open(folder / "said", "w") as file, contextlib.redirect_stdout(file):
        code = main([str(folder), "--out", str(out), "--quiet"])
    entries = json.loads((out / "grades.json").read_text())["submissions"]
    return folder, code, {entry["learner"]: entry for entry in entries}


def said(folder):
    return (folder / "said").read_text().splitlines()


def test_every_submission_is_graded_once(graded):
    _, code, entries = graded
    assert list(entries) == [f"s{k:03}" for k in range(len(CLASS))]
    assert len(CLASS) == 300
    assert code == 1  # some are broken on purpose


def test_every_verdict_is_the_known_truth(graded):
    wrong = []
    for place, learner in enumerate(CLASS):
        entry = graded[2][f"s{place:03}"]
        found = {c["name"]: (c["status"], c["points"]) for c in entry["checks"]}
        for name, answer in learner.truth.items():
            status, points = found[name]
            known = {answer.status} if not learner.any_status else BAD | {answer.status}
            if status not in known or points != answer.points:
                wrong.append((learner.kind, name, found[name], answer))
        if entry["readable"] != learner.readable:
            wrong.append((learner.kind, "readable", entry["notes"]))
    assert wrong == []


def test_every_lost_point_has_a_reason(graded):
    for entry in graded[2].values():
        for check in entry["checks"]:
            assert check["of"] == OF[check["name"]]
            assert bool(check["message"]) == (check["points"] < check["of"])


def test_a_submission_needs_little_memory_of_its_own(graded):
    usual = [
        graded[2][f"s{k:03}"]["memory_mb"]
        for k, learner in enumerate(CLASS)
        if learner.kind in ("right", "mixed", "untouched")
    ]
    assert max(usual) <= 10


def test_the_pages_of_all_learners_are_there(graded):
    out = graded[0] / "grades"
    assert len(list((out / "feedback").iterdir())) == len(CLASS)
    assert len(list((out / "gradescope").iterdir())) == len(CLASS)
    assert len((out / "grades.csv").read_text().splitlines()) == len(CLASS) + 1


def test_pace_and_kinds_are_told(graded, capsys):
    folder, _, entries = graded
    kinds = collections.Counter(learner.kind for learner in CLASS)
    usual = [e["memory_mb"] for e in entries.values() if e["points"] == 10]
    pace = next(line for line in said(folder) if "per minute and core" in line)
    with capsys.disabled():
        sys.stdout.write(f"\n  {pace} {median(usual):.1f} MB each\n  {dict(kinds)}\n")
    assert pace.startswith("300 notebooks graded in ")
    assert len(kinds) > 10
