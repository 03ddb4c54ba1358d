"""The course's masters in nbgrader's own hands: its database, its kernels, its rules.

Our sources go in as they are; each notebook is an assignment of its own. This is how
the tests know that nbgrader agrees, and how the bench measures both on one class.
nbgrader is an extra (``pip install "gdcourse[nbgrader]"``).
"""

import os
import sys
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any


class NbgraderError(Exception):
    """nbgrader has refused something; the end of its log says what."""


class NbgraderCourse:
    """A course in a folder of its own: ``source``, ``release``, ``submitted``, …

    ``release(name, master)`` makes an assignment, ``hand_in(student, name, notebook)``
    and ``autograde(student, name)`` do what they say, ``scores`` reads the grade book.
    """

    def __init__(self, root: Path) -> None:
        from nbgrader.apps import NbGraderAPI
        from traitlets.config import Config

        config = Config()
        config.CourseDirectory.root = str(root)
        config.CourseDirectory.course_id = "gdcourse"
        # Each kernel would warn that it talks over TCP, as nbgrader asks it to.
        config.Execute.extra_arguments = ["--log-level=ERROR"]
        self.root, self.api = root, NbGraderAPI(config=config)

    def release(self, name: str, master: bytes) -> bytes:
        """Generate the assignment of a master; the notebook that nbgrader hands out."""
        self.put("source", name, master)
        self.run(self.api.generate_assignment, name)
        return (self.root / "release" / name / f"{name}.ipynb").read_bytes()

    def hand_in(self, student: str, name: str, notebook: bytes) -> None:
        """Lay a notebook where nbgrader collects them."""
        self.put(f"submitted/{student}", name, notebook)

    def autograde(self, student: str, name: str) -> bytes:
        """Grade what was handed in; the notebook as it was run."""
        self.run(self.api.autograde, name, student)
        path = self.root / "autograded" / student / name / f"{name}.ipynb"
        return path.read_bytes()

    def scores(self, student: str, name: str) -> dict[str, tuple[float, float]]:
        """Points and their maximum, by the grade_id of the check cell."""
        with quiet(), self.api.gradebook as book:
            found = book.find_submission_notebook(name, name, student)
            return {
                grade.name: (grade.score, grade.max_score) for grade in found.grades
            }

    def put(self, folder: str, name: str, notebook: bytes) -> None:
        path = self.root / folder / name / f"{name}.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(notebook)

    def run(self, verb: Callable[..., dict[str, Any]], *arguments: str) -> None:
        """Let nbgrader do it; raises NbgraderError with the end of its log."""
        with quiet():
            answer = verb(*arguments)
        if not answer["success"]:
            log = answer.get("log") or answer.get("error") or ""
            raise NbgraderError(f"nbgrader stopped at {' '.join(arguments)}.\n{log}")


class quiet(warnings.catch_warnings):  # noqa: N801  read as a verb, like its base
    """nbgrader warns of its own libraries, and calls alembic by its bare name."""

    def __enter__(self) -> None:
        super().__enter__()
        warnings.simplefilter("ignore")
        self.before = os.environ.get("PATH", "")
        beside = os.path.dirname(sys.executable)
        os.environ["PATH"] = os.pathsep.join([beside, self.before])

    def __exit__(self, *error: object) -> None:
        os.environ["PATH"] = self.before
        super().__exit__(*error)
