"""Numbers, verdicts and tables, to the letter."""

import pytest

from gdcourse.bench.report import Aim, Section, digits, duration, written


@pytest.mark.parametrize(
    ("number", "text"),
    [(0, "0"), (0.0016, "0.0016"), (0.25, "0.25"), (9.994, "9.99"), (9.996, "10.0")]
    + [(99.94, "99.9"), (99.96, "100"), (40000.0, "40,000")],
)
def test_three_digits_count(number, text):
    assert digits(number) == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(5e-10, "0.50 ns"), (2e-9, "2.00 ns"), (1.5e-6, "1.50 µs"), (1e-3, "1.00 ms")]
    + [(0.5, "500 ms"), (1.0, "1.00 s"), (360.0, "360 s")],
)
def test_durations_have_the_unit_that_fits(seconds, text):
    assert duration(seconds) == text


@pytest.mark.parametrize(
    ("measured", "at_least", "verdict"),
    [(10.0, True, "holds"), (9.99, True, "does not hold")]
    + [(10.0, False, "holds"), (10.01, False, "does not hold")]
    + [(None, True, "not measured"), (None, False, "not measured")],
)
def test_an_aim_holds_at_its_limit(measured, at_least, verdict):
    aim = Aim("speed", measured, 10.0, at_least)
    assert aim.verdict == verdict
    assert aim.holds == (verdict == "holds")


def test_a_missing_measurement_is_a_dash():
    assert Aim("speed", None, 1.3).cells == ("speed", "≥ 1.3 ×", "–", "not measured")
    callback = Aim("callback", 4.0, 5.0, at_least=False, unit="ms")
    assert callback.cells == ("callback", "≤ 5 ms", "4.00 ms", "holds")


SECTION = Section(
    "Speed",
    ("", "n = 2", "n = 100"),
    (("ours", "2.40 µs", "2.50 µs"), ("theirs", "–", "59.0 µs")),
    (Aim("ours over theirs", 23.6, 10.0),),
    ("A note.", "Another."),
)

PLAIN = """\
Speed

            n = 2  n = 100
  ours    2.40 µs  2.50 µs
  theirs        –  59.0 µs

  aim               wanted  measured  verdict
  ours over theirs  ≥ 10 ×    23.6 ×    holds

- A note.
- Another.
"""

MARKDOWN = """\
### Speed

|        |   n = 2 | n = 100 |
| :----- | ------: | ------: |
| ours   | 2.40 µs | 2.50 µs |
| theirs |       – | 59.0 µs |

| aim              | wanted | measured | verdict |
| :--------------- | -----: | -------: | ------: |
| ours over theirs | ≥ 10 × |   23.6 × |   holds |

- A note.
- Another.
"""


@pytest.mark.parametrize(("markdown", "text"), [(False, PLAIN), (True, MARKDOWN)])
def test_a_section_reads_well_as_text_and_as_markdown(markdown, text):
    assert written(SECTION, markdown) == text


def test_a_section_without_aims_is_its_table():
    bare = Section("Title", ("", "b"), (("a", "1"),))
    assert written(bare) == "Title\n\n         b\n  a      1\n"
