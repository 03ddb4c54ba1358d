"""Programs run to their end with their lines kept; one program takes our place."""

import os
import sys

import pytest

from gdcourse.launcher.processes import become, run, version_of


def python(code: str, folder):
    place = {"cwd": folder, "env": os.environ, "log": folder / "log"}
    return run([sys.executable, "-c", code], **place)


def test_lines_of_both_streams_are_kept_and_recorded(tmp_path):
    code = "import sys; print('one', flush=True); print('two', file=sys.stderr)"
    outcome = python(code, tmp_path)
    assert outcome.ok
    assert outcome.lines == ("one", "two")
    assert (tmp_path / "log").read_text().splitlines()[1:] == ["one", "two"]


def test_exit_code_is_kept(tmp_path):
    outcome = python("raise SystemExit(3)", tmp_path)
    assert (outcome.code, outcome.ok) == (3, False)


def test_bytes_that_are_no_text_do_not_stop_an_installation(tmp_path):
    outcome = python("import os; os.write(1, bytes([255, 10]))", tmp_path)
    assert outcome.ok


def test_program_that_is_not_there_is_an_outcome(tmp_path):
    place = {"cwd": tmp_path, "env": os.environ, "log": tmp_path / "log"}
    outcome = run([str(tmp_path / "nothing")], **place)
    assert outcome.code == 127
    assert "nothing" in outcome.lines[0]


def test_version_is_asked_of_the_python_itself(tmp_path):
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    assert version_of(sys.executable) == version
    assert version_of(tmp_path / "python") is None


@pytest.mark.parametrize("interrupts", [0, 3])
def test_on_windows_we_wait_through_ctrl_c_for_the_exit_code(tmp_path, interrupts):
    answers = [KeyboardInterrupt()] * interrupts + [5]

    class Program:
        def wait(self):
            answer = answers.pop(0)
            if isinstance(answer, BaseException):
                raise answer
            return answer

    started = []

    def start(words, **rest):
        started.append(words)
        return Program()

    code = become(["python.exe", 1], cwd=tmp_path, env={}, windows=True, start=start)
    assert code == 5
    assert started == [["python.exe", "1"]]
