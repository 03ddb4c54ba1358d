"""JupyterLab in Chromium: run where both are installed; said where they are not.

With ``GDCOURSE_BROWSER=required``, as in CI, a missing browser is a failure.
``GDCOURSE_SCREENSHOTS`` names the folder for screenshots.
"""

import os
import shutil
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1] / "house")]

BROWSERS = ("chromium", "google-chrome", "google-chrome-stable", "chromium-browser")
FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # no network at all
]
MINUTE = 60_000
NOT_RUN = pytest.StashKey[str]()


def executable() -> str | None:
    """The browser of this machine."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def missing() -> str:
    """What is not here and how to get it; empty when all is."""
    if find_spec("playwright") is None:
        return "Playwright is not installed (pip install playwright)"
    if executable() is None:
        return "Chromium is not installed (Debian, Ubuntu: sudo apt install chromium)"
    return ""


def pytest_collection_modifyitems(config: pytest.Config, items: list) -> None:
    """Mark the tests of this folder; leave them out, and say so, without a browser."""
    ours = [item for item in items if Path(__file__).parent in item.path.parents]
    for item in ours:
        item.add_marker("browser")
    driven = [item for item in ours if "jupyterlab" in item.fixturenames]
    if not driven or not missing() or os.environ.get("GDCOURSE_BROWSER") == "required":
        return
    config.stash[NOT_RUN] = f"browser tests not run: {len(driven)}. {missing()}."
    config.hook.pytest_deselected(items=driven)
    items[:] = [item for item in items if item not in driven]


def pytest_terminal_summary(terminalreporter: object, config: pytest.Config) -> None:
    if NOT_RUN in config.stash:
        terminalreporter.write_line(config.stash[NOT_RUN], yellow=True)


@pytest.fixture(scope="session")
def jupyterlab(tmp_path_factory):
    """The one JupyterLab of the session."""
    assert not missing(), missing()
    from serving import JupyterLab

    server = JupyterLab(tmp_path_factory.mktemp("jupyterlab"))
    try:
        server.start()
        yield server
    finally:
        if server.process:
            server.stop()


@pytest.fixture(scope="module")
def browser(jupyterlab):
    """A browser per module: Playwright holds the event loop that nbval needs later."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def profile(browser):
    """A fresh browser profile; the pages of a module share what it has loaded."""
    context = browser.new_context(viewport={"width": 1280, "height": 1100})
    context.set_default_timeout(2 * MINUTE)
    yield context
    context.close()


@pytest.fixture(scope="module")
def opened(jupyterlab, profile):
    """opened(name): a notebook of the course, open in a page (of its own)."""
    from notebook_page import Notebook

    def open_notebook(name, page=None, program="lab/tree"):
        notebook = Notebook(page or profile.new_page(), name, program)
        notebook.listen()
        notebook.open(jupyterlab.address(name, program))
        return notebook

    yield open_notebook
    jupyterlab.end_kernels()


@pytest.fixture(scope="session")
def screenshots(tmp_path_factory) -> Path:
    """Where screenshots are kept."""
    named = os.environ.get("GDCOURSE_SCREENSHOTS")
    folder = Path(named) if named else tmp_path_factory.mktemp("screenshots")
    folder.mkdir(parents=True, exist_ok=True)
    return folder
