"""Lesson 00: a live figure for pages without a kernel: its moves as a short film."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from io import BytesIO
from typing import Any

from PIL import Image

from gdcourse.arguments import shown
from gdcourse.plotting.png import address
from gdcourse.widgets.live import LiveFigure
from gdcourse.widgets.play import Play

FRAMES, COLORS = 16, 64
PAUSE, REST = 300, 1500  # milliseconds for a frame, and for the last one


@dataclass(frozen=True)
class Film:
    """A film that plays once, its first picture, and what it shows in one sentence.

    Readers who want less motion see the first picture, as do programs that print.
    """

    webp: bytes
    still: bytes
    alt: str
    size: tuple[int, int]

    def html(self) -> str:
        """Both pictures, for a page."""
        calm = "(prefers-reduced-motion: reduce), print"
        width, height = self.size
        return (
            f'<picture><source media="{calm}" srcset="{address(self.still)}">'
            f'<img src="{address(self.webp, "webp")}" alt="{escape(self.alt)}" '
            f'width="{width}" height="{height}" style="max-width:100%;height:auto">'
            "</picture>"
        )


def film(figure: LiveFigure, over: str | None = None, frames: int = FRAMES) -> Film:
    """Move one control from its first to its last position; the others stay.

    over: the name of the control; without it time, if the figure has it, or the first.
    frames: how many pictures at most. The figure is back at its position afterwards.
    """
    name = over or leading(figure)
    if name not in figure.controls:
        raise ValueError(
            f"over must be a control of {figure.name}, got {shown(over)}. "
            f"Try {', '.join(figure.controls)}."
        )
    control, state = figure.controls[name], dict(figure.state)
    still = figure.png()
    positions = spread(list(control.values()), frames)
    pictures = [picture(figure.set(**{name: value})) for value in positions]
    figure.set(**state)
    first, last = control.show(positions[0]), control.show(positions[-1])
    words = " ".join(filter(None, [control.words, control.symbol]))
    alt = f"{figure.name}: {words} goes from {first} to {last}."
    return Film(packed(pictures), still, alt, figure.canvas.size)


def leading(figure: LiveFigure) -> str:
    """The control that a film moves: time before anything else."""
    time = [name for name, c in figure.controls.items() if isinstance(c, Play)]
    return (time or list(figure.controls))[0]


def spread(values: Sequence[Any], count: int) -> list[Any]:
    """At most ``count`` of the values, evenly, with both ends.

    >>> spread(range(11), 3), spread("ab", 5)
    ([0, 5, 10], ['a', 'b'])
    """
    count = min(count, len(values))
    places = [round(i * (len(values) - 1) / max(1, count - 1)) for i in range(count)]
    return [values[place] for place in places]


def picture(figure: LiveFigure) -> Image.Image:
    """The figure at its position, one pixel to each pixel of the page."""
    with Image.open(BytesIO(figure.png())) as full:
        return full.resize(figure.canvas.size, Image.Resampling.LANCZOS)


def packed(pictures: list[Image.Image]) -> bytes:
    """The pictures as one WebP that plays once: flat colors, no blur."""
    palette = most_frequent(pictures[0], pictures[-1])
    flat = [p.quantize(palette=palette, dither=Image.Dither.NONE) for p in pictures]
    file, (first, *rest) = BytesIO(), [p.convert("RGB") for p in flat]
    times = [PAUSE] * len(rest) + [REST]
    look = {"lossless": True, "quality": 80, "method": 4, "loop": 1}
    first.save(file, "WEBP", save_all=True, append_images=rest, duration=times, **look)
    return file.getvalue()


def most_frequent(*pictures: Image.Image) -> Image.Image:
    """An image whose palette holds the colors that these pictures show most."""
    counts: dict[Any, int] = {}
    for image in pictures:
        for count, color in image.convert("RGB").getcolors(1 << 24):
            counts[color] = counts.get(color, 0) + count
    chosen: list[tuple[int, ...]] = []
    for color in sorted(counts, key=counts.get, reverse=True):
        if len(chosen) < COLORS and all(apart(color, other) for other in chosen):
            chosen.append(color)
    palette = Image.new("P", (1, 1))
    palette.putpalette([part for color in chosen for part in color])
    return palette


def apart(color: tuple[int, ...], other: tuple[int, ...]) -> bool:
    """Whether Pillow, which looks colors up in steps of 4, cannot mix them up."""
    return max(abs(a - b) for a, b in zip(color, other, strict=True)) > 8
