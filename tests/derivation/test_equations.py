"""The equation of a rule, made by running it: small rules whose equation is plain."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
import sympy as sp

from gdcourse.derivation.equations import INDEX, after, before, equation_of, exact
from gdcourse.derivation.rule_letters import letter


@dataclass
class Ball:
    lr: Any = 0.1
    momentum: float = 0.9

    def init(self, x):
        return 0 * x

    def step(self, x, grad, v, t):
        v = self.momentum * v + grad
        return x - self.lr * v, v


@dataclass
class Mean:
    lr: float = 0.1
    decay: float = 0.9

    def init(self, x):
        return 0 * x, 0 * x

    def step(self, x, grad, memory, t):
        m, unused = memory
        m = self.decay * m + (1 - self.decay) * grad
        return x - 1.0 * self.lr * (m / (1 - self.decay**t)) ** 0.5, (m, unused)


@dataclass
class Asking:
    gradient: Callable | None = None

    def init(self, x):
        return

    def step(self, y, grad, memory, t):
        return y - self.gradient(y - 2 * grad), memory


@dataclass
class Comparing:
    def init(self, x):
        return

    def step(self, x, grad, memory, t):
        return (x if grad > 0 else -x), memory


def test_each_line_uses_the_letters_above_it():
    assert str(equation_of(Ball())) == (
        "v_{k+1} = beta*v_k + g_k\nx_{k+1} = x_k - alpha*v_{k+1}"
    )


def test_latex_has_the_same_lines():
    assert equation_of(Ball()).latex == (
        r"\begin{aligned} v_{k+1} &= \beta v_{k} + g_{k} \\ "
        r"x_{k+1} &= x_{k} - \alpha v_{k+1} \end{aligned}"
    )
    assert equation_of(Ball())._repr_latex_().startswith(r"$\displaystyle \begin{ali")


def test_the_old_point_stands_in_front():
    class Forward(Ball):
        def step(self, x, grad, v, t):
            return x + v, v

    assert str(equation_of(Forward())) == "x_{k+1} = x_k + v_k"


def test_a_part_of_the_memory_that_does_not_change_has_no_line():
    lines = str(equation_of(Mean())).splitlines()
    assert [line.split(" = ")[0] for line in lines] == ["m_{k+1}", "x_{k+1}"]


def test_halves_are_roots_and_ones_are_nothing():
    text = str(equation_of(Mean()))
    assert text.splitlines()[1] == (
        "x_{k+1} = x_k - alpha*sqrt(m_{k+1}/(1 - rho**(k + 1)))"
    )


def test_formulas_are_in_terms_of_what_was_before():
    formulas = equation_of(Ball()).formulas
    alpha, beta = sp.symbols("alpha beta", positive=True)
    x, v, g = map(letter, ("x_k", "v_k", "g_k"))
    assert sp.expand(formulas[letter("x_{k+1}")] - x + alpha * (beta * v + g)) == 0


def test_a_number_that_is_0_is_left_out():
    assert str(equation_of(Ball(momentum=0.0))).startswith("v_{k+1} = g_k\n")


def test_a_schedule_has_an_index():
    assert "alpha_k*v_{k+1}" in str(equation_of(Ball(lr=lambda k: 0.1)))


def test_a_function_that_is_missing_is_shown_and_the_point_has_the_codes_name():
    assert str(equation_of(Asking())) == "y_{k+1} = y_k - ∇f(y_k - 2*g_k)"


def test_a_function_that_was_given_is_not_run():
    assert "∇f" in str(equation_of(Asking(gradient=lambda x: x)))
    assert r"\nabla f" in equation_of(Asking()).latex


@pytest.mark.parametrize("rule", [None, 0.1, Ball, "Adam"])
def test_what_is_no_rule_is_refused(rule):
    with pytest.raises(TypeError, match=r"rule must be an update rule, got .+\. Give"):
        equation_of(rule)


def test_a_step_that_compares_numbers_is_refused():
    message = r"must be plain arithmetic, got Comparing\(\)\. It compares numbers"
    with pytest.raises(ValueError, match=message):
        equation_of(Comparing())


def test_letters_before_and_after_belong_together():
    assert after(letter("v_k")) == letter("v_{k+1}")
    assert before(after(letter("v_k"))) == letter("v_k")


def test_only_whole_numbers_and_halves_become_exact():
    x = letter("x")
    assert exact(1.0 * x**0.5) == sp.sqrt(x)
    assert exact(0.96 * x) == 0.96 * x
    assert exact(2 * INDEX) == 2 * INDEX
