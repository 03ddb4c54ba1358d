"""Lesson 00: how well a color stands out, and words that can be read."""

from typing import Any

from matplotlib.colors import to_rgb

from gdcourse.plotting.style import PAPER

WEIGHTS = (0.2126, 0.7152, 0.0722)


def linear(part: float) -> float:
    """One part of an sRGB color as an amount of light."""
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def luminance(color: Any) -> float:
    """Relative luminance of a color, 0 for black to 1 for white (WCAG 2)."""
    return sum(w * linear(c) for w, c in zip(WEIGHTS, to_rgb(color), strict=True))


def contrast(color: Any, ground: Any = PAPER) -> float:
    """The contrast ratio of two colors, 1 to 21 (WCAG 2).

    >>> round(contrast("black", "white"), 9)
    21.0
    """
    low, high = sorted([luminance(color), luminance(ground)])
    return (high + 0.05) / (low + 0.05)


def readable(color: Any) -> tuple[float, ...]:
    """The color for words beside a line: darker until its contrast is 4.5 : 1."""
    rgb = to_rgb(color)
    while contrast(rgb) < 4.5:
        rgb = tuple(0.98 * c for c in rgb)
    return rgb
