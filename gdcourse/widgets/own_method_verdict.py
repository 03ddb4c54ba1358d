"""Lesson 08: which rule a learner's step is, or where and in which term it differs."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from gdcourse.widgets.own_method_rules import LOOKS, references
from gdcourse.widgets.own_method_terms import Variation, variations
from gdcourse.widgets.own_method_walk import Walk, words

EXACT = 1e-12  # relative difference up to which two steps are the same
CLOSE = 0.03  # a variation this near to all steps is worth a word
DIGITS = 12  # a rate is read off a step to so many digits
LATE = (
    "x rests in step k = 0 and moves later: does x use the memory before the gradient "
    "has entered it? Renew the memory first."
)


class Comparison(NamedTuple):
    """A rule beside the learner's steps: same points, same gradients, own memory."""

    lr: float
    wanted: np.ndarray
    errors: np.ndarray

    @property
    def matched(self) -> int:
        """How many steps agree before the first that does not."""
        far = ~(self.errors.max(axis=1) <= EXACT)
        return int(np.argmax(far)) if far.any() else len(far)


class Verdict(NamedTuple):
    """What was found out about a learner's step, from all its runs together.

    ``same``: the references that it equals in all steps, each with its rate. Else
    ``of`` is the nearest one, and ``variation`` what it equals, if that was found.
    """

    same: dict[str, float]
    of: str | None = None
    variation: Variation | None = None
    lr: float | None = None
    off: float = 0.0


def rate_of(walk: Walk, rule: Callable[[float], Any]) -> float | None:
    """The learning rate with which a rule makes the learner's first step.

    A first step is proportional to the rate, so it is read off by projection.
    """
    unit = rule(1.0)
    x, grad = walk.points[0], walk.gradients[0]
    there, _ = unit.step(x, grad, unit.init(x), 1)
    along, moved = there - x, walk.points[1] - x
    lr = float(moved @ along / (along @ along)) if along.any() else 0.0
    return float(f"{lr:.{DIGITS}g}") if 0 < lr < np.inf else None


def compare(walk: Walk, rule: Callable, lr: float) -> Comparison:
    """The rule's step from each of the learner's points, with the same gradients."""
    made = rule(lr)
    memory, wanted = made.init(walk.points[0]), np.empty((walk.steps, 2))
    with np.errstate(all="ignore"):
        for k in range(walk.steps):
            x, grad = walk.points[k], walk.gradients[k]
            wanted[k], memory = made.step(x, grad, memory, k + 1)
        floor = 1e-6 * np.abs(walk.points[0]).max()
        size = np.maximum(np.abs(walk.points[:-1]), np.abs(wanted))
        errors = np.abs(wanted - walk.points[1:]) / np.maximum(size, floor)
    return Comparison(lr, wanted, np.nan_to_num(errors, nan=np.inf))


def rate(walks: Sequence[Walk], rule: Callable, lr: float | None) -> float | None:
    """The rate that is known, or the one that is read off; None if there is none."""
    return rate_of(walks[0], rule) if lr is None else lr


def worst(walks: Sequence[Walk], rule: Callable, lr: float | None) -> float:
    """How far a rule is from the learner's steps, where it is farthest."""
    used = rate(walks, rule, lr)
    if used is None:
        return np.inf
    return max(float(compare(w, rule, used).errors.max()) for w in walks if w.steps)


def agrees(walk: Walk, rule: Callable, lr: float | None) -> int:
    """How many steps a rule makes like the learner before they part."""
    used = rate([walk], rule, lr)
    return 0 if used is None else compare(walk, rule, used).matched


def judge(walks: Sequence[Walk], settings: Mapping, lr: float | None) -> Verdict:
    """The references that the step equals, else the variation, else the nearest."""
    if still(walks[0]):
        return Verdict({}, lr=lr)
    rules = references(settings)
    off = {name: worst(walks, rule, lr) for name, rule in rules.items()}
    same = {n: rate(walks, rules[n], lr) for n, far in off.items() if far <= EXACT}
    if same:
        name = next(iter(same))
        return Verdict(same, name, None, same[name])
    known = [v for v in variations(settings) if lr is not None or v.term != "rate"]
    aside = [worst(walks, v.rule, lr) for v in known]
    least = int(np.argmin(aside))
    agreed = {n: agrees(walks[0], rule, lr) for n, rule in rules.items()}
    name = min(off, key=lambda n: (-agreed[n], off[n]))
    if aside[least] < min(CLOSE, off[name]):
        near = known[least]
        return Verdict({}, near.of, near, rate(walks, near.rule, lr), aside[least])
    used = rate(walks, rules[name], lr)
    return Verdict({}, name if used else None, None, used, off[name])


def headline(walk: Walk, verdict: Verdict) -> str:
    """The verdict in one short line."""
    if walk.fault:
        return "Your step needs a repair first"
    if verdict.same:
        several = len(verdict.same) > 1
        return f"Your step is {LOOKS[verdict.of] if several else verdict.of}"
    if verdict.variation and verdict.off <= EXACT:
        return f"Your step is {verdict.of} but for one term: {verdict.variation.term}"
    if verdict.of is None:
        if resting(walk):
            return "Your step does not move"
        return (
            "Your first step does not move" if still(walk) else "Your step is its own"
        )
    return f"Your step is none of these, nearest is {verdict.of}"


def still(walk: Walk) -> bool:
    """Whether the first step leads nowhere."""
    return walk.steps == 0 or np.array_equal(walk.points[0], walk.points[1])


def resting(walk: Walk) -> bool:
    """Whether no step at all leads anywhere."""
    return bool((walk.points == walk.points[0]).all())


def reasons(walk: Walk, verdict: Verdict, first: Comparison | None) -> list[str]:
    """The verdict in full: what it equals, where it differs, in which term."""
    if walk.fault:
        return [walk.fault]
    lines = []
    if verdict.same:
        names = "; ".join(f"{n}, α = {a:g}" for n, a in verdict.same.items())
        lines.append(f"All {walk.steps} steps here are equal to {EXACT:g}: {names}.")
    elif still(walk) and not resting(walk):
        lines.append(LATE)
    elif first is not None and verdict.of:
        lines += [difference(walk, verdict.of, first), term(walk, verdict, first)]
    return lines


def difference(walk: Walk, of: str, found: Comparison) -> str:
    """The first step that differs: where, in which coordinate, wanted and got."""
    k = found.matched
    if k == walk.steps:
        return f"All {k} steps here are those of {of}, α = {found.lr:g}."
    i = int(np.argmax(found.errors[k] > EXACT))
    wanted, got = found.wanted[k, i], walk.points[k + 1, i]
    return (
        f"First difference to {of} (α = {found.lr:g}): step k = {k}, coordinate "
        f"{'xy'[i]}, wanted {wanted:.15g}, got {got:.15g}."
    ).replace("-", "−")


def term(walk: Walk, verdict: Verdict, found: Comparison) -> str:
    """Which term it is, as far as one variation or the first step can tell."""
    if verdict.variation:
        kind, text = verdict.variation.term, verdict.variation.words
        if verdict.off <= EXACT:
            return f"Term: {kind}: {text}. With that, all {walk.steps} steps are equal."
        return (
            f"Term, as near as can be told: {kind}: {text}. That leaves relative "
            f"differences up to {verdict.off:.1g}."
        )
    if found.matched:
        return (
            "Term: what is carried from step to step (velocity or square average), "
            f"for the first {found.matched} agree."
        )
    return (
        "Term: how the gradient becomes a step (sign, rate, root, ε), for the first "
        f"step already differs: grad was {words(walk.gradients[0])}."
    )
