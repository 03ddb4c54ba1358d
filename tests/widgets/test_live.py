import gc
import tracemalloc
from base64 import b64decode
from sys import getallocatedblocks

import numpy as np
import pytest
from matplotlib.figure import Figure

from gdcourse.plotting import figure, style
from gdcourse.plotting.png import address
from gdcourse.widgets import Choice, LiveFigure, Play, Slider, Task


def compute(lr, shape):
    if lr == 0.9:
        raise ZeroDivisionError("nothing <here>\nat all")
    return {"line": np.array([[0.0, 1.0], [0.0, lr]])}


def build(state):
    fig, ax = figure("strip")
    ax.set(xlim=(0, 1), ylim=(0, 1))
    ax.set_title(state["shape"])
    return fig, {"line": ax.plot([], [], **style.line("SGD"))[0]}


def describe(state, numbers):
    return f"A {state['shape']} of slope {state['lr']:.1f}."


def make(**changes):
    parts = {"compute": compute, "build": build, "draw": None, "describe": describe}
    parts["tasks"] = [Task("steep", "a steep line", lambda s, n: s["lr"] == 1.0)]
    controls = [
        Slider("lr", "learning rate", "α", 0.0, 1.0, 0.1, 0.5),
        Choice("shape", "shape", ("line", "path"), "line"),
    ]
    return LiveFigure("a line", controls, **(parts | {"rebuild": ["shape"]} | changes))


def page(live):
    """Handles and figure area of the widget in the page."""
    handles, area = live.widget.children
    return *handles.children, area


def test_slider_in_the_page_moves_picture_words_and_label():
    live = make()
    slider, _, area = page(live)
    before = area.shown["moving"]
    slider.value = 0.30000000000000004
    assert live.state == {"lr": 0.3, "shape": "line"}
    assert live.artists["line"].get_ydata().tolist() == [0.0, 0.3]
    assert slider.description == "learning rate α = 0.3"
    assert area.shown["labels"] == {slider.model_id: slider.description}
    assert live.text == "A line of slope 0.3."
    assert area.shown["moving"] == live.moving != before
    assert area.background == address(live.canvas.background())


def test_alt_text_and_spoken_line_follow_the_state():
    live = make()
    *_, area = page(live)
    for lr in (0.1, 0.7):
        live.set(lr=lr)
        sentence = f"A line of slope {lr}."
        assert area.shown["words"] == sentence


def test_setting_from_python_moves_the_handles():
    live = make()
    slider, menu, _ = page(live)
    assert live.set(lr=0.2, shape="path") is live
    assert (slider.value, menu.value) == (0.2, "path")


def test_last_position_wins():
    live = make()
    slider, *_ = page(live)
    for value in np.random.default_rng(0).uniform(0, 0.8, 30):
        slider.value = value
    last = live.controls["lr"].read(slider.value)
    assert live.artists["line"].get_ydata()[1] == live.state["lr"] == last


def test_one_figure_serves_all_positions_until_a_control_asks_for_another():
    live = make()
    first = live.canvas
    for lr in (0.0, 0.4, 1.0):
        live.set(lr=lr)
    assert live.canvas is first
    assert first.backgrounds == 1
    live.set(shape="path")
    assert live.canvas is not first
    assert live.canvas.figure.axes[0].get_title() == "path"
    live.set(shape="line", lr=0.3)
    assert live.canvas is first
    assert first.backgrounds == 1


def test_only_the_last_few_figures_are_kept():
    live = make(rebuild=["lr"])
    live.set(shape="path")
    for i in range(9):
        live.set(lr=i / 10)
    kept = [key for (key,) in live.canvases]
    assert kept == [0.0, 0.1, 0.2, 0.3, 0.4, 0.6, 0.7, 0.8]


def test_exception_becomes_one_line_in_the_figure_and_the_next_position_recovers():
    live = make()
    slider, _, area = page(live)
    slider.value = 0.9
    assert isinstance(live.error, ZeroDivisionError)
    assert area.shown["failed"]
    assert 'role="alert"' in area.shown["below"]
    assert (
        "No picture at learning rate α = 0.9, shape: line. "
        "ZeroDivisionError: nothing &lt;here&gt; at all</p>" in area.shown["below"]
    )
    slider.value = 0.8
    assert live.error is None
    assert not area.shown["failed"]
    assert area.shown["words"] == "A line of slope 0.8."


