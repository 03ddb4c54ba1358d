"""The command ``python -m gdcourse bench`` and its options.

The exit code speaks for the import alone: it is the one ratio that no other program on
the machine can upset, for both its sides are hit alike. All other numbers are reported
as measured, with what was wanted beside them.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence

from gdcourse.bench.imports import ImportCost, import_cost
from gdcourse.bench.machine import described, pin
from gdcourse.bench.report import Section, written


def main(argv: Sequence[str] = ()) -> int:
    """Print section after section; the exit code is 0 if the import is quick enough."""
    options = options_of(argv)
    cost = import_cost()  # in processes of its own, before anything is pinned
    pinned = pin()
    show("\n".join(f"- {line}" for line in described(pinned)) + "\n")
    for section in sections(cost, options.all):
        show(written(section, options.markdown))
    return 0 if cost.aim.holds else 1


def options_of(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m gdcourse bench", description="Measure what the course promises."
    )
    parser.add_argument(
        "--all", action="store_true", help="large sizes and sweeps too: some minutes"
    )
    parser.add_argument(
        "--markdown", action="store_true", help="print the tables as Markdown"
    )
    return parser.parse_args(argv)


def sections(cost: ImportCost, everything: bool) -> Iterator[Section]:
    """Measure one thing after the other; what needs NumPy is imported here."""
    yield cost.section()
    from gdcourse.bench import callback, certificates, figures, steps, sweeps
    from gdcourse.bench import class_grading as grading

    yield from steps.sections(everything)
    if everything:
        yield sweeps.section()
    yield callback.section()
    yield figures.section()
    if grading.is_possible():
        yield grading.section()
    if everything:
        yield certificates.section()


def show(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()
