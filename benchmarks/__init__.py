"""Speed and size of the whole program, as one table: `python -m benchmarks` (`make benchmark`).

Every figure stands beside its gate and, where there is one, beside the plain way of doing the
same thing, timed in the same run: machines and their neighbours differ, ratios hardly do.
"""
