"""Lesson 03: drop a hypothesis, and a function appears that breaks the promise."""

from typing import Any

import numpy as np

from gdcourse.widgets.choices import Choice, Switch
from gdcourse.widgets.convergence_proofs_bank import (
    CONVEX,
    FAST,
    LAST,
    MINIMIZER,
    SLOW,
    SMOOTH,
    STRONG,
    TOO_LONG,
    bank,
    gaps,
    left_in,
    missing,
    promised,
)
from gdcourse.widgets.convergence_proofs_bank_panes import draw_bank, row
from gdcourse.widgets.live import LiveFigure
from gdcourse.widgets.tasks import Task

SHORT = "α ≤ 1/L"
NAMES = {
    "convex": CONVEX,
    "smooth": SMOOTH,
    "minimizer": MINIMIZER,
    "strong": STRONG,
    "short": SHORT,
}
NEEDED = {SLOW: {CONVEX, SMOOTH, MINIMIZER, SHORT}, FAST: {SMOOTH, STRONG, SHORT}}
ROUNDING = 1e-9


def hypotheses() -> LiveFigure:
    """Under the hypotheses every run keeps the promise; without one of them, not."""
    ticks = {"assumed": True, "dropped": False}
    return LiveFigure(
        "hypotheses",
        [
            Choice("promise", "promised gap", [SLOW, FAST], SLOW, buttons=True),
            *(
                Switch(key, name, ticks, name != STRONG, asks="assume")
                for key, name in NAMES.items()
            ),
        ],
        try_bank,
        draw_bank,
        None,
        tell,
        tasks=[
            Task("drop", "one hypothesis too few for R²/(2αk)", one_too_few),
            Task("fast", "hypotheses under which all keep (1 − 1/κ)ᵏ", all_fast),
            Task("spare", "(1 − 1/κ)ᵏ kept without strong convexity", spare),
        ],
        rebuild=("promise",),
    )


def try_bank(promise: str, **ticks: bool) -> dict[str, Any]:
    """Every function that is left in the bank, run and compared with the promise."""
    assumed = tuple(name for key, name in NAMES.items() if ticks[key])
    asked = tuple(name for name in assumed if name != SHORT)
    inside, broken = left_in(asked), {}
    numbers = {"inside": inside, "broken": broken, "assumed": assumed}
    for place in range(len(bank())):
        curve = None
        if place in inside:
            curve, step = against(place, promise, ticks["short"])
            broken |= {} if step is None else {place: step}
        lit = place in broken
        numbers[f"curve {place}"] = curve
        numbers[f"glow {place}"] = curve if lit else None
        numbers[f"row {place}"] = (0, row(place) - 0.5, 1, 1) if lit else None
        numbers[f"verdict {place}"] = verdict(place, asked, broken, promise)
        veil = (0, row(place) - 0.45, 0.6, 0.9)
        numbers[f"veil {place}"] = None if place in inside else veil
    return numbers | titles(inside, broken, ticks["short"])


def against(place: int, promise: str, short: bool) -> tuple[np.ndarray, int | None]:
    """A run in units in which the promise is 1/k or 0.9^k; where it breaks it first."""
    left = gaps(place, short)[: LAST[promise] + 1]
    entry = bank()[place]
    if promise == SLOW:
        share = 2 * entry.rate(short) / entry.radius**2 * left
    else:
        share = left / left[0]
    k = np.arange(left.size)
    over = share[1:] > promised(k[1:], promise) * (1 + ROUNDING)
    step = int(np.argmax(over)) + 1 if over.any() else None
    seen = np.where((share > 1e-12) & (share < 1e12), share, np.nan)
    return np.stack([k, seen])[:, 1:], step


def verdict(
    place: int, asked: tuple[str, ...], broken: dict[int, int], promise: str
) -> str:
    """What happens to a function, in a few words."""
    if not set(asked) <= set(bank()[place].has):
        return f"out: not {missing(place, asked)}".replace("not x* exists", "no x*")
    if place not in broken:
        return "keeps it"
    guess = MINIMIZER not in bank()[place].has and promise == SLOW
    return f"breaks it at k = {broken[place]}{' with R = 1' * guess}"


def titles(inside: list[int], broken: dict[int, int], short: bool) -> dict[str, str]:
    """How many are left, and whether the promise holds for them."""
    count = len(broken)
    if not count:
        claim = "Every run that is left keeps the promise"
    else:
        claim = f"{count} run{'s' * (count > 1)} break{'s' * (count == 1)} the promise"
    rate = "1/L" if short else f"{TOO_LONG:g}/L"
    verb = "is" if len(inside) == 1 else "are"
    left = f"{len(inside)} of {len(bank())} functions {verb} left, with α = {rate}"
    return {"left": left, "claim": claim}


def one_too_few(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    dropped = NEEDED[SLOW] - set(numbers["assumed"])
    return state["promise"] == SLOW and len(dropped) == 1 and bool(numbers["broken"])


def all_fast(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    return state["promise"] == FAST and not numbers["broken"]


def spare(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    others = [i for i in numbers["inside"] if STRONG not in bank()[i].has]
    kept = [i for i in others if i not in numbers["broken"]]
    return state["promise"] == FAST and bool(kept) and len(kept) < len(others)


def tell(state: dict[str, Any], numbers: dict[str, Any]) -> str:
    """The picture in one sentence."""
    assumed = ", ".join(numbers["assumed"]) or "nothing"
    rest = [name for name in NAMES.values() if name not in numbers["assumed"]]
    return (
        f"Promised gap {state['promise']}; assumed: {assumed}; dropped: "
        f"{', '.join(rest) or 'nothing'}. Left: {len(numbers['inside'])} of "
        f"{len(bank())} functions; breaking it: {len(numbers['broken']) or 'none'}."
    )
