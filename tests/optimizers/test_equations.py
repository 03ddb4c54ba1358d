"""The code of every rule against its documented equation: run on letters, compared.

Two formulas are called equal if they agree to 28 digits at random rational points.
"""

import sys
from dataclasses import replace
from functools import cache

import mpmath
import numpy as np
import pytest
import sympy as sp
from documented import DOCUMENTED, alpha, f, slope
from rules import ROWS

from gdcourse.derivation.equations import INDEX, Update, equation_of
from gdcourse.derivation.rule_letters import (
    leaves,
    letter,
    memory_on_letters,
    on_letters,
)
from gdcourse.optimizers.adam import Adam
from gdcourse.optimizers.barzilai_borwein import BarzilaiBorwein
from gdcourse.optimizers.layerwise import LAMB
from gdcourse.optimizers.preconditioning import Preconditioned
from gdcourse.optimizers.quasi_newton import BFGS
from gdcourse.optimizers.second_order import Newton
from gdcourse.optimizers.wolfe import Wolfe

BY_LETTERS = [row for row in ROWS if row.symbols]
NINES = (sp.Rational(9, 10),) * 2
every = pytest.mark.parametrize("row", BY_LETTERS, ids=str)


@cache
def printed(row) -> Update:
    return equation_of(row.rule)


def step_on_letters(row, t: int) -> list[sp.Expr]:
    """The next memory, part by part, and the next point."""
    rule = on_letters(row.rule)
    if "betas" in row.numbers:
        rule = replace(rule, betas=NINES)
    name = "y" if type(rule).__name__ == "Nesterov" else "x"
    x, g = letter(f"{name}_k"), letter("g_k")
    memory, _ = memory_on_letters(rule, rule.init(x))
    point, memory = rule.step(x, g, memory, t)
    return [*leaves(memory), point]


def random_numbers(letters, seed: int) -> list[sp.Rational]:
    """A rational for each letter, below 1; those that may be negative sometimes are."""
    rng, values = np.random.default_rng(seed), []
    for one in letters:
        number = sp.Rational(int(rng.integers(1, 1000)), 1009)
        signed = str(one) in ("x_k", "y_k", "g_k", "m_k", "b_k")
        values.append(-number if signed and rng.integers(2) else number)
    return values


def exactly(formula) -> sp.Expr:
    """With 1/2 for 0.5, 24/25 for 0.96, and a polynomial each for f and ∇f."""
    formula = sp.sympify(formula).replace(
        lambda part: part.is_Float, lambda part: sp.Rational(str(float(part)))
    )
    formula = formula.replace(f, lambda z: z**4 + z**2 + 1)
    return formula.replace(slope, lambda z: 4 * z**3 + 2 * z)


def equal(one, other, digits: int = 28) -> bool:
    one, other = exactly(one), exactly(other)
    letters = sorted(one.free_symbols | other.free_symbols, key=str)
    compiled = [sp.lambdify(letters, side, "mpmath") for side in (one, other)]
    with mpmath.workdps(digits + 5):
        for seed in range(4):
            numbers = [mpmath.mpf(q.p) / q.q for q in random_numbers(letters, seed)]
            mine, theirs = (mpmath.mpf(side(*numbers)) for side in compiled)
            if abs(mine - theirs) > mpmath.mpf(10) ** -digits:
                return False
    return True


def test_every_rule_that_runs_on_letters_has_its_documented_equation():
    assert set(DOCUMENTED) == {str(row) for row in BY_LETTERS}


@every
@pytest.mark.parametrize("t", [1, 2, 3])
def test_the_code_is_the_documented_equation(row, t):
    code, equation = step_on_letters(row, t), DOCUMENTED[str(row)](t)
    assert len(code) == len(equation)
    for mine, theirs in zip(code, equation, strict=True):
        assert equal(mine, theirs), f"{mine} is not {theirs}"


def test_radam_that_divides_is_its_documented_equation():
    """Its ρ_t is a number, so that the root of it is one with 15 digits."""
    row = next(row for row in BY_LETTERS if str(row) == "RAdam")
    code, equation = step_on_letters(row, 8), DOCUMENTED["RAdam"](8)
    assert all(equal(*pair, digits=14) for pair in zip(code, equation, strict=True))
    assert not equal(code[-1], step_on_letters(row, 3)[-1], digits=14)


@pytest.mark.parametrize("name", ["Adam", "Momentum", "Nesterov", "RMSprop"])
def test_a_wrong_equation_is_found_out(name):
    row = next(row for row in BY_LETTERS if str(row) == name)
    code, tiny = step_on_letters(row, 2)[-1], sp.Rational(1, 10**20)
    assert not equal(code, DOCUMENTED[name](2)[-1].subs(alpha, alpha + tiny))
    assert not equal(code + tiny, code)


COMPARING = ("RAdam", "PolyakRuppert")  # their steps compare numbers
PRINTABLE = [row for row in BY_LETTERS if str(row) not in COMPARING]


@pytest.mark.parametrize("row", PRINTABLE, ids=str)
def test_the_printed_equation_is_the_documented_one(row):
    update = printed(row)
    code = step_on_letters(row, 3)
    x, memory = letter("x_k"), memory_on_letters(row.rule, row.rule.init(0.0))[1]
    names = [*memory, letter("y_k") if str(row).startswith("Nesterov") else x]
    for old, mine in zip(names, code, strict=True):
        new = letter(old.name.removesuffix("_k") + "_{k+1}")
        shown = update.formulas.get(new, old).subs(INDEX, 2)
        assert equal(shown, mine), f"{shown} is not {mine}"


@pytest.mark.parametrize("row", PRINTABLE, ids=str)
def test_the_lines_of_an_equation_add_up_to_its_formulas(row):
    update = printed(row)
    known: dict = {}
    for new, formula in update.lines:
        known[new] = formula.subs(known)
        assert equal(known[new].subs(INDEX, 2), update.formulas[new].subs(INDEX, 2))


def test_the_equations_of_all_rules_can_be_read(capsys):
    table = [f"{row}\n{printed(row)}\n" for row in PRINTABLE]
    with capsys.disabled():
        sys.stdout.write("\n\n" + "\n".join(table))
    assert all("_{k+1} = " in text for text in table)


def test_adam_reads_as_in_its_docstring():
    update = equation_of(Adam())
    assert isinstance(update, Update)
    assert str(update).splitlines()[:2] == [
        "m_{k+1} = beta_1*m_k + g_k*(1 - beta_1)",
        "v_{k+1} = beta_2*v_k + g_k**2*(1 - beta_2)",
    ]


def test_the_equation_of_newton_names_the_hessian():
    printed = str(equation_of(Newton(damping=0.5)))
    assert printed == "x_{k+1} = x_k - alpha*g_k/(lambda + H(x_k))"


def test_a_norm_of_the_memory_is_written_with_the_memory():
    assert "Abs(m_{k+1}/" in str(equation_of(LAMB()))


@pytest.mark.parametrize(
    "rule",
    [BFGS(), Wolfe(), Preconditioned(Adam(), [1.0]), BarzilaiBorwein()],
    ids=repr,
)
def test_a_rule_that_does_not_run_on_letters_is_told_in_one_line(rule):
    with pytest.raises(ValueError, match=r"must be plain arithmetic, .* on numbers"):
        equation_of(rule)
