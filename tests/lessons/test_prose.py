"""Every number in a lesson's prose is computed and agrees at the digits printed."""

import pytest
from facts import facts_of, prose_of
from numbers_in_prose import numbers, significant_digits
from reading_notebooks import lessons

LESSONS = lessons()


def unlisted(text: str, table: dict) -> list[str]:
    """Numbers of the text that the table does not compute."""
    return sorted({number.text for number in numbers(text)} - set(table))


def unused(text: str, table: dict) -> list[str]:
    """Entries of the table that the text does not print any more."""
    return sorted(set(table) - {number.text for number in numbers(text)})


def false_numbers(text: str, table: dict) -> list[str]:
    """Numbers that differ from what their entry computes."""
    pairs = {number.text: number for number in numbers(text) if number.text in table}
    return [
        f"prose says {name}, computed {float(table[name]())!r}"
        for name, number in sorted(pairs.items())
        if not number.agrees_with(table[name]())
    ]


@pytest.mark.parametrize("rule", [unlisted, unused, false_numbers])
@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_numbers_of_the_prose_are_computed(path, rule):
    assert rule(prose_of(path), facts_of(path).PROSE) == []


FOUND = [
    ("it takes 1,341 steps", ["1,341"]),
    ("an angle of 78.58°", ["78.58"]),
    ("from 8 to 2.72 in 100 steps", ["2.72"]),
    ("a loss of $1.23 \\cdot 10^{-5}$", ["1.23 \\cdot 10^{-5}"]),
    ("a loss of 7.62e10", ["7.62e10"]),
    ("the slope is −0.125", ["-0.125"]),
    ("about 4.31 × 10⁻⁶ left", ["4.31 × 10⁻⁶"]),
    ("0.95; 0.050; 30–60 cells; 1,000 or 10,000 points", []),
    ("in 1847, (Lee et al. 2016) and Cauchy (1847)", []),
    ("120 minutes, task E02.15, `0.12345`, §9.4", []),
    ("$$x = 1.234$$ and [a link](a_1234.ipynb)", []),
    ("## Sources\n\n- Cauchy 1847, pages 536–538", []),
]


@pytest.mark.parametrize(("text", "found"), FOUND)
def test_numbers_with_three_digits_are_found(text, found):
    assert [number.text for number in numbers(text)] == found


@pytest.mark.parametrize(
    ("digits", "count"), [("0.050", 2), ("1,300", 2), ("13.50", 4), ("344", 3)]
)
def test_significant_digits_are_counted(digits, count):
    assert significant_digits(digits) == count


def test_a_number_agrees_at_the_digits_printed():
    (number,) = numbers("it is −2.72")
    assert number.agrees_with(-2.7249)
    assert not number.agrees_with(-2.7251)
    assert not number.agrees_with(2.72)
    (large,) = numbers("it is $7.62 \\cdot 10^{10}$")
    assert large.agrees_with(7.6249e10)
    assert not large.agrees_with(7.63e10)


def test_each_rule_finds_its_offence():
    text = "it takes 344 steps to 0.125"
    assert unlisted(text, {"344": lambda: 344}) == ["0.125"]
    assert unused(text, {"345": lambda: 345}) == ["345"]
    (problem,) = false_numbers(text, {"344": lambda: 345})
    assert problem == "prose says 344, computed 345.0"
