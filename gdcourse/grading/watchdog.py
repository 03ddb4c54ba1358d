"""The judge's own time is limited, too: an answer may be hard to look at."""

import threading
from collections.abc import Callable
from typing import Any

from gdcourse.checks.stopping import Stop
from gdcourse.grading.errors import Overtime

BEAT = 0.25
JUDGE_SECONDS = 20  # of the processor, for one task, without the answer's own time


def watched(work: Callable, *arguments: Any, seconds: float = JUDGE_SECONDS) -> Any:
    """What the work returns; raises Overtime in it after so many processor seconds.

    >>> watched(sum, [1, 2])
    3
    """
    stop, over = Stop(Overtime, seconds), threading.Event()

    def watch() -> None:
        while not over.wait(BEAT):
            stop.knock()

    threading.Thread(target=watch, daemon=True).start()
    try:
        return stop.during(work, *arguments)
    finally:
        over.set()
