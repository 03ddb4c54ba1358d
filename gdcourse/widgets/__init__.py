"""Figures that move: every control computes, draws and describes at once.

A lesson asks for its figure by name, e.g.
``from gdcourse.widgets.gradient_descent import six_regimes``. How to make one stands in
``gdcourse/widgets/live.py``.
"""

from gdcourse.widgets.ask import Ask
from gdcourse.widgets.choices import Choice, Steps
from gdcourse.widgets.controls import Slider
from gdcourse.widgets.live import LiveFigure
from gdcourse.widgets.play import Play
from gdcourse.widgets.tasks import Task

__all__ = ["Ask", "Choice", "LiveFigure", "Play", "Slider", "Steps", "Task"]
