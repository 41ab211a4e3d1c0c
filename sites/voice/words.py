"""Small wordings in plain words. Distances come in kilometres, dates as ISO 8601 texts."""

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date

from sites.areas import Area
from sites.records import Fix, Phone, Site, Spot
from sites.voice.language import ENGLISH, mark, say, say_count, spoken
from sites.voice.local_names import place, place_path, published, site_area

_STALE_DAYS = 365
# A county's seat lies this near to its real office in nine of ten counties (docs/gazetteer.md).
_COARSE_KM = 5.0
_DIRECTION_KM = 0.95  # from where a distance is said in kilometres
# Without 寻亲 a blood site reads as one of blood donation (献血).
BRAND = mark("寻亲免费采血")
WARNING = (mark("不要钱。谁要钱，谁是骗子。"), mark("拿不准，打 110。"))
_TITLE_LENGTH = 20  # characters that a share card shows (WeChat cuts longer ones)
_SPOKEN = dict(zip("0123456789转", ("零", "幺", *"二三四五六七八九转"), strict=True))
_YEAR = re.compile(r"\d{4}(?!\d)")
_PICTURE = re.compile(r".*\.(?:png|jpe?g|webp|gif|bmp|tiff?|heic|heif)", re.IGNORECASE)
# From north clockwise, an eighth of the circle each.
_WAYS = (
    mark("北边，%(distance)s"), mark("东北方向，%(distance)s"),
    mark("东边，%(distance)s"), mark("东南方向，%(distance)s"),
    mark("南边，%(distance)s"), mark("西南方向，%(distance)s"),
    mark("西边，%(distance)s"), mark("西北方向，%(distance)s"),
)  # fmt: skip
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
# (compared with the print, a day is known, a person is known) → the sentence.
_CHECKS = {
    (True, True, True): mark("%(day)s照原文核对过文字（%(who)s）"),
    (True, True, False): mark("%(day)s照原文核对过文字"),
    (True, False, True): mark("照原文核对过文字（%(who)s）"),
    (True, False, False): mark("照原文核对过文字"),
    (False, True, True): mark("%(day)s（%(who)s）"),
    (False, True, False): mark("%(day)s"),
    (False, False, True): mark("核对过（%(who)s）"),
}


def distance_words(distance_km: float | None, fix: Fix | None = None) -> str:
    """「约 300 米」 below one kilometre, one decimal below ten, whole kilometres above;
    empty for None.

    fix: of the site. A place known to its county or township makes near distances vague. (One
    known only to its city has no distance at all: sites.directory.ordering.)
    """
    if distance_km is None:
        return ""
    if fix is not None and fix.is_coarse:
        return say("几公里内") if distance_km < _COARSE_KM else _kilometres(distance_km, ".0f")
    if distance_km < 0.95:
        return say("约 %(number)s 米", number=max(1, round(distance_km * 10)) * 100)
    return _kilometres(distance_km, ".1f" if distance_km < 9.95 else ".0f")


def _kilometres(distance_km: float, form: str) -> str:
    return say("约 %(number)s 公里", number=format(distance_km, form))


def way_words(distance_km: float | None, bearing_deg: float | None, fix: Fix | None) -> str:
    """「东北方向，约 12 公里」, 「西边，约 12 公里」; without a direction below one kilometre,
    where the next street says more, and where the place is too vague for one.

    bearing_deg: from the visitor to the site, clockwise from north; None = not known.
    """
    distance = distance_words(distance_km, fix)
    if distance_km is None or bearing_deg is None or distance_km < _DIRECTION_KM:
        return distance
    if fix is not None and fix.is_coarse and distance_km < _COARSE_KM:
        return distance
    return say(_WAYS[round(bearing_deg / 45.0) % 8], distance=distance)


def age_tag(site: Site, today: date) -> str:
    """From when an old entry is: 「2022 年 7 月的资料」; empty for one that is not old."""
    if not is_stale(site, today):
        return ""
    latest = _latest(site)
    if not _YEAR.match(latest):
        return say("资料日期不清楚")
    return say("%(month)s的资料", month=date_words(latest[:7]))


def places_words(number: int) -> str:
    """How many sites an area has; of none, that its neighbours' are told: 0 turns people away."""
    return say_count("%(n)s 处", number) if number else say("看附近")


def city_words(path: Sequence[Area]) -> str:
    """The city of an area as its sites share it; the province where there is none."""
    return place(next((area for area in path if area.level == "city"), path[0]))


def area_title(path: Sequence[Area]) -> str:
    """The place first, as a shared link shows it: at most 20 characters where names allow."""
    for first in (1 if len(path) > 1 else 0, len(path) - 1):
        title = say("%(place)s寻亲免费采血", place=place_path(path[first:]))
        if len(title) <= _TITLE_LENGTH:
            return title
    return title


