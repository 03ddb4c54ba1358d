"""Lesson 00: the lines under a live figure, in HTML."""

from html import escape


def share(seed: str) -> str:
    """The position as code that goes back to it, folded away.

    >>> share("lr=0.5").count("figure.at(&#x27;lr=0.5&#x27;)")
    1
    """
    code = escape(f"figure.at({seed!r})")
    named = "once its cell has named it: <code>figure = …</code>"
    here = f"<summary>this position</summary><code>{code}</code>, {named}"
    return f"<details>{here}</details>"


def failure(error: Exception, where: str, height: int) -> str:
    """One line that says where and why there is no picture, in the picture's place.

    >>> failure(ValueError("x < 0"), "x = -1", 5).partition(">")[2]
    'No picture at x = -1. ValueError: x &lt; 0</p>'
    """
    what = f"{type(error).__name__}: {' '.join(str(error).split())}"
    line = escape(f"No picture at {where}. {what}")
    return f'<p role="alert" style="min-height:{height}px">{line}</p>'
