"""How long a figure takes to follow the hand, beside other tools, in real JupyterLab.

usage: python tests/browser/bench_latency.py [--moves 30] [--tools ours,bqplot]

Prints a table in Markdown. It needs plotly, bqplot and ipympl in its environment; a
tool that is missing is left out. Times hold for a quiet machine; trust the ratios.
"""

import argparse
import json
import math
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path
from statistics import median, quantiles

from bench_cells import TOOLS, cell
from conftest import FLAGS, executable
from notebook_page import COMMAND, CONTEXT, IDLE, Notebook
from playwright.sync_api import sync_playwright
from serving import JupyterLab
from test_readers import write_notebook

NEEDS = {"plotly FigureWidget": "plotly", "bqplot": "bqplot", "ipympl": "ipympl"}
QUIET = 700  # milliseconds without a change: the move has arrived
RATE, SECONDS = 30, 5
SLIDER = ".jp-OutputArea [role=slider]"
# Whatever changes outside of the slider: DOM, pictures that load, canvases drawn on.
WATCH = """() => {
  window.seen = {key: 0, move: 0, changed: 0};
  const note = () => requestAnimationFrame(() => { seen.changed = performance.now() });
  const slider = document.querySelector('.jp-OutputArea [role=slider]')
    .closest('.widget-inline-hbox');
  const output = slider.closest('.jp-Cell-outputArea');
  new MutationObserver(list => {
    const other = m => !slider.contains(m.target) && !(m.attributeName ?? '')
      .startsWith('aria') && m.target !== output;
    if (list.some(other)) note();
  }).observe(output, {subtree: true, childList: true, attributes: true,
    characterData: true});
  output.addEventListener('load', note, true);
  for (const name of ['drawImage', 'putImageData', 'stroke', 'fill']) {
    const old = CanvasRenderingContext2D.prototype[name];
    CanvasRenderingContext2D.prototype[name] = function (...given) {
      note();
      return old.apply(this, given);
    };
  }
  addEventListener('keydown', e => { seen.key = e.timeStamp }, true);
  for (const name of ['pointermove', 'mousemove'])
    addEventListener(name, e => { if (e.buttons) seen.move = e.timeStamp }, true);
}"""
ARRIVED = f"""([what, quiet]) => seen.changed > seen[what]
  && {CONTEXT}.sessionContext.session.kernel.status === 'idle'
  && performance.now() - Math.max(seen.changed, seen[what]) > quiet"""
VALUE = "h => h.closest('.noUi-target').noUiSlider.get(true)"


def measured(lab: JupyterLab, browser: object, tool: str, density: int, moves: int):
    """All numbers of one tool at one density of pixels."""
    record = lab.home / f"{tool.split()[0].strip(',')}-{density}.txt"
    name = f"notebooks/{record.stem}.ipynb"
    write_notebook(lab.course / name, [cell(tool, str(record), density)])
    context = browser.new_context(
        viewport={"width": 1280, "height": 900}, device_scale_factor=density
    )
    context.set_default_timeout(120_000)
    notebook = Notebook(context.new_page(), name)
    notebook.listen()
    notebook.open(lab.address(name))
    page = notebook.page
    page.evaluate(COMMAND, "notebook:run-all-cells")
    page.wait_for_selector(SLIDER)
    page.wait_for_function(IDLE)
    assert notebook.errors() == [], notebook.errors()
    page.wait_for_timeout(3000)  # until what the tool loads late has come
    page.evaluate(WATCH)
    pid = page.evaluate(f"() => {CONTEXT}.model.cells.get(0).toJSON().outputs")
    pid = next(
        "".join(o["text"]).split()[1] for o in pid if "pid" in str(o.get("text"))
    )
    found = pressed(page, moves, record, int(pid)) | dragged(page, record)
    page.screenshot(path=lab.home / f"{record.stem}.png")
    context.close()
    lab.end_kernels()
    return found