@pytest.mark.parametrize("part", ["compute", "build", "draw", "describe"])
def test_each_part_may_fail_on_the_way_but_not_at_the_start(part):
    broken = []

    def fail(*args, **state):
        if broken:
            raise RuntimeError(part)
        whole = {"compute": compute, "build": build, "describe": describe}
        return whole.get(part, lambda *args: None)(*args, **state)

    live = make(**{part: fail})
    *_, area = page(live)
    broken.append(True)
    live.set(lr=0.2, shape="path")
    assert f"RuntimeError: {part}" in area.shown["below"]
    broken.clear()
    live.set(lr=0.1)
    assert live.error is None
    assert live.canvas.figure.axes[0].get_title() == "path"
    broken.append(True)
    with pytest.raises(RuntimeError, match=part):
        make(**{part: fail})


def test_words_that_are_too_long_are_an_error_in_the_figure():
    live = make(describe=lambda s, n: "x" * 150 * (1 + (s["lr"] == 0.7)))
    live.set(lr=0.7)
    assert "at most 200 characters, got 300" in live.shown()["below"]


def test_task_is_ticked_when_found_and_stays_ticked():
    live = make()
    *_, area = page(live)
    assert "○ Find: a steep line" in area.shown["below"]
    live.set(lr=1.0)
    assert "✓ Found: a steep line" in area.shown["below"]
    live.set(lr=0.0)
    assert "✓ Found: a steep line" in area.shown["below"]
    assert live.done == {"steep"}


def test_readers_without_a_kernel_get_picture_and_words():
    live = make().set(lr=0.4)
    data, metadata = live.bundle()
    assert b64decode(data["image/png"]) == live.png()
    assert data["text/plain"] == "A line of slope 0.4."
    assert metadata["image/png"] == {"alt": live.text, "width": 576, "height": 216}
    assert "application/vnd.jupyter.widget-view+json" in data


def test_player_stands_beside_its_slider():
    def build_by_step(state):
        return build({"shape": "line"})

    live = LiveFigure(
        "steps",
        [Play("k", "step", "k", 0, 5, 1, 0)],
        lambda k: {"line": [[0, 1], [0, k]]},
        build_by_step,
        None,
        lambda state, numbers: f"Step {state['k']}.",
    )
    slider, player, back, on = live.widget.children[0].children[0].children
    slider.value = 3
    assert live.text == "Step 3."
    assert player.playing is False
    on.click()
    assert live.state == {"k": 4}
    for _ in range(6):
        back.click()
    assert live.state == {"k": 0}
    live.view.told(None, {"calm": True}, [])
    assert (player.interval, player.step) == (1000, 1)


@pytest.mark.parametrize(
    ("state", "error", "message"),
    [
        (
            {"speed": 1},
            TypeError,
            "no control 'speed', it has lr, shape. Use",
        ),
        (
            {"lr": 0.55},
            ValueError,
            "lr must be 0.0 to 1.0 .*, got 0.55. Try",
        ),
        ({"shape": "dot"}, ValueError, "shape must be one of its positions, got 'dot'"),
    ],
)
def test_impossible_positions_are_errors_that_help(state, error, message):
    live = make()
    with pytest.raises(error, match=message):
        live.set(**state)
    assert live.state == {"lr": 0.5, "shape": "line"}


def figures_alive():
    gc.collect()
    return sum(issubclass(type(thing), Figure) for thing in gc.get_objects())


def small(state):
    """The same figure on few pixels: a leak does not depend on their number."""
    fig, artists = build(state)
    fig.set_size_inches(1.5, 1.0)
    return fig, artists


def test_thousand_moves_leak_no_figure_and_no_memory():
    live = make(build=small)
    slider, menu, _ = page(live)

    def moves(count):
        for i in range(count):
            slider.value = round(0.1 * (i % 9), 1)
        return figures_alive()

    menu.value = "path"
    figures = moves(20)
    for shape in ("path", "line") * 4:
        menu.value = shape
        assert moves(80) == figures
    tracemalloc.start()
    moves(60)
    size, blocks = tracemalloc.get_traced_memory()[0], getallocatedblocks()
    moves(300)
    size = tracemalloc.get_traced_memory()[0] - size
    blocks = getallocatedblocks() - blocks
    tracemalloc.stop()
    # Caches still fill a little; one forgotten picture or word per move costs more.
    assert size < 300 * 400
    assert blocks < 300 / 2
