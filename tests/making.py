"""Sites with plain defaults: a test states only what it is about."""

from dataclasses import replace
from typing import Any

from sites.geo import Point
from sites.records import Fix, Phone, Site, Source

SOURCE = Source("演示名单（测试用）", "https://example.org/list", "2022-07-04")
DEFAULT = Site(
    id="testsite",
    unit="测试县公安局刑侦大队",
    adcode="510107",
    province="四川省",
    city="成都市",
    county="武侯区",
    address="测试路 1 号",
    phones=(Phone("028-86400000", "02886400000", "landline"),),
    hours="",
    fix=Fix(Point(30.642, 104.0434), "exact", "given", "510107"),
    status="published",
    source=SOURCE,
    checked_on="",
    notes="",
)


def make_site(site_id: str = "testsite", *, at: Point | None = None, **changes: Any) -> Site:
    """A real-looking site that only tests see; `at` moves its exact point."""
    if at is not None:
        changes["fix"] = Fix(at, "exact", "given", changes.get("adcode", DEFAULT.adcode))
    return replace(DEFAULT, id=site_id, **changes)


def make_demo(site_id: str = "demosite", **changes: Any) -> Site:
    """A demonstration site as truth rule 3 wants it."""
    return make_site(
        site_id,
        **{
            "unit": "武侯区演示采血点 1",
            "address": "演示路 1 号",
            "phones": (Phone("028-00000001", None, "landline"),),
            "status": "demo",
            "source": None,
        }
        | changes,
    )
