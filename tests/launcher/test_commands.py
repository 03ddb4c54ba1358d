"""What is typed is what runs; what is mistyped gets the nearest word."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from gdcourse.launcher import commands
from gdcourse.launcher.commands import COMMANDS, Request, launch, main, read
from gdcourse.launcher.messages import Problem


class Became:
    """Takes the place of the program that would take ours."""

    def __call__(self, command, **rest) -> int:
        self.command, self.env, self.cwd = command, rest["env"], rest["cwd"]
        return 7


@pytest.fixture
def became() -> Became:
    return Became()


@pytest.mark.parametrize(
    ("typed", "request_"),
    [
        ("", Request("start")),
        ("--no-browser --ip x", Request("start", ("--no-browser", "--ip", "x"))),
        ("start --no-browser", Request("start", ("--no-browser",))),
        ("test -k newton tests", Request("test", ("-k", "newton", "tests"))),
        ("test --locked -q", Request("test", ("-q",), locked=True)),
        ("--here", Request("start", here=True)),
        ("install --locked", Request("install", locked=True)),
        ("help", Request("help")),
        ("--help", Request("help")),
        ("--version", Request("version")),
    ],
)
def test_words_are_sorted_into_a_request(typed, request_):
    assert read(typed.split()) == request_


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("tset", "test"), ("strat", "start"), ("isntall", "install"), ("bulid", "build")],
)
def test_mistyped_command_gets_the_nearest(typed, meant):
    with pytest.raises(Problem) as caught:
        read([typed])
    assert typed in caught.value.found
    assert caught.value.remedy == f"python3 -m gdcourse {meant}"


def test_command_like_no_other_gets_the_help():
    with pytest.raises(Problem) as caught:
        read(["xyz"])
    assert caught.value.remedy.endswith("help")


def test_problem_is_told_without_a_traceback(capsys):
    assert main(["tset"]) == 1
    shown = capsys.readouterr().err
    assert shown.startswith("gdcourse: ")
    assert "Traceback" not in shown
    assert len(shown.splitlines()) == 3


def test_interrupt_is_told_without_a_traceback(capsys, monkeypatch):
    def interrupted(request):
        raise KeyboardInterrupt

    monkeypatch.setattr(commands, "launch", interrupted)
    assert main([]) == 130
    assert "Traceback" not in capsys.readouterr().err


def test_help_lists_every_command(capsys):
    assert main(["help"]) == 0
    shown = capsys.readouterr().out
    assert all(f"\n  {word} " in shown for word in COMMANDS)


def test_what_the_launcher_says_fits_any_console():
    folder = Path(commands.__file__).parent
    spoken = {*folder.glob("*.py"), folder.parent / "__main__.py"}
    spoken.remove(folder / "installation.py")  # speaks in a notebook, never here
    for path in sorted(spoken):
        assert path.read_text(encoding="utf-8").isascii(), path


def test_start_opens_the_first_lesson_and_passes_options_on(machine, became):
    machine.places.first_lesson.parent.mkdir()
    machine.places.first_lesson.touch()
    code = launch(read(["--no-browser"]), machine.environment(), became)
    assert code == 7
    assert became.command[0] == str(machine.places.python)
    page = "/lab/tree/notebooks/00_start_here.ipynb"
    assert f"--LabApp.default_url={page}" in became.command
    assert f"--ServerApp.root_dir={machine.places.root}" in became.command
    assert became.command[-1] == "--no-browser"
    assert became.cwd == machine.places.root


def test_start_without_lessons_opens_the_folder(machine, became):
    launch(read([]), machine.environment(), became)
    assert not any("default_url" in word for word in became.command)


@pytest.mark.parametrize(("user", "allowed"), [(0, True), (1000, False)])
def test_only_root_needs_leave_to_run_as_root(
    machine, became, monkeypatch, user, allowed
):
    monkeypatch.setattr(os, "geteuid", lambda: user, raising=False)
    launch(read([]), machine.environment(), became)
    assert ("--allow-root" in became.command) == allowed


def test_windows_has_no_root(machine, became, monkeypatch):
    monkeypatch.delattr(os, "geteuid", raising=False)
    launch(read([]), machine.environment(), became)
    assert "--allow-root" not in became.command


def test_test_is_pytest_with_its_options(machine, became):
    launch(read(["test", "-k", "newton"]), machine.environment(), became)
    assert became.command[1:3] == ["-m", "pytest"]
    assert became.command[-2:] == ["-k", "newton"]


def test_a_file_of_the_suite_is_run_whole_by_one_process(tmp_path):
    """The cells of a notebook belong together."""
    body = "import os\nfor i in range(5):\n    exec(f'def test_{i}(): make()')\n"
    for name in "ab":
        make = f"def make():\n    open({name!r} + str(os.getpid()), 'w').close()\n"
        (tmp_path / f"test_{name}.py").write_text(body + make)
    command = [sys.executable, "-m", "pytest", "-q", *commands.SHARED_OUT]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert "10 passed" in done.stdout, done.stdout + done.stderr
    assert len([*tmp_path.glob("a*"), *tmp_path.glob("b*")]) == 2


@pytest.mark.parametrize("word", ["build", "bench", "grade", "progress", "honesty"])
def test_other_commands_run_inside(machine, became, word):
    launch(read([word, "--x"]), machine.environment(), became)
    assert became.command[1:] == ["-m", "gdcourse.launcher.inside", word, "--x"]


def test_paths_of_a_class_are_those_of_the_folder_one_is_in(
    machine, became, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    launch(read(["grade", "submitted"]), machine.environment(), became)
    assert became.cwd == tmp_path
    launch(read(["build"]), machine.environment(), became)
    assert became.cwd == machine.places.root


def test_install_only_installs(machine, became):
    assert launch(read(["install"]), machine.environment(), became) == 0
    assert machine.places.stamp.is_file()
    assert not hasattr(became, "command")


def test_install_refuses_what_it_would_ignore():
    with pytest.raises(Problem, match="no option"):
        read(["install", "--upgrade"])


def test_here_uses_this_python_and_installs_nothing(machine, became):
    launch(read(["test", "--here"]), machine.environment(), became)
    assert became.command[0] == sys.executable
    assert machine.ran == []
    assert not machine.places.venv.exists()
    assert became.env.get("VIRTUAL_ENV") != str(machine.places.venv)


def test_here_without_the_course_stays_in_the_folder_of_the_user(
    machine, became, tmp_path, monkeypatch
):
    machine.places.requirements.unlink()
    monkeypatch.chdir(tmp_path)
    launch(read(["--here"]), machine.environment(), became)
    assert became.cwd == tmp_path
    assert f"--ServerApp.root_dir={tmp_path}" in became.command
