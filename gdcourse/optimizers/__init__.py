"""How we descend: update rules, schedules, batches, and the loop that runs them.

A rule is a frozen dataclass with two verbs: ``init(x)`` gives its memory and
``step(x, grad, memory, t)`` the next point and the next memory. ``minimize`` repeats
the step and returns a ``Trace``. Names are loaded when first used.
"""

from difflib import get_close_matches
from importlib import import_module

# These two bear the names of their modules, which would hide them if loaded later.
from gdcourse.optimizers.minimize import minimize
from gdcourse.optimizers.sweep import sweep

__all__ = ["minimize", "sweep"]

NAMES = {
    # Lesson 02: gradient descent, the loop, and reasons to stop.
    "gradient_descent": "GradientDescent",
    "hyper_parameters": "at",
    "trace": "Trace",
    "stopping": "Budget GradientNorm LossChange ValidationLoss",
    # Lesson 04: line searches and scaling.
    "line_search": "Backtracking ExactLineSearch backtrack exact_step",
    "wolfe": "Wolfe wolfe_step",
    "barzilai_borwein": "BarzilaiBorwein",
    "polyak_step": "PolyakStep",
    "preconditioning": "Preconditioned",
    "coordinate_descent": "CoordinateDescent",
    "conjugate_gradients": "ConjugateGradients",
    # Lessons 05 and 06: batches and means.
    "batch_variants": "batches with_replacement",
    "streams": "stream",
    "accumulation": "accumulate",
    "spending": "least_seconds peak_memory",
    "averaging": "ExponentialAverage PolyakRuppert averaged",
    # Lesson 07: momentum.
    "momentum": "Momentum convert convert_velocity",
    "nesterov": "LookAhead Nesterov",
    # Lessons 08 and 09: adaptive methods and weight decay.
    "adaptive_methods": "Adadelta AdaGrad RMSprop",
    "adam": "Adam AdamW",
    "adam_family": "Adamax NAdam RAdam",
    "sign_methods": "Lion SignDescent",
    "layerwise": "LAMB LARS",
    "proximal": "ProximalGradient soft_threshold",
    "comparison": "compare",
    # Lesson 10: schedules.
    "schedules": "constant cosine exponential inverse_sqrt inverse_time linear_to_zero"
    " multi_step polynomial step_decay",
    "warmup": "linear_warmup sequence warmup_cosine warmup_stable_decay",
    "cycles": "cyclic one_cycle warm_restarts",
    "plateau": "ReduceOnPlateau",
    "range_finder": "RangeTest find_learning_rate",
    "schedule": "Schedule",
    "schedule_shapes": "scheduled",
    # Lessons 11 and 12: clipping, curvature, sharpness; and large arrays.
    "clipping": "Clipped clip_by_norm clip_by_value",
    "second_order": "Newton",
    "quasi_newton": "BFGS",
    "sharpness": "SAM",
    "blocks": "step_in_blocks",
}
HOMES = {name: module for module, names in NAMES.items() for name in names.split()}


def __getattr__(name: str):
    if name in HOMES:
        return getattr(import_module(f"{__name__}.{HOMES[name]}"), name)
    near = get_close_matches(name, HOMES, n=1, cutoff=0.5)
    hint = f"Did you mean {near[0]}?" if near else f"It has {', '.join(HOMES)}."
    raise AttributeError(f"{__name__} has no {name!r}. {hint}")


def __dir__() -> list[str]:
    return sorted([*HOMES, *__all__])
