"""The rules of a lesson's anatomy: each takes a notebook and lists its problems."""

import re
from statistics import median

from reading_notebooks import (
    CODE_SPAN,
    DISPLAY,
    FENCE,
    IMAGE,
    INLINE,
    cells_of,
    code_lines,
    course_data,
    headings,
    imported_lines,
    section,
    source_of,
    tags_of,
    words,
)

TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]*(?:\s[^<>]*)?/?>|<!--")
CLAIM = re.compile(
    r"(?:FND|UPD|LR|STP|BAT|CNV|LS|MOM|NAG|ADA|WD|SCH|NN|LAND|OCO|TUN|DBG|FAQ|SEL|MIS"
    r"|INT|PRB|CODE|HIS|REF|QR)-\d\d"
)


def title(notebook: dict) -> list[str]:
    """The first cell: a title, the time it takes, what you will be able to do."""
    first = notebook["cells"][0]
    text = source_of(first)
    wanted = {
        "a title (# ...)": text.startswith("# "),
        "the time (... minutes)": re.search(r"\d+ minutes", text),
        "'You will'": "You will" in text,
    }
    if first["cell_type"] != "markdown":
        return ["the first cell is not Markdown"]
    goals = len(re.findall(r"^[-*] ", text, flags=re.MULTILINE))
    problems = [f"the title cell lacks {what}" for what, ok in wanted.items() if not ok]
    return problems + (
        [] if 3 <= goals <= 8 else [f"{goals} bullets in the title cell"]
    )


def one_imports_cell(notebook: dict) -> list[str]:
    """All imports stand in the first code cell, which has at most eight lines."""
    first, *others = cells_of(notebook, "code")
    problems = [
        f"{line!r} stands after the first code cell"
        for cell in others
        for line in imported_lines(source_of(cell))
    ]
    if not imported_lines(source_of(first)):
        problems.append("the first code cell imports nothing")
    if code_lines(first) > 8:
        problems.append(f"the imports cell has {code_lines(first)} lines, more than 8")
    return problems


def seed(notebook: dict) -> list[str]:
    """Random numbers come from one generator, seeded in the imports cell."""
    first, *others = (source_of(cell) for cell in cells_of(notebook, "code"))
    problems = ["default_rng() without a seed"] if "default_rng()" in first else []
    for source in others:
        problems += re.findall(r"default_rng\(.*?\)|np\.random\.\w+", source)
    return problems


def code_length(notebook: dict) -> list[str]:
    """A code cell has at most 15 lines (20 for a plot), the median at most 6."""
    cells = cells_of(notebook, "code")
    problems = []
    for cell in cells:
        limit = 20 if "plot" in tags_of(cell) else 15
        if code_lines(cell) > limit:
            first = source_of(cell).splitlines()[0]
            problems.append(f"{code_lines(cell)} lines, more than {limit}: {first}")
    middle = median(map(code_lines, cells))
    return problems + ([f"median of {middle} lines, more than 6"] if middle > 6 else [])


def prose_length(notebook: dict) -> list[str]:
    """A prose cell has at most 120 words, the median at most 45."""
    counts = {source_of(c): words(source_of(c)) for c in cells_of(notebook, "markdown")}
    problems = [
        f"{count} words, more than 120: {text[:40]!r}"
        for text, count in counts.items()
        if count > 120
    ]
    middle = median(counts.values())
    return problems + (
        [f"median of {middle} words, more than 45"] if middle > 45 else []
    )


def lesson_length(notebook: dict) -> list[str]:
    """30 to 60 cells, 1,200 to 2,500 words."""
    cells = len(notebook["cells"])
    total = sum(words(source_of(cell)) for cell in cells_of(notebook, "markdown"))
    problems = [] if 30 <= cells <= 60 else [f"{cells} cells, not 30 to 60"]
    return problems + (
        [] if 1200 <= total <= 2500 else [f"{total} words, not 1200-2500"]
    )


def alt_problem(alt: str | None) -> str | None:
    """What is wrong with the words that stand for an image."""
    if not alt or not alt.strip():
        return "an image has no alt text"
    if len(alt) > 200:
        return f"alt text of {len(alt)} characters, more than 200"
    return "alt text of one word" if len(alt.split()) < 3 else None


def stored_images(notebook: dict) -> list[str]:
    """Every image that a cell shows carries alt text in its metadata."""
    problems = []
    for cell in cells_of(notebook, "code"):
        for output in cell["outputs"]:
            for mime in output.get("data", {}):
                if mime.startswith("image/"):
                    about = output.get("metadata", {}).get(mime, {})
                    problems.append(alt_problem(about.get("alt")))
    return [problem for problem in problems if problem]


