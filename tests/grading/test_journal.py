"""A run that is killed at any moment goes on, and nothing is lost or graded twice."""

import json
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from fake_judge import count_bytes
from handing_in import put

from gdcourse.grading.journal import InUse, key, open_journal
from gdcourse.grading.limits import Limits
from gdcourse.grading.results import SubmissionResult

HERE = str(Path(__file__).parent)
RESULT = SubmissionResult("ada", "07_momentum", notes=("é",))
RUN = """
import json, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from fake_judge import slowly
from gdcourse.grading.journal import open_journal
from gdcourse.grading.layouts import find
from gdcourse.grading.whole_class import grade_many
folder, out = Path(sys.argv[2]), Path(sys.argv[3])
pairs = [(b"m", one) for one in find([folder], ["07_momentum"]).submissions]
with open_journal(out / "journal") as journal:
    results = grade_many(pairs, secret=b"s", journal=journal, grader=slowly)
(out / "report").write_text(json.dumps([result.as_json() for result in results]))
"""


def run(folder, out, more=None, later=0.0) -> bool:
    """Start a run and kill it when so many bytes have come; whether it ended itself."""
    out.mkdir(exist_ok=True)
    journal = out / "journal"
    journal.touch()
    enough = journal.stat().st_size + more if more is not None else float("inf")
    command = [sys.executable, "-c", RUN, HERE, str(folder), str(out)]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        while process.poll() is None:
            if journal.stat().st_size >= enough:
                time.sleep(later)
                process.kill()
            time.sleep(0.001)
    return process.returncode == 0


def test_killed_at_random_moments_a_run_ends_with_the_same_report(tmp_path):
    for k in range(120):
        data = b"x" * (k * k % 97)
        put(tmp_path / "class", f"l{k:03}/07_momentum.ipynb", data=data)
    assert run(tmp_path / "class", tmp_path / "whole")
    size = (tmp_path / "whole" / "journal").stat().st_size
    rng, cut = np.random.default_rng(7), tmp_path / "cut"
    kills = 0
    while kills < 6:
        more, later = rng.integers(1, size // 12), rng.uniform(0, 0.02)
        if run(tmp_path / "class", cut, more, later):
            break
        kills += 1
    assert kills > 0
    assert run(tmp_path / "class", cut)
    reports = [(tmp_path / name / "report").read_text() for name in ("whole", "cut")]
    assert reports[0] == reports[1]
    lines = (cut / "journal").read_text().splitlines()
    keys = [json.loads(line)["key"] for line in lines]
    assert len(keys) == len(set(keys)) == 120


def test_a_line_torn_anywhere_is_dropped_and_the_others_stay(tmp_path):
    path = tmp_path / "journal"
    with open_journal(path) as journal:
        journal.add("one", RESULT)
        journal.add("two", RESULT)
    whole = path.read_bytes()
    first = whole.index(b"\n") + 1
    for cut in range(first, len(whole)):
        path.write_bytes(whole[:cut])
        with open_journal(path) as journal:
            assert list(journal.known) == ["one"]
            journal.add("three", RESULT)
        with open_journal(path) as journal:
            assert journal.known == {"one": RESULT, "three": RESULT}


@pytest.mark.parametrize(
    "line", ["", "[]", "null", '{"key": 1}', '{"key": "a", "result": {"schema": 0}}']
)
def test_lines_of_something_else_are_as_if_never_written(tmp_path, line):
    path = tmp_path / "journal"
    with open_journal(path) as journal:
        journal.add("one", RESULT)
    path.write_text(f"{line}\n{path.read_text()}\ufffd\n", encoding="utf-8")
    with open_journal(path) as journal:
        assert journal.known == {"one": RESULT}


def test_a_second_run_in_the_same_place_is_refused_while_the_first_goes_on(tmp_path):
    path = tmp_path / "journal"
    refused = pytest.raises(InUse, match="another run writes")
    with open_journal(path), refused, open_journal(path):
        pass
    with open_journal(path) as journal:
        assert journal.known == {}


def test_the_journal_is_for_its_owner_alone(tmp_path):
    with open_journal(tmp_path / "journal"):
        assert (tmp_path / "journal").stat().st_mode & 0o077 == 0


def test_any_change_of_what_matters_gives_another_key():
    same = ("ada", "07", b"master", b"submission", b"secret", Limits())
    changed = [
        ("bob", *same[1:]),
        ("ada", "08", *same[2:]),
        (*same[:2], b"other", *same[3:]),
        (*same[:3], b"other", *same[4:]),
        (*same[:4], b"other", same[5]),
        (*same[:5], Limits(seconds=9)),
        ("ad", "a07", *same[2:]),
    ]
    keys = {key(*arguments) for arguments in [same, *changed]}
    assert len(keys) == len(changed) + 1
    assert key(*same) in keys


def test_a_result_survives_the_way_through_the_file(tmp_path):
    result = count_bytes(b"m", b"abc", learner="ada", secret=b"", limits=None)
    with open_journal(tmp_path / "journal") as journal:
        journal.add("k", result)
    with open_journal(tmp_path / "journal") as journal:
        assert journal.get("k") == result
        assert journal.get("other") is None
