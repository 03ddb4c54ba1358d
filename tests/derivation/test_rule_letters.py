"""Letters for a rule: its numbers, its functions, the parts of its memory."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

import pytest

from gdcourse.derivation.rule_letters import (
    LETTERS,
    leaves,
    letter,
    memory_on_letters,
    on_letters,
)


@dataclass
class Pair:
    lr: Any = 0.1
    betas: tuple = (0.9, 0.0)
    weight_decay: float = 0.0
    lr_max: float = float("inf")
    gradient: Callable | None = None
    convention: str = "outside"
    nesterov: bool = False

    def init(self, x):
        return 0 * x, 0 * x

    def step(self, x, grad, memory, t):
        m, largest = memory
        return x - self.lr * grad, (m, largest)


class Kept(NamedTuple):
    mean: Any
    inner: Any


@dataclass
class Around:
    rule: Any
    decay: float = 0.9
    rho: float = 0.5

    def init(self, x):
        return Kept(1 * x, self.rule.init(x))

    def step(self, x, grad, memory, t):
        x, inner = self.rule.step(x, grad, memory.inner, t)
        return x, Kept(x, inner)


def names_of(rule) -> list[str]:
    memory = rule.init(1.0)
    filled, letters = memory_on_letters(rule, memory)
    assert list(leaves(filled)) == letters
    assert isinstance(filled, tuple) == isinstance(memory, tuple)
    return [part.name for part in letters]


def test_a_number_becomes_the_positive_letter_of_the_docstrings():
    rule = on_letters(Pair())
    assert (rule.lr.name, rule.betas[0].name) == ("alpha", "beta_1")
    assert rule.lr.is_positive


def test_what_is_off_stays_off():
    rule = on_letters(Pair())
    assert (rule.weight_decay, rule.betas[1], rule.lr_max) == (0.0, 0.0, float("inf"))


def test_switches_stay_as_they_are():
    rule = on_letters(Pair(nesterov=True))
    assert (rule.convention, rule.nesterov) == ("outside", True)


def test_a_schedule_becomes_a_letter_with_an_index():
    assert on_letters(Pair(lr=lambda k: 0.1)).lr.name == "alpha_k"


def test_a_missing_function_becomes_a_function_of_letters():
    x = letter("x_k")
    assert str(on_letters(Pair()).gradient(2 * x)) == r"\nabla f(2*x_k)"


def test_two_numbers_never_share_a_letter():
    assert LETTERS["decay"] == "rho"
    rule = on_letters(Around(Around(Pair())))
    letters = [rule.decay, rule.rho, rule.rule.decay, rule.rule.rho, rule.rule.rule.lr]
    assert len(set(letters)) == 5


def test_the_memory_is_named_as_in_the_code():
    assert names_of(Pair()) == ["m_k", "v^max_k"]
    assert names_of(Around(Pair())) == ["xbar_k", "m_k", "v^max_k"]


def test_a_memory_of_one_part_has_the_name_of_the_argument():
    class Ball(Pair):
        def init(self, x):
            return 0 * x

        def step(self, x, grad, v, t):
            return x - v, v

    assert names_of(Ball()) == ["v_k"]


def test_a_memory_that_is_unpacked_in_a_call_is_named_too():
    class Called(Pair):
        def step(self, x, grad, memory, t):
            m_hat, v_hat = m, v = (*memory,)
            return x - m_hat + v_hat, (m, v)

    assert names_of(Called()) == ["m_k", "v_k"]


def test_no_memory_has_no_letters():
    assert memory_on_letters(Pair(), None) == (None, [])


@pytest.mark.parametrize("memory", [None, 1.0, (1.0, (2.0, None)), Kept(1.0, (2.0,))])
def test_leaves_are_the_numbers_in_order(memory):
    assert list(leaves(memory)) == sorted(leaves(memory))
