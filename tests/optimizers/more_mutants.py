"""More wrong rules: where conventions differ, and in rules that other suites lack."""

from mutants import ROOT, UNITS, VELOCITY, table

INSIDE = 'if self.convention == "inside":'
OUTSIDE = 'if self.convention == "outside":'
AVERAGED = "optax lars: weight decay, layers"
LAMB = "optax lamb: weight decay, layers"
LIMIT = "limit = at(self.limit, t - 1)\n"
AFTER = """\
        moved, memory = self.rule.step(x, grad, memory, t)
        return x + _shortened(moved - x, norm(moved - x), limit, 0.0), memory
"""

SCHEDULES = [
    *table("gradient descent", "gradient_descent.GradientDescent", "optax sgd",
           ("schedule read one late", "at(self.lr, t - 1)", "at(self.lr, t)"),
           ("uphill", "x - lr * grad", "x + lr * grad")),
    *table("Adam", "adam.Adam", "keras Adam",
           ("schedule read one late", "(at(h, t - 1) for", "(at(h, t) for"),
           ("hat form with eps divided too far", "/ v_unit**0.5", "/ v_unit"),
           ("hat form with eps multiplied", "/ v_unit**0.5", "* v_unit**0.5")),
    *table("schedules", "hyper_parameters.at", "optax lamb",
           ("every schedule read one late", "hyper(k)", "hyper(k + 1)")),
]  # fmt: skip
DECAY = [
    *table("weight decay", "weight_decay.decayed", "torch Adam: nonzero weight_decay",
           ("sign of L2 decay", "grad + weight_decay * x", "grad - weight_decay * x"),
           ("L2 decay times lr", "grad + weight", "grad + lr * weight"),
           ("L2 decay of 2x", "grad + weight", "grad + 2 * weight")),
    *table("weight decay", "weight_decay.decayed", "keras AdamW",
           ("sign of decoupled decay", "(1 - lr *", "(1 + lr *")),
    *table("AdamW", "adam.Adam", "torch AdamW: nonzero weight_decay",
           ("decoupled after the step", "x - lr * m_hat",
            "x - (1 - lr * self.weight_decay) * lr * m_hat")),
    *table("AdamW", "adam.AdamW", "torch AdamW: default",
           ("weight_decay of optax", "= 0.01", "= 1e-4")),
]  # fmt: skip
MOMENTUM = [
    *table("momentum", "momentum.Momentum", "torch SGD: dampening",
           ("first gradient dampened", VELOCITY, "v = beta * v + new"),
           ("dampening ignored", VELOCITY, VELOCITY.replace("new", "grad"))),
    *table("momentum", "momentum.Momentum", "keras SGD: nesterov",
           ("lr outside", INSIDE, "if False:"),
           ("lr twice", "x + (beta * v - lr * grad", "x + lr * (beta * v - lr * grad"),
           ("nesterov ignored", "x + (beta * v - lr * grad if self.nesterov else v)",
            "x + v")),
]  # fmt: skip
ADAM = [
    *table("AMSGrad", "adam.Adam", "optax amsgrad",
           ("maximum over v", "v_hat if self.amsgrad == \"corrected\" else v",
            "v"),
           ("corrected twice", "largest if self.amsgrad == \"corrected\" else ", "")),
    *table("AMSGrad", "adam.Adam", "optax amsgrad: as in its paper",
           ("corrected although switched off", UNITS,
            "1 - beta1**t, 1 - beta2**t")),
    # Without decay LAMB does not care how long m is.
    *table("LAMB", "moments.moments", LAMB,
           ("m without 1 - beta1", "(1 - beta1) * grad", "grad")),
]  # fmt: skip
ADAPTIVE = [
    *table("RMSprop", "adaptive_methods.RMSprop",
           "torch RMSprop: ours: centered, momentum",
           ("lr inside the buffer", INSIDE, "if True:"),
           ("momentum of an average", "beta * b + move",
            "beta * b + (1 - beta) * move"),
           ("centered ignored", "if self.centered:", "if False:"),
           ("mean not squared", "v - a * a", "v - a"),
           ("mean of |g|", "(1 - rho) * grad\n", "(1 - rho) * abs(grad)\n"),
           ("alpha 0.9", "alpha=fraction(\"alpha\", self.alpha, AVERAGE_HINT)",
            "alpha=0.9")),
    *table("RMSprop", "adaptive_methods.RMSprop", "keras RMSprop: centered, momentum",
           ("lr outside the buffer", INSIDE, "if False:"),
           ("eps outside the root", ROOT, ROOT.replace("self.eps_inside", "False"))),
    *table("AdaGrad", "adaptive_methods.AdaGrad", "torch Adagrad: lr_decay",
           ("lr_decay from t = 1", "(t - 1) * at(", "t * at("),
           ("lr_decay ignored", "lr / (1 +", "lr / (1 + 0 *")),
    *table("AdaGrad", "adaptive_methods.AdaGrad", "optax adagrad",
           ("eps outside the root", "root(s, eps, self.eps_inside)",
            "root(s, eps, False)")),
    *table("Adadelta", "adaptive_methods.Adadelta", "torch Adadelta: default",
           ("eps outside the upper root", "(u + eps) ** 0.5", "(u**0.5 + eps)"),
           ("eps outside the lower root", "(v + eps) ** 0.5", "(v**0.5 + eps)"),
           ("u of the gradients", "(1 - rho) * move * move", "(1 - rho) * grad * grad"),
           ("lr ignored", "x - lr * move", "x - move"),
           ("u of the step with lr", "(1 - rho) * move * move",
            "(1 - rho) * (lr * move) ** 2")),
]  # fmt: skip
FAMILY = [
    *table("NAdam", "adam_family.NAdam", "torch NAdam: default",
           ("t off by one", "for i in (t, t + 1)", "for i in (t - 1, t)"),
           ("product forgotten", "product = product * mu", "product = mu"),
           ("next product is this one", "(1 - product * mu_next)", "(1 - product)"),
           ("half forgotten", "0.5 * 0.96", "0.96"),
           ("gradient without look-ahead", "(1 - mu) / (1 - product) * grad", "0"),
           ("v not corrected", "v / (1 - beta2**t)", "v")),
    *table("NAdam", "adam_family.NAdam", "torch NAdam: decoupled_weight_decay",
           ("L2 in place of decoupled", "lr, decay, self.decoupled_weight_decay",
            "lr, decay, False")),
    *table("NAdam", "adam_family.NAdam", "keras Nadam",
           ("momentum_decay of torch", "at(self.momentum_decay, t - 1)", "4e-3")),
    *table("RAdam", "moments.memory_lengths", "torch RAdam: default",
           ("rho with t for 2t", "longest - 2 * t", "longest - t"),
           ("rho with t - 1", "2 * t * beta2**t", "2 * (t - 1) * beta2**t"),
           ("longest one more", "2 / (1 - beta2) - 1\n", "2 / (1 - beta2)\n")),
    *table("RAdam", "moments.rectification", "torch RAdam: default",
           ("root forgotten", ") ** 0.5", ")"),
           ("quotient upside down", "above / ((longest - 4) * (longest - 2) * length)",
            "(longest - 4) * (longest - 2) * length / above")),
    *table("RAdam", "adam_family.RAdam", "torch RAdam: default",
           ("divides from 4 on", "length > SHORTEST", "length > 4"),
           ("eps beside corrected v", "(1 - beta2**t) ** 0.5 / (v**0.5 + eps)",
            "1 / ((v / (1 - beta2**t)) ** 0.5 + eps)"),
           ("not rectified", "scale = r *", "scale = 1 *")),
    *table("Adamax", "adam_family.Adamax", "torch Adamax: default",
           ("eps outside the maximum", "maximum(beta2 * u, abs(grad) + eps)",
            "maximum(beta2 * u, abs(grad)) + eps"),
           ("sign kept", "abs(grad) + eps", "grad + eps"),
           ("not corrected", "lr / (1 - beta1**t) * m", "lr * m"),
           ("maximum never forgets", "maximum(beta2 * u", "maximum(u")),
]  # fmt: skip
SIGNS = [
    *table("sign descent", "sign_methods.SignDescent", "optax sign_sgd",
           ("no sign", "lr * sign(grad)", "lr * grad")),
    *table("Lion", "sign_methods.Lion", "optax lion: betas, weight decay",
           ("betas swapped", "self.betas)", "self.betas[::-1])"),
           ("one beta for both", "beta2 * m + (1 - beta2)", "beta1 * m + (1 - beta1)"),
           ("sign of the gradient", "sign(c), beta2", "sign(grad), beta2"),
           ("mean updated first", "c = beta1 * m +",
            "m = beta2 * m + (1 - beta2) * grad\n        c = beta1 * m +"),
           ("decay into the gradient", "decoupled=True", "decoupled=False")),
]  # fmt: skip
LAYERS = [
    *table("LARS", "layerwise.LARS", AVERAGED,
           ("decay not in the divisor", "below = norm(grad + decay * x)",
            "below = norm(grad)"),
           ("lengths summed", "if self.ratio == \"sum\":", "if False:"),
           ("lr outside the velocity", OUTSIDE, "if True:"),
           ("one ratio for all layers", "by_layer(self.layers", "by_layer(None"),
           ("coefficient forgotten", "below, coefficient)", "below)"),
           ("decay not in the step", "* (grad + decay * x)", "* grad")),
    *table("LAMB", "layerwise.LAMB", LAMB,
           ("ratio without decay", "norm(u)", "norm(u - decay * x)"),
           ("one ratio for all layers", "by_layer(self.layers", "by_layer(None"),
           ("ratio upside down", "(norm(x), norm(u))", "(norm(u), norm(x))"),
           ("not corrected", "if self.bias_correction:", "if False:"),
           ("eps inside the root", "(v_hat**0.5 + eps)", "(v_hat + eps) ** 0.5"),
           ("decay outside", "decayed(x, u, lr, decay, self.decoupled_weight_decay)",
            "decayed(x, u, lr, decay, True)")),
]  # fmt: skip
SHARP = table(
    "SAM", "sharpness.SAM", "optax sam",
    ("at the lowest point nearby", "x + at(self.rho", "x - at(self.rho"),
    ("not normalized", "uphill = grad / length", "uphill = grad"),
    ("steps from the point uphill", "self.rule.step(x, gradient(",
     "self.rule.step(x + at(self.rho, t - 1) * uphill, gradient("),
    ("gradient at x", "gradient(x + at(self.rho, t - 1) * uphill)", "gradient(x)"),
)  # fmt: skip
POLYAK = table(
    "Polyak step", "polyak_step.PolyakStep", "optax polyak_sgd",
    ("minimum forgotten", "value - at(self.minimum, t - 1)", "value"),
    ("length not squared", "norm(grad) ** 2", "norm(grad)"),
    ("no limit", "if not self._is_unlimited():\n            lr = ",
     "if False:\n            lr = "),
)  # fmt: skip
CLIPPED = [
    *table("clipping", "clipping.Clipped", "optax clip_by_global_norm",
           ("after the rule", LIMIT, LIMIT + AFTER),
           ("each component by itself", "norm(grad)", "abs(grad)"),
           ("by the square", "norm(grad)", "norm(grad) ** 2")),
    *table("clipping", "clipping._shortened", "keras SGD: global_clipnorm",
           ("lengthens too", "maximum(before + eps, limit)", "(before + eps)")),
    *table("clipping", "clipping._shortened", "torch SGD: ours: clip_grad_norm_",
           ("eps of torch forgotten", "before + eps", "before")),
    *table("clipping", "clipping._cut_entries", "torch SGD: ours: clip_grad_value_",
           ("from above only", "maximum(-limit, -maximum(-grad, -limit))",
            "-maximum(-grad, -limit)")),
    *table("accumulation", "accumulation.accumulate", "optax MultiSteps",
           ("sum in place of mean", "total / samples", "total / 1")),
]  # fmt: skip

OURS = [
    *(SCHEDULES + DECAY + MOMENTUM + ADAM + ADAPTIVE),
    *(FAMILY + SIGNS + LAYERS + SHARP + POLYAK + CLIPPED),
]
