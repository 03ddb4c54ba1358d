"""Write a task in one screen: what is asked, what must hold, what usually goes wrong.

A complete example stands in ``gdcourse/checks/start_here.py`` (E00.1). In short::

    double = Task(
        "E00.9", "double(x)", points=2, returns=number,
        probes=[(3.0,), (-1.5,)],
        hints=["Add the number to itself."],
    )

    @double.property("zero stays zero.", points=1)
    def zero(call, rng):
        yield call(0.0), 0.0

    @double.property("the result must be twice the number.", points=1)
    def twice(call, rng):
        yield call(1.0), 2.0                    # the published example comes first
        for _ in range(5):
            x = inputs.number(rng)              # then fresh inputs
            yield call(x), x + x

    @double.mutant("What is 3 · 3, and what is 3 + 3?")
    def squares(x):
        return x * x

- **Order.** Properties are listed from the simplest to the finest; the first that fails
  is reported, with its smallest failing input. Their points add up to the task's.
- **A property** is a generator of pairs ``what came, what is wanted`` (a third entry
  replaces the claim for this pair). ``call(...)`` runs the answer by position, on
  copies, quietly and within ``seconds``, and gives a value of the kind ``returns``.
  After it, ``call.passed`` are the arguments as the answer left them. ``call.raising``
  gives the error instead of a value. Wanted may be ``such_that("words", test)`` or
  ``raises(ValueError)``. ``rtol`` is 1e-12 unless the property says otherwise.
- **Reusable**: ``double.leaves_arguments_alone(walks, points=1)``.
- **Mutants** are usual wrong answers, each with its own hint. An answer that gives the
  same results as a mutant on all ``probes`` (tuples of arguments) gets that hint first.
- **Time** is counted on the processor: ``seconds`` (2) per call. A task whose answer
  returns functions calls them through ``running.run``, too.
- **In the master notebook** (``solutions/``) a task is three cells: goal; answer
  (grade_id ``E00-9-double``) with ``### BEGIN SOLUTION words for the learner`` and
  ``### END SOLUTION`` around what the learner writes; ``check("E00.9", double)``
  (grade_id ``E00-9-double-check``, the task's points). Then ``gdcourse build``.
- ``tests/checks/test_all_tasks.py`` finds the task by itself: the master notebook's
  answer passes, the stub is open, each mutant fails with its hint, constants fail, and
  the right answers in ``VARIANTS`` of ``tests/checks/test_<lesson>.py`` pass.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from importlib import import_module
from typing import TypeVar

from gdcourse.checks.kinds import Kind, anything
from gdcourse.checks.running import copied

# The lessons in order: a lesson's place is its number, its stem opens everything else.
STEMS = (
    "start_here",
    "gradients",
    "gradient_descent",
    "convergence_proofs",
    "line_search",
    "batch_variants",
    "noise",
    "momentum",
    "adaptive_methods",
    "weight_decay",
    "schedules",
)

Trials = Callable[..., Iterator[tuple]]
Record = TypeVar("Record")


@dataclass(frozen=True)
class Property:
    """One claim about an answer, what it is worth, and the trials that show it."""

    claim: str
    points: float
    trials: Trials
    rtol: float = 1e-12


@dataclass(frozen=True)
class Mutant:
    """A usual wrong answer and the hint for whoever gives it."""

    name: str
    hint: str
    answer: Callable


@dataclass
class Task:
    """One exercise; see the module's docstring for how to write it."""

    id: str
    signature: str
    points: float
    probes: list[tuple]
    hints: list[str]
    returns: Kind = anything
    seconds: float = 2.0
    properties: list[Property] = field(default_factory=list)
    mutants: list[Mutant] = field(default_factory=list)
    name: str = field(init=False)
    arguments: tuple[str, ...] = field(init=False)
    marks: list[list] = field(init=False, default_factory=list)  # of mutants tried once

    def __post_init__(self) -> None:
        self.name = self.signature.split("(")[0]
        self.arguments = tuple(re.findall(r"[(,]\s*(\w+)", self.signature))

    def property(self, claim: str, points: float, rtol: float = 1e-12) -> Callable:
        """Decorate a generator ``trials(call, rng)`` of pairs (came, wanted)."""

        def add(trials: Trials) -> Trials:
            self.properties.append(Property(claim, points, trials, rtol))
            return trials

        return add

    def mutant(self, hint: str) -> Callable:
        """Decorate a usual wrong answer; its hint goes to whoever gives it."""

        def add(answer: Callable) -> Callable:
            self.mutants.append(Mutant(answer.__name__, hint, answer))
            return answer

        return add

    def leaves_arguments_alone(
        self, arguments: Callable[..., Iterable[tuple]], points: float
    ) -> None:
        """The property that arrays and lists given to the answer stay as they were."""

        def untouched(call: Callable, rng: object) -> Iterator[tuple]:
            for given in arguments(rng):
                before = copied(given)
                call(*given)
                yield call.passed, before

        claim = "it must not change its arguments; work on a copy."
        self.properties.append(Property(claim, points, untouched, 0.0))


def tasks_of(stem: str) -> dict[str, Task]:
    """All tasks of a lesson by id; none where the lesson has no checks yet."""
    return found_in(f"gdcourse.checks.{stem}", Task)


def found_in(name: str, record: type[Record]) -> dict[str, Record]:
    """The records of this type in a module, by id; none where there is no module."""
    try:
        module = import_module(name)
    except ModuleNotFoundError as error:
        if error.name != name:
            raise
        return {}
    return {one.id: one for one in vars(module).values() if isinstance(one, record)}


def find_task(task_id: str) -> Task | None:
    """The task with this id (E and the lesson's number, a point, its place)."""
    match = re.fullmatch(r"E(\d\d)\.\d+", task_id)
    if match is None or int(match[1]) >= len(STEMS):
        return None
    return tasks_of(STEMS[int(match[1])]).get(task_id)
