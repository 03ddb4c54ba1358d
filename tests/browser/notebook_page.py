"""A notebook in JupyterLab as a person meets it: opened, run, reached by keyboard."""

from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from live_figures import IN_THE_PAGE
from playwright.sync_api import ElementHandle, Page

CONTEXT = "window.jupyterapp?.shell.currentWidget?.context"
SAVED = f"() => !{CONTEXT}.model.dirty"
IDLE = f"() => {CONTEXT}?.sessionContext?.session?.kernel?.status === 'idle'"
OPENED = f"() => {CONTEXT}?.isReady && document.querySelector('.jp-Notebook .jp-Cell')"
CELLS = f"""() => {{
  const cells = [], model = {CONTEXT}.model.cells;
  for (let i = 0; i < model.length; i++) cells.push(model.get(i).toJSON());
  return cells;
}}"""
COMMAND = """name => {
  window.done = null;
  window.jupyterapp.commands.execute(name).then(
    () => { window.done = 'done' }, error => { window.done = String(error) });
}"""
ACCEPT = ".jp-Dialog .jp-mod-accept"
WIDGET = "application/vnd.jupyter.widget-view+json"
# What JupyterLab 4.6 says of itself, about nothing of ours; Notebook 7.6 says more.
NOT_OURS = ("debugger state",)
OF_NOTEBOOK = ("filebrowser:open-path", "reading 'schema'", " 403 ")


@dataclass
class Notebook:
    """The page with one notebook, and what its console has complained of."""

    page: Page
    name: str
    program: str = "lab/tree"
    complaints: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def listen(self) -> None:
        """Keep errors of the console, exceptions, and addresses that are asked for."""
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self._keep(str(error)))
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.add_init_script(IN_THE_PAGE)

    def _heard(self, message: Any) -> None:
        ours = not any(words in message.text for words in NOT_OURS)
        if message.type == "error" and ours:
            self._keep(message.text)

    def _keep(self, text: str) -> None:
        known = OF_NOTEBOOK if self.program == "notebooks" else ()
        if not any(words in text for words in known):
            self.complaints.append(text)

    def open(self, address: str) -> None:
        """Open and wait for the cells and for a kernel that has nothing to do."""
        self.page.goto(address, wait_until="commit")
        self.page.wait_for_function(OPENED)
        self.page.wait_for_function(IDLE)

    def run(self, command: str = "notebook:run-all-cells") -> None:
        """Run all cells to the end, and wait for the live figures."""
        self.page.evaluate(COMMAND, command)
        if "restart" in command:
            self.page.locator(ACCEPT).click()
        self.await_command()
        self.page.wait_for_function(IDLE)
        self.await_figures()

    def save(self) -> None:
        """Save the notebook, with the state of its live figures."""
        self.page.evaluate(COMMAND, "docmanager:save")
        self.await_command()

    def await_command(self) -> None:
        self.page.wait_for_function("() => window.done !== null")
        assert self.page.evaluate("() => window.done") == "done"

    def await_figures(self) -> None:
        """Wait until each figure of the model stands in the page with its words."""
        self.page.wait_for_function(
            "n => course.figures().filter(f => course.seen(f).words).length >= n",
            arg=self.live_cells(),
        )

    @property
    def stem(self) -> str:
        return PurePosixPath(self.name).stem

    def figures(self) -> list[ElementHandle]:
        """The live figures, from top to bottom."""
        found = self.page.evaluate_handle("() => course.figures()").get_properties()
        return [figure.as_element() for figure in found.values()]

    def words(self) -> list[str]:
        """What each live figure says."""
        return self.page.evaluate("() => course.said()")

    def cells(self) -> list[dict]:
        """The cells of the notebook's model, as they would be saved."""
        return self.page.evaluate(CELLS)

    def outputs(self) -> list[tuple[int, dict]]:
        """Number of the cell and output, for all outputs."""
        cells = enumerate(self.cells())
        return [(n, one) for n, cell in cells for one in cell.get("outputs", [])]

    def live_cells(self) -> int:
        """How many outputs are live."""
        return sum(WIDGET in one.get("data", {}) for _, one in self.outputs())

    def elsewhere(self) -> list[str]:
        """Addresses that were asked for and are not on this machine."""
        web = [url for url in self.asked if url.startswith("http")]
        return [url for url in web if not url.startswith("http://127.0.0.1:")]

    def errors(self) -> list[str]:
        """Errors, and what was written to stderr, with the numbers of the cells."""
        found = []
        for number, one in self.outputs():
            if one["output_type"] == "error":
                found.append(f"cell {number}: {one['ename']}: {one['evalue']}")
            if one.get("name") == "stderr":
                found.append(f"cell {number}: {''.join(one['text'])}")
        return found
