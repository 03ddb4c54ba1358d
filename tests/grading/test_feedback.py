"""The page a learner gets: complete, plain, and without a word that runs."""

from html.parser import HTMLParser

import pytest
from made_up import ADA, BOB, EVE, EVERY_STATUS, LOST, TORN, graded

from gdcourse.grading.feedback import WORDS, page
from gdcourse.grading.results import STATUSES

ALONE = {"meta", "br"}


class Reader(HTMLParser):
    """Collects tags and text, and sees whether every tag is closed."""

    def __init__(self, text):
        super().__init__()
        self.open, self.tags, self.words = [], [], []
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        if tag not in ALONE:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words.append(data)


def words(*some):
    return " ".join(" ".join(Reader(page(some)).words).split())


def test_the_page_says_points_status_reason_and_hint():
    text = words(ADA)
    assert "Feedback for ada 07_momentum 5.5 of 8 points" in text
    assert (
        "E07.2 task2 partly right it walks uphill. Hint: Mind the sign. 1.5 of 4"
        in text
    )
    assert "E07.1 task1 right 4 of 4" in text


def test_every_status_has_words_for_a_learner():
    assert set(WORDS) == set(STATUSES)
    text = words(graded("x", *EVERY_STATUS))
    assert all(said in text for said in WORDS.values())


def test_several_notebooks_share_a_page():
    text = words(ADA, graded("ada", stem="08_adaptive_methods"))
    assert text.index("07_momentum") < text.index("08_adaptive_methods")


@pytest.mark.parametrize("one", [EVE, LOST, TORN, BOB])
def test_nothing_on_the_page_runs_or_leads_elsewhere(one):
    text = page([one])
    tags = Reader(text).tags
    allowed = {"html", "head", "meta", "title", "style", "body", "h1", "h2", "p"}
    allowed |= {"strong", "ul", "li", "table", "tr", "th", "td", "span", "pre"}
    assert {tag for tag, _ in tags} <= allowed
    names = {name for _, attributes in tags for name in attributes}
    assert names <= {"lang", "charset", "name", "content", "class", "scope"}
    assert "\x1b" not in text
    text.encode("utf-8")


def test_hostile_words_are_shown_as_words():
    text = words(EVE)
    assert "<script>alert(1)</script>" in text
    assert '=HYPERLINK("http://x.example","click")' in text


def test_a_screen_reader_finds_language_title_and_headings():
    tags = Reader(page([ADA])).tags
    assert ("html", {"lang": "en"}) in tags
    assert [tag for tag, _ in tags if tag in ("h1", "h2")] == ["h1", "h2"]
    assert ("th", {"scope": "row"}) in tags
