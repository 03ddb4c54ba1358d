"""``check`` and ``hint`` as a learner meets them: a text, never an exception."""

import os
import sys

import numpy as np
import pytest

from gdcourse.checks import check, hint
from gdcourse.checks.check import attempts, shown_hints
from gdcourse.checks.report import CheckFailed, NotAttempted
from gdcourse.checks.start_here import first_descent, walk


@pytest.fixture
def learner(monkeypatch, tmp_path):
    """Learner mode in a fresh session, in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GDCOURSE_STRICT", "0")
    attempts.clear()
    shown_hints.clear()


def said(capfd, verb, *arguments, **more):
    assert verb(*arguments, **more) is None
    out, err = capfd.readouterr()
    assert err == ""
    return out


def descend(x0, lr, n):
    return walk(x0, lr, n)


MISUSES = {
    "swapped": (
        (descend, "E00.1"),
        '✗ check   the task comes first, got a function. Try check("E00.1", descend).',
    ),
    "no function": (
        ("E00.1",),
        "✗ E00.1 descend   the function is missing, got only the task. "
        'Try check("E00.1", descend).',
    ),
    "called": (
        ("E00.1", [5.0, 4.6]),
        "✗ E00.1 descend   the answer must be a function, got [5.0, 4.6]. Give the "
        'function itself, without calling it: check("E00.1", descend).',
    ),
    "none": (
        ("E00.1", None),
        "✗ E00.1 descend   the answer must be a function, got None. Give the "
        'function itself, without calling it: check("E00.1", descend).',
    ),
    "unknown": (
        ("E00.01", descend),
        "✗ check   the task must be one of this course, got 'E00.01'. "
        "Did you mean 'E00.1'?",
    ),
    "far lesson": (
        ("E77.1", descend),
        "✗ check   the task must be one of this course, got 'E77.1'. Did you mean ",
    ),
    "a number": (
        (0.1, descend),
        "✗ check   the task must be one of this course, got 0.1. Did you mean ",
    ),
    "nothing": (
        (),
        "✗ check   the task must be one of this course, got nothing. Did you mean ",
    ),
}


@pytest.mark.parametrize("name", MISUSES)
def test_a_misuse_says_what_is_wrong_what_came_and_what_to_try(learner, capfd, name):
    arguments, text = MISUSES[name]
    assert said(capfd, check, *arguments).startswith(text)


@pytest.mark.parametrize("name", MISUSES)
def test_a_misuse_fails_in_strict_mode(name):
    with pytest.raises(CheckFailed):
        check(*MISUSES[name][0])


class Hostile:
    """Whatever one asks of it raises."""

    def __getattr__(self, name):
        raise RuntimeError(name)

    __call__ = __eq__ = __repr__ = __str__ = __len__ = __iter__ = __array__ = (
        __getattr__
    )
    __float__ = __index__ = __bool__ = __add__ = __sub__ = __lt__ = __getattr__
    __hash__ = None


def endless_list(x0, lr, n):
    ring = [x0]
    ring.append(ring)
    return ring


def leaves(x0, lr, n):
    sys.exit()


def deep(x0, lr, n):
    return deep(x0, lr, n)


def raises_hostile(x0, lr, n):
    class Mute(BaseException):
        __str__ = __repr__ = property(lambda self: 1 / 0)

    raise Mute


def closes_output(x0, lr, n):
    sys.stdout.close()
    return walk(x0, lr, n)[:-1]


def changes_folder(x0, lr, n):
    os.chdir(os.curdir)


def equals_all(x0, lr, n):
    class Yes(float):
        def __eq__(self, other):
            return True

        __hash__ = float.__hash__
        __sub__ = __rsub__ = lambda self, other: 0.0

    return [Yes(1.0)] * (n + 1)


WRONG = [
    Hostile(),
    lambda x0, lr, n: Hostile(),
    lambda x0, lr, n: [Hostile()],
    lambda x0, lr, n: None,
    lambda x0, lr, n: x0,
    lambda x0, lr, n: [],
    lambda x0, lr, n: "path",
    lambda x0, lr, n: b"path",
    lambda x0, lr, n: {1: 2},
    lambda x0, lr, n: (x for x in [x0]),
    lambda x0, lr, n: [x0] * (n + 1),
    lambda x0, lr, n: [complex(x0)] * (n + 1),
    lambda x0, lr, n: [float("nan")] * (n + 1),
    lambda x0, lr, n: [10**400] * (n + 1),
    lambda x0, lr, n: [True] * (n + 1),
    lambda x0, lr, n: np.array(["a"] * (n + 1)),
    lambda x0, lr, n: np.array([None] * (n + 1)),
    lambda x0, lr, n: np.zeros((n + 1, 1)),
    lambda x0, lr, n: np.zeros(10**6),
    lambda x0, lr, n: np.ma.masked_all(n + 1),
    lambda x0, lr, n: walk(x0, lr, n).append(1),
    lambda x0, lr, n: walk(x0, lr, n + 1),
    lambda x0, lr, n: [walk],
    lambda x0, lr, n: [[x0], [x0, x0]],
    lambda x0, lr, n: 1 / 0,
    lambda x0, lr, n: undefined,  # noqa: F821  a learner's misspelled name
    lambda x0, lr, n: input(),
    lambda x0, lr, n: (yield),
    lambda: None,
    lambda x0: None,
    lambda *a, **k: a[7],
    int,
    print,
    type,
    endless_list,
    leaves,
    deep,
    raises_hostile,
    closes_output,
    equals_all,
]


@pytest.mark.parametrize("place", range(len(WRONG)))
def test_a_learner_never_meets_an_exception(learner, capfd, place):
    text = said(capfd, check, "E00.1", WRONG[place])
    assert text.startswith("✗ E00.1 descend   ")
    assert "this check is broken" not in text
    assert len(text.splitlines()[0]) < 220


@pytest.mark.parametrize("place", range(len(WRONG)))
def test_a_wrong_answer_fails_in_strict_mode(place):
    with pytest.raises(CheckFailed) as caught:
        check("E00.1", WRONG[place])
    assert not isinstance(caught.value, NotAttempted)


def test_a_right_answer_prints_its_points(learner, capfd):
    assert said(capfd, check, "E00.1", descend) == "✓ E00.1 descend   3 of 3 points\n"


def test_an_answer_may_print_warn_and_flood(learner, capfd):
    def loud(x0, lr, n):
        print("x" * 100_000)  # noqa: T201  what a learner's answer does
        np.array(1.0) / np.array(0.0)
        return walk(x0, lr, n)

    assert said(capfd, check, "E00.1", loud) == "✓ E00.1 descend   3 of 3 points\n"


def test_a_stub_is_open_and_raises_only_in_strict_mode(learner, capfd, monkeypatch):
    def stub(x0, lr, n):
        raise NotImplementedError("your turn")

    text = "○ E00.1 descend   not attempted yet"
    assert said(capfd, check, "E00.1", stub) == text + "\n"
    monkeypatch.setenv("GDCOURSE_STRICT", "1")
    with pytest.raises(NotAttempted, match=text):
        check("E00.1", stub)


def hints_in(text):
    return [line.split("hint: ")[1] for line in text.splitlines() if "hint: " in line]


def test_hints_grow_with_different_attempts_only(learner, capfd):
    levels = first_descent.hints
    one, two = (lambda x0, lr, n: [x0, 1.0]), (lambda x0, lr, n: [x0, 2.0])
    assert hints_in(said(capfd, check, "E00.1", one)) == levels[:1]
    assert hints_in(said(capfd, check, "E00.1", one)) == levels[:1]
    assert hints_in(said(capfd, check, "E00.1", two)) == levels[:2]


def test_the_hint_of_the_matched_mutant_comes_first(learner, capfd):
    for attempt, mutant in enumerate(first_descent.mutants[:3]):
        hints = hints_in(said(capfd, check, "E00.1", mutant.answer))
        assert hints == [mutant.hint, *first_descent.hints][: attempt + 1]


def test_an_answer_like_a_mutant_gets_its_hint(learner, capfd):
    def uphill(x0, lr, n):
        path = [x0]
        for _ in range(n):
            path.append(path[-1] + lr * 2 * (path[-1] - 3))
        return path

    wanted = next(m for m in first_descent.mutants if m.name == "walks_uphill")
    assert hints_in(said(capfd, check, "E00.1", uphill)) == [wanted.hint]


def test_fresh_inputs_at_each_run_find_what_one_example_hides(learner, capfd):
    seen = []

    def spy(x0, lr, n):
        seen.append((x0, lr, n))
        return walk(x0, lr, n)

    said(capfd, check, "E00.1", spy)
    first = seen.copy()
    seen.clear()
    said(capfd, check, "E00.1", spy)
    assert first[0] == seen[0] == (5.0, 0.1, 1)
    assert first != seen


def test_hint_gives_the_next_one_or_the_level_asked_for(learner, capfd):
    start = "· E00.1 descend   hint"
    levels = first_descent.hints
    assert said(capfd, hint, "E00.1") == f"{start} 1 of 3: {levels[0]}\n"
    assert said(capfd, hint, "E00.1") == f"{start} 2 of 3: {levels[1]}\n"
    assert said(capfd, hint, "E00.1", level=1) == f"{start} 1 of 3: {levels[0]}\n"
    assert said(capfd, hint, "E00.1", level=9) == (
        f"{start} 3 of 3: {levels[2]}\n"
        "        after an attempt you may look: "
        'from gdcourse.checks import solution; solution("E00.1")\n'
    )
    assert said(capfd, hint, "E00.7").startswith("✗ hint   the task must be one of")


def test_a_hint_is_printed_in_strict_mode_too(capfd):
    """A lesson may show one; nbval must not take it for a failure."""
    wanted = f"· E00.1 descend   hint 1 of 3: {first_descent.hints[0]}\n"
    assert said(capfd, hint, "E00.1", 1) == wanted


def test_a_broken_check_does_not_stop_a_learner(learner, capfd, monkeypatch):
    def broken(task, answer):
        raise RuntimeError("ours")

    # The room's name ``check`` is the function; the module is only found here.
    monkeypatch.setattr(sys.modules["gdcourse.checks.check"], "examined", broken)
    assert "this check is broken" in said(capfd, check, "E00.1", descend)
    monkeypatch.setenv("GDCOURSE_STRICT", "1")
    with pytest.raises(RuntimeError, match="ours"):
        check("E00.1", descend)
