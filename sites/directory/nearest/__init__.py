"""A point → the nearest sites by geodesic distance on WGS-84, in memory and exact.

How it stays exact and quick: a straight line through the Earth (a *chord*) between two points of
the ellipsoid fixes their geodesic distance to within a bound that can be proved (`shortest_km`,
`longest_km`). So chords choose the candidates, and chords alone rank them whenever the bounds of
two candidates do not overlap. Only where they do is a true geodesic computed (geographiclib).

Sites at one coordinate (a county's seat stands for many coarse addresses) are one *place*: it is
measured once, and its sites follow in id order.
"""

from sites.directory.nearest.ranking import Nearest

__all__ = ["Nearest"]
