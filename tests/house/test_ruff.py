"""ruff finds nothing to say about modules and notebooks; exceptions have reasons.

Exercises belong to their learners and are left out; they are made from the solutions,
which are checked.
"""

import re
import subprocess
import sys

import pytest
from reading_code import ROOT, python_files, shown, text_of

PLACES = ["gdcourse", "tests", "notebooks", "solutions"]
NOQA = re.compile(r"# noqa(?P<codes>:(?: ?[A-Z]+\d+,?)+)?(?P<reason>.*)")


def ruff(*words: str, **options) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "ruff", *words]
    return subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", **options
    )


def noqa_problems(name: str, source: str) -> list[str]:
    """Every exception in the code names its rule and its reason."""
    problems = []
    for number, line in enumerate(source.splitlines(), start=1):
        match = NOQA.search(line)
        if match and not (match["codes"] and re.search(r"\w{2}", match["reason"])):
            problems.append(f"{name}:{number} has an exception without a reason")
    return problems


def ignored_without_reason(pyproject: str) -> list[str]:
    """Lines of the lists of ignored rules that have no comment."""
    lists = re.findall(r"^ignore = \[.*?^\]", pyproject, re.MULTILINE | re.DOTALL)
    files = re.findall(
        r"^\[tool\.ruff\.lint\.per-file-ignores\]\n[^\[]*(?:\[[^\n]*\n)*",
        pyproject,
        re.MULTILINE,
    )
    lines = "\n".join(lists + files).splitlines()
    code = re.compile(r'"[A-Z]+\d+"')
    return [line for line in lines if code.search(line) and "#" not in line]


@pytest.mark.parametrize("words", [["check"], ["format", "--check"]], ids=" ".join)
def test_ruff_is_content(words):
    answer = ruff(*words, "--no-cache", "--quiet", *PLACES)
    assert answer.stdout + answer.stderr == ""
    assert answer.returncode == 0


def test_ruff_would_find_an_offence():
    code = "import os\nprint( 1 )\n"
    place = ["--no-cache", "--quiet", "--stdin-filename", "gdcourse/x.py", "-"]
    check = ruff("check", *place, input=code)
    assert {"F401", "T201"} <= set(re.findall(r"[A-Z]+\d{3}", check.stdout))
    assert ruff("format", "--check", *place, input=code).returncode == 1


def test_exceptions_in_the_code_have_a_reason():
    files = python_files("gdcourse")
    problems = [text for p in files for text in noqa_problems(shown(p), text_of(p))]
    assert problems == []


def test_ignored_rules_have_a_reason_beside_them():
    assert ignored_without_reason(text_of(ROOT / "pyproject.toml")) == []


def test_exceptions_without_a_reason_are_caught():
    mark = "# no" + "qa"
    assert noqa_problems("x.py", f"a = 1  {mark}: T201\nb = 2  {mark} it is fine") != []
    assert noqa_problems("x.py", f"print(1)  {mark}: T201 the launcher speaks") == []
    listed = 'ignore = [\n    "E741",\n    "B018",  # shown\n]\n'
    files = (
        '[tool.ruff.lint.per-file-ignores]\n"a.py" = ["F811"]\n"b" = ["F401"]  # b\n'
    )
    assert ignored_without_reason(listed) == ['    "E741",']
    assert ignored_without_reason(files) == ['"a.py" = ["F811"]']
