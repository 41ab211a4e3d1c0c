"""The columns of our lists: their names and order in files, and what each is called in Chinese."""

from collections.abc import Mapping

# The columns of data/sites.csv, in order; the words by which a Row names its cells.
COLUMNS = (
    "site_id", "unit", "province", "city", "county", "address", "phone", "hours",
    "lat", "lon", "datum", "status", "source_title", "source_url", "published_on",
    "checked_on", "notes",
)  # fmt: skip
# An export says how exact each point is, so that reading it back does not turn the seat of a
# county into a door; and where in its source each site is printed, and who compared the two.
EXPORT_COLUMNS = (
    *COLUMNS, "precision", "picture", "picture_row", "picture_box", "checked_by",
)  # fmt: skip
# A published release also says by which code, kinds of numbers and method: what its fingerprint
# covers can be computed from the file alone. Nothing of it is read back.
RELEASE_COLUMNS = (
    *EXPORT_COLUMNS, "adcode", "phone_kinds", "method", "fix_adcode", "matched",
)  # fmt: skip
# A list read from pictures also says what is doubtful in a row; that ends with a person's check.
READ_COLUMNS = (*EXPORT_COLUMNS, "doubts")

# What people read for a column, wherever it is named: on the command line, in doubts and advice,
# on the page to check a list with, in the header of its workbook.
COLUMN_WORDS: Mapping[str, str] = {
    "site_id": "站点编号",  # 编号 over a column is a running number
    "unit": "单位",
    "province": "省",
    "city": "市",
    "county": "区县",
    "address": "地址",
    "phone": "电话",
    "hours": "时间",
    "lat": "纬度",
    "lon": "经度",
    "datum": "坐标系",
    "status": "状态",
    "source_title": "出处标题",
    "source_url": "出处网址",
    "published_on": "公布日期",
    "checked_on": "核对日期",
    "notes": "备注",
    "picture": "图片",
    "picture_row": "图片行",
    "picture_box": "图片位置",
    "checked_by": "核对人",
    "doubts": "疑问",
}
