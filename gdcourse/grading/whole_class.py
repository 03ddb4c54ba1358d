"""Grade a whole class: with threads, or with any executor of ``concurrent.futures``.

    pairs = [(masters[one.notebook], one) for one in find(paths, masters).submissions]
    results = grade_many(pairs, secret=secret)

For a school, Dask's executor spreads the same call over its machines::

    from dask.distributed import Client

    with Client("scheduler:8786") as client:
        results = grade_many(pairs, client.get_executor(), secret=secret)

Results come back in the order of the pairs. With a ``journal`` each one is on disk as
soon as it is known, and a run that was cut off goes on where it stopped.
"""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future
from concurrent.futures import wait as wait_for
from contextlib import nullcontext
from dataclasses import dataclass, field, replace

from tqdm import tqdm

from gdcourse.grading.journal import Journal
from gdcourse.grading.journal import key as key_of
from gdcourse.grading.layouts import Submission
from gdcourse.grading.limits import Limits
from gdcourse.grading.results import NOT_GRADED, UNREADABLE, SubmissionResult
from gdcourse.grading.source import Refused
from gdcourse.grading.workers import workers

Pair = tuple[bytes, Submission]
AHEAD = 64  # how many submissions are read before their turn; bounds the memory


@dataclass
class Run:
    """One walk over the pairs; what is known, what is under way, what comes next."""

    pairs: list[Pair]
    executor: Executor
    grader: Callable[..., SubmissionResult]
    secret: bytes
    limits: Limits
    journal: Journal | None
    results: dict[int, SubmissionResult] = field(default_factory=dict)
    running: dict[Future, tuple[int, str]] = field(default_factory=dict)

    def resume(self) -> None:
        """Take over what the journal knows."""
        for place in range(len(self.pairs)) if self.journal else ():
            key, _, _ = self.work(place)
            known = self.journal.get(key)
            if known is not None:
                self.results[place] = known

    def work(self, place: int) -> tuple[str, bytes, str]:
        """The key of a pair, the submission's bytes, and why they were refused."""
        master, one = self.pairs[place]
        data, reason = b"", ""
        try:
            data = one.source.read()
        except Refused as error:
            reason = str(error)
        details = (master, data, self.secret, self.limits)
        return key_of(one.learner, one.notebook, *details), data, reason

    def start(self, place: int) -> None:
        """Hand one submission to the executor."""
        key, data, reason = self.work(place)
        master, one = self.pairs[place]
        work = (self.grader, master, data, one, self.secret, self.limits, reason)
        try:
            self.running[self.executor.submit(grade, *work)] = (place, key)
        except RuntimeError as error:  # a pool whose workers have died takes no more
            self.results[place] = not_graded(one, error)

    def finished(self) -> Iterator[int]:
        """Wait for the next results and keep them."""
        done, _ = wait_for(self.running, return_when=FIRST_COMPLETED)
        for future in done:
            place, key = self.running.pop(future)
            try:
                result = future.result()
            except Exception as error:  # a worker died, or the grader has a mistake
                self.results[place] = not_graded(self.pairs[place][1], error)
            else:
                self.results[place] = result
                if self.journal is not None:
                    self.journal.add(key, result)
            yield place


def grade_many(
    pairs: Iterable[Pair],
    executor: Executor | None = None,
    *,
    secret: bytes,
    limits: Limits | None = None,
    journal: Journal | None = None,
    progress: bool = True,
    grader: Callable[..., SubmissionResult] | None = None,
) -> list[SubmissionResult]:
    """Grade pairs (master's bytes, submission); the results in the same order.

    A submission that could not be graded, because its worker died, has no checks and a
    note that says so; it is not in the journal and comes up again in the next run.
    """
    if grader is None:
        from gdcourse.grading.judge import grade_one as grader
    with nullcontext(executor) if executor is not None else workers() as pool:
        limits = limits or Limits()
        run = Run(list(pairs), pool, grader, secret, limits, journal)
        run.resume()
        walk(run, progress)
    return [run.results[place] for place in range(len(run.pairs))]


def walk(run: Run, progress: bool) -> None:
    """Keep the executor busy until every pair has its result."""
    waiting = [place for place in range(len(run.pairs)) if place not in run.results]
    waiting.reverse()
    looks = {"unit": " notebooks", "desc": "grading", "smoothing": 0.1}
    counts = {"total": len(run.pairs), "initial": len(run.results)}
    try:
        with tqdm(**counts, **looks, disable=None if progress else True) as bar:
            while waiting or run.running:
                while waiting and len(run.running) < AHEAD:
                    run.start(waiting.pop())
                for _ in run.finished():
                    bar.update()
    finally:
        for future in run.running:
            future.cancel()


def grade(
    grader: Callable[..., SubmissionResult],
    master: bytes,
    data: bytes,
    one: Submission,
    secret: bytes,
    limits: Limits,
    reason: str,
) -> SubmissionResult:
    """What a worker does for one submission; all arguments can be sent to it."""
    options = {"learner": one.learner, "secret": secret, "limits": limits}
    result = replace(grader(master, data, **options), notebook=one.notebook)
    if reason:
        return replace(result, notes=(f"{UNREADABLE}: {reason}",))
    return result


def not_graded(one: Submission, error: Exception) -> SubmissionResult:
    """The record of a submission whose grading failed for no fault of its own."""
    words = f"{NOT_GRADED}: the grader stopped, got {type(error).__name__}: {error}"
    note = f"{words[:400]}. Run the same command again."
    return SubmissionResult(one.learner, one.notebook, (), (note,))
