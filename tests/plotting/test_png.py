from io import BytesIO

import numpy as np
import pytest
from matplotlib.image import imread

from gdcourse.plotting import figure
from gdcourse.plotting.png import UNSEEN, encode, smaller
from gdcourse.plotting.show import png
from gdcourse.plotting.style import METHODS, halo, line


@pytest.mark.parametrize("channels", [3, 4])
@pytest.mark.parametrize("shape", [(1, 1), (5, 3), (40, 61)])
def test_pixels_survive_the_round_trip(shape, channels):
    rng = np.random.default_rng(sum(shape))
    pixels = rng.integers(0, 256, (*shape, channels), dtype=np.uint8)
    back = np.rint(255 * imread(BytesIO(encode(pixels)), format="png"))
    assert np.array_equal(back, pixels[:, :, :3])


def test_plain_areas_cost_next_to_nothing():
    pixels = np.full((500, 500, 3), 255, np.uint8)
    assert len(encode(pixels)) < pixels.size / 100


def test_same_pixels_give_the_same_file():
    pixels = np.arange(48, dtype=np.uint8).reshape(4, 4, 3)
    assert encode(pixels) == encode(pixels.copy())


def test_a_smaller_file_holds_the_same_pixels():
    slopes = np.add.outer(np.arange(300), 2 * np.arange(400)) % 251
    pixels = np.stack([slopes] * 3, axis=-1).astype(np.uint8)
    image = encode(pixels)
    packed = smaller(image)
    assert len(packed) < len(image)
    back = np.rint(255 * imread(BytesIO(packed), format="png"))[..., :3]
    assert np.array_equal(back, pixels)


def test_a_drawing_in_many_shades_is_kept_in_256_that_look_alike():
    fig, ax = figure("pair")
    for i, name in enumerate(METHODS):
        ax[0].plot([0, 1], [i, 2 * i], **line(name), path_effects=halo())
        ax[1].set_title(name)
    image = png(fig)
    packed = smaller(image)
    full, few = (
        np.rint(255 * imread(BytesIO(p), format="png")) for p in (image, packed)
    )
    assert len(packed) < len(image) / 2
    assert np.abs(full[..., :3] - few[..., :3]).max() <= UNSEEN
    assert np.array_equal(few[0, 0, :3], [255, 255, 255])


def test_a_picture_that_needs_more_colors_keeps_every_pixel():
    pixels = np.random.default_rng(0).integers(0, 256, (90, 90, 3), dtype=np.uint8)
    back = np.rint(255 * imread(BytesIO(smaller(encode(pixels))), format="png"))
    assert np.array_equal(back, pixels)


def test_a_file_that_cannot_shrink_is_kept():
    image = encode(np.zeros((1, 1, 3), np.uint8))
    assert len(smaller(image)) <= len(image)
