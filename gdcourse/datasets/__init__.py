"""Small real data sets, bundled with licence and source, loaded without a network.

- ``load_penguins()``: sizes of 342 penguins (lesson 02 fits a line to them)
- ``load_digits()``: 1,797 handwritten digits of 8 × 8 pixels
- ``load_longley()``: a hard regression whose answer is certified to 15 digits
- ``standardize(X)``: columns with mean 0 and standard deviation 1
"""

from gdcourse.datasets.digits import Digits, load_digits
from gdcourse.datasets.longley import Longley, load_longley
from gdcourse.datasets.penguins import Penguins, load_penguins
from gdcourse.datasets.scaling import Standardized, standardize

__all__ = [
    "Digits",
    "Longley",
    "Penguins",
    "Standardized",
    "load_digits",
    "load_longley",
    "load_penguins",
    "standardize",
]
