"""What the tags of OpenStreetMap say a thing is, and what it is called.

Keys and values as the OpenStreetMap wiki has them (Map features, Key:addr, Multilingual names,
China tagging); townships have admin_level 8 in China.
"""

import re
from collections.abc import Iterator, Mapping

from sites.areas.place_rows import Kind
from sites.locating.brought.naming_places import chinese_names, station_names

Tags = Mapping[str, str]

TOWNSHIP_LEVEL = "8"
# A thing without one of these has nothing that an address could name.
NAMING_KEYS = ("name", "name:zh", "addr:housenumber")

_NAME_KEYS = ("name", "alt_name", "old_name", "official_name")
_LANGUAGES = ("", ":zh", ":zh-Hans", ":zh-Hant")
_KEYS = tuple(key + language for key in _NAME_KEYS for language in _LANGUAGES)
# Languages written in the regions: Uyghur, Tibetan, Mongolian, Kazakh, Kyrgyz, Korean, Yi, Zhuang.
_LOCAL_KEYS = tuple(f"name:{each}" for each in ("ug", "bo", "mn", "kk", "ky", "ko", "ii", "za"))
_OTHER_SCRIPT = re.compile("[\u0600-\u06ff\u0f00-\u0fff\u1800-\u18af\ua000-\ua4cf\uac00-\ud7af]")

_NO_ROADS = {"bus_stop", "proposed", "construction", "platform", "services", "rest_area", "steps"}
_PLACES: Mapping[str, Kind] = {
    "town": "township",
    "suburb": "township",
    "township": "township",
    "village": "village",
    "hamlet": "village",
    "isolated_dwelling": "village",
    "neighbourhood": "estate",
    "quarter": "estate",
    "square": "office",
}
# Public buildings, and what addresses say they lie beside (火车站对面, 人民医院旁).
_OFFICES: Mapping[str, set[str]] = {
    "amenity": {
        *("police", "townhall", "hospital", "clinic", "school", "college", "university"),
        *("kindergarten", "marketplace", "bus_station", "courthouse", "community_centre"),
        *("library", "social_facility", "post_office"),
    },
    "office": {"government"},
    "healthcare": {"hospital", "clinic", "centre"},
    "shop": {"mall", "department_store"},
    "leisure": {"park", "stadium"},
    "railway": {"station", "halt"},
    "public_transport": {"station"},
}
_ESTATES: Mapping[str, set[str]] = {
    "landuse": {"residential"},
    "building": {"residential", "apartments"},
}
_LONGEST = 255  # characters of a value, as OpenStreetMap has it; a file may hold what it likes
_STATIONS = ("railway", "public_transport")
_ROAD_KEYS = ("addr:street", "addr:place")
_NUMBER = re.compile("(?:(?:[甲乙丙丁]|[0-9]{1,4}-)?[0-9]{1,5}(?:-[0-9]{1,4})?)号?")
_VILLAGE_END = re.compile("(?:社区|居委会|村)$")


def kind_of(tags: Tags) -> Kind | None:
    """What a thing is by its tags alone, house numbers aside; None for what no address names."""
    if "highway" in tags:
        return None if tags["highway"] in _NO_ROADS else "road"
    if tags.get("boundary") == "administrative":
        return "boundary" if tags.get("admin_level") == TOWNSHIP_LEVEL else None
    if kind := _PLACES.get(tags.get("place", "")):
        is_village = kind == "estate" and _VILLAGE_END.search(tags.get("name", ""))
        return "village" if is_village else kind
    if _has_one_of(tags, _OFFICES):
        return "office"
    return "estate" if _has_one_of(tags, _ESTATES) else None


def _has_one_of(tags: Tags, table: Mapping[str, set[str]]) -> bool:
    return any(tags.get(key) in values for key, values in table.items())


def names_of(tags: Tags) -> tuple[str, ...]:
    """Its Chinese names, other and former ones too, in simplified characters; of a railway station
    as addresses have them. Empty for a thing that has none."""
    names = chinese_names(tags[key][:_LONGEST] for key in _KEYS if key in tags)
    if any(tags.get(key) in _OFFICES[key] for key in _STATIONS):
        return tuple(dict.fromkeys(each for name in names for each in station_names(name)))
    return names


def local_name(tags: Tags) -> str:
    """Its name in the region's own script or language; empty where the map has none."""
    values = [tags[key] for key in _LOCAL_KEYS if key in tags]
    if _OTHER_SCRIPT.search(name := tags.get("name", "")):
        values.append(name)
    return next((" ".join(value.split())[:_LONGEST] for value in values), "")


def house_names(tags: Tags) -> Iterator[str]:
    """「人民路12号」 for each road that its address names; none where its number is no number."""
    number = tags.get("addr:housenumber", "")[:_LONGEST].replace(" ", "")
    if not _NUMBER.fullmatch(number):
        return
    for road in chinese_names(tags.get(key, "")[:_LONGEST] for key in _ROAD_KEYS):
        yield f"{road}{number.removesuffix('号')}号"
