from gdcourse.plotting.png import address
from gdcourse.widgets.area import Area


def test_area_brings_its_program_along_and_asks_the_network_for_nothing():
    program = str(Area()._esm)
    assert "export default { render }" in program
    assert "http" not in program.replace("http://www.w3.org/2000/svg", "")
    assert "import " not in program


def test_what_changes_together_is_sent_together():
    area, sent = Area(), []
    area.observe(lambda change: sent.append(change["name"]))
    with area.hold_sync():
        area.background = address(b"png")
        area.shown = {"moving": "<g/>", "words": "w", "below": "", "failed": False}
    assert sent == ["background", "shown"]
    state = area.get_state(["background", "shown", "size", "pixels"])
    assert state["shown"]["moving"] == "<g/>"
    assert state["background"] == "data:image/png;base64,cG5n"


def test_program_names_what_screen_readers_and_calm_readers_need():
    program = str(Area()._esm)
    for word in ("aria-label", "aria-live", "prefers-reduced-motion", 'role: "img"'):
        assert word in program
