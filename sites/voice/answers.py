"""Records as the API answers them. The one place where GeoJSON turns lat, lon into lon, lat."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sites.areas import Area, Gazetteer, Names
from sites.areas.codes import county_of
from sites.areas.place_rows import PlaceSource
from sites.directory.answer import Choice
from sites.records import Fix, Release, Site, SiteCounts, Source
from sites.store.leaves import leaves_of
from sites.store.statements import statement_of
from sites.voice import words
from sites.voice.language import ENGLISH, spoken
from sites.voice.links import source_link
from sites.voice.local_names import place, place_path

Json = dict[str, Any]

# What the points and lines of a download rest on, beside the source that each row names.
DATA_LICENCE = (
    "Each site names its source. Coordinates are derived from OpenStreetMap (ODbL 1.0) and "
    "GeoNames (CC BY 4.0). Demonstration rows (status=demo) are not real sites."
)


def site_json(site: Site, *, distance_km: float | None = None, near: bool = False) -> Json:
    """A site in the public contract's shape. lat, lon: WGS-84 or null; tel: null when it must
    not be dialled. near: also tell distance_km (null when the site has no point)."""
    fix, source = site.fix, site.source
    answer: Json = {
        "id": site.id,
        "unit": site.unit,
        "area": {
            "adcode": site.adcode,
            "province": site.province,
            "city": site.city,
            "county": site.county,
        },
        "address": site.address,
        "phones": [
            {"text": phone.text, "tel": None if site.is_demo else phone.tel, "kind": phone.kind}
            for phone in site.phones
        ],
        "hours": site.hours or None,
        "lat": fix.point.lat if fix else None,
        "lon": fix.point.lon if fix else None,
        "precision": fix.precision if fix else None,
        "status": site.status,
        "source": source and _source_json(source),
        "checked_on": site.checked_on or None,
        "checked_by": site.checked_by or None,
    }
    if near:
        answer["distance_km"] = None if distance_km is None else round(distance_km, 3)
    return answer


def _source_json(source: Source) -> Json:
    return {
        "title": source.title,
        "url": source_link(source) or None,
        "published_on": source.published_on,
        "place": words.spot_words(source.spots) or None,
        "spots": [
            {"picture": spot.picture, "row": spot.row, "box": spot.box and list(spot.box.sides)}
            for spot in source.spots
        ],
    }


def area_json(area: Area, names: Names) -> Json:
    """An area as an origin or a part: code and the three names (null where there is none)."""
    return {
        "adcode": area.adcode,
        "province": names.province,
        "city": names.city,
        "county": names.county,
    }


def origin_json(fix: Fix, gazetteer: Gazetteer) -> Json:
    """From where distances are told: WGS-84, how exactly that is known, and of what. name: of the
    street, house, village or office that the text names; null where it is the area's own point.
    area: in which it was looked for, by the code of its county (or city)."""
    area, names = gazetteer.get(fix.adcode), gazetteer.names(fix.adcode)
    return {
        "lat": fix.point.lat,
        "lon": fix.point.lon,
        "precision": fix.precision,
        "name": fix.matched or None,
        "area": {
            "adcode": county_of(fix.adcode),
            "province": names.province,
            "city": names.city,
            "county": names.county,
        },
        "township": area.name if area and area.level == "township" else None,
    }


def counts_json(counts: SiteCounts) -> Json:
    """How many sites, real and demonstration."""
    return {"total": counts.total, "published": counts.published, "demo": counts.demo}


def offer_json(choice: Choice) -> Json:
    """An area to choose while its name is typed, in the language that is spoken. path: what it
    lies in; sites: null for a township, whose sites are counted by county; words: the same for
    people. A township has Chinese names only, by which it is searched for."""
    *above, area = choice.path
    is_township = area.level == "township"
    is_named = not (is_township and spoken() is ENGLISH)
    return {
        "name": place(area),
        "path": place_path(above, " ") if is_named else " ".join(each.name for each in above),
        "adcode": area.adcode,
        "sites": None if is_township else choice.counts.total,
        "words": "" if is_township else words.places_words(choice.counts.total),
    }


def release_json(release: Release) -> Json:
    """The live release; published_at in UTC, null while staged. signature: of the statement that
    number, created_at, total, sha256 and root make (docs/store.md); null where it bears none."""
    published_at = release.published_at
    return {
        "number": release.number,
        "created_at": statement_of(release).created_at,
        "published_at": published_at.isoformat() if published_at else None,
        "sites": counts_json(release.sites),
        "sha256": release.sha256,
        "root": release.root,
        "signature": release.signature or None,
    }


def proof_lines(sites: Iterable[Site], release: Release) -> Iterator[str]:
    """The release as whoever proves it wants it: its record, then each site as it was hashed."""
    yield json.dumps(release_json(release), ensure_ascii=False) + "\n"
    for leaf in leaves_of(sites):
        yield leaf + "\n"


def credits_of(sites: Iterable[Site], brought: Iterable[PlaceSource]) -> tuple[str, ...]:
    """Who made the places that a deployment brought, of the kinds by which a site has its point."""
    methods = {site.fix.method for site in sites if site.fix}
    return tuple(dict.fromkeys(each.credit for each in brought if each.kind in methods))


def geojson(sites: Iterable[Site], release: Release, brought: Sequence[str] = ()) -> Json:
    """A FeatureCollection (RFC 7946) of the sites; geometry null where no point is known. brought:
    who made the places of the deployment's own, beside those of DATA_LICENCE."""
    return {
        "type": "FeatureCollection",
        "release": release.number,
        "sha256": release.sha256,
        "root": release.root,
        "licence": " ".join((DATA_LICENCE, *brought)),
        "features": [
            {
                "type": "Feature",
                "id": site.id,
                "geometry": site.fix
                and {"type": "Point", "coordinates": [site.fix.point.lon, site.fix.point.lat]},
                "properties": site_json(site),
            }
            for site in sites
        ],
    }


def error_json(code: str, message: str, field: str | None = None) -> Json:
    """The one error shape of the API."""
    return {"error": {"code": code, "message": message, "field": field}}
