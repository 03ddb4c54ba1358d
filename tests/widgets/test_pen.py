"""What the pen writes, compared with what Matplotlib computes for its pictures."""

import re
from base64 import b64decode
from io import BytesIO
from xml.etree import ElementTree

import numpy as np
import pytest
from matplotlib.image import imread
from matplotlib.patches import FancyArrowPatch, Rectangle

from gdcourse.plotting import figure, style
from gdcourse.widgets.canvas import Canvas
from gdcourse.widgets.pen import Pen

COLOR = style.METHODS["Adam"].color
NUMBER = r"-?\d+\.?\d*"


def scene(draw):
    """A canvas whose artists ``draw(ax)`` makes."""
    fig, ax = figure("strip")
    ax.set(xlim=(0, 1), ylim=(0, 1))
    return Canvas(fig, draw(ax))


def elements(canvas, kind):
    """The elements of a kind in what moves."""
    root = ElementTree.fromstring(f"<svg>{canvas.moving()}</svg>")
    return [e for e in root.iter(kind) if e.get("id") is None]


def places(text):
    return np.array(re.findall(NUMBER, text), dtype=float).reshape(-1, 2)


def test_line_goes_through_the_pixels_of_its_points():
    x, y = np.array([[0.1, 0.4, 0.9], [0.2, 0.8, 0.5]])
    canvas = scene(lambda ax: {"line": ax.plot(x, y, "-", color=COLOR)[0]})
    (path,) = elements(canvas, "path")
    (ax,) = canvas.figure.axes
    wanted = ax.transData.transform(np.stack([x, y], axis=1))
    assert np.abs(places(path.get("d")) - wanted).max() <= 0.06
    assert path.get("stroke") == COLOR.lower()
    assert path.get("fill") == "none"


def test_markers_stand_at_the_pixels_of_their_points_once_each():
    points = np.array([[0.1, 0.4, 0.4, np.nan, 0.9], [0.2, 0.8, 0.8, 0.5, 1e300]])
    canvas = scene(lambda ax: {"dots": ax.plot(*points, "o", color=COLOR)[0]})
    shape, path = elements(canvas, "path")
    (name,) = re.findall(r'<marker id="(\w+)"', canvas.moving())
    assert path.get("marker-mid") == f"url(#{name})"
    assert (shape.get("fill"), path.get("fill")) == (COLOR.lower(), "none")
    (ax,) = canvas.figure.axes
    wanted = ax.transData.transform(points[:, :2].T)
    first, *inner, last = places(path.get("d"))
    assert (list(first), list(last)) == (list(inner[0]), list(inner[-1]))
    assert np.abs(np.array(inner) - wanted).max() <= 0.06


def test_halo_is_one_broader_line_of_paper_beneath():
    look = style.line("SGD", marker="", path_effects=style.halo(4))
    canvas = scene(lambda ax: {"line": ax.plot([0, 1], [0, 1], **look)[0]})
    rim, line = elements(canvas, "path")
    assert rim.get("d") == line.get("d")
    assert rim.get("stroke") == style.PAPER
    assert float(rim.get("stroke-width")) == 4 * canvas.figure.dpi / 72
    points = canvas.artists["line"].get_linewidth()
    assert float(line.get("stroke-width")) == points * canvas.figure.dpi / 72
    assert canvas.artists["line"].get_path_effects() == look["path_effects"]


def test_words_fill_the_box_that_matplotlib_reserves_for_them(points_of):
    canvas = scene(lambda ax: {"text": ax.text(0.3, 0.4, "Hxqb")})
    canvas.moving()
    (path,) = elements(canvas, "path")
    move, size = re.findall(r"\((.*?)\)", path.get("transform"))
    corners = points_of(path.get("d")) * float(size) + np.array(move.split(), float)
    box = canvas.artists["text"].get_window_extent(canvas.pen)
    assert np.abs(corners.max(axis=0) - (box.x1, box.y1)).max() < 3
    assert np.abs(corners.min(axis=0) - (box.x0, box.y0)).max() < 3


