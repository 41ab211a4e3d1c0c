"""The map page, the script that folium wrote for it, and the pins."""

from dataclasses import asdict
from functools import lru_cache

from flask import Blueprint, Response, jsonify, make_response, render_template, url_for

from sites.directory import Directory
from sites.mapping import MapParts, focus_bounds, map_parts, pins
from sites.voice.cards import card
from sites.voice.fixes import precision_words
from sites.voice.language import say
from sites.web import asked
from sites.web.parts import directory, finder, parts

blueprint = Blueprint("maps", __name__)
# The addresses name the release, so what they answer never changes.
_FOR_A_YEAR = "public, max-age=31536000, immutable"
_SEAL_LENGTH = 16


@blueprint.get("/map")
def page() -> str:
    """The map; of one area with ?area=<adcode>. Without JavaScript: the list by province.

    Raises NotFoundError for a code that no area of today has.
    """
    here, adcode = directory(), asked.query().get("area")
    answer = finder().area(adcode) if adcode else None
    area = answer.choice.area if answer else None
    return render_template(
        "map.html",
        map=_parts(here),
        script_url=_address("maps.script", here),
        pins_url=_address("maps.all_pins", here),
        area=area,
        focus=focus_bounds(here.sites_in(area.adcode), answer.fix) if answer and area else None,
        has_real=bool(here.release.sites.published),
        unplaced=sum(site.fix is None for site in here.sites),
        provinces=finder().provinces(),
    )


def _address(endpoint: str, here: Directory) -> str:
    return url_for(endpoint, number=here.release.number, sha=here.release.seal[:_SEAL_LENGTH])


@blueprint.get("/map/<int:number>-<sha>/map.js")
def script(number: int, sha: str) -> Response:  # noqa: ARG001 - the address names the release
    """What folium wrote: numbers and options only, no text of any list."""
    return _of_release(_parts(directory()).script, "text/javascript", sha)


@blueprint.get("/map/<int:number>-<sha>/pins.json")
def all_pins(number: int, sha: str) -> Response:  # noqa: ARG001
    """Every site that has a point: position and id, nothing else."""
    return _of_release(_pins(directory()), "application/json", sha)


@blueprint.get("/map/cards/<site_id>")
def one_card(site_id: str) -> Response:
    """What the map says of a pin after a tap, in the words of the lists.

    Raises NotFoundError for an id that is not in the live release.
    """
    site = finder().site(site_id)
    tags = [say("演示，不是真实采血点")] if site.is_demo else []
    if site.fix is None or site.fix.is_coarse:
        tags.append(precision_words(site.fix))
    return jsonify(asdict(card(site, today=parts().today())) | {"tags": tags})


@lru_cache(maxsize=1)
def _parts(here: Directory) -> MapParts:
    return map_parts(here.sites)


@lru_cache(maxsize=1)
def _pins(here: Directory) -> bytes:
    return pins(here.sites)


def _of_release(content: str | bytes, mimetype: str, sha: str) -> Response:
    response = make_response(content)
    response.mimetype = mimetype
    # A page of the last release may still ask: it gets today's pins, but must not keep them.
    is_this = directory().release.seal[:_SEAL_LENGTH] == sha
    response.headers["Cache-Control"] = _FOR_A_YEAR if is_this else "no-store"
    return response
