import numpy as np

from gdcourse.plotting import fields, figure

NAMES = {"slow": "α < 1", "fast": "α = 1", "lost": "α > 1"}


def test_fields_show_all_names_and_conditions_in_order():
    _, ax = figure("strip")
    assert fields(ax, NAMES) is ax
    texts = [text.get_text() for text in ax.texts]
    assert texts == [word for pair in NAMES.items() for word in pair]
    places = [text.get_position()[0] for text in ax.texts]
    assert np.allclose(places, np.repeat([0.5, 1.5, 2.5], 2))


def test_light_fills_one_field_behind_the_words():
    _, ax = figure("strip")
    light = fields(ax, NAMES).patches[0]
    assert (light.get_x(), light.get_width(), ax.get_xlim()) == (0, 1, (0, 3))
    assert all(light.get_zorder() < text.get_zorder() for text in ax.texts)
