"""Lesson 00: outlines, letters and images in the words of SVG."""

from base64 import b64encode
from functools import lru_cache
from io import BytesIO

import numpy as np
from matplotlib.font_manager import FontProperties
from matplotlib.path import Path
from matplotlib.textpath import text_to_path
from PIL import Image

LETTERS = {Path.MOVETO: "M", Path.LINETO: "L", Path.CURVE3: "Q", Path.CURVE4: "C"}
POINTS = {Path.CURVE3: 2, Path.CURVE4: 3}
FINER = 10  # letters are written in tenths of Matplotlib's unit, without fractions
UNIT = text_to_path.FONT_SCALE * FINER


def path_data(path: Path, digits: int = 1) -> str:
    """The vertices of a path as the ``d`` of an SVG path.

    >>> path_data(Path([(0, 0), (1, 2.25), (0, 0)], [1, 2, 79]))
    'M0.0 0.0L1.0 2.2Z'
    """
    written, more = [], 0
    codes = path.codes if path.codes is not None else straight(len(path))
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


@lru_cache(maxsize=4096)
def letters(words: str, font: FontProperties, formula: bool) -> str:
    """Words or a formula as one outline, UNIT to the size of the font."""
    vertices, codes = text_to_path.get_text_path(font, words, formula)
    return path_data(Path(np.multiply(vertices, FINER), codes), 0) if codes else ""


def data_address(pixels: np.ndarray) -> str:
    """An image of shape (height, width, 4) as an address that holds it."""
    packed = BytesIO()
    Image.fromarray(pixels).save(packed, "PNG", compress_level=1)
    return f"data:image/png;base64,{b64encode(packed.getvalue()).decode()}"
