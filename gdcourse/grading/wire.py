"""The values that cross between judge and answer: data as JSON, never pickle.

Numbers, text, lists, tuples, dicts, sets, fractions, arrays and formulas cross as what
they are. Anything else stays where it is; a handle crosses (``handles``, ``guests``).
"""

import base64
from collections import Counter
from collections.abc import Callable
from fractions import Fraction
from functools import partial
from typing import Any

import numpy as np

from gdcourse.grading import formulas
from gdcourse.grading.channel import LARGEST

DEEPEST = 20
BITS = 8192  # of a whole number
ENTRIES = 20_000  # of an array whose entries are no plain numbers
ALIKE, KINDS = 100, 200  # keys of one hash, kinds of one child
PLAIN = "biufc"  # kinds of arrays that cross as bytes
CONTAINERS = {"list": list, "tuple": tuple, "set": set, "frozenset": frozenset}
Handle = Callable[[Any], dict]
Kinds = dict[tuple[str, type], type]


class Unreadable(ValueError):
    """Something crossed that is not of the form."""


def encode(value: Any, handle: Handle, depth: int = 0) -> Any:
    """The value as JSON can hold it; ``handle`` names what does not cross.

    >>> encode((1, np.float64(2)), repr)
    {'$': 'tuple', 'v': [1, {'$': 'number', 'd': '<f8', 'b': 'AAAAAAAAAEA='}]}
    """
    if value is None or isinstance(value, (bool, str)):
        return value if value is None else (str, bool)[isinstance(value, bool)](value)
    if depth > DEEPEST:
        return handle(value)
    if isinstance(value, (np.generic, np.ndarray)):
        return encode_array(value, handle, depth)
    if isinstance(value, int):
        if value.bit_length() < 64:
            return int(value)
        short = value.bit_length() <= BITS
        return {"$": "int", "v": hex(value)} if short else handle(value)
    if isinstance(value, float):
        return float(value)
    if isinstance(value, (list, tuple, set, frozenset, dict)):
        return encode_container(value, handle, depth)
    if isinstance(value, complex):
        return {"$": "complex", "v": [value.real, value.imag]}
    if isinstance(value, Fraction) and value.numerator.bit_length() <= BITS:
        return {"$": "fraction", "v": [hex(value.numerator), hex(value.denominator)]}
    tree = formulas.encode(value)
    return handle(value) if tree is None else {"$": "formula", "v": tree}


def encode_container(value: Any, handle: Handle, depth: int) -> dict:
    if isinstance(value, dict):
        pairs = [
            [encode(k, handle, depth + 1), encode(v, handle, depth + 1)]
            for k, v in value.items()
        ]
        return {"$": "dict", "v": pairs, **named(value)}
    name = next(n for n, kind in CONTAINERS.items() if isinstance(value, kind))
    entries = [encode(entry, handle, depth + 1) for entry in value]
    return {"$": name, "v": entries, **named(value)}


def named(value: Any) -> dict[str, str]:
    """The name of a container's kind, where that is a kind of its own."""
    plain = type(value) in (dict, *CONTAINERS.values())
    return {} if plain else {"n": type(value).__name__[:60]}


def kind_named(base: type, name: object, kinds: Kinds) -> type:
    """The plain kind, or one of the same name as there: a report may say it.

    Each takes kilobytes, so a child has few of them.
    """
    name = str(name)[:60]
    if not name.isidentifier():
        return base
    if (name, base) not in kinds:
        if len(kinds) >= KINDS:
            raise Unreadable
        kinds[name, base] = type(name, (base,), {})
    return kinds[name, base]


def is_endless(array: np.ndarray) -> bool:
    """Whether it has hardly any bytes and yet more rows than anyone can walk over."""
    return not array.size and max(array.shape) > ENTRIES


def encode_array(value: Any, handle: Handle, depth: int) -> dict:
    """Numbers as bytes; an array of something else entry by entry."""
    if is_endless(value):
        return handle(value)
    if value.nbytes > LARGEST:
        raise MemoryError("that is too large to be given")
    if value.dtype.kind in PLAIN:
        data = base64.b64encode(np.ascontiguousarray(value).tobytes()).decode()
        if isinstance(value, np.generic):
            return {"$": "number", "d": value.dtype.str, "b": data}
        shape = list(value.shape)
        return {"$": "array", "d": value.dtype.str, "s": shape, "b": data}
    if isinstance(value, np.generic) or value.size > ENTRIES:
        return handle(value)
    entries = [encode(entry, handle, depth + 1) for entry in value.ravel().tolist()]
    return {"$": "objects", "s": list(value.shape), "v": entries}


def decode(
    data: Any, find: Callable, depth: int = 0, kinds: Kinds | None = None
) -> Any:
    """The value again; ``find`` gives what a handle stands for.

    >>> decode(encode({"a": {1, 2}}, repr), None)
    {'a': {1, 2}}
    """
    if data is None or type(data) in (bool, int, float, str):
        return data
    if type(data) is not dict or depth > DEEPEST + 1:
        raise Unreadable
    kind, kinds = data.get("$"), {} if kinds is None else kinds
    inner = partial(decode, find=find, depth=depth + 1, kinds=kinds)
    try:
        if kind in CONTAINERS:
            entries = [inner(entry) for entry in data["v"]]
            if kind.endswith("set"):
                refuse_collisions(entries)
            return kind_named(CONTAINERS[kind], data.get("n", ""), kinds)(entries)
        if kind == "dict":
            pairs = [[inner(entry) for entry in pair] for pair in data["v"]]
            refuse_collisions([key for key, _ in pairs])
            return kind_named(dict, data.get("n", ""), kinds)(pairs)
        if kind in READERS:
            return READERS[kind](data)
        if kind == "objects":
            return shaped([inner(entry) for entry in data["v"]], data["s"])
    except Unreadable:
        raise
    except Exception as error:
        raise Unreadable from error
    return find(data)


def refuse_collisions(keys: list) -> None:
    """Numbers can be chosen so that many have one hash; a set of them takes forever."""
    if len(keys) > ALIKE and max(Counter(map(hash, keys)).values()) > ALIKE:
        raise Unreadable


def shaped(entries: list, shape: list) -> np.ndarray:
    array = np.empty(len(entries), dtype=object)
    array[:] = entries
    return array.reshape(shape)


def whole(text: str) -> int:
    """A whole number written in base 16, of bounded length."""
    if len(text) > BITS // 4 + 3:
        raise Unreadable
    return int(text, 16)


def read_fraction(data: dict) -> Fraction:
    above, below = map(whole, data["v"])
    return Fraction(above, below)


def read_array(data: dict) -> np.ndarray | np.generic:
    dtype = np.dtype(data["d"])
    if dtype.kind not in PLAIN or dtype.hasobject:
        raise Unreadable
    flat = np.frombuffer(base64.b64decode(data["b"], validate=True), dtype)
    if data["$"] == "number":
        return flat[0]
    array = flat.reshape(data["s"]).copy()
    if is_endless(array):
        raise Unreadable
    return array


READERS: dict[str, Callable[[dict], Any]] = {
    "int": lambda data: whole(data["v"]),
    "complex": lambda data: complex(*map(float, data["v"])),
    "fraction": read_fraction,
    "number": read_array,
    "array": read_array,
    "formula": lambda data: formulas.decode(data["v"]),
}