def site_title(site: Site) -> str:
    """The place first, then the unit; a unit that names its place already is not told twice. In
    English the unit, which people there read, then the place."""
    if spoken() is ENGLISH:
        return say("%(unit)s寻亲免费采血", unit=" · ".join((site.unit, site_area(site))))
    lowest = site.county or site.city or site.province
    # Not its short name: the 市中 of 市中区 is none, and still tells where a unit is.
    short = lowest[:-1] if len(lowest) > 2 else lowest
    unit = published(site.unit if short in site.unit else lowest + site.unit)
    if len(unit) + len(BRAND) <= _TITLE_LENGTH:
        return say("%(unit)s寻亲免费采血", unit=unit)
    return say("%(unit)s寻亲采血", unit=unit)


def no_hours_words(*, can_call: bool) -> str:
    """What stands for hours that nobody published."""
    if can_call:
        return say("时间没有公布，请先打电话问")
    return say("时间没有公布，请先打 110 问")


def real_near_words(nearest_real_km: float | None) -> str:
    """What is said where no real site is near. None: none is known at all."""
    if nearest_real_km is None:
        return say("还没有已知的真实采血点")
    return say("最近的真实采血点在%(distance)s外", distance=distance_words(nearest_real_km))


def date_words(text: str) -> str:
    """「2022 年 7 月 4 日」 of 2022-07-04, 「2021 年」 of 2021; in English 4 July 2022. Another
    text stays as it is."""
    found = re.fullmatch(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", text)
    if not found:
        return text
    year, month, day = found.groups()
    if spoken() is ENGLISH:
        return " ".join(filter(None, (str(int(day or 0) or ""), _month(month), year)))
    words = f"{year} 年"
    if month:
        words += f" {int(month)} 月"
    if day:
        words += f" {int(day)} 日"
    return words


def day_words(day: date) -> str:
    """The day without its year: 「7 月 4 日」, 4 July."""
    if spoken() is ENGLISH:
        return f"{day.day} {_MONTHS[day.month - 1]}"
    return f"{day.month} 月 {day.day} 日"


def _month(month: str | None) -> str:
    """Its English name; the number where there is no such month, empty for None."""
    number = int(month or 0)
    return _MONTHS[number - 1] if 1 <= number <= 12 else month or ""


def shortened(text: str, most: int) -> str:
    """The text, or its beginning with … at the end, in at most so many characters."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def spot_words(spots: Sequence[Spot]) -> str:
    """「图片 03.png 第 12、13 行」: where in the source a site is printed; empty when not said."""
    rows: dict[str, list[str]] = {}
    for spot in spots:
        rows.setdefault(spot.picture, []).extend([str(spot.row)] if spot.row else [])
    return say("；").join(_spot_words(picture, numbers) for picture, numbers in rows.items())


def _spot_words(picture: str, numbers: Sequence[str]) -> str:
    name = say("图片 %(name)s", name=picture) if _PICTURE.fullmatch(picture) else picture
    if not numbers:
        return name
    return say("%(document)s 第 %(rows)s 行", document=name, rows=say("、").join(numbers))


def check_words(site: Site) -> str:
    """Who checked the site when, and against what; empty when nobody did."""
    day, who = date_words(site.checked_on), site.checked_by
    wording = _CHECKS.get((site.is_compared, bool(day), bool(who)))
    return say(wording, day=day, who=who) if wording else ""


def is_stale(site: Site, today: date) -> bool:
    """Whether nobody has checked a real site for more than 12 months (its publication counts
    as a check, a comparison with the print does not; an unknown date counts as old)."""
    if site.is_demo:
        return False
    return (today - _last_day(_latest(site))).days > _STALE_DAYS


def _latest(site: Site) -> str:
    """When the site was last checked or published, as it is written; a comparison with the print
    is no check."""
    checked_on = "" if site.is_compared else site.checked_on
    return max(checked_on, site.source.published_on if site.source else "")


def _last_day(text: str) -> date:
    """The latest day that a partial date can mean; day one of our era when it says nothing."""
    year, month, day = ([int(part) for part in re.findall(r"\d+", text)] + [0, 0, 0])[:3]
    month = month or 12
    try:
        return date(year, month, day or monthrange(year, month)[1])
    except ValueError:
        return date.min


def spoken_words(site: Site, address: str) -> str:
    """What is read aloud of a site: unit, address, then each number that can be dialled, digit by
    digit (一 as 幺, as numbers are said on the telephone)."""
    said = [site.unit, address]
    if site.is_demo:
        return "。".join(["这是演示，不是真实采血点", *said])
    numbers = [phone.text for phone in site.phones if phone.tel]
    said += ["电话 " + " ".join(_SPOKEN.get(sign, "，") for sign in text) for text in numbers]
    return "。".join(said)


def phone_words(phone: Phone) -> str:
    """The number in groups that can be read aloud: 「028-8640 7110」, 「138 0013 8000」,
    「400 888 0003」."""
    return re.sub(r"(?<!\d)\d{7,11}(?!\d)", _grouped, phone.text)


def _grouped(found: re.Match[str]) -> str:
    digits = found.group()
    if len(digits) == 11:
        return f"{digits[:3]} {digits[3:7]} {digits[7:]}"
    if len(digits) == 10:  # 400 and 800 numbers
        return f"{digits[:3]} {digits[3:6]} {digits[6:]}"
    return f"{digits[:-4]} {digits[-4:]}"
