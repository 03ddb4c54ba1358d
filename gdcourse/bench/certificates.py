"""How long a proof takes: every certificate of the catalogue, proved again."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from statistics import median
from time import process_time
from typing import Any

from gdcourse.bench.report import Aim, Section, duration

ROUNDS = 3  # the best counts; the first also pays for what is computed once
SLOWEST = 5


@dataclass(frozen=True)
class ProofTime:
    """One certificate and the seconds it took."""

    theorem: str
    certificate: str
    seconds: float


def proof_times(
    theorems: Iterable[Any],
    rounds: int = ROUNDS,
    clock: Callable[[], float] = process_time,
) -> list[ProofTime]:
    """The quickest of some rounds, for each certificate of each theorem."""
    return [
        ProofTime(theorem.name, _name(proof), _quickest(proof, rounds, clock))
        for theorem in theorems
        for proof in theorem.proofs
    ]


def section(times: list[ProofTime] | None = None) -> Section:
    """The slowest certificates, the median and the sum."""
    if times is None:
        from gdcourse.proofs.catalogue import theorems

        times = proof_times(theorems())
    slowest = sorted(times, key=lambda one: one.seconds, reverse=True)[:SLOWEST]
    seconds = [one.seconds for one in times]
    return Section(
        title=f"Proofs: {len(times)} certificates",
        header=("the slowest", "theorem", "time"),
        rows=tuple((p.certificate, p.theorem, duration(p.seconds)) for p in slowest),
        aims=(
            Aim("median of a certificate", 1e3 * median(seconds), 50, False, "ms"),
            Aim("the whole catalogue", sum(seconds), 30, False, "s"),
        ),
        notes=(f"processor time, the quickest of {ROUNDS} rounds",),
    )


def _name(proof: Any) -> str:
    """What a certificate is called; a family of them is a function with arguments."""
    if isinstance(proof, partial):
        return f"{proof.func.__name__} {', '.join(map(str, proof.args))}".rstrip()
    return proof.__name__


def _quickest(
    proof: Callable[[], Any], rounds: int, clock: Callable[[], float]
) -> float:
    times = []
    for _ in range(rounds):
        before = clock()
        proof()
        times.append(clock() - before)
    return min(times)
