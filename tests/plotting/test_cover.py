"""The README's picture is the one that the code draws, and its alt text is true."""

import re

import numpy as np
from matplotlib.image import imread

from gdcourse.launcher.places import COURSE
from gdcourse.plotting import cover
from gdcourse.plotting.show import page_size
from gdcourse.plotting.style import DENSITY

PICTURE = COURSE / "notebooks" / "pictures" / "learning_rates.png"


def blurred(pixels, block=18):
    """Means over blocks of pixels, which do not depend on Matplotlib's version."""
    height, width = (size // block * block for size in pixels.shape[:2])
    gray = pixels[:height, :width, :3].mean(axis=2)
    return gray.reshape(height // block, block, width // block, block).mean(axis=(1, 3))


def test_the_readme_shows_this_picture_with_these_words():
    text = (COURSE / "README.md").read_text(encoding="utf-8")
    ((alt, place),) = re.findall(r"!\[([^\]]*)\]\(([^)]*)\)", text)
    assert COURSE / place == PICTURE
    for word in ("narrow valley", "one start", "creeps", "arrives", "zigzags"):
        assert word in alt


def test_the_committed_picture_is_the_one_that_is_drawn(tmp_path):
    fresh = tmp_path / "fresh.png"
    cover.main([str(fresh)])
    stored, drawn = imread(PICTURE), imread(fresh)
    width, height = page_size(cover.cover())
    assert stored.shape[:2] == drawn.shape[:2] == (DENSITY * height, DENSITY * width)
    assert np.abs(blurred(stored) - blurred(drawn)).max() < 0.06
    assert np.abs(blurred(stored[::-1]) - blurred(drawn)).max() > 0.12


def test_all_three_paths_begin_at_one_start_in_a_narrow_valley():
    creeps, zigzags, arrives = cover.runs()
    starts = {tuple(trace.points[0]) for trace in (creeps, zigzags, arrives)}
    assert starts == {cover.START}
    assert cover.KAPPA >= 10


def test_the_words_on_the_picture_are_true():
    creeps, zigzags, arrives = (trace.points for trace in cover.runs())
    size = np.linalg.norm(cover.START)
    assert np.linalg.norm(creeps[-1]) > size / 2
    assert (np.diff(creeps, axis=0)[:, 0] > 0).all()
    assert np.linalg.norm(arrives[-1]) < size / 20
    assert (zigzags[1:, 1] * zigzags[:-1, 1] < 0).all()
    assert abs(zigzags[-1, 1]) > abs(cover.START[1]) / 3
    limit = 2 / cover.KAPPA
    assert 0.95 * limit < max(cover.RATES.values()) < limit


def test_the_figure_holds_the_points_of_the_runs():
    (ax,) = cover.cover().axes
    drawn = [line.get_xydata() for line in ax.lines]
    for trace in cover.runs():
        assert any(np.array_equal(trace.points, points) for points in drawn)
    assert [text.get_text() for text in ax.texts] == list(cover.RATES)
