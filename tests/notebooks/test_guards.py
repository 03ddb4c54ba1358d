"""Guards around nbval: without them a notebook could pass that nobody has compared.

Each guard is a function from a notebook to its problems, and each is shown one notebook
that it must refuse.
"""

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = [
    path
    for folder in ("notebooks", "solutions")
    for path in sorted((ROOT / folder).glob("*.ipynb"))
]
EXERCISES = sorted((ROOT / "exercises").glob("*.ipynb"))


def code_cells(notebook):
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            yield "".join(cell["source"]), cell


def outputs(notebook):
    for source, cell in code_cells(notebook):
        for output in cell["outputs"]:
            yield source, output


def written(output):
    """All text of an output, pictures aside."""
    parts = [output.get("text", ""), output.get("evalue", "")]
    parts += output.get("traceback", [])
    parts += [v for k, v in output.get("data", {}).items() if k.startswith("text/")]
    return "\n".join("".join(part) for part in parts)


def not_executed(notebook):
    """nbval compares nothing where the stored cell was not run."""
    counts = [cell["execution_count"] for _, cell in code_cells(notebook)]
    right = list(range(1, len(counts) + 1))
    return [] if counts == right else [f"not one fresh run: {counts}; build it"]


def on_standard_error(notebook):
    """nbgrader gives no points where a cell writes there, and readers are alarmed."""
    return [s for s, out in outputs(notebook) if out.get("name") == "stderr"]


def unexpected_errors(notebook):
    """A stored error belongs to a cell that says so."""
    return [
        source
        for source, cell in code_cells(notebook)
        if any(output["output_type"] == "error" for output in cell["outputs"])
        and "raises-exception" not in cell["metadata"].get("tags", [])
    ]


def hidden_display(notebook):
    """nbval shows what a semicolon hides (ipython#14162): the texts would differ."""
    return [s for s, _ in code_cells(notebook) if re.search(r";\s*(#.*)?$", s, re.M)]


def history_used(notebook):
    """nbval runs without history: In, Out and %history differ there."""
    pattern = r"\b(In|Out)\[|%history|%recall"
    return [s for s, _ in code_cells(notebook) if re.search(pattern, s)]


def this_computer(notebook):
    """Paths, addresses, process ids: true on one computer, once."""
    pattern = (
        r"(?<![\w.])/(home|root|tmp|usr|var|Users|work|opt)/|[A-Z]:\\|0x[0-9a-f]{6,}"
    )
    pattern += r"|ipykernel_\d+"
    return [
        written(o)[:60] for _, o in outputs(notebook) if re.search(pattern, written(o))
    ]


def long_numbers(notebook):
    """Printed numbers have few digits: the last ones differ between platforms."""
    found = [re.findall(r"\d\.\d{12,}", written(o)) for _, o in outputs(notebook)]
    return [number for numbers in found for number in numbers]


def live_only(notebook):
    """A widget is stored with what a reader without a kernel can see.

    The pixel after a picture (plotting/show.py) has its words in ``alt``.
    """
    return [
        source
        for source, output in outputs(notebook)
        if "data" in output and (is_widget(output["data"]) or mute(output["data"]))
    ]


def is_widget(data):
    return any("widget" in kind for kind in data)


def mute(data):
    return "text/plain" not in data and " alt=" not in "".join(
        data.get("text/html", "")
    )


def not_checked(notebook):
    """Tags that switch nbval off need a reason that a reviewer sees; none so far."""
    tags = {"nbval-skip", "nbval-ignore-output"}
    found = [
        s for s, c in code_cells(notebook) if tags & set(c["metadata"].get("tags", []))
    ]
    comments = r"NBVAL_(SKIP|IGNORE)|PYTEST_VALIDATE_IGNORE"
    return found + [s for s, _ in code_cells(notebook) if re.search(comments, s)]


def other_kernel(notebook):
    metadata = notebook["metadata"]
    wrong = (
        [] if metadata.get("kernelspec", {}).get("name") == "python3" else ["kernel"]
    )
    if "version" in metadata.get("language_info", {}):
        wrong.append("the version of a Python")
    return wrong + [
        key for key in metadata if key not in ("kernelspec", "language_info")
    ]


def cell(source="x", **changes):
    made = {"cell_type": "code", "source": source, "execution_count": 1}
    return {**made, "metadata": {}, "outputs": [], **changes}


def stream(text, name="stdout"):
    return [{"output_type": "stream", "name": name, "text": text}]


def shown(**data):
    return [{"output_type": "display_data", "data": data, "metadata": {}}]


HOME = "/".join(["", "home", "ada"])
ERROR = [{"output_type": "error", "ename": "E", "evalue": "x", "traceback": []}]
LIVE = {"application/vnd.jupyter.widget-view+json": {}, "text/plain": "a"}
REFUSED = {
    not_executed: [cell(execution_count=None)],
    on_standard_error: [cell(outputs=stream("careful", "stderr"))],
    unexpected_errors: [cell(outputs=ERROR)],
    hidden_display: [cell("ax.plot(x);"), cell("x = 1;  # why\ny"), cell("x;\n")],
    history_used: [cell("Out[3]"), cell("%history")],
    this_computer: [
        cell(outputs=stream(f"see {HOME}/x.py")),
        cell(outputs=stream("C:" + HOME.replace("/", "\\"))),
        cell(outputs=shown(**{"text/plain": "<A at 0x7f12ab34cd>"})),
        cell(outputs=[{**ERROR[0], "traceback": ["File ipykernel_12/3.py"]}]),
    ],
    long_numbers: [cell(outputs=stream("0.30000000000000004"))],
    live_only: [
        cell(outputs=shown(**LIVE)),
        cell(outputs=shown(**{"image/png": "i"})),
        cell(outputs=shown(**{"text/html": "<p>figure</p>"})),
    ],
    not_checked: [
        cell(metadata={"tags": ["nbval-skip"]}),
        cell("# NBVAL_IGNORE_OUTPUT\nx"),
    ],
}


@pytest.mark.parametrize("guard", [*REFUSED, other_kernel], ids=lambda g: g.__name__)
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_notebook_passes_the_guard(path, guard):
    assert guard(json.loads(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    ("guard", "bad"),
    [(guard, bad) for guard, cells in REFUSED.items() for bad in cells],
    ids=lambda value: getattr(value, "__name__", "cell"),
)
def test_guard_refuses_what_it_is_for(guard, bad):
    assert guard({"cells": [bad]})
    good = cell(outputs=stream("f(x) = 0.25 after 3 updates; see docs/a.md\n"))
    assert guard({"cells": [good]}) == []


@pytest.mark.parametrize(
    "metadata",
    [
        {},
        {"kernelspec": {"name": "mine"}},
        {"kernelspec": {"name": "python3"}, "language_info": {"version": "3.11"}},
        {"kernelspec": {"name": "python3"}, "widgets": {}},
    ],
)
def test_another_kernel_or_its_traces_are_refused(metadata):
    assert other_kernel({"metadata": metadata})


@pytest.mark.parametrize(
    "path", NOTEBOOKS + EXERCISES, ids=lambda p: f"{p.parent.name}/{p.stem}"
)
def test_notebook_is_smaller_than_a_megabyte(path):
    assert path.stat().st_size < 1_000_000


def test_there_are_notebooks_to_guard():
    assert NOTEBOOKS
    assert EXERCISES
