"""The wing of printed lists: what `flask sites read` needs and a server never does.

`pictures` reads pages, `arranging` finds their tables, `working` makes rows of them and keeps
what was read, `doubting` doubts the rows, `proofing` makes what a person checks them with.
"""
