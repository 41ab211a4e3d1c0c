"""An upright page → tables of cells, nothing lost.

`arrange` straightens what tilt is left (`tilt`), takes a drawn grid as it is (`grids`,
`ruled`) and finds columns and rows by the print alone where there is none (`unlined`: `edges`,
`rowing`, `merging`, `sides`). `drafts` makes the lines.
"""

from sites.printed.arranging.zones import arrange

__all__ = ["arrange"]
