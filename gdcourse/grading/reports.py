"""Write all reports into one folder: each file whole, or as it was before.

==============================  ======================================================
``grades.csv``, ``grades.json``  the class, for people and for programs
``junit.xml``                    for CI
``moodle_<notebook>.csv``        for Moodle's import
``moodle.csv``, ``canvas.csv``   the platforms' own exports, filled, where one was given
``gradescope/<learner>.json``    results.json
``feedback/<learner>.html``      what a learner may read
``private/``                     the secret and the journal: nothing for learners
==============================  ======================================================
"""

import contextlib
import os
import tempfile
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from gdcourse.grading import canvas, feedback, gradebook, gradescope, junit, moodle
from gdcourse.grading.graded import Graded
from gdcourse.grading.plain_text import file_name


class Unwritten(Exception):
    """A report that cannot be written; the text says which and what to do."""


def prepare(out: Path) -> Path:
    """The private folder, made before an hour of grading; raises Unwritten."""
    private = out / "private"
    try:
        private.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=private).close()
    except OSError as error:
        raise Unwritten(
            f"nothing can be written there, got {error.strerror} for {out}. "
            "Choose another folder with --out."
        ) from None
    return private


def write_reports(
    out: Path,
    graded: Sequence[Graded],
    problems: Sequence[str] = (),
    canvas_export: Path | None = None,
    moodle_export: Path | None = None,
) -> list[str]:
    """Write everything; returns what could not be placed in a platform's table.

    Raises WrongSheet for an export that is none, before anything is written, and
    Unwritten where the disk is full or a file is in use.
    """
    told, tables = filled(graded, canvas_export, moodle_export)
    files = dict(tables)
    files["grades.csv"] = gradebook.grades_csv(graded)
    files["grades.json"] = gradebook.grades_json(graded, [*problems, *told])
    files["junit.xml"] = junit.junit_xml(graded)
    for notebook, handed in by_notebook(graded):
        files[f"moodle_{notebook}.csv"] = moodle.grades(handed)
    taken: set[str] = set()
    for learner, handed in by_learner(graded):
        name = file_name(learner, taken)
        files[f"gradescope/{name}.json"] = gradescope.results_json(handed)
        files[f"feedback/{name}.html"] = feedback.page(handed)
    for name, text in files.items():
        write(out / name, text)
    return told


def filled(
    graded: Sequence[Graded], canvas_export: Path | None, moodle_export: Path | None
) -> tuple[list[str], dict[str, str]]:
    """The exports of platforms with our points in them."""
    told: list[str] = []
    tables: dict[str, str] = {}
    for name, export, fill in (
        ("canvas.csv", canvas_export, canvas.fill),
        ("moodle.csv", moodle_export, moodle.fill),
    ):
        if export is not None:
            tables[name], missing = fill(export, graded)
            told += missing
    return told, tables


def by_learner(graded: Sequence[Graded]) -> Iterator[tuple[str, list[Graded]]]:
    ordered = sorted(graded, key=lambda one: (one.learner, one.notebook))
    for learner, group in groupby(ordered, key=lambda one: one.learner):
        yield learner, list(group)


def by_notebook(graded: Sequence[Graded]) -> Iterator[tuple[str, list[Graded]]]:
    ordered = sorted(graded, key=lambda one: (one.notebook, one.learner))
    for notebook, group in groupby(ordered, key=lambda one: one.notebook):
        yield notebook, list(group)


def write(path: Path, text: str) -> None:
    """Put the file in place at once; a crash leaves the old one or the new one."""
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_bytes(text.encode("utf-8"))
        fresh.replace(path)
    except OSError as error:  # on Windows a table that is open elsewhere
        with contextlib.suppress(OSError):
            fresh.unlink()
        raise Unwritten(
            f"a report cannot be written, got {error.strerror or error} for {path}. "
            "Close it elsewhere and run the same command; nothing is graded twice."
        ) from None
