"""Lessons as web pages that need neither a kernel nor a network.

Live figures become short films, formulas become MathML, which browsers draw themselves.
"""

import re
from pathlib import Path

from latex2mathml.converter import convert
from nbconvert import HTMLExporter
from nbformat import NotebookNode

from gdcourse.build.execution import execute
from gdcourse.build.layout import normalize, read

FILMS = {"GDCOURSE_FILMS": "1"}
CODE = re.compile(r"(```.*?```|`[^`\n]*`)", re.DOTALL)
FORMULA = re.compile(r"\$\$(?P<block>.+?)\$\$|(?<!\\)\$(?P<line>[^$]+?)\$", re.DOTALL)
ELSEWHERE = re.compile(r"<script[^>]*\ssrc=.*?</script>|<link[^>]*>", re.DOTALL)


def page(path: Path) -> str:
    """A notebook, run from top to bottom, as one HTML file that holds everything."""
    notebook = execute(normalize(read(path)), path, extra=FILMS)
    formulas: list[str] = []
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cell.source = taken_out(cell.source, formulas)
        for output in cell.get("outputs", []):
            take_out_of_output(output.get("data", {}), formulas)
    exporter = HTMLExporter(embed_images=True, mathjax_url="", theme="light")
    html, _ = exporter.from_notebook_node(notebook)
    for number, formula in enumerate(formulas):
        html = html.replace(place(number), formula)
    return ELSEWHERE.sub("", html)


def take_out_of_output(data: NotebookNode, formulas: list[str]) -> None:
    """The formulas of an output; works in place."""
    if "text/latex" in data:
        data["text/html"] = f"<p>{taken_out(data.pop('text/latex'), formulas)}</p>"
    elif "text/markdown" in data:
        data["text/markdown"] = taken_out(data["text/markdown"], formulas)


def taken_out(text: str, formulas: list[str]) -> str:
    """The text with a mark in place of each formula, which no converter touches.

    >>> found = []
    >>> taken_out("a `$x$` b $y$", found)
    'a `$x$` b formula-0-here'
    >>> found[0].startswith("<math")
    True
    """

    def mark(found: re.Match) -> str:
        formulas.append(mathml(found["block"] or found["line"], bool(found["block"])))
        return place(len(formulas) - 1)

    parts = CODE.split(text)
    parts[::2] = [FORMULA.sub(mark, part) for part in parts[::2]]
    return "".join(parts)


def place(number: int) -> str:
    """The mark of a formula."""
    return f"formula-{number}-here"


def mathml(formula: str, block: bool) -> str:
    """A formula as MathML, as a block or in the line."""
    known = formula.replace("{aligned}", "{split}")  # the same thing, and known there
    known = re.sub(r"\\\\\[\d+pt\]", r"\\\\", known)  # room between lines is not
    return convert(known, display="block" if block else "inline")
