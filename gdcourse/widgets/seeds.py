"""Lesson 00: the position of a live figure as a short text that can be sent around."""

from collections.abc import Mapping
from typing import Any

from gdcourse.arguments import shown
from gdcourse.widgets.controls import Control


def written(controls: Mapping[str, Control], state: Mapping[str, Any]) -> str:
    """All positions, one after the other: ``lr=0.35; where=two valleys``."""
    return "; ".join(f"{n}={c.show(state[n])}" for n, c in controls.items())


def read(controls: Mapping[str, Control], seed: str) -> dict[str, Any]:
    """The positions in a text, or an error that says which part is not understood."""
    state = {}
    for part in filter(None, (part.strip() for part in str(seed).split(";"))):
        name, equals, value = part.partition("=")
        control = controls.get(name.strip())
        if not equals or control is None:
            raise ValueError(
                f"a position must be like {example(controls)!r}, got {shown(part)}. "
                "Copy it from below the figure."
            )
        state[name.strip()] = control.find(value.strip())
    return state


def example(controls: Mapping[str, Control]) -> str:
    """The first control at its start."""
    name, control = next(iter(controls.items()))
    return f"{name}={control.show(control.first)}"
