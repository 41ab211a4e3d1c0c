"""A Transcript → what a person checks it with: a list, a review page, a workbook.

`own_columns` writes the rows in our own columns, `page` puts them with their cut-outs into one HTML
file that needs nothing else, `checked_workbook` into an xlsx file for people who live in Excel. All
three are taken by `flask sites load`; the page and the workbook bring who checked a row and when.
"""

from sites.printed.proofing.checked_workbook import list_workbook
from sites.printed.proofing.own_columns import checked_rows, list_csv
from sites.printed.proofing.page import review_page

__all__ = ["checked_rows", "list_csv", "list_workbook", "review_page"]
