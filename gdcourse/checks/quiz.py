"""Questions with one right answer, whose wrong answers each meet a known mistake.

An item is written as a function of a random generator, so that its numbers differ from
version to version and its key is computed, never typed::

    @item("Q1.2", source="LR-04")
    def stable_rates(rng):
        a = rng.choice([2, 4, 5])
        return Numbers(
            f"f(x) = {a / 2:g}x². What is the largest stable learning rate?",
            key=2 / a,
            wrong={1 / a: "That is the one-step rate."},
            why="The factor 1 − lr·a must stay above −1.",
        )

``Choice(question, right, wrong={option: misconception}, why)`` is shown with lettered
options in a seeded order. ``tests/checks/test_quiz.py`` walks all items.
"""

import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from difflib import get_close_matches

import numpy as np

from gdcourse import diary
from gdcourse.checks.report import FAILED, PASSED, say
from gdcourse.checks.showing import show
from gdcourse.checks.task import STEMS, found_in

MISSING = object()
LETTERS = "abcdefgh"


@dataclass(frozen=True)
class Choice:
    """A question with options; every wrong one has its misconception."""

    question: str
    right: str
    wrong: dict[str, str]
    why: str
    order: tuple[str, ...] = ()

    def lines(self) -> list[str]:
        return [
            f"{letter}  {o}" for letter, o in zip(LETTERS, self.order, strict=False)
        ]

    @property
    def example(self) -> str:
        return '"?"'  # a letter might be the right one

    def read(self, answer: object) -> str | None:
        """The option meant by a letter or by its own text."""
        text = str(answer).strip()
        if text.lower() in LETTERS[: len(self.order)] and len(text) == 1:
            return self.order[LETTERS.index(text.lower())]
        return text if text in self.order else None

    def judge(self, option: str) -> tuple[bool, str]:
        letter = LETTERS[self.order.index(option)]
        says = self.why if option == self.right else self.wrong[option]
        return option == self.right, f"{letter}: {option}. {says}"


@dataclass(frozen=True)
class Numbers:
    """A question whose answer is a number, or several in brackets."""

    question: str
    key: float | tuple[float, ...]
    wrong: dict[float | tuple[float, ...], str]
    why: str
    rtol: float = 1e-3
    order: tuple[str, ...] = field(default=())

    def lines(self) -> list[str]:
        return []

    @property
    def example(self) -> str:
        many = np.size(self.key)
        return "1.0" if many == 1 else f"({', '.join(['1.0'] * many)})"

    def read(self, answer: object) -> np.ndarray | None:
        """The numbers of an answer, if it has as many as the key."""
        try:
            numbers = np.asarray(answer, dtype=float)
        except (TypeError, ValueError):
            return None
        return numbers if numbers.size == np.size(self.key) else None

    def judge(self, numbers: np.ndarray) -> tuple[bool, str]:
        said = show(numbers.ravel()[0] if numbers.size == 1 else tuple(numbers))
        if self.near(numbers, self.key):
            return True, f"{said}. {self.why}"
        for value, misconception in self.wrong.items():
            if self.near(numbers, value):
                return False, f"{said}. {misconception}"
        return False, f"{said}. Work it out by hand, then try again."

    def near(self, numbers: np.ndarray, value: object) -> bool:
        return bool(np.allclose(numbers.ravel(), np.ravel(value), self.rtol, 1e-12))


@dataclass(frozen=True)
class Item:
    """One question of the bank: its id, its ledger rows, how a version is made."""

    id: str
    source: str
    make: Callable[[np.random.Generator], Choice | Numbers]

    def version(self, seed: int = 0) -> Choice | Numbers:
        """The question with this version's numbers and order of options."""
        rng = np.random.default_rng([zlib.crc32(self.id.encode()), seed])
        made = self.make(rng)
        if isinstance(made, Numbers):
            return made
        order = rng.permutation([made.right, *made.wrong]).tolist()
        return Choice(made.question, made.right, made.wrong, made.why, tuple(order))


def item(id: str, source: str) -> Callable[[Callable], Item]:
    """Decorate a function of a generator that makes a Choice or Numbers."""
    return lambda make: Item(id, source, make)


def items() -> dict[str, Item]:
    """All items of the course by id, in the order of the lessons."""
    return {id: one for stem in STEMS for id, one in items_of(stem).items()}


def items_of(stem: str) -> dict[str, Item]:
    """The items of a lesson by id; none where it has no quiz yet."""
    return found_in(f"gdcourse.checks.quiz_{stem}", Item)


def quiz(id: str, answer: object = MISSING, *, seed: int = 0) -> None:
    """Show a question, or with an answer: ✓ or ✗ and why. Never graded, never raises.

    Another ``seed`` gives the same question with other numbers.
    """
    bank = items()
    if not isinstance(id, str) or id not in bank:
        near = (get_close_matches(str(id), bank, n=1) or [next(iter(bank))])[0]
        say(f"{FAILED} quiz   no question has this id, got {show(id)}. Try {near!r}.")
        return
    question = bank[id].version(seed)
    extra = f", seed={seed}" if seed else ""
    usage = f'quiz("{id}", {question.example}{extra})'
    if answer is MISSING or answer is None:
        lines = [f"{id}  {question.question}", *question.lines()]
        lines.append(f"Answer in a cell: {usage}")
        say(f"\n{' ' * (len(id) + 2)}".join(lines))
        return
    meant = question.read(answer)
    if meant is None:
        words = "the answer has another form than asked"
        say(f"{FAILED} {id}   {words}, got {show(answer)}. Try the form {usage}.")
        return
    right, words = question.judge(meant)
    diary.note("quiz", id, {"right": right or was_right(id)})
    say(f"{PASSED if right else FAILED} {id}   {words}")


def was_right(id: str) -> bool:
    """Whether the learner has answered it rightly before."""
    return bool(diary.notes("quiz").get(id, {}).get("right"))
