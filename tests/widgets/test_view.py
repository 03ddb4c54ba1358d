from gdcourse.widgets.gradient_descent import two_curvatures
from gdcourse.widgets.gradient_descent_map import rates_and_starts


def test_picture_that_stays_is_sent_only_when_it_is_another():
    live = rates_and_starts()
    sent = []
    assert live.widget
    live.view.area.observe(lambda change: sent.append(1), names="background")
    for lr in (0.2, 0.5, 0.9):
        live.set(lr=lr)
    assert sent == []
    live.set(where="one valley")
    assert len(sent) <= 1


def test_size_on_the_page_and_pixels_of_the_drawing_have_one_shape():
    live = two_curvatures()
    assert live.widget
    (width, height), (across, up) = live.view.area.size, live.view.area.pixels
    assert across / width == up / height == 2


def test_unknown_message_of_the_page_changes_nothing():
    live = two_curvatures()
    assert live.widget
    before = dict(live.state)
    live.view.told(None, {"weather": "fine"}, [])
    live.view.told(None, {"click": [0.5, 0.5]}, [])
    assert live.state == before
