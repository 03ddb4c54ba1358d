"""The command ``python -m gdcourse grade PATH...``: find, grade, report.

The exit code is 0 when everything was graded, 1 when something could not be read, and 2
when there was nothing to begin with.
"""

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from gdcourse.arguments import integer
from gdcourse.grading import summary
from gdcourse.grading.graded import Graded, Person, read_roster
from gdcourse.grading.journal import InUse, open_journal
from gdcourse.grading.layouts import Handed, find
from gdcourse.grading.limits import Limits
from gdcourse.grading.master import read_master
from gdcourse.grading.reports import Unwritten, prepare, write_reports
from gdcourse.grading.secret import BadSecret, read_or_make
from gdcourse.grading.sheets import WrongSheet, read_sheet
from gdcourse.grading.whole_class import grade_many
from gdcourse.grading.workers import NoCluster, workers

ROOT = Path(__file__).resolve().parents[2]
LIMITS = Limits()


class Usage(Exception):
    """Something in the command itself; told in one line, with exit code 2."""


def options_of(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m gdcourse grade",
        description="Grade notebooks: one, a learner's folder, a class, a download.",
        epilog="After a stop the same command goes on from there. Exit code: 0 all was "
        "graded, 1 something could not be read, 2 the command has a mistake.",
    )
    add = parser.add_argument
    add("paths", nargs="+", type=Path, metavar="PATH", help="notebook, folder or zip")
    master = {"type": Path, "default": ROOT / "solutions", "metavar": "PATH"}
    add("--master", **master, help="a master or a folder of them (solutions)")
    out = {"type": Path, "default": Path("grades"), "metavar": "DIR"}
    add("--out", **out, help="where the reports go (grades)")
    add_tables(add)
    add("--jobs", type=int, metavar="N", help="how many at a time (as processors)")
    add("--dask", metavar="ADDRESS", help="the scheduler of a cluster that does it")
    most = {"type": float, "metavar": "N"}
    add("--seconds", **most, default=LIMITS.seconds, help="for each (%(default)g)")
    add("--memory-mb", **most, default=LIMITS.memory_mb, help="for each (%(default)g)")
    add("--quiet", action="store_true", help="no bar, no tables")
    return parser.parse_args(argv)


def add_tables(add: Callable) -> None:
    """The options that name a file."""
    table = {"type": Path, "metavar": "CSV"}
    add("--roster", **table, help="student_id, last_name, first_name, email")
    add("--canvas", **table, help="Canvas's exported gradebook, to be filled")
    add("--moodle", **table, help="Moodle's grading worksheet, to be filled")
    secret = {"type": Path, "metavar": "FILE"}
    add("--secret-file", **secret, help="the seed of inputs (DIR/private/secret)")


def main(argv: Sequence[str]) -> int:
    """Grade; problems with the command itself are told in one line."""
    if hasattr(sys.stdout, "reconfigure"):  # a console may lack a learner's letters
        sys.stdout.reconfigure(errors="replace")
    try:
        options = options_of(argv)
    except SystemExit as stop:
        return int(stop.code or 0)
    try:
        return run(options)
    except (Usage, BadSecret, InUse, NoCluster, Unwritten, WrongSheet) as problem:
        sys.stderr.write(f"grade: {problem}\n")
        return 2
    except KeyboardInterrupt:
        sys.stderr.write("\ngrade: stopped; the same command goes on from here.\n")
        return 130


def run(options: argparse.Namespace) -> int:
    """The whole way from the paths to the reports."""
    masters = read_masters(options.master)
    handed = handed_in(options, list(masters))
    people = roster(options.roster)
    limits = limits_of(options)
    private = prepare(options.out)
    secret = read_or_make(options.secret_file or private / "secret")
    pairs = [(masters[one.notebook], one) for one in handed.submissions]
    begun = time.monotonic()
    with (
        open_journal(private / "journal.jsonl") as journal,
        workers(options.jobs, options.dask) as executor,
    ):
        before = len(journal.known)
        settled = {"secret": secret, "limits": limits, "journal": journal}
        shown = {"progress": not options.quiet}
        results = grade_many(pairs, executor, **settled, **shown)
        fresh = len(journal.known) - before
    seconds = time.monotonic() - begun
    graded = [
        Graded(one, result, people.get(one.learner.casefold(), Person()))
        for one, result in zip(handed.submissions, results, strict=True)
    ]
    absent = sorted(set(people) - {one.learner.casefold() for one in graded})
    pace = summary.Pace(fresh, seconds, tuple(absent))
    return report(options, handed, graded, pace)


def report(
    options: argparse.Namespace,
    handed: Handed,
    graded: Sequence[Graded],
    pace: summary.Pace,
) -> int:
    """Write the files, print the tables; the exit code."""
    problems = [str(problem) for problem in handed.problems]
    exports = (options.canvas, options.moodle)
    told = write_reports(options.out, graded, problems, *exports)
    if not options.quiet:
        summary.say(summary.tables(graded) + "\n\n")
    summary.say(summary.lines(graded, [*problems, *told], pace, options.out))
    serious = any(problem.serious for problem in handed.problems)
    return 1 if serious or not all(one.complete for one in graded) else 0


def read_masters(place: Path) -> dict[str, bytes]:
    """The masters of a folder, or the one notebook, by name."""
    paths = sorted(place.glob("[0-9][0-9]_*.ipynb")) if place.is_dir() else [place]
    masters = {}
    for path in paths:
        try:
            masters[path.stem] = path.read_bytes()
            read_master(masters[path.stem])
        except OSError as error:
            raise Usage(
                f"the master cannot be read, got {error.strerror} for {path.name}. "
                "Name a notebook or a folder with --master."
            ) from None
        except ValueError as error:
            raise Usage(f"{path.name}: {error}") from None
    if not masters:
        raise Usage(
            f"there are no masters, got none in {place.name}. "
            "Name a folder with notebooks like 07_momentum.ipynb with --master."
        )
    return masters


def handed_in(options: argparse.Namespace, stems: Sequence[str]) -> Handed:
    """What lies beneath the paths; nothing at all is a mistake in the command."""
    for path in options.paths:
        if not path.exists():
            raise Usage(f"there is no such path, got {path}. Look at its spelling.")
    handed = find(options.paths, stems)
    if not handed.submissions and not any(p.serious for p in handed.problems):
        raise Usage(
            f"there is nothing to grade, got {', '.join(map(str, options.paths))}. "
            f"Submissions are notebooks named like {stems[0]}.ipynb."
        )
    notebooks = {one.notebook for one in handed.submissions}
    if options.moodle and len(notebooks) > 1:
        raise Usage(
            f"a worksheet of Moodle is for one notebook, got {len(notebooks)}. "
            "Choose one with --master solutions/07_momentum.ipynb."
        )
    for export, needs, program in (
        (options.canvas, ("Student", "ID"), "Canvas"),
        (options.moodle, ("Grade",), "Moodle"),
    ):
        if export:  # a wrong one is told now, and not after an hour
            read_sheet(export, needs, program)
    return handed


def roster(path: Path | None) -> dict[str, Person]:
    """The class list, where one was given."""
    if path is None:
        return {}
    read_sheet(path, ("student_id",), "nbgrader, or write it yourself")
    return read_roster(path)


def limits_of(options: argparse.Namespace) -> Limits:
    """The limits that were asked for; jobs are looked at, too."""
    try:
        if options.jobs is not None:
            integer("jobs", options.jobs, 1, "Leave it out for one on each processor.")
        return Limits(seconds=options.seconds, memory_mb=options.memory_mb)
    except (ValueError, TypeError) as error:
        raise Usage(str(error)) from None
