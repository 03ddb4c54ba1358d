"""What the tests of several lessons' reports have in common."""

import importlib.util

import numpy as np

from gdcourse.checks.judging import judge
from gdcourse.checks.task import Task, found_in


def mutant(task, name):
    """The usual wrong answer of that name."""
    return next(one.answer for one in task.mutants if one.name == name)


def said(task, name):
    """What the check says of that wrong answer."""
    return str(judge(task, mutant(task, name)))


def points_of(lesson):
    """The points of a lesson's tasks, in order."""
    return [task.points for task in found_in(lesson.__name__, Task).values()]


def module_at(path):
    """A module by its file, whichever room it stands in."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def with_a_memory_of_its_own(step, fresh, place):
    """An optimizer that shares one memory among all runs that are of one shape.

    ``place`` is that of the point among the arguments; after it stand the gradient and
    the memory, which is not looked at.
    """
    hidden = {}

    def shares(*given):
        shape = np.shape(given[place])
        kept = hidden.setdefault(shape, fresh(given[place]))
        point, hidden[shape] = step(*given[: place + 2], kept, *given[place + 3 :])
        return point, hidden[shape]

    return shares
