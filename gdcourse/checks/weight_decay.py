"""Lesson 09: the tasks of its exercises, one file for each."""
