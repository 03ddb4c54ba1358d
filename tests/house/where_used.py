"""Which works are cited where; as a script, it writes "Used in" into REFERENCES.md.

Run ``python tests/house/where_used.py`` after citing a work or moving a citation.
"""

import re
import sys
from pathlib import Path
from textwrap import wrap

sys.path.insert(0, str(Path(__file__).parent))

from reading_code import ROOT, python_files, shown, text_of
from reading_notebooks import (
    KEY,
    citations,
    lessons,
    listed_sources,
    read_notebook,
    section,
    source_of,
)

REFERENCES = ROOT / "REFERENCES.md"
ENTRY = re.compile(
    r"^- \*\*(\w+)\*\* (.*?)"  # the key, the work
    r"(?:\n  Used in:((?:(?!^- \*\*).)*))?\s*"  # a new entry may lack this line
    r"(?=^- \*\*|\Z)",
    re.MULTILINE | re.DOTALL,
)


def entries(text: str) -> dict[str, tuple[str, list[str]]]:
    """Key -> (the reference on one line, the places that its entry names)."""
    return {
        key: (" ".join(work.split()), places.replace(",", " ").split())
        for key, work, places in ENTRY.findall(text)
    }


def cited_in_code(text: str) -> set[str]:
    return set(KEY.findall(text)) | citations(text)


def cited_in_notebook(notebook: dict) -> set[str]:
    cells = [source_of(cell) for cell in notebook["cells"]]
    listed, _ = listed_sources(section(notebook, "Sources"))
    return set().union(listed, *(citations(text) for text in cells))


def places() -> dict[str, list[str]]:
    """Key -> every lesson and module that cites it, in order."""
    cited = {shown(path): cited_in_notebook(read_notebook(path)) for path in lessons()}
    for path in python_files("gdcourse"):
        cited[shown(path)] = cited_in_code(text_of(path))
    found: dict[str, list[str]] = {}
    for place in sorted(cited):
        for key in cited[place]:
            found.setdefault(key, []).append(place)
    return found


def rewritten(text: str, found: dict[str, list[str]]) -> str:
    """The list of references with its "Used in" lines brought up to date."""

    def replace(match: re.Match) -> str:
        head = match.group().partition("\n  Used in:")[0].rstrip()
        used = "Used in: " + ", ".join(found.get(match[1], []))
        lines = wrap(used, 86, break_long_words=False, break_on_hyphens=False)
        return head + "".join(f"\n  {line}" for line in lines) + "\n"

    return ENTRY.sub(replace, text)


if __name__ == "__main__":
    text = REFERENCES.read_text(encoding="utf-8")
    REFERENCES.write_text(rewritten(text, places()), encoding="utf-8", newline="\n")
