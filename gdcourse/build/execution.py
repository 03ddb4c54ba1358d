"""Run a notebook from top to bottom in a fresh kernel and keep what it shows."""

import os
import subprocess
from base64 import b64decode, b64encode
from collections.abc import Mapping
from pathlib import Path

from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode

from gdcourse.build.markers import BuildError
from gdcourse.plotting.png import smaller

LIVE = "application/vnd.jupyter.widget-view+json"
PICTURE = "image/png"
SECONDS_PER_CELL = 60


def execute(
    notebook: NotebookNode,
    path: Path,
    strict: bool = True,
    extra: Mapping[str, str] | None = None,
) -> NotebookNode:
    """The notebook with fresh outputs; works in place.

    Checks are strict, so that a master whose answer fails stops the build, and nothing
    is written into the learner's folder; not strict is what a learner sees. ``extra``
    are variables for the environment of the kernel.
    """
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    client = NotebookClient(
        notebook,
        kernel_name="python3",
        timeout=SECONDS_PER_CELL,
        record_timing=False,
        store_widget_state=False,
        coalesce_streams=True,
        resources={"metadata": {"path": str(path.parent)}},
    )
    environment = {**os.environ, "GDCOURSE_STRICT": str(int(strict)), **(extra or {})}
    try:
        client.execute(env=environment, stderr=subprocess.DEVNULL)
    except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
        raise BuildError(f"{path.name}: a cell failed.\n{error}") from None
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = [stored(output) for output in cell.outputs]
            refuse_warnings(cell, path)
    notebook.metadata.pop("widgets", None)
    return notebook


def stored(output: NotebookNode) -> NotebookNode:
    """An output as it is kept: nothing that needs a kernel, pictures in fewer bytes."""
    data = output.get("data", {})
    data.pop(LIVE, None)
    if PICTURE in data:
        data[PICTURE] = b64encode(smaller(b64decode(data[PICTURE]))).decode()
    output.pop("transient", None)
    return output


def refuse_warnings(cell: NotebookNode, path: Path) -> None:
    """A reader should not meet warnings, and nbgrader gives no points where one is."""
    for output in cell.outputs:
        if output.output_type == "stream" and output.name == "stderr":
            raise BuildError(
                f"{path.name}, cell {cell.id}: it writes to standard error, "
                f"got {output.text.strip()[:200]!r}. Remove what the warning is about."
            )


def shown_text(notebook: NotebookNode) -> dict[str, list[str]]:
    """The text that each cell shows, by cell id: what must not differ between runs."""
    shown = {}
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        texts = []
        for output in cell.outputs:
            if output.output_type == "error":
                texts.append(f"{output.ename}: {output.evalue}")
            data = output.get("data", {})
            kinds = sorted(kind for kind in data if kind.startswith("text/"))
            texts += [output.get("text", ""), *(data[kind] for kind in kinds)]
        shown[cell.id] = [text for text in texts if text]
    return shown