def test_formula_becomes_outlines_and_its_fraction_bar():
    canvas = scene(lambda ax: {"text": ax.text(0.3, 0.4, r"$\frac{1}{2}$")})
    (path,) = elements(canvas, "path")
    assert path.get("d").count("M") >= 3


def test_image_keeps_its_own_pixels_in_its_own_place():
    pixels = np.arange(12).reshape(3, 4)

    def draw(ax):
        image = ax.imshow(pixels, extent=(0.2, 0.6, 0.1, 0.7), origin="lower")
        ax.set(xlim=(0, 1), ylim=(0, 1), aspect="auto")
        return {"image": image}

    canvas = scene(draw)
    (image,) = elements(canvas, "image")
    held = imread(BytesIO(b64decode(image.get("href").split(",")[1])), format="png")
    artist = canvas.artists["image"]
    assert np.abs(held - artist.to_rgba(pixels)).max() < 1 / 255
    a, b, c, d, e, f = map(
        float, re.search(r"\((.*)\)", image.get("transform"))[1].split()
    )
    (ax,) = canvas.figure.axes
    corners = ax.transData.transform([(0.2, 0.1), (0.6, 0.7)])
    assert np.abs(corners - [(e, f), (a + e, d + f)]).max() < 0.01
    assert b == c == 0
    assert artist.get_interpolation() != "none"


@pytest.mark.parametrize("alpha", [None, 0.25])
def test_filled_shapes_keep_color_and_transparency(alpha):
    def draw(ax):
        box = Rectangle((0.1, 0.1), 0.2, 0.2, color=style.LIT, alpha=alpha)
        return {"box": ax.add_patch(box)}

    (path,) = elements(scene(draw), "path")
    assert path.get("fill") == style.LIT.lower()
    assert path.get("fill-opacity") == (None if alpha is None else "0.25")
    assert path.get("d").endswith("Z")


def test_arrow_points_at_its_end():
    def draw(ax):
        arrow = FancyArrowPatch((0.1, 0.1), (0.8, 0.5), shrinkA=0, shrinkB=0)
        return {"arrow": ax.add_patch(arrow)}

    canvas = scene(draw)
    corners = np.concatenate([places(e.get("d")) for e in elements(canvas, "path")])
    (end,) = canvas.figure.axes[0].transData.transform([(0.8, 0.5)])
    assert np.linalg.norm(corners - end, axis=1).min() < 5


def test_only_what_changed_is_written_again():
    def draw(ax):
        return {"title": ax.set_title("a title"), "line": ax.plot([0, 1], [0, 1])[0]}

    canvas = scene(draw)
    first = canvas.moving()
    assert canvas.moving() == first
    canvas.artists["line"].set_ydata([1, 0])
    known = dict(canvas.pen.known)
    second = canvas.moving()
    assert second != first
    assert canvas.pen.known[canvas.artists["title"]] is known[canvas.artists["title"]]
    canvas.figure.axes[0].set_xlim(0, 2)
    assert canvas.moving() != second


def test_two_figures_on_a_page_share_no_names():
    assert Pen(1, 1, 72).id != Pen(1, 1, 72).id


def test_lines_are_cut_at_the_frame_of_their_axes():
    canvas = scene(lambda ax: {"line": ax.plot([-5, 5], [0, 1])[0]})
    (path,) = elements(canvas, "path")
    name = re.search(r"url\(#(.*)\)", path.get("clip-path"))[1]
    root = ElementTree.fromstring(f"<svg>{canvas.moving()}</svg>")
    (window,) = [e for e in root.iter("clipPath") if e.get("id") == name]
    bounds = [float(window[0].get(k)) for k in ("x", "y", "width", "height")]
    assert np.allclose(bounds, canvas.figure.axes[0].bbox.bounds, atol=0.06)


def test_shapes_of_markers_that_are_gone_are_gone_too():
    canvas = scene(lambda ax: {"dot": ax.plot([0.5], [0.5], "o")[0]})
    sizes = []
    for size in range(3, 30):
        canvas.artists["dot"].set_markersize(size)
        text = canvas.moving()
        assert text.count("<marker") == 1
        sizes.append(len(text))
    assert max(sizes) < min(sizes) + 100
