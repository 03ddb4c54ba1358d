"""A page for each learner: the points, and a reason for each one that is missing.

One file without scripts or pictures; it opens anywhere and can be sent by mail. Every
word that came from a submission is plain text in it.
"""

import html
from collections.abc import Sequence

from gdcourse.grading.graded import Graded
from gdcourse.grading.plain_text import number, one_line, plain
from gdcourse.grading.results import CheckResult

WORDS = {
    "pass": "right",
    "partial": "partly right",
    "fail": "not right yet",
    "error": "it stopped with an error",
    "timeout": "it took too long",
    "blocked": "an earlier answer that it needs is not right yet",
    "not_started": "not attempted",
    "missing": "its cell was not found",
    "manual": "read by a person",
}
STYLE = """
body { font: 1rem/1.5 sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem;
  color: black; background: white }
table { border-collapse: collapse; width: 100% }
th, td { text-align: left; vertical-align: top; padding: .4rem .6rem;
  border-bottom: 1px solid silver }
.points { text-align: right; white-space: nowrap }
.pass { color: darkgreen } .lost { color: firebrick } .open { color: dimgray }
h1, li { overflow-wrap: anywhere }
pre, td p { margin: .3rem 0 0; white-space: pre-wrap; overflow-wrap: anywhere }
"""


def page(graded: Sequence[Graded]) -> str:
    """The page of one learner, with all notebooks that were handed in."""
    learner = escaped(one_line(graded[0].learner))
    sections = "\n".join(section(one) for one in graded)
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>Feedback for {learner}</title>\n<style>{STYLE}</style>\n</head>\n"
        f"<body>\n<h1>Feedback for {learner}</h1>\n{sections}\n</body>\n</html>\n"
    )


def section(one: Graded) -> str:
    """One notebook: its points, its notes, its checks."""
    result = one.result
    notes = "".join(f"<li>{escaped(one_line(note))}</li>" for note in result.notes)
    score = f"{number(result.points)} of {number(result.of)} points"
    parts = [f"<h2>{escaped(one_line(one.notebook))}</h2>"]
    parts += [f"<p><strong>{score}</strong></p>"] if result.checks else []
    parts += [f"<ul>{notes}</ul>"] if notes else []
    if result.checks:
        heads = '<th scope="col">task</th><th scope="col">what was found</th>'
        heads += '<th scope="col" class="points">points</th>'
        rows = "\n".join(map(row, result.checks))
        parts.append(f"<table>\n<tr>{heads}</tr>\n{rows}\n</table>")
    return "\n".join(parts)


def row(check: CheckResult) -> str:
    """One check: its task, the words for its status, the reason, the points."""
    kind = "open" if check.status in ("not_started", "manual") else "lost"
    kind = "pass" if check.status == "pass" else kind
    said = f'<span class="{kind}">{WORDS[check.status]}</span>'
    if check.message and check.status != "pass":
        said += f"<pre>{escaped(plain(check.message))}</pre>"
    if check.hint:
        said += f"<p>Hint: {escaped(one_line(check.hint))}</p>"
    task = escaped(one_line(f"{check.task} {check.name}"))
    score = f"{number(check.points)} of {number(check.of)}"
    if check.status == "manual":
        score = f"open, of {number(check.of)}"
    cells = f'<th scope="row">{task}</th><td>{said}</td><td class="points">{score}</td>'
    return f"<tr>{cells}</tr>"


def escaped(text: str) -> str:
    return html.escape(text, quote=True)
