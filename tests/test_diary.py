import json
import os
import random
import signal
import subprocess
import sys
import time

import pytest

from gdcourse import diary


@pytest.fixture
def course(tmp_path, monkeypatch):
    (tmp_path / "notebooks").mkdir()
    monkeypatch.chdir(tmp_path / "notebooks")
    monkeypatch.setenv("GDCOURSE_STRICT", "0")
    return tmp_path


def file_of(course):
    return course / ".gdcourse" / diary.FILE


def test_notes_gather_in_one_readable_file_beside_the_notebooks(course):
    diary.note("quiz", "b", {"guess": "größer"})
    diary.note("quiz", "a", {"guess": 1})
    diary.note("task", "a", {"points": 3})
    assert file_of(course).read_text(encoding="utf-8").splitlines() == [
        '{"kind": "quiz", "id": "b", "guess": "größer"}',
        '{"kind": "quiz", "id": "a", "guess": 1}',
        '{"kind": "task", "id": "a", "points": 3}',
    ]
    assert diary.notes("quiz") == {"b": {"guess": "größer"}, "a": {"guess": 1}}
    assert diary.notes("task") == {"a": {"points": 3}}
    assert [path.name for path in file_of(course).parent.iterdir()] == [diary.FILE]


def test_the_newest_note_counts_and_a_repeated_one_adds_nothing(course):
    for points in (1, 1, 3, 3):
        diary.note("task", "a", {"points": points})
    assert diary.notes("task") == {"a": {"points": 3}}
    assert len(file_of(course).read_text().splitlines()) == 2


@pytest.mark.parametrize(
    "damage", [b"{half a line", b"\0\0", b"[1, 2]\n", b"\xff\xfe", b"[" * 99999, b"7"]
)
def test_damaged_line_costs_only_itself(course, damage):
    diary.note("task", "a", {"points": 1})
    with file_of(course).open("ab") as file:
        file.write(damage)
    diary.note("task", "b", {"points": 2})
    assert diary.notes("task") == {"a": {"points": 1}, "b": {"points": 2}}


def test_nothing_is_written_or_read_where_nobody_learns(course, monkeypatch):
    diary.note("task", "a", {"points": 1})
    before = file_of(course).read_bytes()
    monkeypatch.setenv("GDCOURSE_STRICT", "1")
    diary.note("task", "b", {})
    assert file_of(course).read_bytes() == before
    assert diary.notes("task") == {}


def test_folder_that_cannot_be_written_is_no_error(course):
    (course / ".gdcourse").write_text("a file in the way")
    diary.note("task", "a", {})
    assert (course / ".gdcourse").read_text() == "a file in the way"
    assert diary.notes("task") == {}


WRITER = """
import itertools
from gdcourse import diary
for k in itertools.count():
    diary.note("task", str(k), {"words": "x" * 500})
    print(k, flush=True)
"""


def test_process_killed_while_it_writes_loses_nothing_that_was_noted(course):
    rng, first = random.Random(5), 0
    for _ in range(4):
        command = [sys.executable, "-c", WRITER.replace("count()", f"count({first})")]
        child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        child.stdout.readline()
        time.sleep(0.05 * rng.random())
        child.kill()
        said = child.communicate()[0].split()
        known = diary.notes("task")
        last = int(said[-1]) if said else first
        assert [str(k) in known for k in range(last + 1)] == [True] * (last + 1)
        assert all(entry == {"words": "x" * 500} for entry in known.values())
        first = last + 1


HALF = """
import os
from gdcourse import diary
diary.note("task", "whole", {"points": 1})
write = os.write
def half(file, data):
    write(file, data[: len(data) // 2])
    os.kill(os.getpid(), SIGNAL)
os.write = half
diary.note("task", "half", {"points": 2})
"""


def test_process_killed_in_the_middle_of_a_line_costs_that_line_alone(course):
    end = getattr(signal, "SIGKILL", signal.SIGTERM)
    command = [sys.executable, "-c", HALF.replace("SIGNAL", str(int(end)))]
    assert subprocess.run(command, check=False).returncode != 0
    assert not file_of(course).read_bytes().endswith(b"\n")
    assert diary.notes("task") == {"whole": {"points": 1}}
    diary.note("task", "next", {"points": 3})
    assert diary.notes("task") == {"whole": {"points": 1}, "next": {"points": 3}}


def test_two_notebooks_at_once_do_not_overwrite_each_other(course):
    code = 'from gdcourse import diary\nfor k in range(40): diary.note("task", ID, {})'
    names = [f"{name}-{{k}}" for name in "abc"]
    commands = [[sys.executable, "-c", code.replace("ID", f"f{n!r}")] for n in names]
    running = [subprocess.Popen(command) for command in commands]
    assert [child.wait() for child in running] == [0, 0, 0]
    assert len(diary.notes("task")) == 120
    for line in file_of(course).read_text().splitlines():
        assert json.loads(line)["kind"] == "task"
    assert os.listdir(course / ".gdcourse") == [diary.FILE]
