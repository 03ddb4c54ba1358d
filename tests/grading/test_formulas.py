"""Formulas cross as trees; one that would grow is refused before it does."""

import time

import pytest
import sympy as sp

from gdcourse.grading.formulas import TooLarge, decode, encode

X, Y = sp.symbols("x y")
TEN = ["Rational", "0xa", "0x1"]


def chained(head, *parts):
    return [head, *parts]


def power(base, exponent):
    return ["Pow", base, exponent]


SYMBOL = ["Symbol", "x", {}]
SUM = ["Add", SYMBOL, ["Symbol", "y", {}], ["Rational", "0x1", "0x1"]]
HIGH = ["Rational", "0x384", "0x1"]
GIANT = ["Rational", hex(10**9), "0x1"]
GROWING = {
    "tower": power(TEN, power(TEN, TEN)),
    "long number": ["Rational", "0x" + "f" * 10**5, "0x1"],
    "sum to a high power": power(SUM, ["Rational", "0x3e8", "0x1"]),
    "powers in powers": power(power(SUM, TEN), TEN),
    "product of sums": ["Mul", *[SUM] * 30],
    "tower of letters": power(SYMBOL, power(SYMBOL, power(SYMBOL, TEN))),
    "power of a power of a letter": power(power(power(SYMBOL, HIGH), HIGH), HIGH),
    "huge power": power(SYMBOL, GIANT),
    "exp of a tower": ["exp", ["exp", ["exp", TEN]]],
    "exp of a giant": ["exp", GIANT],
    "floor of a giant": ["floor", power(["constant", "Pi"], GIANT)],
    "cotangent of a giant": ["cot", ["Float", "1e1000000", 53]],
    "float of many digits": ["Float", "1", 10**9],
    "long float": ["Float", "9" * 10**6, 53],
    "unknown head": ["Lambda", SYMBOL, SYMBOL],
    "attribute of the library": ["sys", "exit"],
    "no tree": 7,
    "empty": [],
    "too many nodes": ["Add", *[SYMBOL] * 10**5],
}


@pytest.mark.parametrize("kind", GROWING)
def test_a_formula_that_would_grow_is_refused_at_once(kind):
    start = time.process_time()
    with pytest.raises((ValueError, TypeError, AttributeError, LookupError)):
        decode(GROWING[kind])
    assert time.process_time() - start < 2


def test_symbols_keep_what_is_known_about_them():
    k = sp.Symbol("k", positive=True, integer=True)
    assert decode(encode(k)) == k
    assert decode(encode(k)) != sp.Symbol("k")


def test_formulas_of_the_course_cross():
    for formula in [
        (1 - X) ** 2 + 100 * (Y - X**2) ** 2,
        (X**2 + Y - 11) ** 2,
        sp.log(1 + sp.exp(-(2 * X - Y))),
        sp.Rational(2, 3) / (X + Y) ** 2,
        sp.sqrt(2) * X ** sp.Rational(1, 3),
    ]:
        assert decode(encode(formula)) == formula


def test_what_is_no_formula_of_the_list_has_no_tree():
    for thing in [3, "x", sp.Matrix([X]), sp.Derivative(X**2, X), sp.Lambda(X, X)]:
        assert encode(thing) is None
    assert encode(sp.Add(*[X**n for n in range(5000)])) is None


def test_too_large_is_a_value_error():
    assert issubclass(TooLarge, ValueError)
