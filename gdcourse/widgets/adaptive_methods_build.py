"""Lesson 08: from sign descent to Adam, part by part; each part left out fails."""

from functools import lru_cache
from typing import Any

from gdcourse.widgets.adaptive_methods_build_panes import (
    draw_panes,
    drawn,
)
from gdcourse.widgets.adaptive_methods_parts import (
    BETA1,
    BETA2,
    PARTS,
    PROBLEMS,
    outcome,
)
from gdcourse.widgets.choices import Switch
from gdcourse.widgets.live import LiveFigure
from gdcourse.widgets.tasks import Task

WORDS = ("momentum", "squares", "memory", "correction", "ε", "AMSGrad")
SHORTER = dict(zip(PARTS, WORDS, strict=True))
FULL = dict.fromkeys(PARTS, True)
WHOLE = len(PROBLEMS)


def build_your_own_adam() -> LiveFigure:
    """Six parts to put in or take out, six problems that need them."""
    options = {"in": True, "out": False}
    return LiveFigure(
        "build your own Adam",
        [
            Switch(
                n, w, options, n == "squares", asks="put in or take out", width="10em"
            )
            for n, w in SHORTER.items()
        ],
        built,
        draw_panes,
        None,
        tell,
        tasks=[
            Task("all", "a method that is good on all six problems", all_good),
            Task("adam", "Adam without AMSGrad, good on all but one problem", is_adam),
            Task("long", "a method whose first steps grow to 6.57 α", too_long),
        ],
    )


@lru_cache(maxsize=64)
def built(**parts: bool) -> dict[str, Any]:
    """The six runs of a method with these parts, and how each came out."""
    numbers: dict[str, Any] = {"good": []}
    for place, problem in enumerate(PROBLEMS):
        good, said = outcome(place, parts)
        numbers["good"].append(good)
        numbers[f"{problem.name} said"] = f"{'✓' if good else '✗'} {said}"
        numbers[problem.name] = drawn(place, parts)
    numbers["name"] = name_of(parts)
    numbers["title"] = f"Good on {sum(numbers['good'])} of {WHOLE}"
    numbers["method"] = numbers["name"]
    return numbers | {f"line {i}": words for i, words in enumerate(code(parts))}


def name_of(parts: dict[str, bool]) -> str:
    """What the books call a method with these parts, in one or two lines.

    >>> name_of(dict.fromkeys(PARTS, True))
    'AMSGrad'
    """
    if not parts["squares"]:
        return "momentum\n(an average)" if parts["momentum"] else "gradient descent"
    if not parts["memory"] and not parts["amsgrad"] and not parts["momentum"]:
        return "sign descent"
    missing = [SHORTER[name] for name in PARTS if not parts[name]]
    if not missing:
        return "AMSGrad"
    if missing == ["AMSGrad"]:
        return "Adam"
    if missing in (["momentum", "correction", "AMSGrad"],):
        return "RMSprop"
    whole = "AMSGrad" if parts["amsgrad"] else "Adam"
    lost = [name for name in missing if name != "AMSGrad"]
    return f"{whole} without\n{wrapped(lost)}"


def wrapped(names: list[str]) -> str:
    """Names in lines of two.

    >>> wrapped(["momentum", "memory", "ε"])
    'momentum, memory,\\nε'
    """
    pairs = [", ".join(names[i : i + 2]) for i in range(0, len(names), 2)]
    return ",\n".join(pairs)


def code(parts: dict[str, bool]) -> list[str]:
    """The rule of the library with its settings, line by line."""
    beta1 = BETA1 if parts["momentum"] else 0
    if not parts["squares"]:
        average = '    convention="average")'
        return ["Momentum(lr,", f"    momentum={beta1},", average, "", "", ""]
    beta2 = BETA2 if parts["memory"] else 0
    return [
        "Adam(lr,",
        f"    betas=({beta1}, {beta2}),",
        f"    eps={'1e-8' if parts['eps'] else 0},",
        f"    bias_correction={parts['correction']},",
        f"    amsgrad={parts['amsgrad']})",
        "",
    ]


def all_good(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    """Whether all problems are solved."""
    return all(numbers["good"])


def is_adam(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    """Whether it is Adam, and only Reddi's losses are not solved."""
    return numbers["name"] == "Adam" and sum(numbers["good"]) == WHOLE - 1


def too_long(state: dict[str, Any], numbers: dict[str, Any]) -> bool:
    """Whether steps grow as they do without bias correction."""
    return numbers["first steps said"] == "✗ up to 6.57 α"


def tell(state: dict[str, Any], numbers: dict[str, Any]) -> str:
    """The picture in one sentence."""
    inside = [SHORTER[n] for n in PARTS if state[n]]
    out = [SHORTER[n] for n in PARTS if not state[n]]
    bad = [p.name for p, g in zip(PROBLEMS, numbers["good"], strict=True) if not g]
    return (
        f"Parts in: {', '.join(inside) or 'none'}; out: {', '.join(out) or 'none'}. "
        f"Good on {WHOLE - len(bad)} of {WHOLE}, not on: {', '.join(bad) or 'none'}."
    )
