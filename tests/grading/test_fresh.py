"""Where nothing forks a child is a process of its own, and the report says weak."""

import socket

from submissions import SECRET, answered, master

from gdcourse.grading import session
from gdcourse.grading.fresh import caller, start_fresh
from gdcourse.grading.judge import grade_one
from gdcourse.grading.limits import Limits
from gdcourse.grading.spawning import environment


def afresh(folder, limits, without):
    return start_fresh(folder, limits, environment())


def test_a_fresh_child_grades_and_says_that_it_is_weak(monkeypatch):
    monkeypatch.setattr(session, "start", afresh)
    loop = answered({"read_run": "while True: pass\ndef read_run(*a): pass"})
    limits = Limits(cell_seconds=3)
    result = grade_one(master(), loop, secret=SECRET, limits=limits)
    assert [check.status for check in result.checks] == ["pass", "pass", "timeout"]
    assert result.isolation == "weak"
    assert result.isolated_by == ("a process of its own",)


def test_a_caller_without_the_word_is_not_let_in():
    with socket.create_server(("127.0.0.1", 0)) as door:
        wrong = socket.create_connection(door.getsockname())
        right = socket.create_connection(door.getsockname())
        wrong.sendall(b"wrong")
        right.sendall(b"right")
        with wrong, right, caller(door, b"right") as end:
            right.sendall(b"!")
            assert end.recv(1) == b"!"
