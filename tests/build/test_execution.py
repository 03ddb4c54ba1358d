"""Running a notebook: in its folder, strict, with outputs that any reader can show."""

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

from gdcourse.build.execution import LIVE, execute, refuse_warnings, shown_text
from gdcourse.build.layout import normalize, text
from gdcourse.build.markers import BuildError

WIDGET = (
    "from IPython.display import display\n"
    f"display({{'{LIVE}': {{'model_id': 'x'}}, 'text/plain': 'a slider'}}, raw=True)"
)
CELLS = [
    "import os\nprint(os.path.basename(os.getcwd()))",
    "print(os.environ['GDCOURSE_STRICT'])\nprint('and more')",
    WIDGET,
    "1 + 1",
    "import gdcourse.checks.report as report\nreport.strict()",
]


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    path = tmp_path_factory.mktemp("course") / "00_lesson.ipynb"
    notebook = normalize(new_notebook(cells=[new_code_cell(code) for code in CELLS]))
    notebook.cells[3].outputs = [new_output("stream", name="stdout", text="old")]
    return path, execute(notebook, path)


def test_cells_run_in_the_folder_of_the_notebook_and_strict(done):
    path, notebook = done
    shown = list(shown_text(notebook).values())
    assert shown == [
        [f"{path.parent.name}\n"],
        ["1\nand more\n"],
        ["a slider"],
        ["2"],
        ["True"],
    ]


def test_counts_are_those_of_a_fresh_run_and_no_times_are_kept(done):
    _, notebook = done
    assert [cell.execution_count for cell in notebook.cells] == [1, 2, 3, 4, 5]
    assert all(cell.metadata == {} for cell in notebook.cells)


def test_what_only_a_kernel_can_show_is_not_stored(done):
    _, notebook = done
    outputs = [output for cell in notebook.cells for output in cell.outputs]
    assert not any(LIVE in output.get("data", {}) for output in outputs)
    stored = text(normalize(notebook))
    assert "widgets" not in notebook.metadata
    assert "transient" not in stored


def test_a_cell_that_fails_stops_the_build_with_its_message(tmp_path):
    cells = [new_code_cell("x = 1"), new_code_cell("raise ValueError('no slope here')")]
    with pytest.raises(BuildError, match="no slope here") as caught:
        execute(new_notebook(cells=cells), tmp_path / "01_bad.ipynb")
    assert str(caught.value).startswith("01_bad.ipynb: a cell failed.")


def test_a_warning_on_standard_error_stops_the_build(tmp_path):
    cell = new_code_cell("x", id="the-cell")
    cell.outputs = [
        new_output("stream", name="stderr", text="RuntimeWarning: careful\n")
    ]
    with pytest.raises(BuildError, match="cell the-cell: it writes to standard error"):
        refuse_warnings(cell, tmp_path / "01_bad.ipynb")


def test_shown_text_sees_every_kind_of_text_and_no_picture():
    outputs = [
        new_output("stream", name="stdout", text="one"),
        new_output("display_data", {"text/plain": "two", "image/png": "iVBOR"}),
        new_output("execute_result", {"text/latex": "$x$", "text/plain": "x"}),
        new_output("error", ename="ValueError", evalue="no", traceback=["times"]),
    ]
    cell = new_code_cell("x", id="a", outputs=[nbformat.from_dict(o) for o in outputs])
    shown = shown_text(new_notebook(cells=[cell]))
    assert shown == {"a": ["one", "two", "$x$", "x", "ValueError: no"]}
