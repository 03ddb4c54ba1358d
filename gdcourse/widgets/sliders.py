"""Lesson 00: sliders that hear where they are moved to and do not say it back.

ipywidgets tells every page that shows a slider where another page moved it, and sends
the page that moved it the same. The picture, which comes next, need not wait for that.
"""

import ipywidgets
from traitlets import CFloat, CInt, Int


class FloatSlider(ipywidgets.FloatSlider):
    """A slider over numbers."""

    value = CFloat(0.0).tag(sync=True, echo_update=False)


class IntSlider(ipywidgets.IntSlider):
    """A slider over whole numbers."""

    value = CInt(0).tag(sync=True, echo_update=False)


class SelectionSlider(ipywidgets.SelectionSlider):
    """A slider over a list."""

    index = Int(None, allow_none=True).tag(sync=True, echo_update=False)
