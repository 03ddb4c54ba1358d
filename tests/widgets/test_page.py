from gdcourse.widgets import page


def test_failure_is_one_line_in_the_place_of_the_picture():
    html = page.failure(ValueError("too\nlarge <x>"), "x = 1", 10)
    assert html.count("<p") == 1
    assert "No picture at x = 1. ValueError: too large &lt;x&gt;</p>" in html
    assert "min-height:10px" in html
