"""SymPy formulas as trees of plain data: known heads only, nothing is ever parsed.

A formula that comes back is taken to pieces here and put together again in the judge's
process, so it must not be able to grow there: ``(x + 1)**10**9`` is small on paper.
"""

import sys
from typing import Any

HEADS = frozenset(
    {
        "Add", "Mul", "Pow", "exp", "log", "sin", "cos", "tan", "cot", "asin",
        "acos", "atan", "atan2", "sinh", "cosh", "tanh", "asinh", "atanh",
        "Abs", "sign", "Max", "Min", "floor", "ceiling", "Equality",
        "Unequality", "StrictLessThan", "LessThan", "StrictGreaterThan",
        "GreaterThan", "And", "Or", "Not", "Piecewise", "ExprCondPair", "Tuple",
    }
)  # fmt: skip
CONSTANTS = {
    "Pi": "pi",
    "Exp1": "E",
    "ImaginaryUnit": "I",
    "Infinity": "oo",
    "NegativeInfinity": "-oo",
    "ComplexInfinity": "zoo",
    "NaN": "nan",
    "BooleanTrue": "true",
    "BooleanFalse": "false",
}
# Of a large number these have so many digits that to compute them takes forever.
GROWING = frozenset(
    {"exp", "sinh", "cosh", "floor", "ceiling", "sin", "cos", "tan", "cot"}
)
NODES, BITS, TERMS = 4000, 4096, 20_000
LETTER, LONGEST = 8, 2**20  # bits: of what a check puts for a letter, of the outcome


class TooLarge(ValueError):
    """A formula that would grow when it is put together or multiplied out."""


def encode(value: Any) -> Any:
    """The tree of a formula, or None for anything that is not one.

    >>> encode(3) is None
    True
    """
    sympy = sys.modules.get("sympy")  # nobody has a formula before it is imported
    if sympy is None or not isinstance(value, sympy.Basic):
        return None
    try:
        return tree(value, sympy)
    except (TooLarge, RecursionError, AttributeError):
        return None


def tree(value: Any, sympy: Any, room: list[int] | None = None) -> Any:
    room = [NODES] if room is None else room
    room[0] -= 1
    name = type(value).__name__
    if room[0] < 0:
        raise TooLarge
    if isinstance(value, sympy.Symbol):
        return ["Symbol", value.name, given(value)]
    if isinstance(value, sympy.Float):
        return ["Float", str(value), value._prec]
    if isinstance(value, sympy.Rational):
        if max(value.p.bit_length(), value.q.bit_length()) > BITS:
            raise TooLarge
        return ["Rational", hex(value.p), hex(value.q)]
    if name in CONSTANTS:
        return ["constant", name]
    if name not in HEADS:
        raise TooLarge
    return [name, *(tree(part, sympy, room) for part in value.args)]


def given(symbol: Any) -> dict[str, bool]:
    """What the symbol was declared to be: positive, real and so on."""
    known = {name: bool(v) for name, v in symbol._assumptions_orig.items()}
    return {} if known == {"commutative": True} else known


def decode(data: Any) -> Any:
    """The formula again; raises ValueError for what is no tree of one, or too large."""
    import sympy

    if bits(data) > LONGEST:
        raise TooLarge
    return built(data, sympy, [NODES])[0]


def bits(data: Any) -> int:
    """About how long a number it becomes where short numbers are put for letters.

    ``x ** (x ** x)`` is short on paper; at x = 9 it would fill the memory.

    >>> bits(["Pow", ["Symbol", "x", {}], ["Rational", "0x3", "0x1"]])
    24
    """
    head, rest = data[0], data[1:]
    if head == "Symbol":
        return LETTER
    if head == "Rational":
        return max(int(part, 16).bit_length() for part in rest)
    if head in LEAVES:
        return 64
    sizes = [bits(part) for part in rest]
    if head != "Pow":
        return sum(sizes) + len(sizes)
    is_number = rest[1][0] == "Rational"
    times = abs(int(rest[1][1], 16)) if is_number else 2 ** min(sizes[1], 30)
    return min(max(sizes[0], 1) * max(times, 1), 2 * LONGEST)


def built(data: Any, sympy: Any, room: list[int]) -> tuple[Any, int]:
    """A formula, and at most how many terms it has once it is multiplied out."""
    room[0] -= 1
    if room[0] < 0 or not isinstance(data, list) or not isinstance(data[0], str):
        raise TooLarge
    head, rest = data[0], data[1:]
    if head in LEAVES:
        return LEAVES[head](sympy, *rest), 1
    if head not in HEADS:
        raise TooLarge
    parts = [built(part, sympy, room) for part in rest]
    values, terms = [value for value, _ in parts], [count for _, count in parts]
    count = expanded(sympy, head, values, terms)
    if count > TERMS:
        raise TooLarge
    if head == "ExprCondPair":  # Piecewise makes these itself
        return tuple(values), count
    return getattr(sympy, head)(*values), count


def expanded(sympy: Any, head: str, values: list, terms: list[int]) -> int:
    """A bound for the number of terms, before anything is put together."""
    if head == "Add":
        return sum(terms)
    if head == "Mul":
        count = 1
        for factor in terms:
            count = min(count * factor, TERMS + 1)
        return count
    if head == "Pow":
        return power_terms(*values, terms[0])
    if head in GROWING and values[0].is_number:
        return 1 if abs(complex(values[0].evalf(9))) < 1000 else TERMS + 1
    return 1


def power_terms(base: Any, power: Any, terms: int) -> int:
    """The same for a power: numbers must stay short, sums must stay few."""
    if not power.is_number:
        return 1
    if not power.is_Rational or abs(power) > 1000:
        return TERMS + 1
    size = -(-abs(power.p) // power.q)
    if base.is_Rational:
        longest = max(base.p.bit_length(), base.q.bit_length())
        return 1 if longest * size <= BITS else TERMS + 1
    if base.is_number and size > 64:
        return TERMS + 1
    return min(terms ** min(size, 40), TERMS + 1)


def read_symbol(sympy: Any, name: str, known: dict) -> Any:
    declared = {str(key): bool(value) for key, value in known.items()}
    return sympy.Symbol(str(name)[:40], **declared)


def read_rational(sympy: Any, above: str, below: str) -> Any:
    if max(len(above), len(below)) > BITS // 4 + 3:
        raise TooLarge
    return sympy.Rational(int(above, 16), int(below, 16))


def read_float(sympy: Any, text: str, precision: int) -> Any:
    if len(text) > 400 or not 0 < int(precision) <= 1024:
        raise TooLarge
    return sympy.Float(str(text), precision=int(precision))


def read_constant(sympy: Any, name: str) -> Any:
    text = CONSTANTS[name]
    return -sympy.oo if text == "-oo" else getattr(sympy, text)


LEAVES = {
    "Symbol": read_symbol,
    "Rational": read_rational,
    "Float": read_float,
    "constant": read_constant,
}
