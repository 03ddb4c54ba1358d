"""Lesson 00: outlines, letters, images and their looks in the words of SVG."""

from functools import lru_cache
from io import BytesIO

import numpy as np
from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.path import Path
from matplotlib.textpath import text_to_path
from PIL import Image

from gdcourse.plotting.png import address

LETTERS = {Path.MOVETO: "M", Path.LINETO: "L", Path.CURVE3: "Q", Path.CURVE4: "C"}
POINTS = {Path.CURVE3: 2, Path.CURVE4: 3}
FINER = 10  # letters are written in tenths of Matplotlib's unit, without fractions
UNIT = text_to_path.FONT_SCALE * FINER


def path_data(path: Path, digits: int = 1) -> str:
    """The vertices of a path as the ``d`` of an SVG path.

    >>> path_data(Path([(0, 0), (1, 2.25), (0, 0)], [1, 2, 79]))
    'M0.0 0.0L1.0 2.2Z'
    """
    codes = path.codes if path.codes is not None else straight(len(path))
    if codes.max(initial=0) <= Path.LINETO:
        drawn = codes != Path.STOP
        return polyline(codes[drawn], path.vertices[drawn], digits)
    written, more = [], 0
    for code, (x, y) in zip(codes.tolist(), path.vertices.tolist(), strict=True):
        place = f"{x:.{digits}f} {y:.{digits}f}"
        if more:
            written.append(f" {place}")
            more -= 1
        elif code == Path.CLOSEPOLY:
            written.append("Z")
        elif code != Path.STOP and written[-1:] != [f"L{place}"]:
            written.append(f"{LETTERS[code]}{place}")
            more = POINTS.get(code, 1) - 1
    return "".join(written)


def straight(count: int) -> np.ndarray:
    """The codes of a path without curves."""
    codes = np.full(count, Path.LINETO)
    codes[:1] = Path.MOVETO
    return codes


def polyline(codes: np.ndarray, places: np.ndarray, digits: int = 1) -> str:
    """The ``d`` of lines without curves, the quick way; a place once if it stays.

    >>> places = np.array([(0, 0), (1, 2.25), (1, 2.25), (3, 0)])
    >>> polyline(straight(4), places)
    'M0.0 0.0L1.0 2.2L3.0 0.0'
    """
    places = np.round(places, digits)
    stays = np.append(False, (places[1:] == places[:-1]).all(axis=1))[: len(places)]
    kept = ~stays | (codes == Path.MOVETO)
    place = f"%.{digits}f %.{digits}f"
    form = "".join(LETTERS[code] + place for code in codes[kept].tolist())
    return form % tuple(places[kept].ravel().tolist())


@lru_cache(maxsize=4096)
def letters(words: str, font: FontProperties, formula: bool) -> str:
    """Words or a formula as one outline, UNIT to the size of the font."""
    if formula:
        glyphs, shapes, bars = text_to_path.get_glyphs_mathtext(font, words)
    else:
        face = get_font(findfont(font))
        face.set_size(text_to_path.FONT_SCALE, text_to_path.DPI)
        known = SHAPES.copy()
        glyphs, shapes, bars = text_to_path.get_glyphs_with_font(face, words, known)
    SHAPES.update(shapes)
    written = [
        f"M{round(x * FINER)} {round(y * FINER)}{letter(name, size)}"
        for name, x, y, size in glyphs
        if len(SHAPES[name][0])
    ]
    written += [path_data(Path(np.multiply(v, FINER), c), 0) for v, c in bars]
    return "".join(written)


SHAPES: dict[str, tuple] = {}  # the outline of each letter that was ever written


@lru_cache(maxsize=4096)
def letter(name: str, size: float) -> str:
    """One letter, each point counted from the one before, the first from its place."""
    vertices, codes = SHAPES[name]
    places = np.rint(np.multiply(vertices, size * FINER)).astype(int)
    written, here, begun, more = [], np.zeros(2, int), np.zeros(2, int), 0
    for code, place in zip(codes, places, strict=True):
        if code == Path.CLOSEPOLY:
            written.append("z")
            here = begun
            continue
        if not more:
            written.append(LETTERS[code].lower())
            from_here, more = here, POINTS.get(code, 1)
        x, y = place - from_here
        written.append(f"{x} {y}" if more == POINTS.get(code, 1) else f" {x} {y}")
        here, more = place, more - 1
        begun = place if code == Path.MOVETO else begun
    return "".join(written)


def data_address(pixels: np.ndarray) -> str:
    """An image of shape (height, width, 4) as an address that holds it."""
    packed = BytesIO()
    Image.fromarray(pixels).save(packed, "PNG", compress_level=1)
    return address(packed.getvalue())


def opacity(of: str, alpha: float | None) -> str:
    """How far a shape lets through what lies beneath.

    >>> opacity("fill", 0.5), opacity("fill", 1.0)
    (' fill-opacity="0.5"', '')
    """
    return "" if alpha is None or alpha == 1 else f' {of}-opacity="{alpha:.3g}"'