def written_images(notebook: dict) -> list[str]:
    """Images in Markdown have alt text and lie in the repository."""
    problems = []
    for cell in cells_of(notebook, "markdown"):
        for match in IMAGE.finditer(source_of(cell)):
            problems.append(alt_problem(match["alt"]))
            if match["place"].startswith(("http:", "https:", "data:", "//")):
                problems.append(f"remote image {match['place'][:40]}")
    return [problem for problem in problems if problem]


def no_html(notebook: dict) -> list[str]:
    """Plain Markdown: no tags, which screen readers and GitHub show differently."""
    problems = []
    for cell in cells_of(notebook, "markdown"):
        text = source_of(cell)
        for pattern in (FENCE, CODE_SPAN, DISPLAY, INLINE):
            text = pattern.sub(" ", text)
        problems += TAG.findall(text)
    return problems


def no_plot_code(notebook: dict) -> list[str]:
    """Drawing is delegated to the package: no pyplot, no settings, no magics."""
    pattern = r"\bplt\.|pyplot|rcParams|^[%!].*|\bdisplay\(HTML"
    sources = [source_of(cell) for cell in cells_of(notebook, "code")]
    return [m for text in sources for m in re.findall(pattern, text, re.MULTILINE)]


def strict_nbval(notebook: dict) -> list[str]:
    """What would make ``pytest --nbval`` blind or wrong."""
    problems = []
    for cell in cells_of(notebook, "code"):
        source = source_of(cell).strip()
        if source and cell.get("execution_count") is None:
            problems.append(f"not executed, so not compared: {source[:40]!r}")
        if source.endswith(";"):
            problems.append(f"ends with a semicolon: {source[-40:]!r}")
        for output in cell["outputs"]:
            if output.get("name") == "stderr":
                problems.append(f"writes to stderr: {source[:40]!r}")
            if output["output_type"] == "error" and "raises-exception" not in tags_of(
                cell
            ):
                problems.append(f"raises {output['ename']}: {source[:40]!r}")
    return problems


def sections(notebook: dict) -> list[str]:
    """The closing sections: doors that open, sources with a reason to read each."""
    problems = [
        f"no section '## {name}'"
        for name in ("Doors", "Sources")
        if not section(notebook, name).strip()
    ]
    if len(headings(notebook)) != len(set(headings(notebook))):
        problems.append("two headings are the same")
    return problems


def claims(notebook: dict) -> list[str]:
    """Ids of the ledger stand on code cells, in lists, each once per cell."""
    problems = []
    for cell in notebook["cells"]:
        ids = course_data(cell).get("claims", [])
        if ids and cell["cell_type"] != "code":
            problems.append(f"{ids} on a cell that does not run")
        if not isinstance(ids, list) or len(set(ids)) != len(ids):
            problems.append(f"claims must be a list without repetition, got {ids!r}")
        problems += [
            f"{name!r} is no claim" for name in ids if not CLAIM.fullmatch(name)
        ]
    return problems


def equations(notebook: dict) -> list[str]:
    """Each displayed equation has one id; no id is used twice in a lesson."""
    problems, seen = [], []
    for cell in notebook["cells"]:
        ids = course_data(cell).get("equations", [])
        shown = DISPLAY.findall(FENCE.sub("", source_of(cell)))
        count = len(shown) if cell["cell_type"] == "markdown" else 0
        if count != len(ids):
            problems.append(f"{count} displayed equations, ids {ids}")
        seen += ids
    repeated = {name for name in seen if seen.count(name) > 1}
    return problems + [
        f"equation id {name!r} is used twice" for name in sorted(repeated)
    ]


def format_of_file(notebook: dict) -> list[str]:
    """nbformat 4.5, kernel python3, no version that differs between machines."""
    about = notebook["metadata"]
    ids = [cell.get("id") for cell in notebook["cells"]]
    checks = {
        "nbformat 4.5": (notebook["nbformat"], notebook["nbformat_minor"]) == (4, 5),
        "kernel python3": about.get("kernelspec", {}).get("name") == "python3",
        "no Python version": "version" not in about.get("language_info", {}),
        "no widget state": "widgets" not in about,
        "unique cell ids": None not in ids and len(set(ids)) == len(ids),
    }
    return [f"the file needs {what}" for what, ok in checks.items() if not ok]


RULES = (
    title,
    one_imports_cell,
    seed,
    code_length,
    prose_length,
    lesson_length,
    stored_images,
    written_images,
    no_html,
    no_plot_code,
    strict_nbval,
    sections,
    claims,
    equations,
    format_of_file,
)
