"""One table of all rules. A new rule joins all laws by one row (or a few).

The flags say what is true of a rule; test_laws.py shows both sides: that the law holds
where the flag is on, and that it fails where it is off.
"""

from dataclasses import dataclass
from typing import Any

from gdcourse.optimizers.adam import Adam, AdamW
from gdcourse.optimizers.adam_family import Adamax, NAdam, RAdam
from gdcourse.optimizers.adaptive_methods import Adadelta, AdaGrad, RMSprop
from gdcourse.optimizers.averaging import ExponentialAverage, PolyakRuppert
from gdcourse.optimizers.barzilai_borwein import BarzilaiBorwein
from gdcourse.optimizers.clipping import Clipped
from gdcourse.optimizers.conjugate_gradients import ConjugateGradients
from gdcourse.optimizers.coordinate_descent import CoordinateDescent
from gdcourse.optimizers.gradient_descent import GradientDescent
from gdcourse.optimizers.layerwise import LAMB, LARS
from gdcourse.optimizers.line_search import Backtracking, ExactLineSearch
from gdcourse.optimizers.momentum import Momentum
from gdcourse.optimizers.nesterov import LookAhead, Nesterov
from gdcourse.optimizers.polyak_step import PolyakStep
from gdcourse.optimizers.preconditioning import Preconditioned
from gdcourse.optimizers.proximal import ProximalGradient
from gdcourse.optimizers.quasi_newton import BFGS
from gdcourse.optimizers.second_order import Newton
from gdcourse.optimizers.sharpness import SAM
from gdcourse.optimizers.sign_methods import Lion, SignDescent
from gdcourse.optimizers.wolfe import Wolfe

LAYERS = (slice(0, 2), slice(2, 3))


@dataclass(frozen=True)
class Row:
    """A rule in one configuration, and what is true of it.

    turns : a run on a rotated landscape is the rotated run
    shifts : a run on a moved landscape is the moved run
    scale : a run on c f is "same" as on f (at ε = 0), or the run on f with a "longer"
        learning rate, c α; None: neither
    rests : where the gradient is 0 from the start, nothing moves
    entrywise : each component goes its way without the others
    grids : many points (d, *batch) run at once …
    exact : … and each of them is the single run bit for bit
    symbols : the step runs on SymPy symbols
    numbers : hyper-parameters that are compared, and so cannot be symbols
    plain : hyper-parameters that are numbers only: no schedule, or no grid, or signs
        and infinities have a meaning there
    """

    rule: Any
    note: str = ""
    turns: bool = False
    shifts: bool = True
    scale: str | None = None
    rests: bool = True
    entrywise: bool = True
    grids: bool = True
    exact: bool = True
    symbols: bool = True
    numbers: tuple[str, ...] = ()
    plain: tuple[str, ...] = ()

    def __str__(self) -> str:
        name = type(self.rule).__name__
        return f"{name} {self.note}".replace(" ", "-") if self.note else name


def decays(rule: Any, note: str = "weight decay", **flags: Any) -> Row:
    """A rule that pulls to zero: no law of moving, of scale, or of resting holds."""
    return Row(rule, note, shifts=False, rests=False, **flags)


# Every point is the start plus a sum of gradients: it turns, and scales with α.
LINEAR = {"turns": True, "scale": "longer"}
FIRST_ORDER = [
    Row(GradientDescent(0.1), **LINEAR),
    Row(Momentum(0.1), **LINEAR),
    Row(Momentum(0.1, dampening=0.5), "dampened", **LINEAR),
    Row(Momentum(0.1, nesterov=True), "nesterov", **LINEAR, plain=("dampening",)),
    *(
        Row(
            Momentum(0.1, convention=convention, nesterov=nesterov),
            f"{convention} nesterov" if nesterov else convention,
            **LINEAR,
            plain=("dampening",),
        )
        for convention in ("inside", "average")
        for nesterov in (False, True)
    ),
    decays(Momentum(0.1, weight_decay=0.3), turns=True),
    Row(LookAhead(0.1), **LINEAR),
    Row(Nesterov(0.1), **LINEAR),
    Row(Nesterov(0.1, 0.5), "strongly convex", turns=True),
    Row(PolyakStep(), turns=True, scale="same", entrywise=False, plain=("minimum",)),
    Row(
        PolyakStep(lr_max=0.1),
        "limited",
        turns=True,
        entrywise=False,
        plain=("minimum",),
    ),
]

SIGNS = [
    Row(SignDescent(0.1), scale="same"),
    decays(SignDescent(0.1, weight_decay=0.3), scale="same"),
    Row(Lion(0.1), scale="same"),
    decays(Lion(0.1, weight_decay=0.3), scale="same"),
]

