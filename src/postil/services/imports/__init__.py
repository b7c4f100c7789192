"""Imports: receive, split, read, resolve, check, write, settle, publish - one stage, one file.

Only `read` and `check` are pure. The job's cursor moves in the transaction that writes the data, so a
run that was killed anywhere and resumed ends in the same state as an undisturbed one (house §5).
"""
