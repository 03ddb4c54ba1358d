"""Citations: every one has a reference, every reference is cited where it says."""

import pytest
from reading_notebooks import (
    citations,
    key_of,
    lessons,
    listed_sources,
    read_notebook,
    section,
)
from where_used import (
    REFERENCES,
    cited_in_code,
    cited_in_notebook,
    entries,
    places,
    rewritten,
)

LISTED = entries(REFERENCES.read_text(encoding="utf-8"))


def test_every_citation_has_a_reference():
    unknown = {key: where for key, where in places().items() if key not in LISTED}
    assert unknown == {}


def test_every_reference_is_cited():
    assert sorted(set(LISTED) - set(places())) == []


def test_references_name_exactly_the_places_that_cite_them():
    """Mended by ``python tests/house/where_used.py``."""
    found = places()
    stated = {key: where for key, (_, where) in LISTED.items()}
    assert stated == {key: found.get(key, []) for key in stated}


def test_references_are_in_order_and_carry_their_year():
    assert list(LISTED) == sorted(LISTED)
    assert len(LISTED) >= 4
    for key, (work, _) in LISTED.items():
        assert f"({key[-4:]})" in work, key


@pytest.mark.parametrize("path", lessons(), ids=lambda path: path.stem)
def test_sources_of_the_lesson_are_references(path):
    keys, nameless = listed_sources(section(read_notebook(path), "Sources"))
    assert nameless == []
    assert keys
    assert keys <= set(LISTED)


CITED = [
    ("a ball (Polyak 1964).", {"Polyak1964"}),
    ("as Cauchy (1847) wrote", {"Cauchy1847"}),
    ("(Boyd & Vandenberghe 2004, §9.4)", {"BoydVandenberghe2004"}),
    (
        "(Goodfellow, Bengio & Courville 2016; Lee et al. 2016)",
        {"GoodfellowBengioCourville2016", "LeeEtAl2016"},
    ),
    ("see Lee et al. (2016, theorem 4)", {"LeeEtAl2016"}),
    ("(see OpenAI 2023)", {"OpenAI2023"}),
    ("(de Klerk, Glineur & Taylor 2017)", {"DeKlerkGlineurTaylor2017"}),
    ("*(Squire\n& Trapp 1998)*", {"SquireTrapp1998"}),
    ("(in 1847), (1, 2000), `(Polyak 1964)` and f(X) = 1900", set()),
]


@pytest.mark.parametrize(("text", "keys"), CITED)
def test_citations_are_recognized(text, keys):
    assert citations(text) == keys


def test_accents_and_spaces_leave_the_key():
    assert key_of("Alpaydın & Kaynak", "1998") == "AlpaydinKaynak1998"
    assert key_of("Żółć", "2000")[0] == "Z"


def test_sources_are_bullets_that_begin_with_a_key():
    text = "- **Cauchy 1847**: three pages.\n- [Lee et al. (2016)](a): why.\n- a book"
    assert listed_sources(text) == ({"Cauchy1847", "LeeEtAl2016"}, ["a book"])


SAMPLE = "# References\n\n- **Cauchy1847** A.-L. Cauchy (1847): Méthode.\n  Used in:\n"


def test_used_in_is_read_and_rewritten():
    found = {"Cauchy1847": ["gdcourse/a.py", "notebooks/b.ipynb"]}
    text = rewritten(SAMPLE, found)
    assert entries(text)["Cauchy1847"][1] == found["Cauchy1847"]
    assert rewritten(text, found) == text
    assert entries(SAMPLE)["Cauchy1847"][1] == []


def test_a_new_entry_needs_no_used_in_and_takes_none_from_its_neighbor():
    new = "- **Abel1826** N. H. Abel (1826): Untersuchungen.\n"
    text = SAMPLE.replace("- **", new + "- **")
    found = {"Abel1826": ["gdcourse/a.py"], "Cauchy1847": ["gdcourse/b.py"]}
    assert list(entries(text)) == list(found)
    written = entries(rewritten(text, found))
    assert {key: where for key, (_, where) in written.items()} == found


def test_citations_of_code_and_notebooks_are_found():
    assert cited_in_code('"""Source: Beale1958."""') == {"Beale1958"}
    prose = {"cell_type": "markdown", "source": "so (Beale 1958)\n"}
    listed = {"cell_type": "markdown", "source": "## Sources\n\n- Cauchy 1847: short"}
    notebook = {"cells": [prose, listed]}
    assert cited_in_notebook(notebook) == {"Beale1958", "Cauchy1847"}
