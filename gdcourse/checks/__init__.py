"""Is this answer right, and if not, what to think about.

- ``check("E00.1", descend)`` tries an answer and says what holds and what does not
- ``hint("E00.1")`` gives a hint, a bigger one each time
- ``solution("E00.1")`` shows our answer, once you have tried one
- ``progress()`` shows what you have done so far
- ``predict("P00.1", "How many updates?", None)`` notes a guess before the run
- ``quiz("Q0.1")`` asks a question, ``quiz("Q0.1", "b")`` answers it

Authors of tasks begin with the docstring of ``gdcourse/checks/task.py``.
"""

from gdcourse.checks.check import check, hint
from gdcourse.checks.predictions import Prediction, predict
from gdcourse.checks.progress import progress
from gdcourse.checks.quiz import quiz
from gdcourse.checks.report import CheckFailed, NotAttempted
from gdcourse.checks.solution import solution

__all__ = [
    "CheckFailed",
    "NotAttempted",
    "Prediction",
    "check",
    "hint",
    "predict",
    "progress",
    "quiz",
    "solution",
]
