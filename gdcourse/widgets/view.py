"""Lesson 00: a live figure in the page: its handles, and the area beneath them."""

from collections.abc import Callable
from typing import Any

import ipywidgets

from gdcourse.plotting.png import address
from gdcourse.widgets.area import Area
from gdcourse.widgets.clicks import place_clicked
from gdcourse.widgets.play import Play
from gdcourse.widgets.sliders import Labeled


class View:
    """Handles and area of one figure, which moves when they tell it to.

    ``figure`` is a ``LiveFigure``. The page keeps at most one message of a handle on
    its way, so that its last position always arrives, however fast the hand is.
    """

    def __init__(self, figure: Any) -> None:
        self.figure, self.area = figure, Area()
        self.handles = {n: c.widget() for n, c in figure.controls.items()}
        self.painted: Any = None
        self.area.on_msg(self.told)
        shown = dict(self.handles)
        self.players: dict[Play, ipywidgets.Widget] = {}
        for name, handle in self.handles.items():
            handle.observe(self.heard(name), names="value")
            control = figure.controls[name]
            if isinstance(control, Play):
                shown[name] = control.player(handle)
                self.players[control] = shown[name].play
        wrap = ipywidgets.Layout(flex_flow="row wrap", align_items="center")
        top = ipywidgets.Box(list(shown.values()), layout=wrap)
        self.box = ipywidgets.VBox([*self.question(), top, self.area])

    def question(self) -> list[ipywidgets.Widget]:
        """The buttons for a guess, above everything, until one is chosen."""
        if not self.figure.ask or self.figure.reply:
            return []
        buttons = self.figure.ask.widget()

        def guessed(change: Any) -> None:
            buttons.disabled = True
            self.figure.answer(change["new"])

        buttons.observe(guessed, names="value")
        return [buttons]

    def heard(self, name: str) -> Callable[[Any], None]:
        """What to do when a handle moves."""
        figure, control = self.figure, self.figure.controls[name]

        def hear(change: Any) -> None:
            value = control.read(change["new"])
            if value != figure.state[name] or figure.error:
                figure.move({name: value})

        return hear

    def told(self, area: Any, content: dict[str, Any], buffers: Any) -> None:
        """What to do when the area tells of a click, or of a reader who wants calm."""
        figure = self.figure
        if "click" in content:
            place = place_clicked(figure.canvas.figure, content["click"], figure.clicks)
            if place:
                figure.move({n: figure.controls[n].read(v) for n, v in place.items()})
        if content.get("calm"):
            for control, play in self.players.items():
                control.calm(play)

    def update(self) -> None:
        """Bring picture, words and labels, then handles up to the state."""
        state, controls = self.figure.state, self.figure.controls
        for name, handle in self.handles.items():
            handle.description = controls[name].label(state[name])
        with self.area.hold_sync():
            self.paint()
            self.area.shown = self.figure.shown() | {"labels": self.labels()}
        for name, handle in self.handles.items():
            if controls[name].read(handle.value) != state[name]:
                handle.value = state[name]

    def labels(self) -> dict[str, str]:
        """What stands on the sliders, which do not tell it themselves."""
        sliders = [h for h in self.handles.values() if isinstance(h, Labeled)]
        return {slider.model_id: slider.description for slider in sliders}

    def paint(self) -> None:
        """Send the picture that stays, if it is another than the one in the page."""
        canvas = self.figure.canvas
        canvas.update()
        if self.painted == (canvas, canvas.backgrounds):
            return
        self.area.size = list(canvas.size)
        self.area.pixels = [float(length) for length in canvas.figure.bbox.size]
        self.area.background = address(canvas.background())
        self.painted = (canvas, canvas.backgrounds)
