"""A whole class at once: run submissions safely, judge them, report the points.

Two processes. The trusted one holds the checks, draws their inputs from a secret and
judges; the learner's cells run in a confined child that only ever answers questions,
over a channel that carries numbers, text and arrays. So there is nothing to forge.

- ``results``: the records; ``limits``: what a submission may use
- ``master``, ``submission``: the two notebooks, the second read with suspicion
- ``judge``: one submission, from bytes to points
- ``session``: one confined child and the questions put to it
- ``wire``: the values that cross; ``handles``: the things that stay where they are
- ``zygote``, ``child``, ``sandbox``: the untrusted side

Around them, from a folder of submissions to the tables of a grade book:

- ``layouts``: whose notebooks lie where (``archive``, ``folder``, ``naming``, …)
- ``whole_class``: all of them, with any executor; ``journal``: what is graded already
- ``reports``: the files; ``gradebook``, ``canvas``, ``moodle``, ``gradescope``,
  ``junit``, ``feedback``
- ``command``: ``python -m gdcourse grade``; ``table``, ``summary``: what it prints
"""
