"""Function classes that grant less than they should, and steps that are too long."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any, NamedTuple

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


class Patch(NamedTuple):
    """A method of a class that is another one meanwhile."""

    kind: str
    owner: type
    name: str
    other: Callable


@contextmanager
def replaced(patch: Patch) -> Iterator[None]:
    """The method is the other one."""
    owner, name = patch.owner, patch.name
    original = vars(owner)[name]
    setattr(owner, name, patch.other)
    try:
        yield
    finally:
        setattr(owner, name, original)


@contextmanager
def spied() -> Iterator[list[Patch]]:
    """The patches of which the method is called meanwhile."""
    used: list[Patch] = []

    def spy(patches: list[Patch], original: Callable) -> Callable:
        def method(*arguments: Any) -> Any:
            used.extend(patch for patch in patches if patch not in used)
            return original(*arguments)

        return method

    with ExitStack() as stack:
        for owner, name in {(patch.owner, patch.name): None for patch in PATCHES}:
            mine = [p for p in PATCHES if (p.owner, p.name) == (owner, name)]
            other = spy(mine, vars(owner)[name])
            stack.enter_context(replaced(Patch("", owner, name, other)))
        yield used


def rougher(factor: Any) -> Callable:
    """The descent lemma with a larger L."""

    def descent(f: Smooth, p: Any, q: Any) -> Any:
        above = p.f + p.g * (q - p) + factor * f.L / 2 * (q - p) ** 2
        return f._grant("descent lemma, larger L", above, q.f, p, q)

    return descent


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


def longer(factor: Any) -> Callable:
    """``at``, where all gradients and noise in a place are longer."""
    original = Function.at

    def at(f: Function, place: Vector, name: str) -> Any:
        parts = {
            a: c * factor if a.variance is not None or a.name.startswith("g") else c
            for a, c in place.parts.items()
        }
        return original(f, Vector(parts), name)

    return at


def other(name: str) -> Callable:
    """Another inequality between the same two points."""
    return lambda f, p, q: getattr(f, name)(p, q)


PATCHES = [
    Patch("class: smooth → parabola", Smooth, "interpolation", other("lower")),
    Patch(
        "class: smooth convex → convex", SmoothConvex, "interpolation", other("convex")
    ),
    Patch(
        "class: smooth strongly convex → smooth convex",
        SmoothStronglyConvex,
        "interpolation",
        SmoothConvex.interpolation,
    ),
    Patch(
        "class: smooth strongly convex → strongly c.",
        SmoothStronglyConvex,
        "interpolation",
        other("strongly_convex"),
    ),
    Patch(
        "class: strongly convex → convex",
        StronglyConvex,
        "strongly_convex",
        other("convex"),
    ),
    Patch("class: convex → nearly convex", Convex, "convex", nearly_convex),
    Patch("class: 2L in place of L", Smooth, "descent", rougher(2)),
    Patch(
        "class: 1.01 L in place of L", Smooth, "descent", rougher(sp.Rational(101, 100))
    ),
    Patch("class: 2L below", Smooth, "lower", lower),
    Patch("class: PL with half of mu", SmoothPL, "steep", flatter),
    Patch("class: longer gradients", Lipschitz, "bounded", longer_gradient),
    Patch("steps 1.1 times as long", Function, "at", longer(sp.Rational(11, 10))),
    Patch("steps 2.1 times as long", Function, "at", longer(sp.Rational(21, 10))),
]
