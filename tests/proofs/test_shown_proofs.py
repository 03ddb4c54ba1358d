"""Everything that is shown: LaTeX that can be set, without Python in it."""

import re

import pytest
from matplotlib.mathtext import MathTextParser
from proved import verified

from gdcourse.proofs.catalogue import theorems
from gdcourse.proofs.certify import certify
from gdcourse.proofs.puzzles import PUZZLES
from gdcourse.proofs.tables import nesterov

FEW = 4  # proofs of one theorem that differ in N only
PYTHON = re.compile(
    r"\*\*|object at|Symbol|Rational|None|<|\bsp\.|\+ -|- -"
    r"|(?<![\\a-z])(?:mu|alpha|beta|lambda|sigma|kappa|sqrt)(?![a-z])"
)
PARSER = MathTextParser("agg")


def texts():
    """Name → LaTeX of every proof, every puzzle, and a certified method."""
    for theorem in theorems():
        for i, proof in enumerate(verified(theorem.name)[:FEW]):
            yield f"{theorem.name}-{i}", proof.latex
    for puzzle in PUZZLES:
        yield puzzle.__name__, puzzle().latex
    yield "certified", certify(nesterov(3)).proof.latex
    yield "claim", certify(nesterov(3)).latex


@pytest.fixture(scope="module")
def shown():
    return list(texts())


def lines_of(latex):
    """The lines of an aligned block, each in the words of mathtext."""
    body = latex.replace(r"\begin{aligned}", "").replace(r"\end{aligned}", "")
    for line in body.split("\\\\\n"):
        line = re.sub(r"\\([lg])e(?![a-z])", r"\\\1eq", line.replace("&", ""))
        yield re.sub(r"\\text\{[^}]*\}", "words", line).strip()


def balance(latex, opening, closing):
    return latex.count(opening) - latex.count(closing)


def test_braces_and_brackets_are_balanced(shown):
    assert len(shown) > 60
    for name, latex in shown:
        assert balance(latex, "{", "}") == 0, name
        assert balance(latex, r"\left", r"\right") == 0, name
        assert balance(latex, r"\begin{aligned}", r"\end{aligned}") == 0, name


def test_no_python_is_left_in_the_formulas(shown):
    for name, latex in shown:
        assert PYTHON.findall(latex) == [], name


def test_every_line_can_be_set(shown):
    lines = {line: name for name, latex in shown for line in lines_of(latex)}
    for line, name in lines.items():
        try:
            PARSER.parse(f"${line}$")
        except ValueError as error:
            pytest.fail(f"{name}: {line}\n{error}")


def test_words_hold_no_commands(shown):
    for name, latex in shown:
        for words in re.findall(r"\\text\{([^}]*)\}", latex):
            assert not set(words) & set("\\^$"), (name, words)
