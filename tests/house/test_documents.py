"""The documents at the top: links lead somewhere, versions agree, the table is true."""

import re

import pytest
from anatomy import alt_problem
from reading_code import ROOT, text_of
from reading_notebooks import FENCE, FINISHED, IMAGE, LINK

import gdcourse

DOCUMENTS = ["README.md", "CONTRIBUTING.md", "REFERENCES.md", "CHANGELOG.md"]
LESSONS = 17


def document(name: str) -> str:
    return text_of(ROOT / name)


def broken_links(text: str) -> list[str]:
    """Local targets that do not exist, and headings that are not there."""
    heads = re.findall(r"^#+ (.+)$", FENCE.sub("", text), flags=re.MULTILINE)
    anchors = {re.sub(r"[^\w -]", "", head.lower()).replace(" ", "-") for head in heads}
    text = FENCE.sub("", text)
    places = [m["place"] for p in (LINK, IMAGE) for m in p.finditer(text)]
    local = [place for place in places if not place.startswith(("http:", "https:"))]
    return [
        place
        for place in local
        if (
            place[1:] not in anchors if place[0] == "#" else not (ROOT / place).exists()
        )
    ]


def lesson_rows(text: str) -> list[tuple[str, str]]:
    """Number and last column of each row of the table of lessons."""
    return re.findall(r"^\| (\d\d) \|.*\| ([^|]+) \|$", text, flags=re.MULTILINE)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_of_the_document_lead_somewhere(name):
    assert broken_links(document(name)) == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_images_of_the_document_have_alt_text(name):
    problems = [alt_problem(m["alt"]) for m in IMAGE.finditer(document(name))]
    assert [problem for problem in problems if problem] == []


def test_readme_links_exactly_the_finished_lessons():
    rows = lesson_rows(document("README.md"))
    assert [number for number, _ in rows] == [f"{k:02}" for k in range(LESSONS)]
    linked = [match["place"] for _, status in rows for match in LINK.finditer(status)]
    assert linked == [f"notebooks/{name}.ipynb" for name in FINISHED]
    assert {status for _, status in rows if not LINK.search(status)} == {"planned"}


def test_readme_shows_one_picture_and_both_commands():
    text = document("README.md")
    assert len(IMAGE.findall(text)) == 1
    for command in ("python3 -m gdcourse  ", "python3 -m gdcourse test"):
        assert command in text
    assert len(text.splitlines()) <= 120


def test_changelog_has_a_heading_for_answers():
    text = document("CHANGELOG.md")
    assert re.search(r"^### Answers changed$", text, flags=re.MULTILINE)
    versions = re.findall(r"^## (.+)$", text, flags=re.MULTILINE)
    assert versions[0] == "Unreleased" or gdcourse.__version__ in versions[0]


def test_citation_file_agrees_with_the_package():
    lines = document("CITATION.cff").splitlines()
    fields = dict(line.split(": ", 1) for line in lines if re.match(r"[\w-]+: ", line))
    assert fields["cff-version"] == "1.2.0"
    assert fields["version"] == gdcourse.__version__
    assert fields["type"] == "software"
    assert {"message", "title", "license", "date-released"} <= set(fields)
    assert "authors:" in lines
    assert f'version = "{gdcourse.__version__}"' in document("pyproject.toml")


def test_licenses_are_complete():
    assert document("LICENSE").startswith("MIT License")
    assert 'THE SOFTWARE IS PROVIDED "AS IS"' in document("LICENSE")
    text = document("LICENSE-TEXT")
    for number in range(1, 9):
        assert f"\nSection {number} -- " in text
    assert "Attribution 4.0 International" in text


def test_contributing_names_only_files_that_exist():
    text = document("CONTRIBUTING.md")
    named = re.findall(r"`((?:gdcourse|tests)/[\w/]+\.py)`", text)
    lesson = {f"tests/{name}.py" for name in ("lessons/facts_stem", "checks/test_stem")}
    invented = lesson | {"gdcourse/checks/stem.py"}
    assert len(named) > 5
    assert [n for n in named if n not in invented and not (ROOT / n).exists()] == []


def test_broken_links_and_rows_are_found():
    text = "# A b\n\n[x](#a-b) [y](#c) [z](README.md) ![i](no.png) [w](https://a.org)"
    assert broken_links(text) == ["#c", "no.png"]
    assert lesson_rows("| 00 | a | b | 1 | planned |\n| x |") == [("00", "planned")]
