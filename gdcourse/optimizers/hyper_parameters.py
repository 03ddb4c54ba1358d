"""Lesson 10: numbers that steer a rule, and what they may be.

A hyper-parameter is a number, an array with one entry per run of a grid, or a schedule:
a function of k, the number of updates already made, k = 0, 1, 2, … The first update
reads a schedule at k = 0, as in ``torch.optim.lr_scheduler``. SymPy symbols pass too.
"""

from collections.abc import Callable
from dataclasses import fields
from typing import Any

import numpy as np

from gdcourse.arguments import not_negative, shown, switch

Hyper = float | np.ndarray | Callable[[int], float]


def at(hyper: Hyper, k: int) -> float | np.ndarray:
    """The value of a hyper-parameter after k updates.

    A NumPy number becomes a Python number, because float32 times ``np.float64`` is
    float64 and would change the type of the parameters silently.

    >>> at(0.1, 7)
    0.1
    >>> at(lambda k: 1 / (1 + k), 3)
    0.25
    """
    if k < 0:
        raise ValueError(
            f"t must be at least 1, got {k + 1}. It counts updates: try range(1, 101)."
        )
    if type(hyper) is float:  # the usual case, and steps should be quick
        return hyper
    value = hyper(k) if callable(hyper) else hyper
    if not hasattr(value, "__truediv__"):
        raise TypeError(
            f"a schedule must return a number, got {shown(value)} at k = {k}. "
            "Write a function such as lambda k: 0.1 / (1 + k)."
        )
    return plain(value) if isinstance(value, np.generic | np.ndarray) else value


def is_off(hyper: Hyper) -> bool:
    """Exactly the number 0: then the term with it can be left out."""
    return type(hyper) is float and hyper == 0


def settle(rule: Any, /, **values: Any) -> None:
    """Store the checked values in a frozen rule; only its ``__post_init__`` may.

    Fields that are annotated as bool are checked here: each must be True or False.
    """
    for name, value in values.items():
        object.__setattr__(rule, name, value)
    for field in fields(rule):
        if field.type is bool:
            switch(field.name, getattr(rule, field.name))


def checked(name: str, hyper: Hyper, hint: str) -> Hyper:
    """The hyper-parameter itself, after an error if a number in it is negative.

    Schedules and SymPy symbols pass: their values are not known yet.
    """
    if is_unknown(name, hyper):
        return hyper
    return plain(not_negative(name, hyper, hint))


def learning_rate(lr: Hyper) -> Hyper:
    """The learning rate α ≥ 0; with 0 nothing moves."""
    hint = "A negative learning rate walks uphill; try 1 / L."
    return checked("lr", lr, hint)


def share(name: str, hyper: Hyper, hint: str = "Try 0.9.") -> Hyper:
    """A number from 0 to 1, both allowed: β = 1 is a ball without friction."""
    return _bounded(name, hyper, hint, "at most 1", lambda array: array <= 1)


def fraction(name: str, hyper: Hyper, hint: str = "Try 0.9.") -> Hyper:
    """A number 0 ≤ β < 1, as averages need."""
    return _bounded(name, hyper, hint, "below 1", lambda array: array < 1)


def pair_of_fractions(name: str, pair: Any, hint: str) -> tuple[Hyper, Hyper]:
    """Two fractions (β₁, β₂).

    >>> pair_of_fractions("betas", (0.9, 0.999), "Try (0.9, 0.999).")
    (0.9, 0.999)
    """
    if not isinstance(pair, (tuple, list)) or len(pair) != 2:
        raise ValueError(f"{name} must be a pair, got {shown(pair)}. {hint}")
    first, second = (fraction(f"{name}[{i}]", pair[i], hint) for i in range(2))
    return first, second


def one_of(name: str, choice: Any, choices: tuple) -> Any:
    """The choice itself, if it is one of the choices.

    >>> one_of("form", "torc", ("torch", "paper"))
    Traceback (most recent call last):
        ...
    ValueError: form must be one of 'torch', 'paper', got 'torc'. Choose one of them.
    """
    if not any(choice is one or choice == one for one in choices):
        listed = ", ".join(map(repr, choices))
        raise ValueError(
            f"{name} must be one of {listed}, got {shown(choice)}. Choose one of them."
        )
    return choice


def needed(name: str, function: Callable | None, rule: Any) -> Callable:
    """A function that the rule cannot do without, or one line that says so."""
    if not callable(function):
        raise ValueError(
            f"{type(rule).__name__} needs the function {name}, got {shown(function)}. "
            f"Pass {name}=..., or run the rule with minimize, which fills it in."
        )
    return function


def is_rule(thing: Any) -> bool:
    """An update rule has two verbs; the class of a rule is none yet.

    >>> is_rule(slice(0, 4)), is_rule(0.1)  # a slice has a ``step``, too
    (False, False)
    """
    verbs = hasattr(thing, "init") and hasattr(thing, "step")
    return verbs and not isinstance(thing, type)


def update_rule(rule: Any) -> Any:
    """The rule itself, or one line that says that it is none.

    >>> update_rule(0.1)
    Traceback (most recent call last):
        ...
    TypeError: rule must be an update rule, got 0.1. Try GradientDescent(lr=0.1).
    """
    if not is_rule(rule):
        raise TypeError(
            f"rule must be an update rule, got {shown(rule)}. "
            "Try GradientDescent(lr=0.1)."
        )
    return rule


def settings_of(rule: Any) -> list[np.ndarray]:
    """The hyper-parameters of a rule that are arrays: the settings of a grid.

    They are found in the rule's own fields, in pairs such as ``betas``, in schedules,
    and in the rules that it wraps.
    """
    found = []
    for value in vars(rule).values():
        for part in value if isinstance(value, tuple) else (value,):
            if isinstance(part, np.ndarray):
                found.append(part)
            elif is_rule(part) or hasattr(part, "_rate"):  # a schedule
                found += settings_of(part)
    return found


def is_unknown(name: str, hyper: Any) -> bool:
    """A schedule, or a SymPy expression with letters in it: no numbers to check yet.

    Raises TypeError for a class, which is no schedule before it has its parameters.
    """
    if isinstance(hyper, type):
        raise TypeError(
            f"{name} must be a number or a schedule, got the class {hyper.__name__}. "
            f"Give it its parameters: {hyper.__name__}(...)."
        )
    return callable(hyper) or hasattr(hyper, "free_symbols")


def plain(value: Any) -> float | np.ndarray:
    """A Python number where it is one number, else the array."""
    return value if isinstance(value, np.ndarray) and value.ndim else float(value)


def _bounded(
    name: str, hyper: Hyper, hint: str, words: str, fits: Callable[[np.ndarray], Any]
) -> Hyper:
    if is_unknown(name, hyper):
        return hyper
    array = not_negative(name, hyper, hint)
    if not np.all(fits(array)):
        raise ValueError(f"{name} must be {words}, got {shown(hyper)}. {hint}")
    return plain(array)
