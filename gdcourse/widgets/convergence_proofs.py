"""Lesson 03: live figures about promises, who keeps them, and how they are proved."""

from gdcourse.widgets.convergence_proofs_adversary import adversary
from gdcourse.widgets.convergence_proofs_digits import digits
from gdcourse.widgets.convergence_proofs_hypotheses import hypotheses
from gdcourse.widgets.convergence_proofs_multipliers import multipliers

__all__ = ["adversary", "digits", "hypotheses", "multipliers"]
