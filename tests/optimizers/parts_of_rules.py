"""Rules taken apart and put together: their hyper-parameters and their memory."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from importlib import import_module
from inspect import signature
from pkgutil import iter_modules
from typing import Any

import numpy as np

import gdcourse.optimizers
from gdcourse.optimizers.hyper_parameters import Hyper


def is_rule(thing: Any) -> bool:
    """A dataclass with the two verbs of a rule: init(x), step(x, grad, memory, t)."""
    if not (isinstance(thing, type) and is_dataclass(thing) and hasattr(thing, "init")):
        return False
    verb = getattr(thing, "step", None)
    return verb is not None and len(signature(verb).parameters) == 5  # with self


def all_rules() -> set[type]:
    """Every public class in the room that is a rule, whether re-exported or not."""
    room = gdcourse.optimizers
    modules = [
        import_module(f"{room.__name__}.{module.name}")
        for module in iter_modules(room.__path__)
    ]
    return {
        thing
        for module in modules
        for name, thing in vars(module).items()
        if is_rule(thing) and not name.startswith("_")
    }


def hypers(rule: Any) -> Iterator[tuple[str, int | None]]:
    """(name, place in a pair or None) of each hyper-parameter of the rule itself."""
    for field in fields(rule):
        given = getattr(rule, field.name) is not None
        if field.type == Hyper or (field.type == Hyper | None and given):
            yield field.name, None
        elif field.type == tuple[Hyper, Hyper]:
            yield from ((field.name, place) for place in (0, 1))


def read(rule: Any, name: str, place: int | None) -> Any:
    value = getattr(rule, name)
    return value if place is None else value[place]


def written(rule: Any, name: str, place: int | None, value: Any) -> Any:
    """The rule with one hyper-parameter changed."""
    if place is not None:
        pair = list(getattr(rule, name))
        pair[place] = value
        value = tuple(pair)
    return replace(rule, **{name: value})


def innermost(rule: Any, change: Any) -> Any:
    """The rule with ``change`` done to the rule in the middle of all wrappers."""
    if hasattr(rule, "rule"):
        return replace(rule, rule=innermost(rule.rule, change))
    return change(rule)


def without_eps(rule: Any) -> Any:
    def change(rule: Any) -> Any:
        return replace(rule, eps=0.0) if hasattr(rule, "eps") else rule

    return innermost(rule, change)


def longer(rule: Any, factor: float) -> Any:
    """The rule with its learning rate multiplied."""
    return innermost(rule, lambda rule: replace(rule, lr=factor * rule.lr))


def leaves(memory: Any) -> Iterator[Any]:
    """The arrays and numbers in a memory, however it is nested."""
    if isinstance(memory, (tuple, list)):
        for part in memory:
            yield from leaves(part)
    elif isinstance(memory, dict):
        yield from leaves(list(memory.values()))
    elif memory is not None:
        yield memory


def like(memory: Any, parts: Iterator[Any]) -> Any:
    """A memory of the same form, with its leaves taken from an iterator."""
    if isinstance(memory, (tuple, list)):
        filled = [like(part, parts) for part in memory]
        named = hasattr(memory, "_fields")
        return type(memory)(*filled) if named else type(memory)(filled)
    return None if memory is None else next(parts)


def same_bits(a: Any, b: Any) -> bool:
    """Equal in every bit, NaN included."""
    return np.array_equal(np.asarray(a, float), np.asarray(b, float), equal_nan=True)
