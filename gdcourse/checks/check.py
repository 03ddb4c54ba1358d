"""The verb of every exercise: ``check("E00.1", descend)``."""

from collections.abc import Callable
from dataclasses import replace
from difflib import get_close_matches
from types import FunctionType

from gdcourse.checks.attempts import keep
from gdcourse.checks.judging import fingerprint, judge, matching, mistakes
from gdcourse.checks.report import FAILED, Report, deliver, say
from gdcourse.checks.showing import show
from gdcourse.checks.task import STEMS, Task, find_task, tasks_of
from gdcourse.diary import strict

MISSING = object()
attempts: dict[str, list] = {}
shown_hints: dict[str, int] = {}


def check(task: str = MISSING, answer: Callable = MISSING) -> float | None:
    """Try an answer, say what holds, and give a hint where something does not.

    Prints ✓ with the points, ○ when the task is still open, or ✗ with the property
    that fails and a small input that shows it. Never raises for a learner; under nbval,
    nbgrader and in tests everything but ✓ raises the same text. (nbgrader's autograder
    alone gets a value: the points of a partly right answer.)

    >>> def descend(x0, lr, n):
    ...     return [3 + (x0 - 3) * (1 - 2 * lr) ** k for k in range(n + 1)]
    >>> check("E00.1", descend)
    ✓ E00.1 descend   3 of 3 points
    """
    try:
        report = misused(task, answer) or examined(find_task(task), answer)
        keep(report)
    except Exception as error:  # our own mistake must not stop a learner's notebook
        if strict():
            raise
        words = f"this check is broken, your answer may be fine: {error!r}."
        report = Report(str(task), "", FAILED, words)
    return deliver(report)


def hint(task: str, level: int | None = None) -> None:
    """Print a hint; the next one at each call, or the one of this level (from 1)."""
    found = find_task(task) if isinstance(task, str) else None
    if found is None:
        deliver(unknown("hint", task))
        return
    if level is None:
        level = shown_hints[task] = shown_hints.get(task, 0) + 1
    last = len(found.hints)
    place = min(max(int(level), 1), last)
    words = f"hint {place} of {last}: {found.hints[place - 1]}"
    lines = (f"after an attempt you may look: {usage_of_solution(found)}",)
    more = lines if place == last else ()
    say(str(Report(found.id, found.name, "·", words, more)))  # never raised


def usage_of_solution(task: Task) -> str:
    return f'from gdcourse.checks import solution; solution("{task.id}")'


def examined(task: Task, answer: Callable) -> Report:
    """The report with its hints: the matched mutant's, then more at each attempt.

    An attempt counts once: running the same code again earns no further hint.
    """
    report = judge(task, answer)
    if report.status != FAILED:
        return report
    tried = attempts.setdefault(task.id, [])
    code = answer.__code__ if isinstance(answer, FunctionType) else None
    if code is None or code not in tried:
        tried.append(code)
    first = matching_hint(task, answer) if report.in_time else ""
    hints = [first, *task.hints] if first else task.hints
    return replace(report, hints=tuple(hints[: len(tried)]))


def matching_hint(task: Task, answer: Callable) -> str:
    """The hint of the first mutant with the same behavior, or nothing."""
    return matching(fingerprint(task, answer), mistakes(task))


def misused(task: object, answer: object) -> Report | None:
    """A report in three parts for a call that cannot be checked."""
    if callable(task) and not isinstance(task, str):
        name = getattr(task, "__name__", "your_function")
        words = f'the task comes first, got a function. Try check("E00.1", {name}).'
        return Report("check", "", FAILED, words)
    found = find_task(task) if isinstance(task, str) else None
    if found is None:
        return unknown("check", task)
    usage = f'check("{found.id}", {found.name})'
    if answer is MISSING:
        words = f"the function is missing, got only the task. Try {usage}."
    elif not callable(answer):
        words = f"the answer must be a function, got {show(answer)}. "
        words += f"Give the function itself, without calling it: {usage}."
    else:
        return None
    return Report(found.id, found.name, FAILED, words)


def unknown(verb: str, task: object) -> Report:
    known = [name for stem in STEMS for name in tasks_of(stem)]
    near = get_close_matches(str(task), known, n=1) or known[:1]
    got = "nothing" if task is MISSING else show(task)
    words = f"the task must be one of this course, got {got}. Did you mean {near[0]!r}?"
    return Report(verb, "", FAILED, words)
