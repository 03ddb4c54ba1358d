import pytest

from gdcourse.plotting import style
from gdcourse.plotting.contrast import contrast, luminance, readable


def test_gray_of_the_guideline_has_its_published_contrast():
    assert contrast((0x76 / 255,) * 3) == pytest.approx(4.54, abs=0.005)


def test_contrast_does_not_ask_which_color_is_the_ground():
    assert contrast("navy", "white") == contrast("white", "navy")


def test_luminance_weighs_green_most():
    parts = [luminance(c) for c in ((1, 0, 0), (0, 1, 0), (0, 0, 1))]
    assert parts == pytest.approx([0.2126, 0.7152, 0.0722])


@pytest.mark.parametrize("name", style.METHODS)
def test_names_of_methods_can_be_read(name):
    assert contrast(readable(style.METHODS[name].color)) >= 4.5


def test_readable_color_is_left_as_it_is():
    assert contrast(readable(style.INK)) == contrast(style.INK)
