"""Our rules for the configurations that torch tests its own optimizers with.

They stand in ``stored/torch.json`` as torch's ``optim_db`` lists them, together with a
few of ours, so that this needs no torch.
"""

from typing import Any

from parity import Case, Rules, given, negative

# What torch calls differently, or has another default for.
NAMES = {"SGD": "Momentum", "Adagrad": "AdaGrad"}
DEFAULTS = {"SGD": {"momentum": 0.0}}

# Options that are functions of their own in torch, called before the step.
CLIPS = {"max_norm": "clip_grad_norm_", "clip_value": "clip_grad_value_"}

# (optimizer, about, options): what optim_db leaves out.
MORE = [
    ("SGD", "ours: nesterov", {"momentum": 0.9, "nesterov": True}),
    ("SGD", "ours: dampening, weight_decay", {
        "momentum": 0.9, "dampening": 0.5, "weight_decay": 0.1}),
    ("Adam", "ours: amsgrad", {"amsgrad": True}),
    ("Adam", "ours: betas, eps", {"betas": (0.5, 0.9), "eps": 1e-3}),
    ("AdamW", "ours: weight_decay 0", {"weight_decay": 0.0}),
    ("RMSprop", "ours: momentum", {"momentum": 0.9}),
    ("RMSprop", "ours: centered, momentum", {"momentum": 0.9, "centered": True}),
    ("RAdam", "ours: betas", {"betas": (0.9, 0.9)}),
    ("Adamax", "ours: eps", {"eps": 1e-3}),
    ("SGD", "ours: clip_grad_norm_", {"lr": 0.01, "max_norm": 10.0}),
    ("SGD", "ours: clip_grad_value_", {"lr": 0.01, "clip_value": 2.0}),
]  # fmt: skip


def ours(rules: Rules, optimizer: str, options: dict[str, Any]) -> Any:
    """Our rule for torch's options; what is not named keeps our default."""
    options, clips = apart(options)
    rule = getattr(rules, NAMES.get(optimizer, optimizer))
    rule = rule(**{**DEFAULTS.get(optimizer, {}), **options})
    if "max_norm" in clips:
        return rules.Clipped(rule, limit=clips["max_norm"], eps=1e-6)
    if "clip_value" in clips:
        return rules.Clipped(rule, by="value", limit=clips["clip_value"])
    return rule


def apart(options: dict[str, Any]) -> tuple[dict, dict]:
    """(options of the rule, how its gradients are clipped), without ``maximize``."""
    clips = {name: options[name] for name in CLIPS if name in options}
    rest = {k: v for k, v in options.items() if k not in (*CLIPS, "maximize")}
    return rest, clips


def case_of(optimizer: str, about: str, options: dict[str, Any]) -> Case:
    """The case of one line of ``stored/torch.json``."""
    options = {k: tuple(v) if isinstance(v, list) else v for k, v in options.items()}
    return Case(
        "torch",
        f"{optimizer}: {about}",
        lambda rules: ours(rules, optimizer, options),
        {"optimizer": optimizer, "about": about, "options": options},
        negative if options.get("maximize") else given,
    )


def rows(recording: dict) -> list[tuple[str, str, dict]]:
    """(optimizer, about, options) of every case of a recording."""
    return [
        (case["optimizer"], case["about"], case["options"])
        for case in recording["cases"]
    ]
