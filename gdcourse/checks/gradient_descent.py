"""Lesson 02: the tasks of its exercises, one file for each group."""

from gdcourse.checks import gradient_descent_curvature as curvature
from gdcourse.checks import gradient_descent_hand as hand
from gdcourse.checks import gradient_descent_regimes as regimes
from gdcourse.checks import gradient_descent_rule as rule
from gdcourse.checks import gradient_descent_slips as slips

descent = rule.descent
six_regimes = regimes.six_regimes
one_step = hand.one_step
honest_stop = slips.honest_stop
safe_rates = curvature.safe_rates
