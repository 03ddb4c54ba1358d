"""Lesson 00: a figure with handles: move one, and picture and words follow.

How to make one, in a file named like the lesson::

    def my_figure() -> LiveFigure:
        f = landscapes.parabola(2.0)

        def compute(lr):                      # library calls only
            trace = minimize(f.value, f.gradient, [2.0], GradientDescent(lr), steps=12)
            path = np.stack([trace.points[:, 0], trace.values])
            return {"path": path, "trace": trace}

        def build(state):                     # everything that stays, drawn once
            fig, ax = plotting.figure("single")
            ax.set(xlim=(-2.2, 2.2), ylim=(-0.5, 5), xlabel="x", ylabel="f(x)")
            return fig, {"path": ax.plot([], [], **style.line("gradient descent"))[0]}

        def describe(state, numbers):         # one sentence with the state's numbers
            return f"With α = {state['lr']:.2f} the run {numbers['trace'].reason}."

        return LiveFigure(
            "my figure",
            [Slider("lr", "learning rate", "α", 0.0, 1.5, 0.05, 0.1)],
            compute, build, None, describe,
            tasks=[Task("fast", "a rate that arrives in one step", ...)],
        )

- An artist is fed the number of the same name (shapes: ``artists.put``); for anything
  else pass ``draw(artists, numbers)``, which runs afterwards.
- Only the artists that ``build`` returns move. Limits set in ``draw`` redraw the rest.
- ``rebuild=("landscape",)``: moving these controls builds the figure anew.
- ``clicks={0: ("lr", "x0")}``: a click in the first axes moves these controls there.
- ``ask=Ask(...)``: a question that must be guessed at before anything moves.
- The last line of a lesson's cell is ``my_figure()``.
- Its test: ``def test_my_figure(sweep): sweep(my_figure, goals={"fast": {"lr": 0.5}})``
"""

import os
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import ipywidgets

from gdcourse.plotting.show import alt_text, bundle, publish, publish_html
from gdcourse.widgets import page, seeds
from gdcourse.widgets.artists import put
from gdcourse.widgets.ask import Ask
from gdcourse.widgets.canvas import Canvas
from gdcourse.widgets.controls import Control
from gdcourse.widgets.tasks import Task, chips
from gdcourse.widgets.view import View

KEPT = 8


