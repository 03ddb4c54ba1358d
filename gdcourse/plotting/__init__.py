"""What it looks like: pictures that show the numbers of a run, and say them in words.

Every drawing function takes the axes first and returns them::

    fig, ax = figure("map")
    contours(ax, f.value, f.window)
    path(ax, trace.points, label="gradient descent")
    minimizer(ax, f.minimizers[0])
    show(fig, alt="Gradient descent zigzags into a narrow valley.")
"""

from gdcourse.plotting.arrows import arrow, gradient, right_angle, step, tangent
from gdcourse.plotting.batches import batch_errors, rows_seen
from gdcourse.plotting.clouds import cloud
from gdcourse.plotting.course import course_map
from gdcourse.plotting.curves import band, curve, gap, steps, theory
from gdcourse.plotting.falls import falls
from gdcourse.plotting.heat import heat
from gdcourse.plotting.intervals import intervals
from gdcourse.plotting.maps import contours, minimizer, name, path
from gdcourse.plotting.show import show
from gdcourse.plotting.strip import fields
from gdcourse.plotting.style import figure
from gdcourse.plotting.valleys import descent, rest, valley

__all__ = [
    "arrow",
    "band",
    "batch_errors",
    "cloud",
    "contours",
    "course_map",
    "curve",
    "descent",
    "falls",
    "fields",
    "figure",
    "gap",
    "gradient",
    "heat",
    "intervals",
    "minimizer",
    "name",
    "path",
    "rest",
    "right_angle",
    "rows_seen",
    "show",
    "step",
    "steps",
    "tangent",
    "theory",
    "valley",
]
