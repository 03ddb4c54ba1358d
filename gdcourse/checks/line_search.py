"""Lesson 04: the tasks of its exercises, one file for each."""

from gdcourse.checks import line_search_exact as lowest
from gdcourse.checks import line_search_scaling as rounder
from gdcourse.checks import line_search_scipy as library
from gdcourse.checks import line_search_slips as halving
from gdcourse.checks import line_search_zigzag as flips

armijo = halving.armijo
exact = lowest.exact
zigzag = flips.zigzag
scaling = rounder.scaling
scipy_fit = library.scipy_fit
