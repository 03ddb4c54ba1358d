import gc
import re
import subprocess
import sys
from base64 import b64decode
from io import BytesIO

import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
from matplotlib.figure import Figure
from matplotlib.image import imread

from gdcourse.plotting import curve, figure, show

ALT = 'The gap falls from 3 to 1 <slowly> in "two" steps.'


@pytest.fixture
def outputs():
    """Everything that showing a picture in a notebook leaves behind."""
    InteractiveShell.instance()

    def collect(fig, alt):
        with capture_output() as captured:
            show(fig, alt=alt)
        return captured.outputs

    yield collect
    InteractiveShell.clear_instance()


def picture():
    fig, ax = figure("strip")
    curve(ax, [3.0, 2.0, 1.0])
    return fig


def test_picture_carries_its_words_and_its_size(outputs):
    shown = outputs(picture(), ALT)[0]
    assert shown.data["text/plain"] == ALT
    assert shown.metadata == {"image/png": {"alt": ALT, "width": 576, "height": 216}}


def test_picture_has_two_pixels_per_unit_of_the_page(outputs):
    data = outputs(picture(), ALT)[0].data["image/png"]
    pixels = imread(BytesIO(b64decode(data)), format="png")
    assert pixels.shape == (2 * 216, 2 * 576, 3)
    assert pixels[0, 0].tolist() == [1, 1, 1]


def test_words_follow_the_picture_as_one_pixel_that_is_always_the_same(outputs):
    first, second = (outputs(picture(), ALT)[1].data for _ in range(2))
    assert first == second
    assert list(first) == ["text/html"]
    assert 'alt="The gap falls from 3 to 1 &lt;slowly&gt; in' in first["text/html"]
    assert re.search('width="1" height="1"', first["text/html"])
    script = re.search('onload="([^"]*)"', first["text/html"])[1]
    assert "this.alt=''" in script


def test_picture_of_a_foreign_figure_is_shown_too(outputs):
    fig = Figure(figsize=(2, 1))
    fig.subplots().plot([1, 2])
    assert outputs(fig, ALT)[0].metadata["image/png"]["width"] == 180


@pytest.mark.parametrize(
    ("alt", "message"),
    [
        ("", "alt must be a sentence, got ''. Say what is seen"),
        ("  \n", "alt must be a sentence"),
        (None, "alt must be a sentence, got None. Say"),
        ("long " * 50, "alt must have at most 200 characters, got 249. Keep"),
    ],
)
def test_words_are_required_and_short(alt, message):
    with pytest.raises(ValueError, match=message):
        show(picture(), alt=alt)


def test_only_figures_can_be_shown():
    with pytest.raises(TypeError, match="fig must be a figure, got 3. Try fig, ax"):
        show(3, alt=ALT)


def test_plain_python_shows_nothing_and_does_not_fail():
    code = (
        "import sys\n"
        "sys.modules['IPython'] = None\n"
        "from gdcourse.plotting import figure, show\n"
        "print(show(figure()[0], alt='An empty pair of axes.'))\n"
    )
    run = [sys.executable, "-W", "error", "-c", code]
    result = subprocess.run(run, capture_output=True, text=True, check=True)
    assert (result.stdout, result.stderr) == ("None\n", "")


def test_figures_are_forgotten_when_nobody_holds_them(outputs):
    def alive():
        gc.collect()
        return sum(issubclass(type(thing), Figure) for thing in gc.get_objects())

    before = alive()
    for _ in range(5):
        outputs(picture(), ALT)
    assert alive() == before