def pressed(page: object, moves: int, record: Path, pid: int) -> dict[str, float]:
    """Key after key, each when the one before has arrived."""
    slider = page.locator(SLIDER).first
    slider.focus()
    times, start = [], 0.0
    for number in range(moves + 5):
        if number == 5:  # the first ones warm up
            before, start = len(lines(record)), cpu(pid)
        page.keyboard.press("ArrowRight" if number % 20 < 10 else "ArrowLeft")
        page.wait_for_function(ARRIVED, arg=["key", QUIET])
        times.append(page.evaluate("() => seen.changed - seen.key"))
    times, costs = times[5:], [cost for cost, _ in lines(record)[before:]]
    return {
        "median": median(times),
        "p95": quantiles(times, n=20)[-1],
        "callback": 1e3 * median(costs),
        "kernel": 1e3 * (cpu(pid) - start) / moves,
    }


def dragged(page: object, record: Path) -> dict[str, float]:
    """Thirty moves a second with the mouse; what is shown when it stops."""
    slider = page.locator(SLIDER).first
    track = page.locator(".noUi-target").first.bounding_box()
    box, before = slider.bounding_box(), len(lines(record))
    y = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] / 2, y)
    page.mouse.down()
    began = time.monotonic()
    for number in range(RATE * SECONDS):
        share = 0.5 - 0.45 * math.cos(number / 9)
        page.mouse.move(track["x"] + share * track["width"], y)
        wait = began + (number + 1) / RATE - time.monotonic()
        if wait > 0:
            time.sleep(wait)
    took = time.monotonic() - began
    page.wait_for_function(ARRIVED, arg=["move", 2 * QUIET])
    page.mouse.up()
    last = slider.evaluate(VALUE)
    done = lines(record)[before:]
    return {
        "drag": took,
        "callbacks": len(done),
        "late": page.evaluate("() => seen.changed - seen.move"),
        "right": bool(done) and abs(done[-1][1] - last) < 1e-9,
    }


def lines(record: Path) -> list[list[float]]:
    text = record.read_text() if record.exists() else ""
    return [json.loads(line) for line in text.splitlines()]


def cpu(pid: int) -> float:
    """Seconds of processor time that a process has used (Linux)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / 100


HEADER = (
    "| tool | density | key → picture, median / p95 (ms) | callback (ms) | kernel CPU "
    "per move (ms) | callbacks in a drag | picture after the last move (ms) | "
    "last value shown |\n|:--|--:|--:|--:|--:|--:|--:|--:|"
)


def row(tool: str, density: int, n: dict[str, float]) -> str:
    return (
        f"| {tool} | {density}× | {n['median']:.0f} / {n['p95']:.0f} "
        f"| {n['callback']:.1f} | {n['kernel']:.0f} | {n['callbacks']} in "
        f"{n['drag']:.1f} s | {n['late']:.0f} | {'yes' if n['right'] else 'no'} |"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--moves", type=int, default=30)
    parser.add_argument("--tools", default=",".join(TOOLS))
    parser.add_argument("--densities", default="1,2")
    options = parser.parse_args()
    wanted = [t for t in TOOLS if t.split(",")[0] in options.tools]
    tools = [t for t in wanted if t not in NEEDS or find_spec(NEEDS[t])]
    lab = JupyterLab(Path(tempfile.mkdtemp(prefix="latency-")))
    lab.start()
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=executable(), args=FLAGS
            )
            sys.stdout.write(HEADER + "\n")
            for density in map(int, options.densities.split(",")):
                for tool in tools:
                    found = measured(lab, browser, tool, density, options.moves)
                    sys.stdout.write(row(tool, density, found) + "\n")
                    sys.stdout.flush()
            browser.close()
    finally:
        lab.stop()
        sys.stdout.write(f"\nscreenshots: {lab.home}\n")


if __name__ == "__main__":
    main()
