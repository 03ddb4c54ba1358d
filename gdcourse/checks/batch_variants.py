"""Lesson 05: the tasks of its exercises, one file for each."""

from gdcourse.checks import batch_variants_accumulation as parts
from gdcourse.checks import batch_variants_batches as epochs
from gdcourse.checks import batch_variants_bill as costs
from gdcourse.checks import batch_variants_enumeration as counting
from gdcourse.checks import batch_variants_regression as line
from gdcourse.checks import batch_variants_scaling as rates

batches = epochs.batches
statistics = counting.statistics
fit_line = line.fit
accumulate = parts.accumulate
scaling = rates.scaling
bill = costs.bill
