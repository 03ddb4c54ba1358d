"""A word becomes a call of its module's ``main``, with the rest as arguments."""

import sys
from importlib.util import find_spec
from types import SimpleNamespace

import pytest

from gdcourse.launcher import inside
from gdcourse.launcher.commands import COMMANDS
from gdcourse.launcher.commands import inside as is_run_inside


@pytest.mark.parametrize("word", inside.MAIN)
def test_word_calls_its_module_with_the_arguments_after_it(word, monkeypatch):
    called = []
    program = SimpleNamespace(main=lambda arguments: called.append(arguments) or 4)
    monkeypatch.setattr(inside, "import_module", {inside.MAIN[word]: program}.get)
    monkeypatch.setattr(sys, "argv", ["before"])
    assert inside.main([word, "--check", "x"]) == 4
    assert called == [["--check", "x"]]
    assert sys.argv[1:] == ["--check", "x"]


@pytest.mark.parametrize("module", inside.MAIN.values())
def test_module_of_each_word_is_installed(module):
    assert find_spec(module) is not None


def test_every_command_that_runs_inside_is_known_there():
    sent = {word for word, plan in COMMANDS.items() if plan is is_run_inside}
    assert sent - {"install"} <= set(inside.MAIN)
