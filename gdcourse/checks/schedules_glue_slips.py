"""Lesson 10: E10.3, usual wrong seams."""

from collections.abc import Callable

from gdcourse.checks.schedules_glue import glue as glue
from gdcourse.checks.schedules_glue import jumps_of, rates_of


def wrong(name: str, hint: str, rates: Callable | None, jumps: Callable | None = None):
    """A mutant with one list of its own."""

    def mutant(parts, milestones, n):
        return {
            "rates": (rates or rates_of)(parts, milestones, n),
            "jumps": (jumps or jumps_of)(parts, milestones),
        }

    mutant.__name__ = name
    glue.mutant(hint)(mutant)


def other(place=lambda k, m: k >= m, local=lambda k, begun: k - begun) -> Callable:
    return lambda parts, milestones, n: rates_of(parts, milestones, n, place, local)


def stretched(parts, milestones, n):
    """Milestones taken for lengths."""
    ends = [sum(milestones[: i + 1]) for i in range(len(milestones))]
    return rates_of(parts, ends, n)


def first_two(parts, milestones, n):
    return rates_of(parts[:2], milestones[:1], n)


def since_the_first(parts, milestones, n):
    """Every later part counts from the first milestone."""
    starts = [0] + milestones[:1] * len(milestones)
    ks = ((k, sum(k >= m for m in milestones)) for k in range(n))
    return [parts[i](k - starts[i]) for k, i in ks]


wrong(
    "keeps_the_global_time",
    "At k = 5 the cosine begins, but it has already fallen: you gave it k, not its "
    "own time.",
    other(local=lambda k, begun: k),
)
wrong(
    "repeats_the_seam",
    "The milestone belongs to the new part. With you the old one has it, too.",
    other(lambda k, m: k > m, lambda k, begun: k - begun - (begun > 0)),
)
wrong(
    "skips_the_seam",
    "The new part begins with its own time 0. Yours begins at 1.",
    other(local=lambda k, begun: k - begun + (begun > 0)),
)
wrong(
    "changes_one_update_late",
    "At k = m the new part is on duty already: k ≥ m, not k > m.",
    other(place=lambda k, m: k > m),
)
wrong(
    "takes_milestones_for_lengths",
    "Milestones are moments, counted from the beginning, not lengths of parts.",
    stretched,
)
wrong(
    "counts_from_the_first_milestone",
    "The third part's time 0 is at its own milestone, not at the first one.",
    since_the_first,
)
wrong("knows_two_parts_only", "There may be more parts than two.", first_two)
wrong(
    "compares_with_the_last_used_rate",
    "That is the change from one update to the next. A jump compares both parts at "
    "the same moment, the milestone.",
    None,
    lambda parts, milestones: jumps_of(parts, milestones, lag=1),
)
wrong(
    "forgets_the_sign_of_a_jump",
    "A jump down is below 0: new minus old.",
    None,
    lambda parts, milestones: [abs(jump) for jump in jumps_of(parts, milestones)],
)
wrong(
    "subtracts_the_wrong_way",
    "New minus old: a jump down is below 0.",
    None,
    lambda parts, milestones: [-jump for jump in jumps_of(parts, milestones)],
)
