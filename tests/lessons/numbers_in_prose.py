"""Numbers in prose: which ones must be computed, and what the digits printed allow."""

import re
from dataclasses import dataclass

from reading_notebooks import (
    CODE_SPAN,
    DISPLAY,
    FENCE,
    IMAGE,
    IN_THE_SENTENCE,
    LINK,
)

SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
NUMBER = re.compile(
    r"(?<![\w.,{^_-])(?P<sign>[-−])?"
    r"(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"(?:e(?P<e>[-+]?\d+)"
    r"|\s*(?:×|·|\\times|\\cdot)\s*10"
    r"(?:\^\{?(?P<tex>-?\d+)\}?|(?P<up>[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+)))?"
    r"(?![\w])"
)


@dataclass(frozen=True)
class Printed:
    """A number as it is printed: its text, its value, half a unit of its last digit."""

    text: str
    value: float
    tolerance: float

    def agrees_with(self, value: float) -> bool:
        return abs(float(value) - self.value) <= self.tolerance * (1 + 1e-9)


def significant_digits(digits: str) -> int:
    """``0.050`` has 2, ``1,300`` has 2 (a round number), ``13.50`` has 4."""
    digits = digits.replace(",", "")
    if "." not in digits:
        digits = digits.rstrip("0")
    return len(digits.replace(".", "").lstrip("0"))


def is_year(text: str) -> bool:
    """Four plain digits from 1600 to 2099; a count is written 1,700."""
    return bool(re.fullmatch(r"(?:1[6-9]|20)\d\d", text))


def printed(match: re.Match) -> Printed:
    digits = match["digits"].replace(",", "")
    exponent = int(
        match["e"] or match["tex"] or (match["up"] or "0").translate(SUPERSCRIPTS)
    )
    decimals = len(digits.partition(".")[2])
    sign = -1 if match["sign"] else 1
    text = " ".join(match.group().replace("−", "-").split())
    unit = 10.0 ** (exponent - decimals)
    return Printed(text, sign * float(f"{digits}e{exponent}"), unit / 2)


def numbers(markdown: str) -> list[Printed]:
    """The numbers of a text that have three significant digits or more.

    Not counted: code, displayed equations (they have ids), images, the targets of
    links, years, minutes, and the list of sources.
    """
    text = re.split(r"^## +Sources\b", markdown, flags=re.MULTILINE)[0]
    for pattern in (FENCE, CODE_SPAN, DISPLAY, IMAGE, IN_THE_SENTENCE):
        text = pattern.sub(" ", text)
    text = LINK.sub(r"\g<text>", text)
    text = re.sub(r"https?://\S+|\b[\d,]+ minutes\b", " ", text)
    return [
        printed(match)
        for match in NUMBER.finditer(text)
        if significant_digits(match["digits"]) >= 3 and not is_year(match.group())
    ]
