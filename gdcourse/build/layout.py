"""Ids, metadata and bytes of a notebook that change only when the notebook changes."""

import re
import unicodedata
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from gdcourse.checks.cells import marks

KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}
LANGUAGE = {
    "file_extension": ".py",
    "mimetype": "text/x-python",
    "name": "python",
    "pygments_lexer": "ipython3",
}
# Everything else in a cell's metadata is what some editor left there.
KEPT = ("gdcourse", "nbgrader", "tags", "jupyter", "slideshow", "deletable", "editable")


def read(path: Path) -> NotebookNode:
    return nbformat.reads(path.read_text(encoding="utf-8"), as_version=4)


def text(notebook: NotebookNode) -> str:
    """The bytes of the file: sorted keys, one space of indent, a newline at the end."""
    nbformat.validate(notebook)
    return nbformat.writes(notebook).rstrip("\n") + "\n"


def write(path: Path, notebook: NotebookNode) -> bool:
    """Write the file if that changes it; whether it did."""
    new = text(notebook)
    if path.exists() and path.read_bytes() == new.encode():
        return False
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(new.encode())
    return True


def slug(heading: str) -> str:
    """
    >>> slug("## What you saw: ∇f, *step* by step")
    'what-you-saw-f-step-by-step'
    """
    plain = unicodedata.normalize("NFKD", heading).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", plain.lower())
    return "-".join(words)[:40].strip("-") or "part"


def name_cells(notebook: NotebookNode) -> None:
    """Ids from content: the grade_id, or the last heading and a counter beneath it."""
    section, used = "start", set()
    for cell in notebook.cells:
        heading = re.match(r"#{1,4} .+", cell.source)
        if cell.cell_type == "markdown" and heading:
            section = slug(heading[0])
        wanted = marks(cell).get("grade_id")
        number = 1
        while not wanted or wanted in used:
            wanted, number = f"{section}-{number}", number + 1
        used.add(wanted)
        cell.id = wanted


def normalize(notebook: NotebookNode) -> NotebookNode:
    """Ids, metadata and format as the course stores them; works in place."""
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    notebook.metadata = nbformat.from_dict(
        {"kernelspec": KERNEL, "language_info": LANGUAGE}
    )
    name_cells(notebook)
    for cell in notebook.cells:
        kept = {key: cell.metadata[key] for key in KEPT if key in cell.metadata}
        if not kept.get("tags", True):
            del kept["tags"]
        cell.metadata = nbformat.from_dict(kept)
        cell.source = cell.source.rstrip()
        cell.pop("attachments", None)
    return notebook
