"""The command: which notebooks, which steps, and one line for each."""

import argparse
import sys
from difflib import get_close_matches
from pathlib import Path

from gdcourse.build.execution import execute
from gdcourse.build.exercises import generate
from gdcourse.build.layout import normalize, read, text, write
from gdcourse.build.markers import BuildError
from gdcourse.checks.cells import checksum, is_answer, marks

ROOT = Path(__file__).resolve().parents[2]


def options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m gdcourse build",
        description="Run lessons and solutions, store what they show, write exercises.",
    )
    parser.add_argument("names", nargs="*", help="only these, with or without number")
    parser.add_argument(
        "--check", action="store_true", help="write nothing; exit 1 if out of step"
    )
    parser.add_argument(
        "--no-execute", action="store_true", help="keep the stored outputs"
    )
    parser.add_argument(
        "--overwrite", action="store_true", help="also exercises that hold answers"
    )
    parser.add_argument(
        "--pages", type=Path, metavar="FOLDER", help="write lessons as web pages there"
    )
    return parser.parse_args(arguments)


def main(arguments: list[str], root: Path = ROOT) -> int:
    """Build, or with ``--check`` only compare; the exit code."""
    chosen = options(arguments)
    try:
        lessons = selected(root / "notebooks", chosen.names)
        masters = selected(root / "solutions", chosen.names)
        if chosen.names and not lessons + masters:
            raise BuildError(unknown(root, chosen.names))
        if chosen.pages:
            return write_pages(lessons, chosen.pages)
        if chosen.check:
            return compare(masters, root)
        for path in lessons + masters:
            build(path, chosen.no_execute)
        for path in masters:
            write_exercise(path, root, chosen.overwrite)
    except BuildError as error:
        sys.stderr.write(f"build stopped. {error}\n")
        return 1
    return 0


def selected(folder: Path, names: list[str]) -> list[Path]:
    """The notebooks of a folder, all or those named (with or without the number)."""
    wanted = {Path(name).name.removesuffix(".ipynb") for name in names}
    paths = sorted(folder.glob("[0-9][0-9]_*.ipynb"))
    return [p for p in paths if not names or {p.stem, p.stem[3:]} & wanted]


def unknown(root: Path, names: list[str]) -> str:
    known = [path.stem for path in sorted((root / "notebooks").glob("*.ipynb"))]
    known += [path.stem for path in sorted((root / "solutions").glob("*.ipynb"))]
    near = get_close_matches(names[0], known, n=1, cutoff=0.3) or known[:1]
    return f"No notebook is named like this, got {names[0]!r}. Try {', '.join(near)}."


def build(path: Path, keep_outputs: bool) -> None:
    """Normalize a lesson or master, run it, and write it where that changes it."""
    notebook = normalize(read(path))
    if path.parent.name == "solutions":
        generate(notebook, path.name)  # a mistake in it is found before the run
    if not keep_outputs:
        execute(notebook, path)
    changed = write(path, normalize(notebook))
    say(f"{'wrote' if changed else 'same '} {path.parent.name}/{path.name}")


def write_pages(lessons: list[Path], folder: Path) -> int:
    """Lessons as pages that need no kernel and no network; nothing else is changed."""
    try:
        from gdcourse.build.pages import page
    except ImportError as error:
        wanted = "pages need latex2mathml. Try pip install latex2mathml."
        raise BuildError(f"{wanted} ({error})") from None
    folder.mkdir(parents=True, exist_ok=True)
    for path in lessons:
        (folder / f"{path.stem}.html").write_text(page(path), encoding="utf-8")
        say(f"wrote {path.stem}.html")
    return 0


def write_exercise(master: Path, root: Path, overwrite: bool) -> None:
    """Generate an exercise; never over a learner's answers unless told to."""
    path = root / "exercises" / master.name
    answered = answers_in(path)
    if answered and not overwrite:
        raise BuildError(
            f"exercises/{path.name} holds answers, got some in {', '.join(answered)}. "
            "Move the file away, or add --overwrite to lose them."
        )
    changed = write(path, generate(read(master), master.name))
    say(f"{'wrote' if changed else 'same '} exercises/{path.name}")


def answers_in(path: Path) -> list[str]:
    """The tasks that somebody has worked on in this file."""
    if not path.exists():
        return []
    answers = [cell for cell in read(path).cells if is_answer(cell)]
    stored = [(marks(c)["grade_id"], marks(c).get("checksum"), c) for c in answers]
    return [name for name, known, cell in stored if known != checksum(cell)]


def compare(masters: list[Path], root: Path) -> int:
    """Say which exercises differ from what their master gives; 1 if any does."""
    wrong = [path.name for path in masters if out_of_step(path, root)]
    for name in wrong:
        say(f"exercises/{name} is out of step. Run: python -m gdcourse build")
    say(f"{len(masters) - len(wrong)} of {len(masters)} exercises are in step.")
    return 1 if wrong else 0


def out_of_step(master: Path, root: Path) -> bool:
    """Whether the exercise is not, byte for byte, what its master gives."""
    path = root / "exercises" / master.name
    fresh = text(generate(read(master), master.name)).encode()
    return not path.exists() or path.read_bytes() != fresh


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
