"""Wrong rules: our right ones, changed at one place each.

``PEERS`` holds the 39 kinds of mistake that the suites of other libraries were tried
on, ``OURS`` more of them, in the rules that those suites do not have.
"""

import builtins
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

from parity import Rules

ROOM = "gdcourse.optimizers."


@dataclass(frozen=True)
class Mutant:
    """One change of text in the source of a class or function.

    place : module and class or function, such as "adam.Adam"
    case : the case of parity that has to notice
    """

    family: str
    name: str
    place: str
    case: str
    old: str
    new: str

    def __str__(self) -> str:
        return f"{self.family}: {self.name}"

    @property
    def module(self) -> str:
        return ROOM + self.place.partition(".")[0]

    def source(self) -> str:
        """The changed source; the old text must stand in the place exactly once."""
        text, name = source_of(self.module), self.place.partition(".")[2]
        start = re.search(rf"^(?:class|def) {name}\b", text, re.MULTILINE).start()
        end = re.compile(r"^(?:@|class |def )", re.MULTILINE).search(text, start + 1)
        end = end.start() if end else len(text)
        count = text[start:end].count(self.old)
        if count != 1:
            raise LookupError(
                f"{self}: {self.old!r} stands {count} times in {self.place}. "
                "If the rule was rewritten, write this mistake anew."
            )
        return text[:start] + text[start:end].replace(self.old, self.new) + text[end:]


@cache
def source_of(module: str) -> str:
    return Path(find_spec(module).origin).read_text(encoding="utf-8")


@cache
def compiled(module: str, source: str) -> object:
    return compile(source, module, "exec")


def rules_with(module: str, source: str) -> Rules:
    """All rules, as they are when one module of the room has this source.

    Every module of the room is run anew, so that those that import the changed one
    get the change, and nobody else does.
    """
    loaded: dict[str, ModuleType] = {}

    def load(name: str) -> ModuleType:
        if name not in loaded:
            text = source if name == module else source_of(name)
            loaded[name] = fresh(name, text, load)
        return loaded[name]

    return Rules(load)


def fresh(name: str, source: str, load: Callable[[str], ModuleType]) -> ModuleType:
    """A module made from its source, which imports from its room through ``load``."""

    def import_from(module, scope=None, names=None, wanted=(), level=0):
        if module.startswith(ROOM) and wanted:
            return load(module)
        return builtins.__import__(module, scope, names, wanted, level)

    made = ModuleType(name)
    made.__dict__["__builtins__"] = {**vars(builtins), "__import__": import_from}
    exec(compiled(name, source), vars(made))
    return made


def unchanged(mutant: Mutant) -> Rules:
    """The same path from source to rules, without the change."""
    return rules_with(mutant.module, source_of(mutant.module))


def changed(mutant: Mutant) -> Rules:
    return rules_with(mutant.module, mutant.source())


def table(family: str, place: str, case: str, *rows: tuple[str, str, str]) -> list:
    """Mutants of one place; a row is (name, old text, new text)."""
    return [Mutant(family, name, place, case, old, new) for name, old, new in rows]


UNITS = "(1 - beta1**t, 1 - beta2**t) if self.bias_correction else (1.0, 1.0)"
DIVISOR = "(v_hat**0.5 + eps)"
VELOCITY = "v = grad if t == 1 else beta * v + new"
LAST = "return x - lr * (grad + beta * v if self.nesterov else v), v\n"
SQUARES = "v = square = rho * v + (1 - rho) * grad * grad"
ROOT = "root(square, at(self.eps, t - 1), self.eps_inside)"
SUM_ROOT = "root(s, eps, self.eps_inside)"

