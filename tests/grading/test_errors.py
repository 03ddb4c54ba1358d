"""Errors cross as names and text; none of them can do harm here."""

import pytest

from gdcourse.checks.running import TimeUp
from gdcourse.grading.errors import alike, decode, encode

EVERY = [ValueError("a"), KeyError("a"), ZeroDivisionError("x"), OSError(2, "no")]
EVERY += [SystemExit(1), KeyboardInterrupt(), UnicodeDecodeError("u", b"", 0, 1, "x")]


@pytest.mark.parametrize("error", EVERY, ids=repr)
def test_an_error_keeps_its_name_its_kind_and_its_text(error):
    found = decode(encode(error))
    assert type(found).__name__ == type(error).__name__
    assert isinstance(found, type(error))
    assert str(found) == str(error)


def test_a_time_out_stays_one():
    assert isinstance(decode(encode(TimeUp())), TimeUp)


def test_the_text_is_short_and_may_be_missing():
    class Odd(Exception):
        def __str__(self):
            raise ValueError

    assert len(str(decode(encode(ValueError("x" * 10**6))))) == 300
    assert encode(Odd())["text"] == ""


@pytest.mark.parametrize("names", [[], ["print"], ["int"], ["a b"], ["Overtime"]])
def test_a_strange_name_is_a_plain_error(names):
    found = decode({"names": names, "text": "x"})
    assert isinstance(found, Exception)
    assert not isinstance(found, (KeyboardInterrupt, SystemExit))


def test_a_copy_is_no_real_interrupt():
    assert type(alike("KeyboardInterrupt", KeyboardInterrupt, "")) is not (
        KeyboardInterrupt
    )
