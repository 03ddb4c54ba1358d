"""Whatever a stranger writes, terminals, spreadsheets and file systems are safe."""

import pytest

from gdcourse.grading.plain_text import cell, file_name, number, one_line, plain


@pytest.mark.parametrize(
    "text",
    [
        "\x1b[31;1ma\x1b[0mb",
        "a\x1b[2J\x1b[1;1Hb",
        "\x1b]0;title\x07ab",
        "\x1b]8;;http://x.example\x1b\\ab",
        "a\x9b31mb",
        "a\x1bPq#0\x1b\\b",
        "a\x1b7b\x1b",
        "\x1b(0ab",
        "a\x00\x08\x7f\x85b",
        "\u202ea\u2066b\u061c\ufeff",
        "a\ud800b\uffff",
    ],
)
def test_commands_of_terminals_and_stray_characters_go(text):
    assert plain(text) == "ab"
    plain(text).encode("utf-8")


def test_an_unfinished_command_swallows_at_most_its_line_of_text():
    assert plain("a\x1b]0;never ends") == "a"
    assert plain("a\x1b[") == "a"


def test_lines_and_letters_stay():
    assert plain("é ∇f\n\tx\r\ny") == "é ∇f\n\tx\ny"
    assert one_line("é\n\n  ∇f ") == "é ∇f"


def test_long_text_is_cut_and_says_so():
    assert plain("x" * 10**6, 100) == "x" * 99 + "…"
    assert len(plain("x" * 10**6)) == 2000


@pytest.mark.parametrize(
    "first", ["=", "+", "-", "@", "\t", "\n", " =", "＝", "|", "%"]
)
def test_no_cell_begins_a_formula(first):
    assert str(cell(f"{first}1+1")).startswith("'")
    assert str(cell("\x1b[0m\x00" + first + "1+1")).startswith("'")


def test_numbers_and_ordinary_words_are_no_formulas():
    assert [cell(value) for value in (1, -2.5, None, "a=b", "")] == [
        *(1, -2.5, None, "a=b", ""),
    ]


def test_numbers_are_short_and_true():
    assert [number(v) for v in (0, 4.0, 2.5, 2 / 3)] == [0, 4, 2.5, 0.6667]


@pytest.mark.parametrize(
    "text", ["../../etc/passwd", "/abs", "a/b\\c", ".hidden", "-rf", "", "\x00", "a\nb"]
)
def test_a_file_name_stays_in_its_folder(text):
    name = file_name(text, set())
    assert name
    assert not set(name) & set("/\\\0\n")
    assert not name.startswith((".", "-"))


def test_file_names_differ_even_where_case_does_not_count():
    taken = set()
    texts = ["ada", "Ada", "a/b", "a?b", "a_b", "CON", "x" * 300, "x" * 301, "ada"]
    names = [file_name(text, taken) for text in texts]
    assert len({name.casefold() for name in names}) == len(texts)
    assert max(map(len, names)) < 80
    assert names[5] == "_CON"
