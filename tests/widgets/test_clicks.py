import numpy as np
import pytest

from gdcourse.plotting import figure
from gdcourse.widgets import LiveFigure, Slider
from gdcourse.widgets.clicks import place_clicked


def panes():
    fig, axes = figure("pair")
    for ax in axes:
        ax.set(xlim=(0, 4), ylim=(0.01, 1))
    axes[1].set_yscale("log")
    fig.canvas.draw()
    return fig, axes


@pytest.mark.parametrize("place", [(1.0, 0.1), (3.9, 0.5)])
def test_click_gives_the_numbers_at_its_place_on_any_scale(place):
    fig, axes = panes()
    shares = axes[1].transData.transform(place) / fig.bbox.size
    found = place_clicked(fig, list(shares), {1: ("lr", "momentum")})
    assert found == pytest.approx({"lr": place[0], "momentum": place[1]})
    assert place_clicked(fig, list(shares), {0: ("lr", "momentum")}) == {}
    assert list(place_clicked(fig, list(shares), {1: (None, "momentum")})) == [
        "momentum"
    ]


def test_click_in_the_page_moves_the_controls_to_their_nearest_positions():
    def build(state):
        fig, (left, _) = panes()
        return fig, {"line": left.plot([], [])[0]}

    live = LiveFigure(
        "map",
        [
            Slider("lr", "rate", "α", 0.0, 4.0, 0.5, 1.0),
            Slider("beta", "momentum", "β", 0.0, 0.9, 0.1, 0.0),
        ],
        lambda lr, beta: {"line": [[0, lr], [0, beta]]},
        build,
        None,
        lambda state, numbers: f"{state['lr']:.1f} {state['beta']:.1f}",
        clicks={0: ("lr", "beta")},
    )
    assert live.widget
    live.png()
    fig = live.canvas.figure
    shares = fig.axes[0].transData.transform((2.9, 5.0)) / fig.bbox.size
    live.view.told(None, {"click": list(shares)}, [])
    assert live.state == {"lr": 1.0, "beta": 0.0}  # above the frame: nothing moves
    shares = fig.axes[0].transData.transform((2.9, 0.52)) / fig.bbox.size
    live.view.told(None, {"click": list(shares)}, [])
    assert live.state == {"lr": 3.0, "beta": 0.5}
    assert live.view.handles["lr"].value == 3.0
    assert np.allclose(live.artists["line"].get_xdata(), [0, 3])