class LiveFigure:
    """A figure that follows its controls, in the page and from Python.

    ``set(lr=0.5)`` moves it as a learner would; ``state``, ``numbers``, ``artists``,
    ``text`` and ``png()`` say what it shows; ``error`` is the exception of the present
    position, or None; ``done`` holds the ids of the tasks found so far; ``seed`` is the
    position as a short text that ``at`` takes.
    """

    def __init__(
        self,
        name: str,
        controls: Sequence[Control],
        compute: Callable[..., Any],
        build: Callable[[dict[str, Any]], tuple[Any, dict[str, Any]]],
        draw: Callable[[dict[str, Any], Any], None] | None,
        describe: Callable[[dict[str, Any], Any], str],
        tasks: Sequence[Task] = (),
        rebuild: Sequence[str] = (),
        clicks: Mapping[int, tuple[str | None, str | None]] | None = None,
        ask: Ask | None = None,
    ) -> None:
        self.name, self.tasks, self.rebuild = name, tuple(tasks), tuple(rebuild)
        self.controls = {control.name: control for control in controls}
        self.compute, self.build, self.draw = compute, build, draw
        self.describe, self.clicks = describe, dict(clicks or {})
        self.ask, self.reply = ask, ""
        self.state = {name: c.first for name, c in self.controls.items()}
        self.error: Exception | None = None
        self.done: set[str] = set()
        self.canvases: dict[tuple[str, ...], Canvas] = {}
        self.view: View | None = None
        self.refresh()

    @property
    def artists(self) -> dict[str, Any]:
        """What moves, by name."""
        return self.canvas.artists

    def set(self, **state: Any) -> "LiveFigure":
        """Move controls from Python: figure.set(lr=0.5)."""
        unknown = set(state) - set(self.controls)
        if unknown:
            raise TypeError(
                f"{self.name} has no control {sorted(unknown)[0]!r}, it has "
                f"{', '.join(self.controls)}. Use one of these names."
            )
        self.move({n: self.controls[n].check(v) for n, v in state.items()})
        return self

    @property
    def seed(self) -> str:
        """The position as a text to share: ``figure.at(seed)`` goes back to it."""
        return seeds.written(self.controls, self.state)

    def at(self, seed: str) -> "LiveFigure":
        """Go to a position that was shared as a text."""
        return self.set(**seeds.read(self.controls, seed))

    def move(self, state: dict[str, Any]) -> None:
        """Go to a position. What goes wrong is shown in the figure, never swallowed."""
        self.state = self.state | state
        try:
            self.refresh()
            self.error = None
        except Exception as error:
            self.error = error
        self.publish()

    def refresh(self) -> None:
        """Compute, draw and describe the present state."""
        state = dict(self.state)
        numbers = self.compute(**state)
        self.canvas = self.canvas_for(state)
        if isinstance(numbers, dict):
            for name in self.canvas.artists.keys() & numbers.keys():
                put(self.canvas.artists[name], numbers[name])
        if self.draw:
            self.draw(self.canvas.artists, numbers)
        text, moving = alt_text(self.describe(state, numbers)), self.canvas.moving()
        reached = {task.id for task in self.tasks if task.reached(state, numbers)}
        self.numbers, self.text, self.moving = numbers, text, moving
        self.done |= reached

    def canvas_for(self, state: dict[str, Any]) -> Canvas:
        """The figure for the controls in ``rebuild``; the last few are kept."""
        key = tuple(state[name] for name in self.rebuild)
        if key not in self.canvases:
            self.canvases[key] = Canvas(*self.build(state))
            for oldest in list(self.canvases)[:-KEPT]:
                del self.canvases[oldest]
        return self.canvases[key]

    def png(self) -> bytes:
        """The picture as it is now."""
        return self.canvas.png()

    def shown(self) -> dict[str, Any]:
        """What the page shows: what moves, its words and tasks, or what went wrong."""
        if self.error:
            where = [c.place(self.state[name]) for name, c in self.controls.items()]
            line = page.failure(self.error, ", ".join(where), self.canvas.size[1])
            return {"moving": "", "words": "", "below": line, "failed": True}
        if self.ask and not self.reply:
            words = f"Guess first, then it moves: {self.ask.question}"
            return {"moving": "", "words": words, "below": "", "failed": False}
        below = self.ask.line(self.reply) if self.ask else ""
        below += chips(self.tasks, self.done) + page.share(self.seed)
        shown = {"moving": self.moving, "words": self.text, "below": below}
        return shown | {"failed": False}

    def answer(self, guess: str) -> "LiveFigure":
        """Guess what ``ask`` asks; the first guess counts, and the figure moves."""
        if self.ask and guess in self.ask.options and not self.reply:
            truth = self.ask.truth(dict(self.state), self.numbers)
            self.ask.keep(guess, truth)
            self.reply = self.ask.reply(guess, truth)
            self.publish()
        return self

    @property
    def widget(self) -> ipywidgets.Widget:
        """The controls above the picture, made when first asked for."""
        if self.view is None:
            self.view = View(self)
            self.publish()
        return self.view.box

    def publish(self) -> None:
        """Bring the page up to the state."""
        if self.view is not None:
            self.view.update()

    def bundle(self) -> tuple[dict, dict]:
        """The live figure, and beside it the picture for readers without a kernel."""
        data, metadata = bundle(self.png(), self.text, *self.canvas.size)
        return self.widget._repr_mimebundle_() | data, metadata

    def _ipython_display_(self) -> None:
        if os.environ.get("GDCOURSE_FILMS"):  # for a page that nobody can move
            from gdcourse.widgets.film import film

            publish_html(film(self).html())
        else:
            publish(*self.bundle())
