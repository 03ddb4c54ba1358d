import re
from base64 import b64decode

from gdcourse.widgets import page


def test_picture_carries_its_words_as_alt_and_as_a_spoken_line():
    html = page.picture(b"png", "slope < 1", 20, 10)
    assert b64decode(re.search('base64,([^"]*)', html)[1]) == b"png"
    assert 'alt="slope &lt; 1" width="20" height="10"' in html
    assert html.endswith(">slope &lt; 1</p>")
    assert 'role="status" aria-live="polite"' in html


def test_script_of_the_picture_fits_into_its_attribute():
    html = page.picture(b"png", 'a "quoted" word', 20, 10)
    assert re.search(f'onload="{re.escape(page.ON_LOAD)}"', html)
    assert not set('"<\n') & set(page.ON_LOAD)


def test_failure_is_one_line_in_the_place_of_the_picture():
    html = page.failure(ValueError("too\nlarge <x>"), "x = 1", 10)
    assert html.count("<p") == 1
    assert "No picture at x = 1. ValueError: too large &lt;x&gt;</p>" in html
    assert "min-height:10px" in html
