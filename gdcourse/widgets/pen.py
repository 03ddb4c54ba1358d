"""Lesson 00: what moves in a figure, written as SVG: sharp at every size, and small.

Matplotlib's artists draw themselves with a ``Pen`` as they would on paper. Coordinates
are the pixels of the figure with y upwards, as Matplotlib counts them; the page turns
the whole drawing over once.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any
from uuid import uuid4

import numpy as np
from matplotlib.artist import Artist
from matplotlib.backend_bases import RendererBase
from matplotlib.colors import to_hex
from matplotlib.image import AxesImage
from matplotlib.path import Path
from matplotlib.textpath import text_to_path

from gdcourse.plotting.style import PAPER, Rim
from gdcourse.widgets.outlines import UNIT, data_address, letters, opacity, path_data

CAPS = {"butt": "butt", "round": "round", "projecting": "square"}
FAR = 9999.0  # pixels: what lies farther off the page is not written


class Pen(RendererBase):
    """A renderer that writes SVG for one figure of this size in pixels."""

    def __init__(self, width: float, height: float, dpi: float) -> None:
        super().__init__()
        self.size, self.dpi = (width, height), dpi
        self.id = f"pen{uuid4().hex[:6]}"  # ids are shared by all figures of a page
        self.numbers = count()
        self.rim: Rim | None = None
        self.forget()

    def forget(self) -> None:
        """Write everything anew: the axes have changed."""
        self.lines: list[str] = []
        self.known: dict[Artist, str] = {}
        self.windows: dict[tuple[float, ...], str] = {}

    def sheet(self, artists: Iterable[Artist]) -> str:
        """These artists in their order, the windows that cut them off first."""
        written = "".join(self.written(artist) for artist in artists)
        windows = [
            f'<clipPath id="{name}"><rect x="{x:g}" y="{y:g}" width="{w:g}" '
            f'height="{h:g}"/></clipPath>'
            for (x, y, w, h), name in self.windows.items()
        ]
        return f"<defs>{''.join(windows)}</defs>{written}"

    def written(self, artist: Artist) -> str:
        """One artist, written again only if it has changed since."""
        if artist.stale or artist not in self.known:
            self.lines = []
            with plain(artist) as self.rim:
                artist.draw(self)
            artist.stale = False
            self.known[artist] = "".join(self.lines)
        return self.known[artist]

    def draw_path(self, gc: Any, path: Path, transform: Any, rgbFace: Any = None):
        """A line or a filled shape."""
        near = None if rgbFace is not None else (-FAR, -FAR, FAR, FAR)
        d = path_data(path.cleaned(transform, True, near, curves=True))
        for look in self.looks(gc, rgbFace):
            self.lines.append(f'<path d="{d}" {look}{self.window(gc)}/>')

    def draw_markers(
        self, gc: Any, marker_path: Path, marker_trans: Any, path: Path, trans: Any,
        rgbFace: Any = None,
    ):  # fmt: skip
        """One shape at many places: the page sets a marker at each point of a path.

        Only the inner points of the path carry one, so its ends are written twice. (A
        ``use`` for each would be an element for each: three hundred take the page 30
        ms to lay out.)
        """
        d = path_data(marker_path.cleaned(marker_trans, curves=True))
        places = trans.transform(path.vertices)
        near = places[np.abs(places).max(axis=1, initial=0) < FAR].round(1)
        near = list(dict.fromkeys(map(tuple, near.tolist())))
        if near:
            points = "L".join(f"{x} {y}" for x, y in (near[0], *near, near[-1]))
            for look in self.looks(gc, rgbFace):
                name = f"{self.id}m{next(self.numbers)}"
                self.lines.append(
                    f'<marker id="{name}" markerUnits="userSpaceOnUse" '
                    f'style="overflow:visible"><path d="{d}" {look}/></marker>'
                    f'<path d="M{points}" marker-mid="url(#{name})" fill="none"'
                    f"{self.window(gc)}/>"
                )

    def draw_text(
        self, gc: Any, x: float, y: float, s: str, prop: Any, angle: float,
        ismath: Any = False, mtext: Any = None,
    ):  # fmt: skip
        """Words as the outlines of their letters: the page needs no font."""
        d = letters(s, prop.copy(), bool(ismath))
        size = self.points_to_pixels(prop.get_size_in_points()) / UNIT
        turn = f" rotate({angle:g})" if angle else ""
        place = f'transform="translate({x:.1f} {y:.1f}){turn} scale({size:.4g})"'
        gc.set_linewidth(0)
        shape = f'<path d="{d}" {place}/>'
        for look in self.looks(gc, gc.get_rgb(), 1 / size):
            self.lines.append(f"<g {look}{self.window(gc)}>{shape}</g>")

    def get_text_width_height_descent(self, s: str, prop: Any, ismath: Any):
        """How much room words take, in pixels of the figure."""
        measured = text_to_path.get_text_width_height_descent(s, prop, bool(ismath))
        return tuple(self.points_to_pixels(length) for length in measured)

    def looks(self, gc: Any, face: Any, scale: float = 1.0) -> Iterator[str]:
        """The attributes of a shape: first those of its rim, if it has one."""
        if self.rim:
            width = self.points_to_pixels(self.rim.width) * scale
            yield (
                f'fill="none" stroke="{PAPER}" stroke-width="{width:.4g}" '
                f'stroke-linejoin="round" stroke-opacity="{self.rim.OPACITY}"'
            )
        yield self.fill(gc, face) + self.stroke(gc, scale)

    def fill(self, gc: Any, face: Any) -> str:
        """The color inside."""
        if face is None:
            return 'fill="none"'
        alpha = gc.get_alpha() if gc.get_forced_alpha() or len(face) < 4 else face[3]
        return f'fill="{to_hex(face)}"' + opacity("fill", alpha)

    def stroke(self, gc: Any, scale: float) -> str:
        """The color, width and dashes of the line."""
        width = self.points_to_pixels(gc.get_linewidth()) * scale
        if not width:
            return ""
        rgb = gc.get_rgb()
        alpha = gc.get_alpha() if gc.get_forced_alpha() or len(rgb) < 4 else rgb[3]
        look = f' stroke="{to_hex(rgb)}" stroke-width="{width:.4g}"'
        look += f' stroke-linecap="{CAPS[gc.get_capstyle()]}"'
        look += f' stroke-linejoin="{gc.get_joinstyle()}"' + opacity("stroke", alpha)
        offset, dashes = gc.get_dashes()
        if dashes is not None:
            lengths = (f"{self.points_to_pixels(d):.3g}" for d in dashes)
            look += f' stroke-dasharray="{" ".join(lengths)}"'
        return look

    def window(self, gc: Any) -> str:
        """What cuts the shape off: the box of its axes."""
        box = gc.get_clip_rectangle()
        if box is None:
            return ""
        bounds = tuple(round(b, 1) for b in box.bounds)
        name = self.windows.setdefault(bounds, f"{self.id}w{len(self.windows)}")
        return f' clip-path="url(#{name})"'

    def draw_image(self, gc: Any, x: float, y: float, im: Any, transform: Any = None):
        """An image: its own pixels, stretched by the page."""
        *turn, e, f = transform.get_affine().to_values()
        place = " ".join(f"{v:.6g}" for v in (*turn, e + x, f + y))
        self.lines.append(
            f"<g{self.window(gc)}>"
            f'<image href="{data_address(im)}" width="1" height="1" '
            f'preserveAspectRatio="none" transform="matrix({place})" '
            f'style="image-rendering:pixelated"/></g>'
        )

    def option_scale_image(self) -> bool:
        return True

    def points_to_pixels(self, points: Any) -> Any:
        return points * self.dpi / 72

    def get_canvas_width_height(self) -> tuple[float, float]:
        return self.size

    def flipy(self) -> bool:
        return False


@contextmanager
def plain(artist: Artist) -> Iterator[Rim | None]:
    """An artist without its halo, which the pen writes itself; images unsampled."""
    effects, image = artist.get_path_effects(), isinstance(artist, AxesImage)
    rim = effects[0] if effects and isinstance(effects[0], Rim) else None
    look = artist.get_interpolation() if image else None
    if rim:
        artist.set_path_effects([])
    if image:
        artist.set_interpolation("none")
    try:
        yield rim
    finally:
        if rim:
            artist.set_path_effects(effects)
        if image:
            artist.set_interpolation(look)
