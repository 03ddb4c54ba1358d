"""How we descend: update rules, schedules, and the loop that runs them.

A rule is a frozen dataclass with two verbs: ``init(x)`` gives its memory and
``step(x, grad, memory, t)`` the next point and the next memory. ``minimize`` repeats
the step and returns a ``Trace``.
"""

from gdcourse.optimizers.gradient_descent import GradientDescent
from gdcourse.optimizers.hyper_parameters import at
from gdcourse.optimizers.minimize import minimize
from gdcourse.optimizers.schedules import constant
from gdcourse.optimizers.trace import Trace

__all__ = ["GradientDescent", "Trace", "at", "constant", "minimize"]
