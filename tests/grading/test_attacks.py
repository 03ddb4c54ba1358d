"""Hostile submissions: never more points than earned, nothing outside changed.

One answer of three is replaced by an attack; the other two are right and worth 7.
"""

import contextlib
import hashlib
import os
import select
import socket
from pathlib import Path

import attacks
import bombs
import pytest
from reachable import reachable
from submissions import ROOT, SECRET, answered, master

from gdcourse.grading.judge import grade_one
from gdcourse.grading.limits import Limits

SMALL = Limits(cell_seconds=1, seconds=25, cpu_seconds=8, memory_mb=256)
MARKER = "98765.4321"


class Outside:
    """What must stay as it is: files, processes, and nobody at the doors."""

    def __init__(self, folder):
        self.folder = folder
        folder.chmod(0o777)
        (folder / "neighbor").write_text("of somebody else")
        (folder / "neighbor").chmod(0o666)
        self.tcp = own_door()
        self.port = self.tcp.getsockname()[1]
        self.udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.udp.bind(("127.0.0.1", self.port))
        self.unix = socket.socket(socket.AF_UNIX)
        self.unix.bind(str(folder / "socket"))
        self.unix.listen()
        (folder / "socket").chmod(0o777)
        self.doors = (self.tcp, self.udp, self.unix)
        self.before = self.state()

    def state(self):
        files = {p.name: p.stat().st_mode for p in self.folder.iterdir()}
        solutions = sorted((ROOT / "solutions").glob("*.ipynb"))
        sums = [hashlib.sha256(path.read_bytes()).hexdigest() for path in solutions]
        text = (self.folder / "neighbor").read_text()
        names = set(os.environ) - {"PYTEST_CURRENT_TEST"}
        environment = {name: os.environ[name] for name in names}
        return files, sums, text, environment, os.getcwd()

    def filled(self, source):
        names = {"CANARY": self.folder, "PORT": self.port, "ROOT": ROOT}
        names |= {"MARKER": MARKER, "GRADER": os.getpid()}
        for name, value in names.items():
            source = source.replace(name, str(value))
        return source

    def assert_unchanged(self):
        assert self.state() == self.before
        assert select.select(self.doors, [], [], 0)[0] == []
        assert [p for p in commands() if MARKER in p] == []

    def close(self):
        for door in self.doors:
            door.close()


def own_door():
    """A server at a port that no other program was ever given by the system.

    Clients of a server that has ended, such as a kernel's, go on knocking at its port.
    """
    for port in range(20_000 + os.getpid() % 10_000, 32_000):
        with contextlib.suppress(OSError):
            return socket.create_server(("127.0.0.1", port))
    raise RuntimeError("all ports from 20,000 to 32,000 are taken; end some server.")


def commands():
    """The command lines of all processes."""
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            yield path.read_text(errors="replace")
        except OSError:
            continue


@pytest.fixture
def outside(tmp_path_factory):
    folder = Path(os.path.realpath(tmp_path_factory.mktemp("gd-outside")))
    found = Outside(reachable(folder))
    yield found
    found.close()


def is_confined(result):
    """Whether files and network were out of reach; a weak level promises neither."""
    by = " ".join(result.isolated_by)
    return "file tree" in by or ("landlock" in by and "seccomp" in by)


def graded(outside, source, without=()):
    submission = answered({"descend": outside.filled(source)})
    result = grade_one(
        master(), submission, secret=SECRET, limits=SMALL, without=without
    )
    assert result.points <= 10
    if is_confined(result):
        outside.assert_unchanged()
        assert result.checks[0].points == 0, result.checks[0]
    else:
        assert result.isolation == "weak"
    return result


@pytest.mark.parametrize("name", attacks.CHEATS)
def test_a_cheat_earns_nothing_and_costs_no_other_task(name, outside):
    result = graded(outside, attacks.CHEATS[name])
    assert [check.status for check in result.checks[1:]] == ["pass", "pass"], result


@pytest.mark.parametrize("name", bombs.SPOILERS)
def test_a_spoiled_child_earns_nothing_by_it(name, outside):
    assert graded(outside, bombs.SPOILERS[name]).points <= 7


@pytest.mark.parametrize("name", bombs.BOMBS)
def test_a_bomb_is_ended_in_time_and_earns_nothing(name, outside):
    result = graded(outside, bombs.BOMBS[name])
    assert result.points <= 7
    assert result.seconds < 2 * SMALL.seconds
    assert result.memory_mb < SMALL.memory_mb + 50


OUTWARD = (
    *("reads the solution", "reads its neighbors", "writes outside", "shell", "tcp"),
    *("writes through a link", "removes what it can", "reads other processes", "udp"),
    *("unix socket", "new namespaces", "traces its parent", "signals to all"),
    *("fork bomb", "process that stays", "memory bomb", "large file"),
    *("folders without end", "folders that are closed"),
)


@pytest.mark.parametrize("name", OUTWARD)
def test_where_namespaces_are_refused_nothing_outside_changes_either(name, outside):
    both = attacks.CHEATS | bombs.BOMBS
    assert graded(outside, both[name], ("namespaces",)).points <= 7


def test_the_suite_has_the_kinds_that_were_asked_for():
    assert len(attacks.CHEATS | bombs.SPOILERS | bombs.BOMBS) >= 53 + 15
