"""A cell of phone numbers as people write it → Phones, and what is dialled for each.

A worker that shows numbers reads in what is dialled (`deriving`), not how cells are read
(`phone_cells`): that takes 0.05 s.
"""
