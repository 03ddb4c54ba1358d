"""Lesson 00: put a figure into the notebook, with words for those who cannot see it."""

from base64 import b64encode
from html import escape
from sys import modules
from typing import Any

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from gdcourse.arguments import shown
from gdcourse.plotting import style
from gdcourse.plotting.png import encode

LONGEST = 200
# JupyterLab 4.6 and nbconvert 7.17 leave the alt text of a stored picture out. One
# pixel after the picture carries it; where scripts may run it hands the words to the
# picture itself. A live figure has words of its own.
PIXEL = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"
HAND_OVER = (
    "const p=this.closest('.jp-OutputArea-child')?.previousElementSibling"
    "?.querySelector('img');if(p){p.alt=p.alt||this.alt;this.alt=''}"
)
HINT = "Say what is seen: 'Path of gradient descent in a narrow valley: it zigzags.'"


def alt_text(alt: object) -> str:
    """The alt text on one line, or an error that says what to write."""
    if not isinstance(alt, str) or not alt.strip():
        raise ValueError(f"alt must be a sentence, got {shown(alt)}. {HINT}")
    alt = " ".join(alt.split())
    if len(alt) > LONGEST:
        raise ValueError(
            f"alt must have at most {LONGEST} characters, got {len(alt)}. "
            "Keep what the figure shows, and leave how it was made to the text."
        )
    return alt


def png(fig: Figure) -> bytes:
    """The figure as a PNG of two pixels per unit of the page, on white."""
    canvas = fig.canvas
    if not isinstance(canvas, FigureCanvasAgg):
        canvas = FigureCanvasAgg(fig)
    canvas.draw()
    return encode(canvas.buffer_rgba())


def page_size(fig: Figure) -> tuple[int, int]:
    """Width and height of the figure on the page, in CSS pixels."""
    width, height = fig.get_size_inches() * style.INCH
    return round(width), round(height)


def bundle(image: bytes, alt: str, width: int, height: int) -> tuple[dict, dict]:
    """The picture and its words as a notebook stores them: data and metadata."""
    data = {"image/png": b64encode(image).decode(), "text/plain": alt}
    about = {"alt": alt, "width": width, "height": height}
    return data, {"image/png": about}


def show(fig: Figure, *, alt: str) -> None:
    """Show the figure in the notebook. ``alt`` says in ≤ 200 characters what is seen.

    Outside of IPython nothing happens, so a lesson also runs as a plain script.
    """
    if not isinstance(fig, Figure):
        raise TypeError(
            f"fig must be a figure, got {shown(fig)}. Try fig, ax = figure()."
        )
    alt = alt_text(alt)
    if in_ipython():
        publish(*bundle(png(fig), alt, *page_size(fig)))


def publish(data: dict, metadata: dict) -> None:
    """Display a picture, and after it one pixel that carries its words."""
    from IPython.display import display

    display(data, metadata=metadata, raw=True)
    publish_html(pixel(data["text/plain"]))


def publish_html(html: str) -> None:
    """Display HTML as it is."""
    from IPython.display import display

    display({"text/html": html}, raw=True)


def pixel(alt: str) -> str:
    """An invisible picture with the alt text, the same in every run."""
    words = f'alt="{escape(alt)}" width="1" height="1"'
    return f'<img src="{PIXEL}" {words} onload="{HAND_OVER}">'


def in_ipython() -> bool:
    """Whether this code runs in IPython or Jupyter, found without importing them."""
    ipython: Any = modules.get("IPython")
    return bool(ipython) and ipython.get_ipython() is not None
