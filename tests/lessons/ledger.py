"""The statements that the finished lessons must run, by the lesson that is their home.

Each id names one statement of popular guides to gradient descent that the course
repeats, repairs or refutes. A lesson claims it in the metadata of the code cell that
runs it: ``{"gdcourse": {"claims": ["UPD-01"]}}``.
"""

HOME = {
    "00_start_here": (
        "FND-01",  # follows the negative gradient, to a stationary point
        "FND-02",  # fog on a mountain: the step shrinks with the slope
        "FND-03",  # what is trained by gradient descent, and what is not
        "FND-12",  # three notations, one dictionary
        "FND-13",  # the map of the course
        "CODE-17",  # updates are not stored points; momentum loses here
        "REF-12",  # what to know before, what comes after
    ),
    "01_gradients": (
        "FND-06",  # the gradient is the vector of partial derivatives
        "FND-07",  # it is not the directional derivative
        "FND-08",  # steepest ascent, in the Euclidean norm
        "FND-09",  # the minus sign
        "FND-10",  # it does not point at the minimizer
        "FND-11",  # a small enough step decreases f
        "NN-02",  # what a gradient costs
    ),
    "02_gradient_descent": (
        "UPD-01",  # the core rule
        "UPD-02",  # "until the loss stops falling" is no stop rule
        "UPD-03",  # the learning rate may depend on k
        "UPD-05",  # steps are proportional to the gradient
        "LR-01",  # the most important setting: consensus, not theorem
        "LR-02",  # too small is slow
        "LR-03",  # too small may be trapped: not in a convex valley
        "LR-04",  # too large overshoots, oscillates, diverges
        "LR-05",  # smooth is not fastest
        "LR-06",  # "start with 0.001" against "start with 0.1"
        "LR-07",  # search by factors, around 1/L
        "LR-13",  # the three regimes, computed instead of drawn
        "LR-14",  # converges exactly for 0 < lr < 2/a
        "STP-01",  # a small gradient, relative to the first
        "STP-02",  # a small change of the loss proves nothing
        "STP-03",  # the cap, reported as a cap
        "STP-05",  # the loop that never stops on NaN
        "MIS-02",  # the norm of the gradient does not choose the learning rate
        "INT-01",  # why the learning rate matters most
        "PRB-01",  # one step by hand
        "PRB-02",  # the range of learning rates for a parabola
        "CODE-14",  # the loop with a history
        "CODE-20",  # the convergence monitor
    ),
    "03_convergence_proofs": (
        "FND-05",  # training seeks an argmin, which may be empty
        "LR-12",  # the best learning rate depends on the curvature
        "BAT-07",  # "batch descent on a convex function is guaranteed to arrive"
        "CNV-01",  # convex: every local minimum is global; the start may choose
        "CNV-02",  # not convex: to a stationary point
        "CNV-05",  # convex: O(1/k), and the exact constant
        "CNV-06",  # least squares is linear, also without full rank
        "CNV-07",  # "L-Lipschitz and strongly convex": an empty class
        "CNV-08",  # strongly convex and smooth: linear, governed by κ
        "CNV-09",  # κ = 1 takes one step
        "CNV-12",  # κ log(1/ε) updates
        "CNV-13",  # κ = 1000 is not 1000 times κ = 1
        "CNV-15",  # not convex: 1/ε² updates
        "CNV-16",  # the hinge loss has kinks, and no κ
        "CNV-17",  # convex and a proper rate: the hypotheses that are missing
        "CNV-19",  # convergence analysis: which theorem needs what
        "INT-04",  # an interview answer that contradicts its own theorem
    ),
    "04_line_search": (
        "FND-04",  # "every model is trained by gradient steps"
        "CNV-10",  # the zigzag comes from steps beyond 1/L, not from κ
        "CNV-11",  # the condition number, and where there is none
        "CNV-14",  # preconditioning: when the diagonal fails
        "LS-01",  # exact line search has a formula on bowls
        "LS-02",  # optimal for one step only, and its price
        "LS-03",  # rarely used, but in conjugate gradients
        "LS-04",  # backtracking ends, with a step that is long enough
        "LS-05",  # usual constants, and how little they matter
        "LS-06",  # sufficient decrease is a promise about one f
        "LS-07",  # exact search is linear, and no better at worst
        "MIS-10",  # Newton is not gradient descent
        "CODE-22",  # the library: give it the gradient
    ),
    "05_batch_variants": (
        "BAT-01",  # batch descent takes the mean, not the sum
        "BAT-02",  # exact for its own rows, smooth below 2/L
        "BAT-03",  # the price of an update grows with n; not infeasible
        "BAT-04",  # "all data in memory": gradients add
        "BAT-09",  # two thresholds for batch descent in one guide
        "BAT-10",  # one row: right on average
        "BAT-11",  # cheap per update, dear per epoch
        "BAT-14",  # memory grows with the batch
        "BAT-18",  # which variant for which data
        "BAT-19",  # the iterator: every row once, pairs kept
        "BAT-20",  # the variance, with and without replacement
        "BAT-21",  # rows in company are cheaper
        "BAT-23",  # usual sizes; the noise scale
        "BAT-25",  # powers of two
        "BAT-26",  # mini-batches: what is gained, what is paid
        "BAT-27",  # the table of variants, measured
        "BAT-28",  # n, 1 or B gradients of rows per update
        "BAT-29",  # the variant by the size of the data
        "BAT-31",  # linear scaling, and where it breaks
        "BAT-32",  # accumulation, exact for means
        "BAT-34",  # "universally 32 to 512"
        "BAT-36",  # why not all rows for large sets
        "CODE-01",  # the loop of batch descent
        "CODE-02",  # the loop that shuffles another array
        "CODE-03",  # the loop over batches
        "CODE-09",  # the regression that finds 7.1 instead of 7
        "FAQ-03",  # is bigger better?
        "INT-02",  # batch, stochastic or mini-batch
        "MIS-03",  # not shuffling sorted data
        "MIS-04",  # "too small a batch prevents convergence"
        "MIS-06",  # all rows for every update of a network
    ),
    "06_noise": (
        "BAT-05",  # batch descent on a stream: the refits, and what they read
        "BAT-12",  # the noise floor of a constant rate
        "BAT-15",  # learning from a stream
        "BAT-16",  # a constant rate arrives if all rows agree
        "BAT-17",  # decay is one way to the minimum, averages another
        "LS-08",  # exact search on one row
        "SCH-06",  # exponential decay stops short
        "SCH-07",  # 1/t decay: guaranteed, and perhaps hopeless
        "OCO-01",  # online descent, projected
        "OCO-02",  # regret: a root, a logarithm, or linear
        "OCO-03",  # small regret is no convergence of the points
    ),
    "07_momentum": (
        "STP-06",  # a listing stops where the ball only passes by
        "BAT-35",  # the rule of a Rust library, with momentum
        "MOM-01",  # faster along, damped across: depends on α, β and κ
        "MOM-02",  # the learning rate inside the velocity
        "MOM-03",  # outside; they part when the rate changes
        "MOM-04",  # a sum is no average
        "MOM-05",  # β = 0.9 suits one κ
        "MOM-06",  # β = 1 never rests
        "MOM-07",  # the gain 1/(1 − β) is a limit
        "MOM-08",  # "frictionless": the friction is 1 − β
        "MOM-09",  # zigzags, damped and made
        "MOM-10",  # plateaus: at most the gain
        "MOM-11",  # small bumps
        "MOM-12",  # noise: smoother, and a higher floor
        "MOM-13",  # the ratio of curvatures, not the height
        "MOM-14",  # acceleration on quadratics, a cycle beyond them
        "MOM-15",  # velocity, momentum, learning rate
        "MOM-16",  # the memory, and how to clear it
        "NAG-01",  # the gradient is taken ahead
        "NAG-02",  # 1/k² needs a growing momentum
        "NAG-04",  # between a promise and a lower bound
        "NAG-05",  # Nesterov's edge lies below that of descent
        "TUN-04",  # 0.5, 0.9, 0.99: search by 1/(1 − β)
        "MIS-05",  # "add β = 0.9 by default"
        "INT-03",  # how momentum helps, and when not
        "PRB-03",  # five steps of a constant push
        "CODE-15",  # a listing of momentum
        "CODE-16",  # a listing of Nesterov's method
        "CODE-19",  # SGD with momentum, in another language
        "REF-13",  # the race of optimizers
    ),
    "08_adaptive_methods": (
        "LR-08",  # typical ranges: places to start
        "LR-11",  # "auto-tune": of the loss's scale, not of the rate
        "ADA-01",  # rates per weight see no turned axes
        "ADA-02",  # AdaGrad's rule
        "ADA-03",  # rare features: the sum of squares, not how often
        "ADA-04",  # a rate that shrinks like 1/√t, on a way without end
        "ADA-05",  # RMSprop's rule
        "ADA-06",  # ε inside the root or outside
        "ADA-07",  # RMSprop does not starve
        "ADA-08",  # bounded is the step, not the rate
        "ADA-09",  # lasting gradients of any size: steps of α
        "ADA-11",  # who has rates per weight, momentum, weight decay
        "ADA-12",  # Adam's rule, line by line
        "ADA-13",  # the second moment is no variance
        "ADA-14",  # bias correction shortens the first steps
        "ADA-15",  # the usual ε, felt by gradients near it
        "ADA-16",  # β₁ averages gradients, β₂ their measure
        "ADA-18",  # Adam is momentum, RMSprop and a correction
        "ADA-21",  # losses on which Adam ends at the worst point
        "ADA-22",  # other units of the loss; the longest step
        "NN-16",  # four reasons, each switched off
        "SEL-06",  # sparse features: Adam goes on while they are away
    ),
    "09_weight_decay": (
        "ADA-19",  # Adam decays nothing unless asked; ask AdamW
        "WD-01",  # the mean loss, a penalty, and its gradient
        "WD-02",  # "any regularizer": L1 needs a proximal step
        "WD-03",  # L2 is weight decay, for plain gradient descent
        "WD-04",  # Adam's L2 is no bug, and no weight decay
        "WD-05",  # weaker for loud weights, stronger for quiet ones
        "WD-06",  # AdamW's rule; half the rate, half the decay
        "WD-10",  # "1e-4 to 0.1": only with the rate, over time
        "WD-11",  # "beats Adam with L2": measured, a tie
        "WD-12",  # SGD and momentum: L2, in the velocity
    ),
    "10_schedules": (
        "LR-09",  # "use schedules": derived for a noisy parabola
        "LR-16",  # warmup cannot cure a rate that is too small
        "SCH-01",  # a fixed rate is rarely best: Chebyshev's rates
        "SCH-02",  # the constant schedule
        "SCH-03",  # step decay
        "SCH-04",  # "ResNet drops at 30, 60, 90": the third never comes
        "SCH-05",  # every 30 epochs, times 0.1
        "SCH-08",  # the cosine
        "SCH-09",  # "cyclical, with restarts": it climbs back
        "SCH-10",  # "gradual in the later stages": level at both ends
        "SCH-11",  # "cosine is the state of the art": a race
        "SCH-13",  # warm restarts
        "SCH-14",  # "restarts leave poor valleys": two wells
        "SCH-15",  # linear warmup, and its first update
        "SCH-16",  # transformers and warmup: a stored run
        "SCH-17",  # "large gradients": the curvature falls
        "SCH-18",  # how long a warmup
        "SCH-21",  # one-cycle
        "SCH-22",  # "ten times the rate"
        "SCH-24",  # "warmup and cosine: universal"
        "SCH-25",  # a table of benefits, asked from the functions
        "SCH-26",  # a remedy among the pitfalls
        "SCH-27",  # a new optimizer in each epoch
        "SCH-28",  # two listings, and where their loop ends
        "SCH-29",  # fixed, step or cosine
        "TUN-02",  # the steepest point, over 20 seeds
        "FAQ-02",  # "warmup is very important"
        "MIS-01",  # a rate above 2/L and a schedule
        "MIS-07",  # "skipping warmup"
        "PRB-04",  # five values of a cosine
        "CODE-18",  # a plot of schedules, on a log axis
        "CODE-21",  # the exponential decay of a Rust library
    ),
}
