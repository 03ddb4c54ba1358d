"""Lesson 07: letters for everything that an update rule works with."""

import ast
import inspect
import textwrap
from collections.abc import Iterator
from dataclasses import fields, replace
from typing import Any

import sympy as sp

# Field of a rule -> the letter of the docstrings.
LETTERS = {
    "lr": "alpha",
    "momentum": "beta",
    "dampening": "delta",
    "weight_decay": "lambda",
    "eps": "epsilon",
    "alpha": "rho",
    "lr_decay": "eta",
    "momentum_decay": "psi",
    "trust_coefficient": "eta",
    "strong_convexity": "mu",
    "decay": "rho",
    "damping": "lambda",
    "limit": "c",
    "minimum": "f_min",
    "lr_max": "alpha_max",
    "strength": "lambda",
}
FUNCTIONS = {"value": "f", "gradient": r"\nabla f", "hessian": "H"}
# What the code calls a part of the memory -> what a formula calls it.
MEMORIES = {
    "largest": "v^max",
    "product": "Pi",
    "before": "x",
    "t_now": "t",
    "mean": "xbar",
}


def letter(name: str) -> sp.Symbol:
    """A real number with this name."""
    return sp.Symbol(name, real=True)


def on_letters(rule: Any, taken: set[str] | None = None) -> Any:
    """The rule with a positive letter for each number in it that is not 0.

    A function that is still missing becomes f, ∇f or H, a schedule a letter with
    index k.
    """
    taken = set() if taken is None else taken
    changes = {}
    for field in fields(rule):
        name, value = field.name, getattr(rule, field.name)
        if hasattr(value, "init") and hasattr(value, "step"):
            changes[name] = on_letters(value, taken)
        elif name in FUNCTIONS:
            changes[name] = sp.Function(FUNCTIONS[name], real=True)
        elif name == "betas":
            pairs = zip(("beta_1", "beta_2"), value, strict=True)
            changes[name] = tuple(_hyper(*pair) for pair in pairs)
        elif isinstance(value, float) or callable(value):
            changes[name] = _hyper(_free(LETTERS.get(name, name), taken), value)
    return replace(rule, **changes)


def _free(name: str, taken: set[str]) -> str:
    """The name, with a prime if another number has it: ρ' beside ρ."""
    while name in taken:
        name += "'"
    taken.add(name)
    return name


def _hyper(name: str, value: Any) -> Any:
    if isinstance(value, float) and value in (0.0, float("inf")):
        return value  # the rule leaves the term out
    return sp.Symbol(f"{name}_k" if callable(value) else name, positive=True)


def memory_on_letters(rule: Any, memory: Any) -> tuple[Any, list[sp.Symbol]]:
    """The memory with a letter for each number in it, and these letters."""
    names = iter([f"{MEMORIES.get(name, name)}_k" for name in _names(rule, memory)])
    used: list[sp.Symbol] = []

    def filled(part: Any) -> Any:
        if isinstance(part, tuple):
            parts = [filled(one) for one in part]
            return type(part)(*parts) if hasattr(part, "_fields") else tuple(parts)
        if part is None:
            return None
        used.append(letter(next(names)))
        return used[-1]

    return filled(memory), used


def _names(rule: Any, memory: Any) -> list[str]:
    """What the code of ``step`` calls the parts of its memory."""
    if hasattr(memory, "_fields"):
        own = [name for name in memory._fields if name != "inner"]
        return own + (_names(rule.rule, memory.inner) if hasattr(rule, "rule") else [])
    if hasattr(rule, "rule"):
        return _names(rule.rule, memory)
    step = type(rule).step
    name = list(inspect.signature(step).parameters)[3]
    return _unpacked(step, name) if isinstance(memory, tuple) else [name]


def _unpacked(step: Any, memory: str) -> list[str]:
    """The names on the left of ``m, v = memory``, or of ``… = f(*memory)``."""
    for line in ast.walk(ast.parse(textwrap.dedent(inspect.getsource(step)))):
        if isinstance(line, ast.Assign) and isinstance(line.targets[-1], ast.Tuple):
            used = {node.id for node in ast.walk(line.value) if hasattr(node, "id")}
            if memory in used:
                return [name.id for name in line.targets[-1].elts]
    return []


def leaves(memory: Any) -> Iterator[Any]:
    """The numbers in a memory, however its tuples are nested."""
    if isinstance(memory, tuple):
        for part in memory:
            yield from leaves(part)
    elif memory is not None:
        yield memory
