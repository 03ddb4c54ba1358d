"""Lesson 00: pixels to PNG, quickly for the page and tightly for files."""

from base64 import b64encode
from io import BytesIO

import numpy as np
from PIL import Image

UNSEEN = 16


def encode(pixels: object) -> bytes:
    """An opaque picture of shape (height, width, 3 or 4) as PNG; alpha is left out.

    The lowest level of compression: a live figure waits for the encoder, not for the
    wire.

    >>> encode(np.zeros((2, 3, 4), np.uint8))[:4]
    b'\\x89PNG'
    """
    packed = BytesIO()
    picture = Image.fromarray(np.asarray(pixels)).convert("RGB")
    picture.save(packed, "PNG", compress_level=1)
    return packed.getvalue()


def address(image: bytes, kind: str = "png") -> str:
    """An image as an address that holds it, for a page.

    >>> address(b"png")
    'data:image/png;base64,cG5n'
    """
    return f"data:image/{kind};base64,{b64encode(image).decode()}"


def smaller(image: bytes) -> bytes:
    """The same picture in fewer bytes, for files that are kept; slower.

    256 colors are enough for lines and letters on paper: then a pixel differs by at
    most ``UNSEEN`` of 255. A picture that needs more of them keeps every pixel.

    >>> stripes = np.tile(np.arange(200, dtype=np.uint8)[:, None, None], (1, 9, 4))
    >>> len(smaller(encode(stripes))) <= len(encode(stripes))
    True
    """
    with Image.open(BytesIO(image)) as picture:
        full = picture.convert("RGB")
    few = full.quantize(256, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    found = few if furthest(few, full) <= UNSEEN else full
    packed = BytesIO()
    found.save(packed, "PNG", optimize=True)
    return min(image, packed.getvalue(), key=len)


def furthest(one: Image.Image, other: Image.Image) -> int:
    """The largest difference of a color of two pictures at one pixel."""
    first, second = (np.asarray(p.convert("RGB")).astype(int) for p in (one, other))
    return int(np.abs(first - second).max())
