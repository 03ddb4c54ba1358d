"""Lesson 10: the tasks of its exercises, one file for each."""
