"""Reading notebooks: cells, words, headings, images, citations, numbers."""

import ast
import json
import re
import unicodedata
from pathlib import Path

from reading_code import ROOT

FINISHED = (
    "00_start_here",
    "01_gradients",
    "02_gradient_descent",
    "03_convergence_proofs",
    "04_line_search",
    "05_batch_variants",
    "06_noise",
    "07_momentum",
    "08_adaptive_methods",
    "09_weight_decay",
    "10_schedules",
)

FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
CODE_SPAN = re.compile(r"`[^`\n]+`")
DISPLAY = re.compile(r"\$\$.+?\$\$", re.DOTALL)
INLINE = re.compile(r"(?<![\\$])\$(?!\$)[^$\n]+?\$")
IMAGE = re.compile(r"!\[(?P<alt>[^\]]*)\]\((?P<place>[^)\s]*)[^)]*\)")
LINK = re.compile(r"(?<!!)\[(?P<text>[^\]]*)\]\((?P<place>[^)\s]+)[^)]*\)")

NAME = r"(?:(?:van|de|von) )?[A-Z][\w’'-]+"
NAMES = rf"{NAME}(?:(?:, | & |, & ){NAME})*(?: et al\.)?"
YEAR = r"(?:1[5-9]|20)\d\d[a-z]?"
IN_PARENTHESES = re.compile(rf"^(?:see |as in )?({NAMES}),? ({YEAR})(?:,.*)?$")
IN_THE_SENTENCE = re.compile(rf"({NAMES}) \(({YEAR})(?:,[^()]*)?\)")
KEY = re.compile(r"\b[A-Z][A-Za-z]+(?:1[5-9]|20)\d\d[a-z]?\b")


def lessons() -> list[Path]:
    return sorted((ROOT / "notebooks").glob("[0-9][0-9]_*.ipynb"))


def read_notebook(path: Path) -> dict:
    return json.loads(path.read_text(encoding="utf-8"))


def stem_of(path: Path) -> str:
    """``01_gradients.ipynb`` has the stem ``gradients``."""
    return path.stem[3:]


def source_of(cell: dict) -> str:
    source = cell["source"]
    return source if isinstance(source, str) else "".join(source)


def cells_of(notebook: dict, kind: str) -> list[dict]:
    return [cell for cell in notebook["cells"] if cell["cell_type"] == kind]


def tags_of(cell: dict) -> list[str]:
    return cell.get("metadata", {}).get("tags", [])


def course_data(cell: dict) -> dict:
    """The cell's own ``gdcourse`` metadata: claims and equations."""
    return cell.get("metadata", {}).get("gdcourse", {})


def code_lines(cell: dict) -> int:
    return sum(bool(line.strip()) for line in source_of(cell).splitlines())


def plain(markdown: str, math: str = "x") -> str:
    """The words a reader reads: no code blocks, displays, links' targets, images.

    An inline formula counts as one word; pass ``math=""`` to drop it.
    """
    text = FENCE.sub(" ", markdown)
    text = DISPLAY.sub(" ", text)
    text = IMAGE.sub(" ", text)
    text = LINK.sub(r"\g<text>", text)
    text = INLINE.sub(math, text)
    text = re.sub(r"<https?://[^>]+>|https?://\S+", " ", text)
    return re.sub(r"^[#>|\s-]+|[|*_]|^\d+\. ", " ", text, flags=re.MULTILINE)


def words(markdown: str) -> int:
    return sum(bool(re.search(r"\w", word)) for word in plain(markdown).split())


def headings(notebook: dict) -> list[str]:
    text = "\n".join(source_of(cell) for cell in cells_of(notebook, "markdown"))
    return re.findall(r"^#+ +(.+?) *$", FENCE.sub("", text), flags=re.MULTILINE)


def section(notebook: dict, heading: str) -> str:
    """The Markdown below a heading of the second level, up to the next one."""
    text = "\n\n".join(source_of(cell) for cell in cells_of(notebook, "markdown"))
    pattern = rf"^## +{heading}\b.*?\n(.*?)(?=^## |\Z)"
    match = re.search(pattern, text, re.MULTILINE | re.DOTALL | re.IGNORECASE)
    return match.group(1) if match else ""


def imported_lines(source: str) -> list[str]:
    """The import statements of a cell; IPython's magics and ``!`` are not Python."""
    tree = ast.parse(source)
    kinds = (ast.Import, ast.ImportFrom)
    return [ast.unparse(node) for node in ast.walk(tree) if isinstance(node, kinds)]


def key_of(names: str, year: str) -> str:
    """``Boyd & Vandenberghe``, ``2004`` is cited by the key BoydVandenberghe2004."""
    text = names.replace("et al.", "EtAl")
    text = unicodedata.normalize("NFKD", text.replace("ı", "i").replace("ø", "o"))
    text = re.sub(r"[^A-Za-z]", "", text)
    return text[0].upper() + text[1:] + year  # de Klerk stands under D


def citations(markdown: str) -> set[str]:
    """The keys of all works cited like (Polyak 1964) or Polyak (1964)."""
    text = CODE_SPAN.sub(" ", FENCE.sub(" ", LINK.sub(r"\g<text>", markdown)))
    text = " ".join(text.replace("*", "").split())
    found = {key_of(*match.groups()) for match in IN_THE_SENTENCE.finditer(text)}
    for group in re.findall(r"\(([^()]+)\)", text):
        parts = (IN_PARENTHESES.match(part.strip()) for part in group.split(";"))
        found |= {key_of(*match.groups()) for match in parts if match}
    return found


def listed_sources(markdown: str) -> tuple[set[str], list[str]]:
    """Keys that begin the bullets of a list of sources; bullets that name no key."""
    keys, nameless = set(), []
    for bullet in re.findall(r"^[-*] +(.+)$", markdown, flags=re.MULTILINE):
        text = LINK.sub(r"\g<text>", bullet).replace("*", "")
        match = re.match(rf"({NAMES}),? \(?({YEAR})", text)
        if match:
            keys.add(key_of(*match.groups()))
        else:
            nameless.append(bullet)
    return keys, nameless
