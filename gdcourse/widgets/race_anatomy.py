"""Lesson 07: one step of a method: its equation, and the same with its numbers."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import fields
from functools import lru_cache
from typing import Any

import numpy as np

from gdcourse.derivation import equation_of
from gdcourse.derivation.rule_letters import LETTERS, leaves, memory_on_letters
from gdcourse.widgets.race_runs import RULES, SCALES, runs

MOST_LINES = 3
LONG = 88  # characters: a longer line is broken in two
LETTER = re.compile(r"[A-Za-z]+(?:_\{k\+1\}|_[a-z0-9]+)?")
SIGNS = (("**2", "²"), ("**", "^"), ("*", "·"), ("-", "−"), ("sqrt", "√"), ("/", " / "))


@lru_cache(maxsize=8)
def equation(method: str) -> tuple[Any, tuple[str, ...], tuple[str, ...]]:
    """A method's update on letters, its lines in LaTeX, and the letters of its memory.

    >>> update, lines, memory = equation("heavy ball")
    >>> lines[0], memory
    ('$v_{k+1} = \\\\beta v_{k} + g_{k}$', ('v_k',))
    """
    rule = RULES[method](0.1)
    update = equation_of(rule)
    inner = update.latex.removeprefix(r"\begin{aligned}").removesuffix(r"\end{aligned}")
    lines = tuple(f"${row.replace('&', '').strip()}$" for row in inner.split(r"\\"))
    _, letters = memory_on_letters(rule, rule.init(0.0))
    return update, lines, tuple(letter.name for letter in letters)


def values_of(where: str, method: str, scale: float, k: int) -> dict[str, Any]:
    """What every letter of the equation is worth at step k: numbers and pairs."""
    now, column = runs(where, method).updates[k], SCALES.index(scale)
    known = hyper_parameters(method, runs(where, method).rate * scale) | {"k": k}
    letters = equation(method)[2]
    for end, memory in (("_k", now.memory), ("_{k+1}", now.next_memory)):
        for letter, leaf in zip(letters, leaves(memory), strict=True):
            known[letter.removesuffix("_k") + end] = np.asarray(leaf)[:, column]
    points = {"x_k": now.x, "g_k": now.grad, "x_{k+1}": now.next_x}
    return known | {letter: pair[:, column] for letter, pair in points.items()}


def hyper_parameters(method: str, lr: float) -> dict[str, float]:
    """The numbers of a rule under the letters of its equation.

    >>> hyper_parameters("heavy ball", 0.1)["beta"]
    0.9
    """
    rule, found = RULES[method](lr), {}
    for field in fields(rule):
        value = getattr(rule, field.name)
        if field.name == "betas":
            found |= {"beta_1": value[0], "beta_2": value[1]}
        elif isinstance(value, float):
            found[LETTERS.get(field.name, field.name)] = value
    return found


def live_lines(update: Any, known: Mapping[str, Any]) -> list[str]:
    """Each line of the equation with numbers for its letters, and what comes out."""
    lines = []
    for line in str(update).splitlines():
        left, right = line.split(" = ", 1)
        right = right.replace("(k + 1)", str(known["k"] + 1))
        for sign, shown in SIGNS:
            right = right.replace(sign, shown)
        filled = LETTER.sub(lambda found: worth(found[0], known), right)
        whole = f"{filled} = {number(known[left])}"
        pause = " / " if " / " in filled else " = "
        lines.append(whole.replace(pause, "\n" + pause, len(whole) > LONG))
    return lines


def worth(letter: str, known: Mapping[str, Any]) -> str:
    """A letter's number as text; names of functions stay."""
    return number(known[letter]) if letter in known else letter


def number(value: Any) -> str:
    """A number in three digits, a point as a pair of them.

    >>> number(np.array([1.2345, -0.5])), number(1e-8)
    ('(1.23, −0.5)', '1e−08')
    """
    if np.ndim(value):
        return f"({', '.join(map(number, value))})"
    return f"{value:.3g}".replace("-", "−")


def anatomy(where: str, method: str, scale: float, k: int) -> dict[str, Any]:
    """The texts of one step, in ``MOST_LINES`` rows of two."""
    update, equations, _ = equation(method)
    known = values_of(where, method, scale, k)
    shown = {f"equation {row}": text for row, text in rows(equations)} | {
        f"numbers {row}": text for row, text in rows(live_lines(update, known))
    }
    return shown | {"step": f"Step {k} → {k + 1} of {method}, pairs are (x, y)"}


def rows(texts: Iterable[str]) -> list[tuple[int, str]]:
    """The texts numbered, with empty ones for the rows that are left."""
    listed = list(texts)
    return list(enumerate([*listed, *[""] * (MOST_LINES - len(listed))]))
