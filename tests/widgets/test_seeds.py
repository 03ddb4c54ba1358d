import pytest

from gdcourse.widgets import Choice, Play, Slider, Steps, seeds
from gdcourse.widgets.gradient_descent_map import rates_and_starts

CONTROLS = {
    c.name: c
    for c in (
        Slider("lr", "rate", "α", 0.0, 1.0, 0.05, 0.1),
        Choice("where", "landscape", {"a = b": 1, "two": 2}, 1),
        Steps("h", "step", "h", (1e-8, 1e-5), 1e-5),
        Play("k", "step", "k", 0, 9, 1, 0),
    )
}


def test_every_position_comes_back_from_its_text():
    for lr in CONTROLS["lr"].values():
        for where in (1, 2):
            state = {"lr": lr, "where": where, "h": 1e-8, "k": 3}
            assert seeds.read(CONTROLS, seeds.written(CONTROLS, state)) == state


def test_figure_goes_to_a_shared_position():
    figure = rates_and_starts().set(lr=0.7, where="one valley")
    other = rates_and_starts().at(figure.seed)
    assert other.state == figure.state
    assert other.text == figure.text
    assert figure.seed in other.shown()["below"]


@pytest.mark.parametrize(
    ("seed", "message"),
    [
        ("speed=1", "must be like 'lr=0.10', got 'speed=1'. Copy"),
        ("lr", "must be like 'lr=0.10', got 'lr'. Copy"),
        ("lr=0.123", "lr must be 0.0 to 1.0 in steps of 0.05, got '0.123'"),
        ("where=three", "where must be one of its positions, got 'three'"),
    ],
)
def test_text_that_is_no_position_is_an_error_that_helps(seed, message):
    with pytest.raises(ValueError, match=message):
        seeds.read(CONTROLS, seed)
