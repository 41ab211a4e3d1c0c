"""The map page, the script that folium wrote for it, and the pins."""

from functools import lru_cache

from flask import Blueprint, Response, make_response, render_template, request

from sites.directory import Directory
from sites.mapping import MapParts, focus_bounds, map_parts, pins
from sites.web.parts import directory, finder, parts

blueprint = Blueprint("maps", __name__)
# The addresses name the release, so what they answer never changes.
_FOR_A_YEAR = "public, max-age=31536000, immutable"


@blueprint.get("/map")
def page() -> str:
    """The map; of one area with ?area=<adcode>. Without JavaScript: the list by province.

    Raises NotFoundError for a code that no area of today has.
    """
    answer = finder().area(request.args["area"]) if request.args.get("area") else None
    area = answer.choice.area if answer else None
    bounds = (
        focus_bounds(directory().sites_in(area.adcode), parts().gazetteer().fix(area.adcode))
        if area
        else None
    )
    return render_template(
        "map.html",
        map=_parts(directory()),
        focus=bounds.text() if bounds else "",
        area=area,
        path=answer.choice.path if answer else (),
        provinces=finder().provinces(),
    )


@blueprint.get("/map/<int:number>-<sha>/map.js")
def script(number: int, sha: str) -> Response:
    """What folium wrote: numbers and options only, no text of any list."""
    return _of_release(_parts(directory()).script, "text/javascript", sha)


@blueprint.get("/map/<int:number>-<sha>/pins.json")
def all_pins(number: int, sha: str) -> Response:
    """Every site that has a point: position and id, nothing else."""
    return _of_release(_pins(directory()), "application/json", sha)


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
    is_this = directory().release.sha256.startswith(sha) and len(sha) >= 10
    response.headers["Cache-Control"] = _FOR_A_YEAR if is_this else "no-store"
    return response
