"""A lesson as a page: no kernel, no network, films for live figures."""

import re

import pytest
from nbformat import write
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from gdcourse.build.command import main
from gdcourse.build.pages import mathml, page, taken_out

PROSE = (
    "# Walk\n\nThe rate $\\alpha < \\frac{2}{L}$, as in `$HOME`.\n\n$$x_{k+1} = x_k$$"
)
CODE = (
    "from gdcourse.widgets.start_here import fog_walk\n"
    "from IPython.display import Latex, display\n"
    "display(Latex('$x^2$'))\n"
    "fog_walk()"
)


@pytest.fixture(scope="module")
def html(tmp_path_factory):
    path = tmp_path_factory.mktemp("pages") / "00_walk.ipynb"
    cells = [new_markdown_cell(PROSE), new_code_cell(CODE)]
    write(new_notebook(cells=cells), path)
    return page(path)


def test_page_asks_the_network_for_nothing(html):
    asked = re.findall(r"""(?:src|href|srcset)=["'](?!data:|#)([^"']*)""", html)
    assert asked == []
    assert not re.search(r"@import|url\(\s*['\"]?https?:", html)


def test_live_figure_is_a_film_with_words_and_a_still_for_calm_readers(html):
    (film,) = re.findall(r"<picture>.*?</picture>", html, re.DOTALL)
    assert "data:image/webp" in film
    assert "prefers-reduced-motion" in film
    assert re.search(r'alt="fog walk: .* goes from .* to .*\."', film)
    assert "widget-view" not in html


def test_formulas_are_drawn_by_the_browser_itself(html):
    assert html.count("<math") == 3
    assert html.count('display="block"') == 1
    assert html.count("<mfrac>") == 1
    assert "$HOME" in html
    assert "-here" not in html


def test_code_between_dollars_is_left_alone():
    text = "```\ncost = $x$\n```\nand $y$"
    assert taken_out(text, []) == "```\ncost = $x$\n```\nand formula-0-here"


def test_lines_one_above_the_other_stay_so():
    lines = mathml(r"\begin{aligned} a &= b \\[4pt] c &= d \end{aligned}", True)
    assert lines.count("<mtr>") == 2
    assert "&amp;" not in lines
    assert "4" not in lines


def test_pages_are_written_into_a_folder_of_their_own(tmp_path, capsys):
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "solutions").mkdir()
    source = tmp_path / "notebooks" / "00_walk.ipynb"
    write(new_notebook(cells=[new_markdown_cell("# Walk")]), source)
    before = source.read_bytes()
    assert main(["--pages", str(tmp_path / "site")], tmp_path) == 0
    assert capsys.readouterr().out == "wrote 00_walk.html\n"
    assert "Walk" in (tmp_path / "site" / "00_walk.html").read_text(encoding="utf-8")
    assert source.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "notebooks",
        "site",
        "solutions",
    ]
