"""Try an answer on all properties of its task and describe the first that fails."""

import os
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from gdcourse.checks.comparison import Difference, difference
from gdcourse.checks.kinds import WrongKind
from gdcourse.checks.report import FAILED, OPEN, PASSED, Report, credit
from gdcourse.checks.running import Outcome, TimeUp, copied, run
from gdcourse.checks.showing import called, show
from gdcourse.checks.task import Property, Task
from gdcourse.diary import strict


class AnswerError(Exception):
    """The answer raised; ends the property that called it."""


class Call:
    """An answer as a property sees it: ``call(*arguments)`` gives its clean value."""

    def __init__(self, task: Task, answer: Callable) -> None:
        self.task, self.answer = task, answer
        self.given: tuple = ()
        self.passed: tuple = ()
        self.outcome = Outcome()

    def __call__(self, *arguments: object) -> object:
        self.run(arguments)
        if self.outcome.error is not None:
            raise AnswerError
        return self.task.returns(self.outcome.value)

    def raising(self, *arguments: object) -> object:
        """The error that the answer raises, or its value when it raises none."""
        self.run(arguments)
        if isinstance(self.outcome.error, (TimeUp, NotImplementedError)):
            raise AnswerError
        if isinstance(self.outcome.value, BaseException):
            return f"{type(self.outcome.value).__name__}, returned and not raised"
        return self.outcome.value if self.outcome.error is None else self.outcome.error

    def run(self, arguments: tuple) -> None:
        self.given, self.passed = copied(arguments), copied(arguments)
        self.outcome = run(self.answer, self.passed, self.task.seconds)


@dataclass(frozen=True)
class Failure:
    """One failing trial: what to say, the input, and how simple the input is."""

    sentence: str
    lines: tuple[str, ...]
    size: tuple[int, int]
    error: BaseException | None = None


def seed(task_id: str) -> list[int] | None:
    """Fresh inputs for a learner; the same ones in tests, or from GDCOURSE_SEED."""
    given = os.environ.get("GDCOURSE_SEED")
    if given is None and not strict():
        return None
    return [zlib.crc32(f"{given or 0} {task_id}".encode())]


def judge(task: Task, answer: Callable, seeds: list[int] | None = None) -> Report:
    """The report on this answer, without the hints; ``seeds`` settle the inputs."""
    rng = np.random.default_rng(seeds or seed(task.id))
    points, failures = 0.0, []
    for claim in task.properties:
        failure = first_failure(task, claim, Call(task, answer), rng)
        if failure is None:
            points += claim.points
            continue
        failures.append(failure)
        if isinstance(failure.error, TimeUp):
            break
    if not failures:
        score = credit(task.points, task.points)
        return Report(task.id, task.name, PASSED, score, (), (), points, task.points)
    stubs = [isinstance(failure.error, NotImplementedError) for failure in failures]
    if all(stubs) and not points:
        return Report(task.id, task.name, OPEN, "not attempted yet", of=task.points)
    first = failures[0]
    told = (first.sentence, first.lines, (), points, task.points)
    in_time = not isinstance(failures[-1].error, TimeUp)
    return Report(task.id, task.name, FAILED, *told, in_time)


def first_failure(task: Task, claim: Property, call: Call, rng) -> Failure | None:
    """The failure with the simplest input, or None when the property holds."""
    failures, trials = [], claim.trials(call, rng)
    while True:
        try:
            got, wanted, *words = next(trials)
            found = difference(got, wanted, claim.rtol)
        except StopIteration:
            break
        except Exception as error:
            failures.append(broken(task, claim, call, error))
            break
        if found is not None:
            sentence = found.sentence or (words[0] if words else claim.claim)
            failures.append(described(call, sentence, found))
    return min(failures, key=lambda failure: failure.size, default=None)


def described(call: Call, sentence: str, found: Difference | None, *more: str):
    """A failure with its lines: input, wanted and got, what was printed."""
    line = f"input  {called(call.task.arguments, call.given)}"
    lines = [line]
    if found is not None:
        both = f"wanted {found.wanted}   got {found.got}"
        apart = [f"wanted {found.wanted}", f"got    {found.got}"]
        lines += [both] if len(both) <= 76 else apart
    lines += more
    if call.outcome.printed.strip():
        lines.append(f"printed {show(call.outcome.printed.strip())}")
    size = (numbers_in(call.given), len(line))
    return Failure(sentence, tuple(lines), size, call.outcome.error)


def numbers_in(value: object) -> int:
    """How much an input holds; lists and tuples may be ragged.

    >>> numbers_in(((np.ones((3, 2)), np.ones(3)), 1.0))
    10
    """
    if isinstance(value, (list, tuple)):
        return sum(map(numbers_in, value))
    return value.size if isinstance(value, np.ndarray) else 1


def broken(task: Task, claim: Property, call: Call, error: Exception) -> Failure:
    """The failure of a trial that ended in an error of the answer or of its kind."""
    where = [call.outcome.line] if call.outcome.line else []
    if isinstance(error, AnswerError) and isinstance(call.outcome.error, TimeUp):
        limit = f"{task.seconds:g} seconds"
        words = f"it did not finish within {limit}. Does a loop never end?"
        return described(call, words, None, *where)
    if isinstance(error, AnswerError):
        return described(call, raised(call.outcome.error), None, *where)
    if isinstance(error, WrongKind):
        return described(call, str(error), None)
    got = Difference("another kind of result", show(call.outcome.value))
    return described(call, claim.claim, got)


def raised(error: BaseException) -> str:
    """
    >>> raised(IndexError("list index out of range"))
    'it raised IndexError: list index out of range.'
    """
    try:
        text = " ".join(str(error).split())
    except Exception:  # an answer may raise an error that cannot be printed
        text = ""
    text = text if len(text) <= 100 else text[:99] + "…"
    words = f"{type(error).__name__}: {text}" if text else type(error).__name__
    return f"it raised {words.rstrip('.')}."


def fingerprint(task: Task, answer: Callable) -> list:
    """What an answer does on the task's probes: results, errors, changed arguments."""
    marks = []
    for probe in task.probes:
        call = Call(task, answer)
        try:
            value = call(*probe)
        except AnswerError:
            value = type(call.outcome.error).__name__
            if isinstance(call.outcome.error, TimeUp):
                return []
        except WrongKind as error:
            value = str(error)
        marks.append([value, list(call.passed)])
    return marks


def mistakes(task: Task) -> Iterator[tuple[str, list]]:
    """The hint of each usual mistake with what the mistake does, tried only once."""
    for place, mutant in enumerate(task.mutants):
        if place == len(task.marks):
            task.marks.append(fingerprint(task, mutant.answer))
        yield mutant.hint, task.marks[place]


def matching(marks: list, known: Iterable[tuple[str, list]]) -> str:
    """The hint of the first mistake with the same behavior, or nothing."""
    return next((hint for hint, its in known if same_behavior(marks, its)), "")


def same_behavior(one: list, two: list) -> bool:
    """Whether two fingerprints agree (to 9 digits)."""
    return bool(one) and difference(one, two, rtol=1e-9) is None
