"""The plan of the house: docs/architecture.md says it; this package reads the page and the code.

`imports` reads what every module imports, `page` the levels and homes of the plan, `faults` finds
where the two differ; `drawing` draws the rooms, and `python -m tools.plan` (`make plan`) writes
that drawing into the page. `walks` runs the house and counts the ways through it.
"""
