"""The two lines around an answer, and every line that is almost one of them.

``### BEGIN SOLUTION walk against the slope`` and ``### END SOLUTION`` each stand alone
on a line of an answer cell. Whatever looks like a marker and is not one stops the
build: a mistyped marker would hand out the answer.
"""

import re
from difflib import SequenceMatcher

BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"
EDGES = ("BEGIN", "BEGINNING", "START", "END", "STOP", "FINISH", "CLOSE")
WIDTH = 88
TARGETS = ("SOLUTION", "SOLUTIONS", "ANSWER", "SOL", "HIDDEN")


class BuildError(Exception):
    """Something in a notebook that must not be built; the message says where."""


def is_begin(line: str) -> bool:
    line = line.strip()
    return line == BEGIN or line.startswith(BEGIN + " ")


def is_end(line: str) -> bool:
    return line.strip() == END


def looks_like_marker(line: str) -> bool:
    """Whether a line holds something like a marker, correct or not.

    >>> looks_like_marker("### BEGIN SOLUTON"), looks_like_marker("# begins at x0")
    (True, False)
    """
    comment = line.partition("#")[2].lstrip("# \t")
    letters = re.sub(r"[^A-Z]", "", comment.upper())
    for marker in ("BEGINSOLUTION", "ENDSOLUTION"):
        start = letters[: len(marker)]
        if SequenceMatcher(None, start, marker).ratio() >= 0.85:
            return True
    words = re.findall(r"[A-Z]+", re.sub(r"\b(OF|THE)\b", "", comment.upper()))
    first, second = [*words, "", ""][:2]
    pairs = [(near(first, EDGES), near(second, TARGETS))]
    pairs.append((near(second, EDGES), near(first, TARGETS)))
    return any(all(pair) for pair in pairs)


def near(word: str, choices: tuple[str, ...]) -> bool:
    return any(SequenceMatcher(None, word, one).ratio() >= 0.75 for one in choices)


def check_markers(source: str, where: str, answer_cell: bool) -> None:
    """Refuse mistyped, misplaced, unpaired and missing markers."""
    inside, regions = False, 0
    for line in source.splitlines():
        if not (is_begin(line) or is_end(line)):
            if looks_like_marker(line):
                raise BuildError(
                    f"{where}: a marker is mistyped, got {line.strip()!r}. "
                    f"Write {BEGIN!r} or {END!r} alone on its line."
                )
            continue
        if not answer_cell:
            raise BuildError(
                f"{where}: a marker outside an answer cell, got {line.strip()!r}. "
                "Give the cell nbgrader's metadata (solution: true) or drop the line."
            )
        if is_begin(line) == inside:
            raise BuildError(
                f"{where}: markers must come in pairs, got {line.strip()!r} "
                f"{'inside' if inside else 'outside'} a solution. Check {BEGIN}, {END}."
            )
        inside, regions = not inside, regions + is_begin(line)
    if answer_cell and (inside or not regions):
        missing = END if inside else BEGIN
        raise BuildError(
            f"{where}: the answer cell has no {missing!r}. Put one on its own line."
        )


def with_stub(source: str) -> str:
    """The source with every solution replaced by a stub at the same indentation.

    >>> print(with_stub('def f(x):\\n    ### BEGIN SOLUTION add 1\\n    return x + 1\\n'
    ...                 '    ### END SOLUTION'))
    def f(x):
        raise NotImplementedError("your turn: add 1")
    """
    kept, inside = [], False
    for line in source.splitlines():
        if is_begin(line):
            indent = line[: len(line) - len(line.lstrip())]
            task = line.strip()[len(BEGIN) :].strip().replace("\\", "\\\\")
            words = f"your turn: {task}".rstrip(": ").replace('"', '\\"')
            kept += stub(words, indent)
            inside = True
        elif is_end(line):
            inside = False
        elif not inside:
            kept.append(line)
    return "\n".join(kept)


def stub(words: str, indent: str) -> list[str]:
    """The line that raises, or three where one would be too long to read."""
    line = f'{indent}raise NotImplementedError("{words}")'
    if len(line) <= WIDTH:
        return [line]
    parts = "raise NotImplementedError(", f'    "{words}"', ")"
    return [indent + part for part in parts]


def solution_lines(source: str) -> list[str]:
    """The lines between the markers."""
    kept, inside = [], False
    for line in source.splitlines():
        inside = (inside or is_begin(line)) and not is_end(line)
        if inside and not is_begin(line):
            kept.append(line)
    return kept
