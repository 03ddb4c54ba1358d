"""Lesson 03: the tasks of its exercises, one file for each."""

from gdcourse.checks import convergence_proofs_budget as nonconvex
from gdcourse.checks import convergence_proofs_descent as descent
from gdcourse.checks import convergence_proofs_forecast as counting
from gdcourse.checks import convergence_proofs_minimax as balance
from gdcourse.checks import convergence_proofs_multipliers as adding
from gdcourse.checks import convergence_proofs_repair as hypotheses
from gdcourse.checks import convergence_proofs_worst as slowest

certificate = descent.certificate
repair = hypotheses.repair
worst = slowest.worst
minimax = balance.minimax
forecast = counting.forecast
budget = nonconvex.budget
sums = adding.sums