ADAPTIVE = [
    Row(AdaGrad(0.5, lr_decay=0.1), scale="same", plain=("initial_accumulator_value",)),
    Row(
        AdaGrad(0.5, initial_accumulator_value=0.1, eps_inside=True),
        "as optax",
        plain=("initial_accumulator_value",),
    ),
    Row(RMSprop(0.1), scale="same"),
    Row(RMSprop(0.1, momentum=0.5, centered=True), "centered", scale="same"),
    Row(RMSprop(0.1, momentum=0.5, convention="inside"), "inside", scale="same"),
    Row(RMSprop(0.1, eps_inside=True), "inner eps", scale="same"),
    decays(RMSprop(0.1, weight_decay=0.3)),
    Row(Adadelta(eps=0.01)),
    Row(Adam(0.1), scale="same"),
    Row(Adam(0.1, amsgrad=True), "amsgrad", scale="same"),
    Row(Adam(0.1, amsgrad="corrected"), "amsgrad corrected", scale="same"),
    Row(Adam(0.1, bias_correction=False), "uncorrected", scale="same"),
    Row(Adam(0.1, eps_form="hat"), "hat", scale="same"),
    decays(Adam(0.1, weight_decay=0.3), "L2"),
    decays(AdamW(0.1, weight_decay=0.3), scale="same"),
    Row(NAdam(0.1), scale="same"),
    Row(RAdam(0.05, betas=(0.9, 0.9)), numbers=("betas",)),
    Row(Adamax(0.1), scale="same"),
    decays(NAdam(0.1, weight_decay=0.3)),
]

BY_LAYER = {"shifts": False, "entrywise": False}
LAYERWISE = [
    Row(LARS(0.1, trust_coefficient=0.5), turns=True, scale="same", **BY_LAYER),
    Row(
        LARS(0.1, trust_coefficient=0.5, layers=LAYERS, convention="outside"),
        "by layer",
        scale="same",
        symbols=False,
        **BY_LAYER,
    ),
    Row(
        LARS(0.1, weight_decay=0.3, trust_coefficient=0.5),
        "weight decay",
        turns=True,
        rests=False,
        **BY_LAYER,
    ),
    Row(LAMB(0.1), scale="same", **BY_LAYER),
    Row(LAMB(0.1, layers=LAYERS), "by layer", scale="same", symbols=False, **BY_LAYER),
]

WRAPPED = [
    Row(SAM(GradientDescent(0.1), 0.3), **LINEAR, entrywise=False),
    Row(SAM(Adam(0.1), 0.3), "of Adam", scale="same", entrywise=False),
    Row(Clipped(Momentum(0.1), limit=0.5), "norm", turns=True, entrywise=False),
    Row(Clipped(Momentum(0.1), by="value", limit=0.5), "value", plain=("eps",)),
    Row(PolyakRuppert(Momentum(0.1), start=2), **LINEAR),
    Row(ExponentialAverage(Adam(0.1), 0.9), scale="same"),
]

# What looks at the whole landscape: its values, its Hessian, all components at once.
WHOLE = {"entrywise": False, "symbols": False}
ONE = {"entrywise": False, "symbols": False, "grids": False}
SEARCHING = [
    Row(ExactLineSearch(), turns=True, scale="same", exact=False, **WHOLE),
    Row(Backtracking(alpha0=0.7), turns=True, **WHOLE),
    Row(Backtracking(alpha0=0.7, warm_start=True), "warm", turns=True, **WHOLE),
    Row(Wolfe(alpha0=0.1), turns=True, **ONE),
    Row(BarzilaiBorwein(0.1), **LINEAR, **WHOLE),
    Row(BarzilaiBorwein(0.1, "short"), "short", **LINEAR, **WHOLE),
    Row(Newton(0.5), turns=True, scale="same", exact=False, **WHOLE),
    Row(Newton(0.5, damping=0.5), "damped", turns=True, exact=False, **WHOLE),
    Row(
        Newton(0.5, saddle_free=True),
        "saddle free",
        True,
        scale="same",
        exact=False,
        **WHOLE,
    ),
    Row(Newton(search=True), "search", True, scale="same", exact=False, **WHOLE),
    Row(BFGS(), turns=True, **ONE),
    Row(
        ConjugateGradients(search="exact"),
        "exact",
        turns=True,
        scale="same",
        exact=False,
        **WHOLE,
    ),
    Row(ConjugateGradients("fletcher-reeves"), "FR", turns=True, **ONE),
    Row(ConjugateGradients(), "PR", turns=True, **ONE),
    Row(CoordinateDescent(), scale="same", **WHOLE),
    Row(CoordinateDescent(0.1), "fixed", scale="longer", **WHOLE),
    Row(ProximalGradient(0.1, 0.3), shifts=False, rests=False),
    Row(Preconditioned(GradientDescent(0.1), (1.0, 0.5, 2.0)), scale="longer", **WHOLE),
]

ROWS = FIRST_ORDER + SIGNS + ADAPTIVE + LAYERWISE + WRAPPED + SEARCHING
