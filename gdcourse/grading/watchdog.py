"""The judge's own time is limited, too: an answer may be hard to look at."""

import ctypes
import threading
import time
from types import TracebackType

from gdcourse.grading.errors import Overtime

BEAT = 0.25
JUDGE_SECONDS = 20  # of the processor, for one task, without the answer's own time


class Watchdog:
    """Raises Overtime in the block that it guards after so many processor seconds."""

    def __init__(self, seconds: float) -> None:
        self.seconds, self.thread = seconds, threading.get_ident()
        self.over, self.lock = threading.Event(), threading.Lock()
        self.watcher = threading.Thread(target=self.watch, daemon=True)

    def __enter__(self) -> "Watchdog":
        self.end = self.clock() + self.seconds
        self.watcher.start()
        return self

    def __exit__(
        self,
        kind: type | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with self.lock:
            self.over.set()

    def clock(self) -> float:
        """Seconds that the guarded thread has worked; on the wall where unknown."""
        try:
            return time.clock_gettime(time.pthread_getcpuclockid(self.thread))
        except (AttributeError, OSError):
            return time.monotonic()

    def watch(self) -> None:
        while not self.over.wait(BEAT):
            if self.clock() < self.end:
                continue
            with self.lock:
                if not self.over.is_set():
                    target = ctypes.c_ulong(self.thread)
                    kind = ctypes.py_object(Overtime)
                    ctypes.pythonapi.PyThreadState_SetAsyncExc(target, kind)
