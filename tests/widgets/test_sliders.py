import pytest

from gdcourse.widgets.sliders import FloatSlider, IntSlider, SelectionSlider


@pytest.mark.parametrize(
    ("slider", "said", "wanted"),
    [
        (FloatSlider(max=2.0), {"value": 1.5}, 1.5),
        (IntSlider(max=9), {"value": 3}, 3),
        (SelectionSlider(options=["a", "b"]), {"index": 1}, "b"),
    ],
)
def test_slider_follows_the_page_and_sends_nothing_back(
    slider, said, wanted, monkeypatch
):
    sent = []
    monkeypatch.setattr(slider, "_send", lambda message, buffers=None: sent.append(1))
    slider.set_state(said)
    assert slider.value == wanted
    assert sent == []
    slider.description = "moved"  # the area brings it along
    assert sent == []
    slider.disabled = True
    assert sent == [1]


def test_slider_that_python_moves_tells_the_page(monkeypatch):
    slider, sent = FloatSlider(max=2.0), []
    monkeypatch.setattr(
        slider, "_send", lambda message, buffers=None: sent.append(message)
    )
    slider.value = 1.0
    assert sent[0]["state"] == {"value": 1.0}
