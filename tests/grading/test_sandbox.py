"""The confinement in force is what the report says, on any machine."""

import errno
import os
import sys
from types import SimpleNamespace

import pytest
from reachable import reachable
from submissions import SECRET, master

from gdcourse.grading import kernel, rooms, spawning, users
from gdcourse.grading.judge import grade_one
from gdcourse.grading.limits import Limits
from gdcourse.grading.session import Session
from gdcourse.grading.users import could_read, is_root, spare

# What is left out, as on a machine that refuses it.
WITHOUT = [
    (),
    ("tree",),
    ("landlock",),
    ("namespaces",),
    ("namespaces", "user"),
    ("namespaces", "seccomp"),
    ("namespaces", "landlock", "seccomp", "user"),
]
TRIES = """
import os, socket, ctypes
def f(deed):
    try:
        return deeds[deed]()
    except (OSError, MemoryError) as error:
        return type(error).__name__
def connect():
    socket.create_connection(("127.0.0.1", PORT), timeout=1)
    return "done"
def fork():
    pid = os.fork()
    if pid == 0: os._exit(0)
    os.waitpid(pid, 0)
    return "done"
deeds = {
    "read": lambda: open("OUTSIDE").read(),
    "list": lambda: os.listdir("ROOT") and "done",
    "connect": connect,
    "fork": fork,
    "memory": lambda: len(bytearray(2**30)) and "done",
    "root": lambda: "done" if os.geteuid() == 0 else "refused",
    "trace": lambda: ctypes.CDLL(None).ptrace(16, 1, 0, 0) == 0 and "done",
    "signal": lambda: os.kill(GRADER, 0) or "done",
    "own file": lambda: open("own", "w").write("x") and "done",
}
"""


@pytest.mark.parametrize("without", WITHOUT, ids=lambda w: ",".join(w) or "nothing")
def test_masters_get_all_points_under_any_confinement(without):
    result = grade_one(master(), master(), secret=SECRET, without=without)
    assert result.points == 10, result
    assert result.isolation in ("strong", "medium", "weak")
    assert result.isolated_by


@pytest.mark.parametrize("without", WITHOUT, ids=lambda w: ",".join(w) or "nothing")
def test_what_is_promised_holds(without, tmp_path):
    import socket

    reachable(tmp_path).chmod(0o755)
    (tmp_path / "outside").write_text("done")
    with socket.create_server(("127.0.0.1", 0)) as server:
        names = {"OUTSIDE": tmp_path / "outside", "ROOT": tmp_path}
        names |= {"PORT": server.getsockname()[1], "GRADER": os.getpid()}
        source = TRIES
        for name, value in names.items():
            source = source.replace(name, str(value))
        with Session(Limits(memory_mb=128), 60, without) as session:
            level = session.isolation["level"]
            by = " ".join(session.isolation["by"])
            session.run(source, "<cell 1>")
            (f,) = session.get("f")
            done = {d: session.outcome(f, (d,), 2).value == "done" for d in DEEDS}
    assert done["own file"]
    assert not done["memory"]
    if level != "weak":
        assert [deed for deed in DEEDS[:5] if done[deed]] == [], (level, by)
    if level == "medium":
        assert not done["fork"]
    if "landlock" in by:
        assert not done["read"]
    if "seccomp" in by:
        assert not done["connect"]
        assert not done["trace"]


DEEDS = ("read", "list", "connect", "root", "signal", "trace", "fork", "memory")
DEEDS += ("own file",)


def test_only_root_has_users_to_spare():
    assert (spare() is not None) <= is_root()


def test_a_file_of_root_alone_is_not_read_by_others(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("x")
    secret.chmod(0o600)
    assert not could_read([str(secret)])
    assert not could_read([str(tmp_path / "missing")])


def test_the_umask_of_the_grader_does_not_lock_a_child_out_of_its_libraries():
    before = os.umask(0o077)
    try:
        spawning.stop()  # a new zygote has this mask
        with Session(Limits(), 60) as session:
            assert session.run("import xmlrpc.client", "<cell 1>") is None
    finally:
        os.umask(before)
        spawning.stop()


def test_root_becomes_another_user_where_the_system_knows_two_numbers_alone(
    monkeypatch,
):
    told = []
    for name in ("setgroups", "setgid", "setuid"):
        monkeypatch.setattr(
            os, name, lambda n, name=name: told.append((name, n)), raising=False
        )
    for name in ("setresuid", "setresgid"):  # macOS
        monkeypatch.delattr(os, name, raising=False)
    users.become(7)
    assert told == [("setgroups", []), ("setgid", 7), ("setuid", 7)]


def test_a_machine_whose_calls_have_unknown_numbers_refuses_them(monkeypatch):
    strange = SimpleNamespace(machine="riscv64")
    monkeypatch.setattr(os, "uname", lambda: strange, raising=False)
    with pytest.raises(OSError, match=os.strerror(errno.ENOSYS)):
        kernel.named_call("pivot_root", b".", b".")


def test_python_behind_a_link_can_be_read_behind_it(monkeypatch, tmp_path):
    (tmp_path / "python").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "python")
    monkeypatch.setattr(sys, "base_prefix", str(tmp_path / "link"))
    paths = [str(tmp_path / "link"), os.path.realpath(tmp_path / "python")]
    assert set(paths) <= set(rooms.readable())


@pytest.mark.parametrize(
    "place", ["lib/site-packages/gdcourse", "src/course/gdcourse"], ids=["in", "beside"]
)
def test_our_answers_are_out_of_sight_where_the_course_lies_among_libraries(
    place, monkeypatch, tmp_path
):
    prefix = tmp_path / "python"
    package = prefix / place
    for name in ("checks/momentum.py", "grading/judge.py", "optimizers/momentum.py"):
        (package / name).parent.mkdir(parents=True)
        (package / name).touch()
    (package.parent / "solutions").mkdir()
    (prefix / "lib").mkdir(exist_ok=True)
    (prefix / "lib" / "numpy").mkdir()
    (prefix / "lib64").symlink_to(prefix / "lib")
    monkeypatch.setattr(rooms, "PACKAGE", package)
    monkeypatch.setattr(sys, "prefix", str(prefix))
    paths = [path for path in rooms.readable() if not os.path.islink(path)]
    for needed in (package / "optimizers", prefix / "lib" / "numpy"):
        assert any(needed.is_relative_to(path) for path in paths)
    hidden = [package / "checks", package / "grading"]
    hidden += [package.parent / "solutions"] if "src" in place else []
    for path in map(os.path.realpath, paths):
        assert not any(answers.is_relative_to(path) for answers in hidden), path
