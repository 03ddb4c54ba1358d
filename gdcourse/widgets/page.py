"""Lesson 00: what stands under the controls: the picture and its words, in HTML."""

from base64 import b64encode
from html import escape

# ipywidgets 8.1 gives a slider no name that a screen reader could say, and says the
# place in the list for the value; each new picture passes on what the label says. It
# also silences the pixel that follows with the words of the start (plotting.show).
ON_LOAD = (
    "for(const s of this.closest('.widget-vbox')?.querySelectorAll('.widget-slider')"
    "??[]){const h=s.querySelector('[role=slider]'),"
    "[n,v]=(s.querySelector('label')?.textContent??'').split(' = ');"
    "h?.setAttribute('aria-label',n);if(v)h?.setAttribute('aria-valuetext',v)}"
    "this.closest('.jp-OutputArea-child')?.nextElementSibling"
    "?.querySelector('img')?.setAttribute('alt','')"
)


def picture(image: bytes, text: str, width: int, height: int) -> str:
    """The picture, its words as alt text, and once more as a line that is spoken."""
    source = f"data:image/png;base64,{b64encode(image).decode()}"
    words = escape(text)
    style = "max-width:100%;height:auto;display:block"
    return (
        f'<img src="{source}" alt="{words}" width="{width}" height="{height}" '
        f'decoding="sync" style="{style}" onload="{ON_LOAD}">'
        f'<p role="status" aria-live="polite" style="margin:.2em 0">{words}</p>'
    )


def failure(error: Exception, where: str, height: int) -> str:
    """One line that says where and why there is no picture, in the picture's place.

    >>> failure(ValueError("x < 0"), "x = -1", 5).partition(">")[2]
    'No picture at x = -1. ValueError: x &lt; 0</p>'
    """
    what = f"{type(error).__name__}: {' '.join(str(error).split())}"
    line = escape(f"No picture at {where}. {what}")
    return f'<p role="alert" style="min-height:{height}px">{line}</p>'
