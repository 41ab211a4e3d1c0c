"""Which area codes there are on the mainland, and which are no more."""

import re
from dataclasses import dataclass

# How an area code is printed.
AREA = r"0(?:10|2[0-9]|[3-9][0-9]{2})"

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


@dataclass(frozen=True, slots=True)
class Retired:
    """An area code that is no more.

    now: the codes of today. digits: of each of them the digit that was put before the old
    seven-digit number; empty where no source gives it, so that nothing is made up.
    """

    now: tuple[str, ...]
    digits: tuple[str, ...]


# The sources: (1) Henan Daily, 26 October 2013. (2) Liaoning's communications administration on
# 024: Fushun and Tieling 28 August 2011, Benxi 24 May 2014. (3) The operators' table of lengthened
# numbers: Suzhou 20 April 2002, Hainan 1 September 2003, Hunan 28 June 2009, Chaohu and Lujiang
# 8 December 2012; Wuwei went to Wuhu and Hanshan and Hexian to Ma'anshan in 2011. (4) Phonenumbers
# 8.0.0 (2016) has 0634 for Laiwu, 9.0 no longer; Laiwu joined Jinan in January 2019. (5) Notes on
# Chongqing's direct rule, 8 March 1997. (6) The three cities' notice of 20 December 2014, as the
# forum xzqh.info has it. (7) Wikipedia, "Telephone numbers in China". (8) Pages on 029 since the
# cities' merger of September 2006; all seven numbers of Xianyang in a published list begin with 3.
# The year is that in which the code ended, where a source at hand says it.
RETIRED_CODES = {
    "0378": Retired(("0371",), ("2",)),  # Kaifeng, 2013 (1)
    "0410": Retired(("024",), ("7",)),  # Tieling, 2011 (2)
    "0413": Retired(("024",), ("5",)),  # Fushun, 2011 (2)
    "0414": Retired(("024",), ("",)),  # Benxi, 2014 (2)
    "0520": Retired(("0512",), ("",)),  # Changshu and its neighbours, 2002 (3)
    "0565": Retired(("0551", "0553", "0555"), ("8", "", "")),  # Chaohu, 2012 (3)
    "0634": Retired(("0531",), ("",)),  # Laiwu, 2019 (4)
    "0732": Retired(("0731",), ("5",)),  # Xiangtan, 2009 (3)
    "0733": Retired(("0731",), ("2",)),  # Zhuzhou, 2009 (3)
    "0811": Retired(("023",), ("",)),  # Chongqing, 1997 (5)
    "0852": Retired(("0851",), ("2",)),  # Zunyi, 2014 (6)
    "0853": Retired(("0851",), ("3",)),  # Anshun, 2014 (6)
    "0881": Retired(("0871",), ("",)),  # Dongchuan (7)
    "0890": Retired(("0898",), ("2",)),  # Danzhou, 2003 (3)
    "0899": Retired(("0898",), ("8",)),  # Sanya, 2003 (3)
    "0910": Retired(("029",), ("3",)),  # Xianyang, 2006 (8)
}


def is_in_use(area: str) -> bool:
    """Whether an area code ("028") is one of today's."""
    return _IN_USE.fullmatch(area) is not None


def codes_today(area: str) -> tuple[str, ...]:
    """The area codes that serve where a retired one did; of any other code itself."""
    return RETIRED_CODES[area].now if area in RETIRED_CODES else (area,)


def successor(area: str, local: str, place: str | None) -> tuple[str, str] | None:
    """Code and local number of today for one behind a retired code; None where no source says.

    local: seven digits. place: the code that is due, which chooses among several successors.
    """
    retired = RETIRED_CODES.get(area)
    if retired is None or len(local) != 7 or not "2" <= local[0] <= "8":
        return None
    now = retired.now.index(place) if place in retired.now else 0
    if len(retired.now) > 1 and place not in retired.now:
        return None
    digit = retired.digits[now]
    return (retired.now[now], digit + local) if digit else None
