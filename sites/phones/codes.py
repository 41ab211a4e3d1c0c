"""Which area codes there are on the mainland, and which are no more."""

import re

# The last digits of the codes in use, by their first three; a test holds them to the metadata
# of phonenumbers 9.0, so that a worker that only shows numbers need not read that in.
_LAST_DIGITS = (
    "031:0-9 033:5 034:9 035:0-9 037:0-79 039:1-68 041:1-25-9 042:179 043:1-9 045:1-9 046:47-9 "
    "047:0-9 048:23 051:0-9 052:37 053:0-9 054:36 055:0-9 056:1-46 057:0-9 058:0 059:1-9 "
    "063:1-35 066:0238 069:12 070:1 071:0-9 072:248 073:014-9 074:3-6 075:0-9 076:023689 077:0-9 "
    "079:0-9 081:236-8 082:5-7 083:0-9 085:14-9 087:0-9 088:36-8 089:1-8 090:1-3689 091:1-79 "
    "093:0-9 094:13 095:1-5 097:0-9 099:0-9"
)
_IN_USE = re.compile(
    "010|02[0-57-9]|"
    + "|".join(f"{start}[{last}]" for start, last in re.findall(r"(\d+):(\S+)", _LAST_DIGITS))
)

# Area codes that are no more: (the code of today, the digit that was put before the old
# seven-digit number, or "" when no source at hand gives it). Sources: Liaoning's notice on
# 024 (28 Aug 2011, Benxi 24 May 2014); Henan Daily, 26 Oct 2013, on 0378; the operators'
# table of lengthened numbers for Hunan (28 June 2009) and Chaohu (8 Dec 2012); the metadata of
# phonenumbers 9.0, in which none of these codes is valid any more.
RETIRED_CODES = {
    "0410": ("024", "7"),
    "0413": ("024", "5"),
    "0414": ("024", ""),
    "0378": ("0371", "2"),
    "0565": ("0551、0553 或 0555", ""),
    "0732": ("0731", "5"),
    "0733": ("0731", "2"),
    "0852": ("0851", ""),
    "0853": ("0851", ""),
    "0910": ("029", ""),
}


def is_in_use(area: str) -> bool:
    """Whether an area code ("028") is one of today's."""
    return _IN_USE.fullmatch(area) is not None
