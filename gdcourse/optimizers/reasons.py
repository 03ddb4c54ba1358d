"""Lesson 00: how a run ended, in one sentence."""

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from gdcourse.optimizers.trace import Trace


def reason(trace: "Trace") -> str:
    """One sentence about the end of a run, or of all runs of a grid."""
    if np.ndim(trace.updates):
        return _of_a_grid(trace)
    updates = f"{trace.updates} update{'s' if trace.updates != 1 else ''}"
    first, last = trace.gradient_norms[0], trace.gradient_norms[-1]
    if trace.diverged:
        return f"diverged after {updates}: the gradient norm is no longer finite"
    if trace.converged and trace.updates == 0:
        return "converged at the start: the gradient is zero there"
    if trace.converged:
        fell = f"the gradient norm fell from {first:.3g} to {last:.3g}"
        return f"converged after {updates}: {fell}"
    if trace.ended is not None:
        status, sentence = trace.ended
        return f"{status} after {updates}: {sentence}"
    if np.isnan(last):  # a run on batches has no last gradient
        return f"budget of {updates} used up"
    went = f"the gradient norm went from {first:.3g} to {last:.3g}"
    return f"budget of {updates} used up: {went}"


def _of_a_grid(trace: "Trace") -> str:
    ends = trace.status
    parts = {"converged": "converged", "budget": "used up the budget"}
    parts |= {"diverged": "diverged", "interrupted": "were interrupted"}
    counts = {word: int((ends == word).sum()) for word in parts}
    told = [
        f"{counts[word]} {parts[word]}"
        for word in parts
        if counts[word] or word != "interrupted"
    ]
    return f"{ends.size} runs: {', '.join(told)}"
