"""Ours beside the packages that read Chinese addresses: `python -m benchmarks.rivals`.

Every package answers the same texts in the same run, each in a process and a virtual environment
of its own under build/rivals. None of them is a dependency of the program.
"""
