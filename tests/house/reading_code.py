"""Reading the house's own source: which files there are and what stands in them."""

import ast
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("gdcourse", "tests", "notebooks", "exercises", "solutions")


def tracked() -> list[Path]:
    """Files under version control; without git, all files of the known folders."""
    command = ["git", "-C", str(ROOT), "ls-files", "-z"]
    try:
        answer = subprocess.run(command, capture_output=True, check=True).stdout
        files = [ROOT / name for name in answer.decode("utf-8").split("\0") if name]
    except (OSError, subprocess.CalledProcessError):
        folders = [ROOT / room for room in ROOMS]
        files = [path for folder in folders for path in folder.rglob("*")]
    return [path for path in files if path.is_file() and "__pycache__" not in str(path)]


def python_files(folder: str) -> list[Path]:
    """The modules below a folder, in order, without caches."""
    return sorted(
        path
        for path in (ROOT / folder).rglob("*.py")
        if not any(part.startswith((".", "__pycache__")) for part in path.parts[-4:-1])
    )


def shown(path: Path) -> str:
    """The path as messages show it: from the root, with forward slashes."""
    return path.relative_to(ROOT).as_posix()


@cache
def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def imports(source: str) -> list[str]:
    """Every module that a source imports, wherever the import stands.

    ``from gdcourse import plotting`` counts as ``gdcourse.plotting``; a relative
    import is returned with its leading dots.
    """
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            if module in ("gdcourse", "matplotlib"):
                found += [f"{module}.{alias.name}" for alias in node.names]
            else:
                found.append(module)
    return found


def functions(source: str) -> list[ast.FunctionDef]:
    """Every function and method of a source, nested ones included."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return [node for node in ast.walk(ast.parse(source)) if isinstance(node, kinds)]


def body_lines(source: str, function: ast.FunctionDef) -> int:
    """Lines of a function's body that are not blank, its docstring left out."""
    body = function.body
    if ast.get_docstring(function) is not None:
        body = body[1:]
    if not body:
        return 0
    lines = source.splitlines()[body[0].lineno - 1 : function.end_lineno]
    return sum(bool(line.strip()) for line in lines)


def public(source: str) -> list[tuple[str, ast.AST]]:
    """Public functions and classes of a module and the classes' public methods."""
    kinds = (ast.FunctionDef, ast.ClassDef)
    found = []
    for node in ast.parse(source).body:
        if isinstance(node, kinds) and not node.name.startswith("_"):
            found.append((node.name, node))
            if isinstance(node, ast.ClassDef):
                found += [
                    (f"{node.name}.{inner.name}", inner)
                    for inner in node.body
                    if isinstance(inner, kinds) and not inner.name.startswith("_")
                ]
    return found
