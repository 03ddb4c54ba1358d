"""Values as a report shows them: short, on one line, without trusting the value."""

from contextlib import suppress

import numpy as np

EXACT = ("sympy.", "fractions")  # where formulas and fractions come from


def show(value: object, digits: int = 6, width: int = 60) -> str:
    """The value in few characters.

    >>> show(0.1 + 0.2), show(2.0), show((0.8, 2.0)), show(np.array([1, 2]))
    ('0.3', '2.0', '(0.8, 2.0)', '[1, 2]')
    >>> show(list(range(100)))
    '[0, 1, 2, 3, 4, 5, 6, 7, …] (100 entries)'
    """
    text = written(value, digits)
    return text if len(text) <= width else text[: width - 1] + "…"


def pair(wanted: object, got: object) -> tuple[str, str]:
    """Both values, with all their digits when few digits hide the difference."""
    few = show(wanted), show(got)
    return few if few[0] != few[1] else (show(wanted, 17), show(got, 17))


def written(value: object, digits: int, depth: int = 0) -> str:
    """One value as text, recursively; nothing deeper than four brackets."""
    if isinstance(value, np.ndarray):
        value = value.item() if value.ndim == 0 else value
    if isinstance(value, (bool, np.bool_)):
        return str(bool(value))
    if depth > 4:
        text = "…"
    elif isinstance(value, (int, np.integer)):
        big = abs(value) >= 10**15
        text = f"about 2**{int(value).bit_length()}" if big else str(int(value))
    elif isinstance(value, (float, np.floating)):
        text = f"{float(value):.{digits}g}"
        text += ".0" if text.lstrip("-").isdigit() else ""
    elif isinstance(value, (list, tuple, np.ndarray)):
        text = entries(value, digits, depth)
    elif isinstance(value, dict):
        pairs = [(written(k, 6, 4), v) for k, v in list(value.items())[:8]]
        inner = [f"{key}: {written(v, digits, depth + 1)}" for key, v in pairs]
        text = "{" + ", ".join(inner) + "}"
    elif isinstance(value, (str, complex, np.complexfloating)) or value is None:
        text = " ".join(repr(value)[:200].split())
    elif type(value).__module__.startswith(EXACT):  # a formula, not "an Add"
        text = " ".join(str(value)[:200].split())
    else:
        text = kind_name(value)
    return text


def kind_name(value: object) -> str:
    """A function by its name, an error by its type, anything else by its kind.

    >>> kind_name(len), kind_name(ValueError()), kind_name(object())
    ('len', 'ValueError', 'an object')
    """
    kind = type(value).__name__
    if isinstance(value, BaseException):
        return kind
    if callable(value):
        with suppress(Exception):  # a hostile object may refuse even its name
            return str(value.__name__)
    return f"{'an' if kind[0].lower() in 'aeiou' else 'a'} {kind}"


def entries(values: list | tuple | np.ndarray, digits: int, depth: int) -> str:
    """At most 8 entries, then how many there are."""
    left, right = "()" if isinstance(values, tuple) else "[]"
    shown = [written(value, digits, depth + 1) for value in values[:8]]
    if len(values) > 8:
        return f"{left}{', '.join(shown)}, …{right} ({len(values)} entries)"
    lonely = "," if left == "(" and len(values) == 1 else ""
    return f"{left}{', '.join(shown)}{lonely}{right}"


def called(names: tuple[str, ...], values: tuple) -> str:
    """Arguments by name: ``x0 = 1.0, lr = 0.1``."""
    known = [*names, *("*" * (len(values) - len(names)))]
    return ", ".join(
        f"{n} = {show(v)}" for n, v in zip(known, values, strict=False)
    )  # fmt: skip
