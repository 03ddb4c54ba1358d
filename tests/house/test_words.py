"""Words: no empty names, no stray colors, no trace of the machine it was made on."""

import re

import pytest
from reading_code import ROOT, imports, python_files, shown, text_of, tracked
from reading_notebooks import read_notebook, source_of

TOP_LEVEL = {
    "README.md",
    "CONTRIBUTING.md",
    "REFERENCES.md",
    "CHANGELOG.md",
    "CITATION.cff",
    "LICENSE",
    "LICENSE-TEXT",
    "requirements.txt",
    "requirements.lock",
    "pyproject.toml",
    "notebooks",
    "exercises",
    "solutions",
    "gdcourse",
    "tests",
    ".ci",
    ".github",
    ".gitignore",
    ".gitattributes",
}

EMPTY_NAMES = {"util", "utils", "helper", "helpers", "misc", "common", "stuff", "tools"}
BINARY = (".png", ".gz", ".jpg")
FILES = tracked()
TEXTS = [path for path in FILES if path.suffix not in BINARY]

# Some letters stand in brackets, so that these patterns do not find themselves.
MACHINE = re.compile(
    r"(?<![\w.~/-])/(?:[h]ome|[r]oot|[w]ork|[U]sers|[t]mp|[o]pt/py|[m]nt)/[\w.]"
    r"|[A-Z]:\\+[U]sers|[f]ile:///|[p]ythonhosted|[p]ypi[.]org|[i]ndex-url"
    r"|[n]pmjs[.]org|[a]rtifactory"
)
HEX = re.compile(r"#(?:[0-9a-fA-F]{6}|[0-9a-fA-F]{3})(?![\w-])")
SPELLING = re.compile(
    r"\b(?:colo[u]r\w*|neighbo[u]r\w*|behavio[u]r\w*|favo[u]r\w*|cent[r]e\w*|gr[e]y"
    r"|(?:optimi|minimi|maximi|initiali|regulari|normali|standardi)"
    r"[s](?:e\w?|ing|ation))"
    r"\b",
    re.IGNORECASE,
)
SYMBOLS = re.compile("[\U0001f300-\U0001faff\u2705\u274c\u2728]")


def matches(pattern: re.Pattern, text: str) -> list[str]:
    return [match.group() for match in pattern.finditer(text)]


def is_colored(name: str) -> bool:
    """Hex codes live in the style, and in the test that measures them."""
    return name == "gdcourse/plotting/style.py" or name.startswith("tests/plotting/")


def code_of(path) -> str:
    """What may hold colors: code, not the pictures stored in a notebook."""
    if path.suffix != ".ipynb":
        return text_of(path)
    return "\n".join(source_of(cell) for cell in read_notebook(path)["cells"])


def test_top_level_holds_only_the_names_of_the_house():
    names = {path.relative_to(ROOT).parts[0] for path in FILES}
    assert names - TOP_LEVEL == set()


def found_in(paths, find) -> dict[str, list[str]]:
    """What a search finds, by file; files without a find are left out."""
    finds = {shown(path): find(path) for path in paths}
    return {name: found for name, found in finds.items() if found}


def empty_names(path) -> list[str]:
    parts = {part.split(".")[0] for part in path.relative_to(ROOT).parts}
    return sorted(parts & EMPTY_NAMES)


def dangerous(path) -> list[str]:
    calls = re.findall(r"(?<![\w.])(?:eval|exec|__import__)\(", text_of(path))
    return calls + sorted({"pickle", "shelve"} & set(imports(text_of(path))))


def test_no_name_says_nothing():
    assert found_in(FILES, empty_names) == {}


def test_no_file_remembers_a_machine():
    assert found_in(TEXTS, lambda path: matches(MACHINE, text_of(path))) == {}


def test_spelling_is_american():
    quoted = ("LICENSE-TEXT", "REFERENCES.md")
    ours = [path for path in TEXTS if shown(path) not in quoted]
    assert found_in(ours, lambda path: matches(SPELLING, code_of(path))) == {}


def test_no_symbol_winks_at_the_reader():
    assert found_in(TEXTS, lambda path: matches(SYMBOLS, text_of(path))) == {}


def test_hex_colors_stand_in_the_style_alone():
    code = [path for path in TEXTS if path.suffix in (".py", ".ipynb")]
    plain = [path for path in code if not is_colored(shown(path))]
    assert found_in(plain, lambda path: matches(HEX, code_of(path))) == {}


# Running the learner's cells is what the grader's confined child is for.
RUNS_CELLS = {"gdcourse/grading/child.py": ["exec("]}


def test_package_runs_no_text_as_code():
    assert found_in(python_files("gdcourse"), dangerous) == RUNS_CELLS


def test_an_empty_name_and_a_dangerous_call_are_caught(tmp_path):
    path = tmp_path / "x.py"
    path.write_text("import pickle\neval('1')\nmodel.eval()\n")
    assert dangerous(path) == ["eval(", "pickle"]
    assert empty_names(ROOT / "gdcourse" / "utils.py") == ["utils"]


MACHINE_EXAMPLES = [
    "see /ho" + "me/ada/course",
    '"/wo' + 'rk/x"',
    "C:\\Us" + "ers\\ada",
    "--index-" + "url x",
    "fi" + "le:///opt",
    "https://py" + "pi.org/simple",
]


@pytest.mark.parametrize("text", MACHINE_EXAMPLES)
def test_a_trace_of_a_machine_is_caught(text):
    assert matches(MACHINE, text)


@pytest.mark.parametrize(
    "text", ["notebooks/home/x", "1/work/2", "tests/root/a", "https://a.org/home/b"]
)
def test_ordinary_paths_are_no_trace(text):
    assert matches(MACHINE, text) == []


def test_color_spelling_and_symbol_examples_are_caught():
    assert matches(HEX, 'color="#' + '1B4277"') == ["#" + "1B4277"]
    assert matches(HEX, "# 123 comments and issue #12 pass") == []
    assert matches(SPELLING, "the colo" + "ur") == ["colo" + "ur"]
    assert matches(SPELLING, "the color of the optimizer; a neighbor; greater") == []
    assert matches(SYMBOLS, "well done \U0001f389")
