"""``results.json`` as Gradescope reads it, one for each learner.

In a container of Gradescope's: grade the submission, then copy the one file that lies
in ``gradescope/`` to ``/autograder/results/results.json``.
"""

import json
from collections.abc import Sequence

from gdcourse.grading.graded import Graded
from gdcourse.grading.plain_text import number, one_line, plain
from gdcourse.grading.results import CheckResult


def results_json(graded: Sequence[Graded]) -> str:
    """One learner's notebooks: the score, and each check as a test."""
    results = [one.result for one in graded]
    notes = [note for result in results for note in result.notes]
    data = {
        "score": number(sum(result.points for result in results)),
        "execution_time": round(sum(result.seconds for result in results), 3),
        "output": plain("\n".join(notes)),
        "output_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "tests": [as_test(check) for result in results for check in result.checks],
    }
    return json.dumps(data, indent=1, ensure_ascii=True) + "\n"


def as_test(check: CheckResult) -> dict[str, object]:
    """A check with its points, and the words a learner gets."""
    words = filter(None, [check.message, check.hint and f"hint: {check.hint}"])
    return {
        "name": one_line(f"{check.task} {check.name}"),
        "number": check.task,
        "score": number(check.points),
        "max_score": number(check.of),
        "status": "passed" if check.status == "pass" else "failed",
        "output": plain("\n".join([check.status.replace("_", " "), *words])),
        "output_format": "text",
        "visibility": "visible",
    }
