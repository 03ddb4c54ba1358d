"""Old Pythons get a sentence; the package starts without any library."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import gdcourse
from gdcourse import __main__ as door

PACKAGE = Path(gdcourse.__file__).parent
FIRST_READ = [PACKAGE / "__init__.py", PACKAGE / "__main__.py"]
HEAVY = {"numpy", "sympy", "matplotlib", "ipywidgets", "IPython", "nbformat"}


def loaded_by(statement: str) -> set[str]:
    """Which top-level modules a fresh Python holds after a statement."""
    code = f"import sys; {statement}; print(*sys.modules)"
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return {name.partition(".")[0] for name in done.stdout.split()}


@pytest.mark.parametrize("path", FIRST_READ, ids=lambda path: path.name)
def test_what_an_old_python_reads_first_it_can_read(path):
    tree = ast.parse(path.read_text(encoding="utf-8"), feature_version=(3, 6))
    for node in ast.walk(tree):
        # `list[str]` parses on 3.6 but stops it when the function is defined
        if isinstance(node, ast.FunctionDef):
            arguments = [*node.args.args, *node.args.kwonlyargs]
            notes = [node.returns, *(one.annotation for one in arguments)]
            assert not any(isinstance(note, ast.Subscript) for note in notes)
        assert not isinstance(node, ast.AnnAssign)


def test_old_python_is_told_which_newer_one_to_use():
    there = {"python3.12", "python3.11"}
    text = door.advice_for_old_python((3, 6), "/usr/bin/python3", there.__contains__)
    assert "needs Python 3.10 or newer" in text
    assert "found: Python 3.6 (/usr/bin/python3)" in text
    assert "try:   python3.12 -m gdcourse" in text


def test_old_python_without_a_newer_one_is_pointed_to_uv_or_the_download():
    with_uv = door.advice_for_old_python((3, 9), "python3", {"uv"}.__contains__)
    assert "uv run" in with_uv
    assert "python.org" in door.advice_for_old_python((3, 9), "py", set().__contains__)


def test_program_that_is_not_there_does_not_answer(tmp_path):
    assert door.answers(sys.executable)
    assert not door.answers(str(tmp_path / "python3.12"))


def test_old_python_ends_with_an_error_and_no_traceback(monkeypatch, capsys):
    monkeypatch.setattr(door, "OLDEST", (99, 0))
    monkeypatch.setenv("PATH", "")
    assert door.main() == 1
    assert capsys.readouterr().err.startswith("gdcourse: the course needs Python 99.0")


@pytest.mark.parametrize("module", ["gdcourse", "gdcourse.launcher.commands"])
def test_nothing_heavy_is_loaded_before_it_is_needed(module):
    assert loaded_by(f"import {module}") & HEAVY == set()


def test_heavy_modules_are_seen_when_they_are_loaded():
    assert "numpy" in loaded_by("import numpy")
