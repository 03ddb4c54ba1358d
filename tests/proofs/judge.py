"""A judge in floating point who does not know the engine.

He takes a certificate at random parameters of its region and looks for what breaks it:
a negative multiplier, a function value that is left over, a negative eigenvalue. What
he finds broken the engine must refuse. He serves to call mutants, never to prove.
"""

from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
import sympy as sp

POINTS = 12
TOLERANCE = 1e-9


@dataclass
class Attempt:
    """What was given to ``prove``."""

    claim: Any
    using: list
    where: Any
    squares: Any
    conditions: Any
    name: str


def parameters(where: Any, rng: np.random.Generator) -> dict[sp.Symbol, np.ndarray]:
    """Random values of the coordinates, and of what is solved for by them."""
    known = {}
    for coordinate in where.coordinates:
        known[coordinate] = np.exp(rng.uniform(np.log(0.02), np.log(5), POINTS))
        if coordinate in where.nonnegative:
            known[coordinate] *= rng.random(POINTS) < 0.8
    waiting = {s: e for s, e in where.solve.items() if s not in known}
    while waiting:
        ready = [s for s, e in waiting.items() if e.free_symbols <= known.keys()]
        if not ready:
            raise ValueError(f"solve goes in circles: {waiting}")
        found = numbers([waiting.pop(symbol) for symbol in ready], known)
        known.update(zip(ready, found, strict=True))
    return known


def numbers(expressions: list, known: dict[sp.Symbol, np.ndarray]) -> np.ndarray:
    """The values of expressions, one row each."""
    rows = np.empty((len(expressions), POINTS))
    hard = []
    for i, expression in enumerate(expressions):
        expression = sp.sympify(expression)
        if expression.is_Rational:
            rows[i] = float(expression)
        else:
            hard.append((i, expression))
    if hard:
        function = sp.lambdify(list(known), [e for _, e in hard], "numpy")
        with np.errstate(all="ignore"):
            for (i, _), value in zip(hard, function(*known.values()), strict=True):
                rows[i] = value
    return rows


class Judge:
    """One certificate in numbers.

    slack : (pairs, points), forms : (assumptions, pairs, points),
    multipliers : (assumptions, points)
    """

    def __init__(self, attempt: Attempt, where: Any = None, seed: int = 0) -> None:
        known = parameters(where or attempt.where, np.random.default_rng(seed))
        slack = attempt.claim.slack.parts
        forms = [assumption.form.parts for _, assumption in attempt.using]
        self.pairs = list(dict.fromkeys(chain(slack, *forms)))
        self.free = np.array([q.is_equation for _, q in attempt.using], dtype=bool)
        size = (len(forms) + 1, len(self.pairs))
        entries = [form.get(pair, 0) for form in [slack, *forms] for pair in self.pairs]
        table = numbers(entries, known).reshape(*size, POINTS)
        self.slack, self.forms = table[0], table[1:]
        self.multipliers = numbers([m for m, _ in attempt.using], known)
        self.conditions = numbers(list(attempt.conditions), known)

    def breaks(self, slack: Any = None, factors: Any = None) -> bool:
        """Whether it is no proof at some point. ``factors`` scale the multipliers."""
        slack = self.slack if slack is None else slack
        m = self.multipliers
        if factors is not None:
            m = m * np.asarray(factors, dtype=float)[:, None]
        used = m[:, None, :] * self.forms
        rest = slack - used.sum(axis=0)
        scale = np.abs(slack) + np.abs(used).sum(axis=0)
        room = TOLERANCE * scale.max(axis=0)
        if not np.isfinite(rest).all():
            return True
        signs = (m[~self.free] < -TOLERANCE).any() or (self.conditions < -1e-12).any()
        return bool(signs or self._left(rest, room))

    def _left(self, rest: np.ndarray, room: np.ndarray) -> bool:
        """Whether values, a negative number or a negative square are left."""
        letters = list(dict.fromkeys(a for p in self.pairs if len(p) == 2 for a in p))
        place = {letter: i for i, letter in enumerate(letters)}
        matrix = np.zeros((POINTS, len(letters), len(letters)))
        for pair, row in zip(self.pairs, rest, strict=True):
            if len(pair) == 2:
                i, j = place[pair[0]], place[pair[1]]
                matrix[:, i, j] += row / 2
                matrix[:, j, i] += row / 2
            elif (len(pair) == 1 and (np.abs(row) > room).any()) or (row < -room).any():
                return True
        if not letters:
            return False
        lowest = np.linalg.eigvalsh(matrix)[:, 0]
        return bool((lowest < -room * len(letters)).any())
