"""Function classes that grant less than they should, and steps that are too long."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import sympy as sp

from gdcourse.proofs.forms import Form
from gdcourse.proofs.functions import (
    Convex,
    Function,
    Lipschitz,
    Smooth,
    SmoothConvex,
    SmoothPL,
    SmoothStronglyConvex,
    StronglyConvex,
)
from gdcourse.proofs.vectors import Vector


@contextmanager
def replaced(owner: type, name: str, other: Callable) -> Iterator[list]:
    """The method of a class is another one meanwhile; the list tells its calls."""
    original, used = getattr(owner, name), []

    def method(self: Any, *arguments: Any) -> Any:
        used.append(arguments)
        return other(self, *arguments)

    inherited = name not in vars(owner)
    setattr(owner, name, method)
    try:
        yield used
    finally:
        if inherited:
            delattr(owner, name)
        else:
            setattr(owner, name, original)


def rougher(f: Smooth, p: Any, q: Any, factor: Any) -> Any:
    """The descent lemma with a larger L."""
    above = p.f + p.g * (q - p) + factor * f.L / 2 * (q - p) ** 2
    return f._grant("descent lemma, larger L", above, q.f, p, q)


def lower(f: Smooth, p: Any, q: Any) -> Any:
    below = q.f + q.g * (p - q) - f.L * (p - q) ** 2
    return f._grant("parabola below, larger L", p.f, below, p, q)


def nearly_convex(f: Convex, p: Any, q: Any) -> Any:
    below = q.f + q.g * (p - q) - (p - q) ** 2 / 100
    return f._grant("not quite convexity", p.f, below, p, q)


def flatter(f: SmoothPL, p: Any, star: Any) -> Any:
    return f._grant("PL with a smaller mu", p.g**2 / f.mu, p.f - star.f, p, star)


def longer_gradient(f: Lipschitz, p: Any) -> Any:
    most = Form.of(sp.Rational(101, 100) * f.G**2)
    return f._grant("a larger bound of gradients", most, p.g**2, p)


def longer_steps(factor: Any) -> Callable:
    """``at``, where all gradients and noise in a place are longer."""
    original = Function.at

    def at(f: Function, place: Vector, name: str) -> Any:
        parts = {
            a: c * factor if a.variance is not None or a.name.startswith("g") else c
            for a, c in place.parts.items()
        }
        return original(f, Vector(parts), name)

    return at


WEAKER = [
    (
        "class: smooth → parabola",
        Smooth,
        "interpolation",
        lambda f, p, q: f.lower(p, q),
    ),
    (
        "class: smooth convex → convex",
        SmoothConvex,
        "interpolation",
        lambda f, p, q: f.convex(p, q),
    ),
    (
        "class: smooth strongly convex → smooth convex",
        SmoothStronglyConvex,
        "interpolation",
        lambda f, p, q: SmoothConvex.interpolation(f, p, q),
    ),
    (
        "class: smooth strongly convex → strongly c.",
        SmoothStronglyConvex,
        "interpolation",
        lambda f, p, q: f.strongly_convex(p, q),
    ),
    (
        "class: strongly convex → convex",
        StronglyConvex,
        "strongly_convex",
        lambda f, p, q: f.convex(p, q),
    ),
    ("class: convex → nearly convex", Convex, "convex", nearly_convex),
    ("class: 2L in place of L", Smooth, "descent", partial(rougher, factor=2)),
    (
        "class: 1.01 L in place of L",
        Smooth,
        "descent",
        partial(rougher, factor=sp.Rational(101, 100)),
    ),
    ("class: 2L below", Smooth, "lower", lower),
    ("class: PL with half of mu", SmoothPL, "steep", flatter),
    ("class: longer gradients", Lipschitz, "bounded", longer_gradient),
]
LONGER = [
    ("steps 1.1 times as long", Function, "at", longer_steps(sp.Rational(11, 10))),
    ("steps 2.1 times as long", Function, "at", longer_steps(sp.Rational(21, 10))),
]
WEAKER = [(kind, partial(replaced, *what)) for kind, *what in WEAKER]
LONGER = [(kind, partial(replaced, *what)) for kind, *what in LONGER]
