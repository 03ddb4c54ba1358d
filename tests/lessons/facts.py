"""The tables beside a lesson: ``facts_<stem>.py`` with PROSE and EQUATIONS."""

from importlib import import_module
from pathlib import Path
from types import ModuleType

from reading_notebooks import cells_of, course_data, read_notebook, source_of, stem_of


def facts_of(path: Path) -> ModuleType:
    """The tables of a lesson; ``01_gradients.ipynb`` has ``facts_gradients.py``."""
    return import_module(f"facts_{stem_of(path)}")


def prose_of(path: Path) -> str:
    cells = cells_of(read_notebook(path), "markdown")
    return "\n\n".join(source_of(cell) for cell in cells)


def claimed(path: Path) -> set[str]:
    """The ids of the ledger that code cells of a notebook claim to run."""
    cells = cells_of(read_notebook(path), "code")
    return {name for cell in cells for name in course_data(cell).get("claims", [])}


def equation_ids(path: Path) -> list[str]:
    cells = cells_of(read_notebook(path), "markdown")
    return [name for cell in cells for name in course_data(cell).get("equations", [])]
