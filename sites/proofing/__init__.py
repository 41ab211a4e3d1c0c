"""A Transcript → what a person checks it with: a list, a review page, a workbook.

`lists` writes the rows in our own columns, `page` puts them with their cut-outs into one HTML
file that needs nothing else, `workbook` into an xlsx file for people who live in Excel. All
three are taken by `flask sites load`; the page and the workbook bring who checked a row and when.
"""

from sites.proofing.lists import LIST_COLUMNS, list_csv
from sites.proofing.page import review_page
from sites.proofing.pictured import CutOut
from sites.proofing.workbook import list_workbook

__all__ = ["LIST_COLUMNS", "CutOut", "list_csv", "list_workbook", "review_page"]
