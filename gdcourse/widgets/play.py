"""Lesson 00: a handle for time: play, pause, step and start again."""

from dataclasses import dataclass
from typing import Any

import ipywidgets

from gdcourse.widgets.controls import Slider


@dataclass(frozen=True)
class Play(Slider):
    """A slider over whole numbers with a play and pause button; it never starts alone.

    ``interval`` is the time between two steps, in milliseconds.
    """

    interval: int = 500

    def player(self, slider: ipywidgets.Widget) -> ipywidgets.Widget:
        """The play button, tied to the slider in the page itself."""
        play = ipywidgets.Play(
            value=self.start,
            min=self.low,
            max=slider.max,
            step=self.step,
            interval=self.interval,
            show_repeat=False,
            description=f"play {self.words}",
            tooltip=f"play and pause: {self.words}",
        )
        link = ipywidgets.jslink((play, "value"), (slider, "value"))
        steps = [self.stepper(slider, by) for by in (-self.step, self.step)]
        box = ipywidgets.HBox([slider, play, *steps])
        box.play, box.link = play, link
        return box

    def stepper(self, slider: ipywidgets.Widget, by: int) -> ipywidgets.Widget:
        """A button that goes one step on, or back."""
        words = f"one step {'on' if by > 0 else 'back'}: {self.words}"
        label = f"{by:+d}".replace("-", "−")
        room = {"width": f"{1.7 + 0.9 * len(label):.1f}em"}  # a longer one is cut
        button = ipywidgets.Button(description=label, tooltip=words, layout=room)
        ends = slider.min, slider.max

        def go(_: Any) -> None:
            slider.value = min(max(slider.value + by, ends[0]), ends[1])

        button.on_click(go)
        return button

    def calm(self, play: ipywidgets.Widget) -> None:
        """For a reader who wants less motion: few steps, one second each."""
        play.interval = 1000
        play.step = max(self.step, (play.max - play.min) // 10)
