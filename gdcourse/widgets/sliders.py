"""Lesson 00: sliders that say nothing of themselves while they are moved.

ipywidgets tells every page that shows a slider where another page moved it, and sends
the page that moved it the same; a new label is one more message. The picture, which
comes next, need not wait for the first and brings the second along (see ``Area``).
"""

from typing import Any

import ipywidgets
from traitlets import CFloat, CInt, Int


class Labeled(ipywidgets.Widget):
    """A slider whose label comes to the page with the picture."""

    def _should_send_property(self, key: str, value: Any) -> bool:
        return key != "description" and super()._should_send_property(key, value)


class FloatSlider(Labeled, ipywidgets.FloatSlider):
    """A slider over numbers."""

    value = CFloat(0.0).tag(sync=True, echo_update=False)


class IntSlider(Labeled, ipywidgets.IntSlider):
    """A slider over whole numbers."""

    value = CInt(0).tag(sync=True, echo_update=False)


class SelectionSlider(Labeled, ipywidgets.SelectionSlider):
    """A slider over a list."""

    index = Int(None, allow_none=True).tag(sync=True, echo_update=False)
