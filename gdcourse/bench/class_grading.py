"""A class graded twice: by our grader and by nbgrader, notebook by notebook.

Both get the same answers to the same exercise and take turns; the clock is the one on
the wall, since both let another process work. Measured only where nbgrader is.
"""

import json
import tempfile
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from time import perf_counter

from gdcourse.bench.report import Aim, Section, duration

ROOT = Path(__file__).resolve().parents[2]
NAME = "00_start_here"
ROUNDS = 5
OURS, THEIRS = "gdcourse grade", "nbgrader autograde"
FASTER, MEMORY = 10.0, 10.0  # times, megabytes
FOLDERS = ("solutions", "exercises")

Grade = Callable[[str, bytes], float]  # student, notebook: points


def is_possible() -> bool:
    """Whether nbgrader is installed and the exercises are here."""
    return find_spec("nbgrader") is not None and (ROOT / "solutions").is_dir()


def class_of(rounds: int = ROUNDS) -> dict[str, bytes]:
    """Notebooks by student: solved ones and untouched ones in turn."""
    return {
        f"{folder}{number}": (ROOT / folder / f"{NAME}.ipynb").read_bytes()
        for number in range(rounds)
        for folder in FOLDERS
    }


def timed(graders: dict[str, Grade], notebooks: dict[str, bytes]) -> dict:
    """Seconds by grader, one for each notebook; they must agree on the points."""
    seconds: dict[str, list[float]] = {name: [] for name in graders}
    for student, notebook in notebooks.items():
        points = {}
        for name, grade in graders.items():
            start = perf_counter()
            points[name] = grade(student, notebook)
            seconds[name].append(perf_counter() - start)
        if len(set(points.values())) > 1:
            raise ValueError(
                f"the graders must agree on {student}, got {points}. "
                "Look at both reports before comparing speeds."
            )
    return seconds


def section(rounds: int = ROUNDS) -> Section:
    """Grade the class with both, then compare."""
    from gdcourse.grading.judge import grade_one
    from gdcourse.grading.nbgrader_course import NbgraderCourse

    master = (ROOT / "solutions" / f"{NAME}.ipynb").read_bytes()
    results = []

    def ours(student: str, notebook: bytes) -> float:
        results.append(grade_one(master, notebook, learner=student, secret=b"bench"))
        json.dumps(results[-1].as_json())
        return results[-1].points

    with tempfile.TemporaryDirectory() as folder:
        course = NbgraderCourse(Path(folder))
        course.release(NAME, master)

        def theirs(student: str, notebook: bytes) -> float:
            course.hand_in(student, NAME, notebook)
            course.autograde(student, NAME)
            return sum(score for score, _ in course.scores(student, NAME).values())

        warm = class_of(1)
        timed({OURS: ours, THEIRS: theirs}, {f"warm {k}": v for k, v in warm.items()})
        results.clear()
        seconds = timed({OURS: ours, THEIRS: theirs}, class_of(rounds))
    return compared(seconds, max(result.memory_mb for result in results))


def compared(seconds: dict[str, list[float]], memory: float) -> Section:
    """The table: seconds of a solved and of an untouched notebook, and the pace.

    Of each kind the quickest counts, as it met the least of other work.
    """
    rows, pace = [], {}
    for name, times in seconds.items():
        solved, untouched = min(times[::2]), min(times[1::2])
        pace[name] = 60 * 2 / (solved + untouched)
        rows.append((name, *map(duration, (solved, untouched)), f"{pace[name]:,.0f}"))
    ratio, count = pace[OURS] / pace[THEIRS], len(seconds[OURS])
    return Section(
        title="Grading a class: lesson 00, the same notebooks and answers",
        header=("", "solved", "untouched", "notebooks a minute"),
        rows=tuple(rows),
        aims=(
            Aim("notebooks a minute, ours against nbgrader", ratio, FASTER),
            Aim("memory of a submission of its own", memory, MEMORY, False, "MB"),
        ),
        notes=(
            f"{count} notebooks, one after the other, the quickest of each kind; both "
            "programs already warm, and both give the same points",
            "time on the wall: both let another process run the answers",
        ),
    )
