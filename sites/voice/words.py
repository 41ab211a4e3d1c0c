"""Small wordings in plain Chinese. Distances come in kilometres, dates as ISO 8601 texts."""

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date

from sites.areas import Area
from sites.areas.naming import full_name
from sites.records import Fix, Phone, Site, Spot

_STALE_DAYS = 365
# A county's seat lies this near to its real office in nine of ten counties (docs/gazetteer.md).
_COARSE_KM = 5.0
_DIRECTION_KM = 0.95  # from where a distance is said in kilometres
# Without 寻亲 a blood site reads as one of blood donation (献血).
BRAND = "寻亲免费采血"
WARNING = ("不要钱。谁要钱，谁是骗子。", "拿不准，打 110。")
_SHORT_BRAND = "寻亲采血"  # behind a unit's long name
_TITLE_LENGTH = 20  # characters that a share card shows (WeChat cuts longer ones)
_SPOKEN = dict(zip("0123456789转", ("零", "幺", *"二三四五六七八九转"), strict=True))
_YEAR = re.compile(r"\d{4}(?!\d)")
_PICTURE = re.compile(r".*\.(?:png|jpe?g|webp|gif|bmp|tiff?|heic|heif)", re.IGNORECASE)
# From north clockwise, an eighth of the circle each.
_DIRECTIONS = ("北", "东北", "东", "东南", "南", "西南", "西", "西北")


def distance_words(distance_km: float | None, fix: Fix | None = None) -> str:
    """「约 300 米」 below one kilometre, one decimal below ten, whole kilometres above;
    empty for None.

    fix: of the site. A place known to its county or township makes near distances vague. (One
    known only to its city has no distance at all: sites.directory.ordering.)
    """
    if distance_km is None:
        return ""
    if fix is not None and fix.is_coarse:
        return "几公里内" if distance_km < _COARSE_KM else f"约 {distance_km:.0f} 公里"
    if distance_km < 0.95:
        return f"约 {max(1, round(distance_km * 10)) * 100} 米"
    if distance_km < 9.95:
        return f"约 {distance_km:.1f} 公里"
    return f"约 {distance_km:.0f} 公里"


def way_words(distance_km: float | None, bearing_deg: float | None, fix: Fix | None) -> str:
    """「东北方向，约 12 公里」; without a direction below one kilometre, where the next street
    says more, and where the place is too vague for one.

    bearing_deg: from the visitor to the site, clockwise from north; None = not known.
    """
    distance = distance_words(distance_km, fix)
    if distance_km is None or bearing_deg is None or distance_km < _DIRECTION_KM:
        return distance
    if fix is not None and fix.is_coarse and distance_km < _COARSE_KM:
        return distance
    return f"{_DIRECTIONS[round(bearing_deg / 45.0) % 8]}方向，{distance}"


def age_tag(site: Site, today: date) -> str:
    """From when an old entry is: 「2022 年 7 月的资料」; empty for one that is not old."""
    if not is_stale(site, today):
        return ""
    latest = _latest(site)
    return f"{date_words(latest[:7])}的资料" if _YEAR.match(latest) else "资料日期不清楚"


def places_words(number: int) -> str:
    """How many sites an area has; of none, that its neighbours' are told: 0 turns people away."""
    return f"{number} 处" if number else "看附近"


def city_words(path: Sequence[Area]) -> str:
    """The city of an area as its sites share it; the province where there is none."""
    return next((area.name for area in path if area.level == "city"), path[0].name)


def area_title(path: Sequence[Area]) -> str:
    """The place first, as a shared link shows it: at most 20 characters where names allow."""
    for first in (1 if len(path) > 1 else 0, len(path) - 1):
        title = full_name(path[first:]) + BRAND
        if len(title) <= _TITLE_LENGTH:
            return title
    return title


def site_title(site: Site) -> str:
    """The place first, then the unit; a unit that names its place already is not told twice."""
    place = site.county or site.city or site.province
    # Not its short name: the 市中 of 市中区 is none, and still tells where a unit is.
    short = place[:-1] if len(place) > 2 else place
    title = site.unit if short in site.unit else place + site.unit
    return title + (BRAND if len(title) + len(BRAND) <= _TITLE_LENGTH else _SHORT_BRAND)


def no_hours_words(*, can_call: bool) -> str:
    """What stands for hours that nobody published."""
    return f"时间没有公布，请先打{'电话' if can_call else ' 110 '}问"


def real_near_words(nearest_real_km: float | None) -> str:
    """What is said where no real site is near. None: none is known at all."""
    if nearest_real_km is None:
        return "还没有已知的真实采血点"
    return f"最近的真实采血点在{distance_words(nearest_real_km)}外"


def date_words(text: str) -> str:
    """「2022 年 7 月 4 日」 of 2022-07-04, 「2021 年」 of 2021; another text stays as it is."""
    found = re.fullmatch(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", text)
    if not found:
        return text
    year, month, day = found.groups()
    words = f"{year} 年"
    if month:
        words += f" {int(month)} 月"
    if day:
        words += f" {int(day)} 日"
    return words


def shortened(text: str, most: int) -> str:
    """The text, or its beginning with … at the end, in at most so many characters."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def spot_words(spots: Sequence[Spot]) -> str:
    """「图片 03.png 第 12、13 行」: where in the source a site is printed; empty when not said."""
    rows: dict[str, list[str]] = {}
    for spot in spots:
        rows.setdefault(spot.picture, []).extend([str(spot.row)] if spot.row else [])
    return "；".join(_spot_words(picture, numbers) for picture, numbers in rows.items())


def _spot_words(picture: str, numbers: Sequence[str]) -> str:
    name = f"图片 {picture}" if _PICTURE.fullmatch(picture) else picture
    return f"{name} 第 {'、'.join(numbers)} 行" if numbers else name


def check_words(site: Site) -> str:
    """Who checked the site when, and against what; empty when nobody did."""
    day = date_words(site.checked_on)
    who = f"（{site.checked_by}）" if site.checked_by else ""
    if site.is_compared:
        return f"{day}照原文核对过文字{who}".strip()
    return f"{day or '核对过'}{who}" if day or who else ""


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


def area_words(site: Site) -> str:
    """「四川省成都市武侯区」"""
    return "".join(name for name in (site.province, site.city, site.county) if name)
