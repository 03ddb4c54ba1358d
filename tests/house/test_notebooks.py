"""Anatomy of the lessons: every rule on every lesson, and every rule can say no."""

import copy
import re

import pytest
from anatomy import RULES
from reading_code import ROOT, text_of
from reading_notebooks import (
    FINISHED,
    LINK,
    cells_of,
    lessons,
    read_notebook,
    section,
    source_of,
    stem_of,
)

LESSONS = lessons()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_lesson_keeps_the_rule(path, rule):
    assert rule(read_notebook(path)) == []


@pytest.mark.parametrize("name", FINISHED)
def test_finished_lesson_exists(name):
    assert name in [path.stem for path in LESSONS]


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_links_of_the_lesson_lead_somewhere(path):
    text = "\n".join(source_of(c) for c in cells_of(read_notebook(path), "markdown"))
    places = [match["place"] for match in LINK.finditer(text)]
    local = [place for place in places if not place.startswith(("http", "#"))]
    assert [p for p in local if not (path.parent / p.split("#")[0]).exists()] == []


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_doors_lead_to_the_exercise_and_to_code_of_the_stated_length(path):
    doors = section(read_notebook(path), "Doors")
    assert f"../exercises/{path.name}" in doors
    modules = re.findall(r"gdcourse/[\w/]+\.py", doors)
    assert modules
    for module in set(modules):
        assert (ROOT / module).exists(), module
    stated = re.findall(r"(gdcourse/[\w/]+\.py)`?\)?,? \(?(\d+) lines", doors)
    for module, count in stated:
        assert len(text_of(ROOT / module).splitlines()) == int(count), module


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_file_of_the_lesson_is_small_and_ends_with_a_line(path):
    content = path.read_bytes()
    assert len(content) < 1_000_000
    assert content.endswith(b"}\n")
    assert stem_of(path) == path.stem.split("_", 1)[1]


def markdown(text, name, **course):
    about = {"gdcourse": course} if course else {}
    return {"cell_type": "markdown", "id": name, "metadata": about, "source": text}


def code(text, name, outputs=(), **metadata):
    return {
        "cell_type": "code",
        "id": name,
        "metadata": metadata,
        "source": text,
        "outputs": list(outputs),
        "execution_count": 1,
    }


def image(alt):
    about = {"image/png": {"alt": alt}} if alt else {}
    data = {"image/png": "", "text/plain": alt or ""}
    return {"output_type": "display_data", "data": data, "metadata": about}


def small_lesson():
    """The smallest notebook that keeps every rule."""
    goals = "# Walk\n\n30 minutes. You will\n\n- a\n- b\n- c\n"
    cells = [markdown(goals, "title"), code("import numpy as np", "imports")]
    for k in range(25):
        cells.append(
            markdown("word " * (100 if k < 5 else 40) + f"$x_{k}$", f"prose-{k}")
        )
        cells.append(code(f"{k}", f"code-{k}"))
    cells[3] = code("show(fig)", "figure", [image("a path in a valley")], tags=["plot"])
    cells[4] = markdown("$$x = 1$$", "equation", equations=["one"])
    cells[5] = code("1", "claim", gdcourse={"claims": ["UPD-01"]})
    cells += [markdown("## Doors\n\nOpen.", "d"), markdown("## Sources\n\n- A", "s")]
    kernel = {"kernelspec": {"name": "python3"}, "language_info": {"name": "python"}}
    return {"cells": cells, "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}


def cell(number, **changes):
    return lambda notebook: notebook["cells"][number].update(changes)


def output(**changes):
    return cell(7, outputs=[{"output_type": "stream", **changes}])


WORDS = "word " * 60
BAD = [
    ("title", cell(0, source="## Walk\n\n- a\n- b\n- c")),
    ("title", cell(0, source="# Walk\n\n30 minutes. You will learn.")),
    ("title", cell(0, cell_type="raw")),
    ("one_imports_cell", cell(1, source="import numpy\n" * 9)),
    ("one_imports_cell", cell(7, source="if 1:\n    from math import pi")),
    ("one_imports_cell", cell(1, source="1")),
    ("seed", cell(7, source="rng = np.random.default_rng(1)")),
    ("seed", cell(1, source="import numpy as np\nrng = np.random.default_rng()")),
    ("seed", cell(7, source="np.random.seed(0)")),
    ("code_length", cell(7, source="a = 1\n" * 16)),
    ("code_length", cell(3, source="a = 1\n" * 21)),
    (
        "code_length",
        lambda n: [c.update(source="1\n" * 7) for c in cells_of(n, "code")],
    ),
    ("prose_length", cell(2, source="word " * 121)),
    ("prose_length", lambda n: [c.update(source=WORDS) for c in n["cells"]]),
    ("lesson_length", lambda n: n["cells"].__delitem__(slice(8, 40))),
    ("lesson_length", lambda n: n["cells"].extend(n["cells"])),
    ("stored_images", cell(3, outputs=[image(None)])),
    ("stored_images", cell(3, outputs=[image("a " * 101)])),
    ("stored_images", cell(3, outputs=[image("figure")])),
    ("written_images", cell(2, source="![](pictures/a.png)")),
    ("written_images", cell(2, source="![a long path](https://a.org/a.png)")),
    ("no_html", cell(2, source="a<br>b")),
    ("no_html", cell(2, source='<div class="note">a</div>')),
    ("no_plot_code", cell(7, source="plt.plot(x)")),
    ("no_plot_code", cell(7, source="a = 1\n%matplotlib inline")),
    ("strict_nbval", cell(7, execution_count=None)),
    ("strict_nbval", cell(7, source="f(x);")),
    ("strict_nbval", output(name="stderr", text="warning")),
    ("strict_nbval", cell(7, outputs=[{"output_type": "error", "ename": "E"}])),
    ("sections", lambda n: n["cells"].pop()),
    ("sections", cell(2, source="## Doors")),
    ("claims", cell(2, metadata={"gdcourse": {"claims": ["UPD-01"]}})),
    ("claims", cell(7, metadata={"gdcourse": {"claims": ["UPD-1"]}})),
    ("claims", cell(7, metadata={"gdcourse": {"claims": ["LR-01", "LR-01"]}})),
    ("equations", cell(2, source="$$a$$ and $$b$$")),
    ("equations", cell(4, metadata={})),
    ("equations", lambda n: n["cells"].append(n["cells"][4])),
    ("format_of_file", lambda n: n.update(nbformat_minor=4)),
    ("format_of_file", lambda n: n["metadata"].update(language_info={"version": "3"})),
    ("format_of_file", lambda n: n["metadata"].update(widgets={})),
    ("format_of_file", cell(2, id="title")),
]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_rule_accepts_the_small_lesson(rule):
    assert rule(small_lesson()) == []


@pytest.mark.parametrize(
    ("name", "spoil"), BAD, ids=[f"{n}-{k}" for k, (n, _) in enumerate(BAD)]
)
def test_rule_says_no_to_a_spoiled_lesson(name, spoil):
    notebook = copy.deepcopy(small_lesson())
    spoil(notebook)
    (rule,) = [rule for rule in RULES if rule.__name__ == name]
    assert rule(notebook) != []


def test_every_rule_has_an_example_that_it_refuses():
    assert {name for name, _ in BAD} == {rule.__name__ for rule in RULES}
