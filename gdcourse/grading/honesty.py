"""How honest the checks are: ``python -m gdcourse honesty``.

Every usual mistake that a task names is tried and must be refused with its own hint;
every right answer that is written differently must pass. Inputs are fresh at each run.
Times are reported and decide nothing: the clock is the processor's.
"""

import argparse
import importlib.util
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import process_time

from gdcourse.checks.judging import fingerprint, judge, matching, mistakes
from gdcourse.checks.report import FAILED, PASSED, aligned
from gdcourse.checks.task import STEMS, Task, tasks_of

TESTS = Path(__file__).resolve().parents[2] / "tests" / "checks"
HEADER = ("task", "mistakes refused", "right answers taken", "quickest", "slowest")
ENOUGH = 1.0  # second that a learner waits for the check of a right answer


@dataclass(frozen=True)
class Tried:
    """What one task has done with the answers that are known.

    ``quickest`` is the check of the quickest right answer, what the check itself needs;
    ``slowest`` that of the slowest answer, which may be one that never ends.
    """

    task: str
    refused: int
    mistakes: int
    taken: int
    right: int
    quickest: float
    slowest: float

    @property
    def is_honest(self) -> bool:
        return (self.refused, self.taken) == (self.mistakes, self.right)

    @property
    def words(self) -> tuple[str, ...]:
        """The cells of the table.

        >>> Tried("E00.1", 5, 5, 1, 2, 0.0123, 0.5).words
        ('E00.1', '5 of 5', '1 of 2', '0.01 s', '0.50 s')
        """
        counts = [(self.refused, self.mistakes), (self.taken, self.right)]
        times = [f"{time:.2f} s" for time in (self.quickest, self.slowest)]
        return self.task, *(f"{some} of {every}" for some, every in counts), *times


def tried(task: Task, right: Sequence[Callable]) -> Tried:
    """Try all mistakes and these right answers on one task."""
    known, refused, taken = list(mistakes(task)), [], []
    for mutant in task.mutants:
        start = process_time()
        report = judge(task, mutant.answer)
        same = matching(fingerprint(task, mutant.answer), known) == mutant.hint
        refused.append((process_time() - start, report.status == FAILED and same))
    for answer in right:
        start = process_time()
        report = judge(task, answer)
        taken.append((process_time() - start, report.status == PASSED))
    good = [seconds for seconds, _ in taken]
    every = [seconds for seconds, _ in refused] + good
    return Tried(
        task.id,
        sum(done for _, done in refused),
        len(refused),
        sum(done for _, done in taken),
        len(taken),
        min(good, default=0.0),
        max(every, default=0.0),
    )


def variants(stem: str, folder: Path = TESTS) -> dict[str, list[Callable]]:
    """Right answers by task, from the tests; none where the tests are not."""
    path = folder / f"test_{stem}.py"
    if not path.is_file():
        return {}
    spec = importlib.util.spec_from_file_location(f"variants_of_{stem}", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.VARIANTS


def all_tried(stems: Sequence[str] = STEMS) -> Iterator[Tried]:
    """One task after the other, in the order of the course."""
    for stem in stems:
        tasks = tasks_of(stem)
        known = variants(stem) if tasks else {}
        for task in tasks.values():
            yield tried(task, known.get(task.id, ()))


def line(cells: Sequence[str]) -> str:
    """A line of the table; its columns are as wide as their headings."""
    return aligned([cells], [max(7, len(head)) for head in HEADER])


def summary(found: Sequence[Tried]) -> list[str]:
    """The sums, and what does not hold."""
    refused, mistakes = sum(t.refused for t in found), sum(t.mistakes for t in found)
    taken, right = sum(t.taken for t in found), sum(t.right for t in found)
    slow = [t.task for t in found if t.quickest >= ENOUGH]
    lines = [
        f"{len(found)} tasks",
        f"{refused} of {mistakes} mistakes refused with their own hints",
        f"{taken} of {right} right answers taken",
        f"{len(found) - len(slow)} of {len(found)} tasks take a right answer within"
        f" {ENOUGH:g} s" + (f", all but {', '.join(slow)}" if slow else ""),
    ]
    poor = [t.task for t in found if not t.is_honest]
    if poor:
        lines.append(f"not honest: {', '.join(poor)}")
    if not right:
        lines.append("the tests are not here, and with them the right answers")
    return lines


def main(arguments: Sequence[str] = ()) -> int:
    """Print the table as it grows; 0 if every check is honest, else 1."""
    chosen = options(arguments)
    say(line(HEADER))
    found = []
    for one in all_tried(chosen.lessons or STEMS):
        found.append(one)
        say(line(one.words))
    say("\n" + "\n".join(summary(found)))
    return 0 if found and all(one.is_honest for one in found) else 1


def options(arguments: Sequence[str]) -> argparse.Namespace:
    """The lessons that are asked for; an unknown one ends in exit code 2."""
    parser = argparse.ArgumentParser(
        prog="python -m gdcourse honesty",
        description="Try every known mistake and right answer on the checks.",
    )
    parser.add_argument("lessons", nargs="*", metavar="LESSON", help="such as momentum")
    chosen = parser.parse_args(arguments)
    unknown = [name for name in chosen.lessons if name not in STEMS]
    if unknown:
        parser.error(f"no such lesson: {unknown[0]} (there are: {', '.join(STEMS)})")
    return chosen


def say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()
