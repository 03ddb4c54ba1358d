"""Stop a piece of work from another thread: while it runs, and never after."""

import ctypes
import threading
import time
from collections.abc import Callable
from typing import Any

DEAF = 0.05  # so many seconds of work later a knock has not been heard


class Stop:
    """Raises an error in the thread that does the work, when another one knocks.

    A knock before the work has taken ``seconds`` of the processor does nothing.

    >>> stop = Stop(InterruptedError)
    >>> stop.during(sum, [1, 2])
    3
    >>> stop.knock()  # too late, so nothing happens
    """

    def __init__(self, error: type[BaseException], seconds: float = 0) -> None:
        self.error, self.due = error, seconds
        self.lock, self.thread = threading.Lock(), 0

    def during(self, work: Callable, *arguments: Any) -> Any:
        """Do the work here; a knock that comes as it ends still arrives in here."""
        self.thread = threading.get_ident()
        self.due += self.clock()
        try:
            try:
                return work(*arguments)
            finally:
                self.end()
        except self.error:
            self.end()
            raise

    def end(self) -> None:
        with self.lock:
            self.thread = 0

    def knock(self) -> None:
        """Raise the error in the work; again only where that has not been heard.

        A busy computer may stop a thread for long between two lines: it is the work
        done since the last knock that tells, and not the time that has passed.
        """
        with self.lock:
            if self.thread and self.clock() >= self.due:
                thread, kind = ctypes.c_ulong(self.thread), ctypes.py_object(self.error)
                ctypes.pythonapi.PyThreadState_SetAsyncExc(thread, kind)
                self.due = self.clock() + DEAF

    def clock(self) -> float:
        """Seconds that the thread has worked; on the wall where nobody knows."""
        try:
            return time.clock_gettime(time.pthread_getcpuclockid(self.thread))
        except (AttributeError, OSError):
            return time.monotonic()