ADAM = table(
    "Adam", "adam.Adam", "torch Adam: default",
    ("no bias correction", UNITS, "(1.0, 1.0)"),
    ("bias correction of m only", UNITS, "(1 - beta1**t, 1.0)"),
    ("t off by one", UNITS, "(1 - beta1 ** (t + 1), 1 - beta2 ** (t + 1))"),
    ("betas swapped", "self.betas)", "self.betas[::-1])"),
    ("eps inside the root", DIVISOR, "(v_hat + eps) ** 0.5"),
    ("eps in the hat form", "if self.eps_form == \"hat\"", "if True"),
    ("eps 1e-7", DIVISOR, "(v_hat**0.5 + 1e-7)"),
    ("no eps", DIVISOR, "(v_hat**0.5 + 1e-300)"),
    ("root forgotten", DIVISOR, "(v_hat + eps)"),
    ("v of |g|", "(1 - beta2) * grad * grad", "(1 - beta2) * abs(grad)"),
    ("momentum forgotten", "lr * m_hat /", "lr * grad /"),
)  # fmt: skip
AMSGRAD = table(
    "AMSGrad", "adam.Adam", "torch Adam: ours: amsgrad",
    ("maximum ignored", "largest = maximum(largest, kept)", "largest = kept"),
    ("maximum over v-hat", "(False, True, \"raw\", \"corrected\")),",
     "(False, True, \"raw\", \"corrected\")) and \"corrected\","),
    ("no bias correction", UNITS, "(1.0, 1.0)"),
    ("eps 1e-7", DIVISOR, "(v_hat**0.5 + 1e-7)"),
    ("eps inside the root", DIVISOR, "(v_hat + eps) ** 0.5"),
)  # fmt: skip
DECAYED, ADAMW_CASE = "weight_decay.decayed", "torch AdamW: nonzero weight_decay"
ADAMW = [
    *table(
        "AdamW", DECAYED, ADAMW_CASE,
        ("decay ignored", "if is_off(weight_decay):", "if True:"),
        ("L2 in place of decoupled", "if decoupled:", "if False:"),
        ("decay not times lr", "return (1 - lr * weight_decay) * x, grad",
         "return (1 - weight_decay) * x, grad"),
    ),
    *table("AdamW", "adam.Adam", ADAMW_CASE,
           ("no bias correction", UNITS, "(1.0, 1.0)")),
]  # fmt: skip
MOMENTUM = table(
    "momentum", "momentum.Momentum", "torch SGD: momentum",
    ("average (1 - beta)", VELOCITY, "v = beta * v + (1 - beta) * new"),
    ("momentum ignored", VELOCITY, "v = new"),
    ("lr inside", "if self.convention == \"inside\":", "if True:"),
    ("velocity updated after the step", f"{VELOCITY}\n        {LAST}",
     "return x - lr * v, beta * v + new\n"),
)  # fmt: skip
NESTEROV = table(
    "Nesterov", "momentum.Momentum", "torch SGD: ours: nesterov",
    ("nesterov ignored", LAST, "return x - lr * v, v\n"),
    ("gradient forgotten", LAST, "return x - lr * beta * v, v\n"),
    ("average (1 - beta)", VELOCITY, "v = beta * v + (1 - beta) * new"),
    ("momentum ignored", VELOCITY, "v = new"),
)  # fmt: skip
RMSPROP = table(
    "RMSprop", "adaptive_methods.RMSprop", "torch RMSprop: default",
    ("eps inside the root", ROOT, ROOT.replace("self.eps_inside", "True")),
    ("v starts at 1", "return 0 * x, 0 * x, 0 * x", "return 0 * x + 1, 0 * x, 0 * x"),
    ("bias corrected", ROOT, ROOT.replace("square,", "square / (1 - rho**t),")),
    ("root forgotten", ROOT, "(square + self.eps)"),
    ("sum in place of average", SQUARES, "v = square = v + grad * grad"),
    ("rho and 1 - rho swapped", SQUARES,
     "v = square = (1 - rho) * v + rho * grad * grad"),
)  # fmt: skip
ADAGRAD = table(
    "AdaGrad", "adaptive_methods.AdaGrad", "torch Adagrad: default",
    ("eps inside the root", SUM_ROOT, "root(s, eps, True)"),
    ("sum starts at 0.1", "at(self.initial_accumulator_value, 0)", "0.1"),
    ("mean in place of sum", SUM_ROOT, "root(s / t, eps, self.eps_inside)"),
    ("root forgotten", SUM_ROOT, "(s + eps)"),
    ("square added after the step", SUM_ROOT,
     "root(s - grad * grad + 1e-12 if t > 1 else s, eps, self.eps_inside)"),
)  # fmt: skip

PEERS = ADAM + AMSGRAD + ADAMW + MOMENTUM + NESTEROV + RMSPROP + ADAGRAD
