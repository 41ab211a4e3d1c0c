"""The map pages, the script that folium wrote for the large one, its pins and who they are."""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from functools import lru_cache
from pathlib import Path

from flask import Blueprint, Response, current_app, jsonify, make_response, render_template, url_for
from flask.typing import ResponseReturnValue

from sites.directory import Directory
from sites.directory.answer import AreaAnswer
from sites.directory.ordering import AnswerSite
from sites.errors import NotFoundError
from sites.mapping import AreaMap, Bounds, MapParts, area_map, focus_bounds, map_parts, pins, units
from sites.mapping.chart import VIEW_UNITS
from sites.mapping.street_tiles import streets
from sites.voice.cards import card
from sites.voice.fixes import precision_words
from sites.voice.language import mark, say
from sites.voice.local_names import published
from sites.voice.sections import Lists, lists
from sites.voice.sign_words import sign_words
from sites.web import asked
from sites.web.headers import allow_pictures
from sites.web.parts import directory, finder, parts

blueprint = Blueprint("maps", __name__)
# The addresses name the release, so what they answer never changes.
_FOR_A_YEAR = "public, max-age=31536000, immutable"
_SEAL_LENGTH = 16
_EVERYWHERE = "all"
_MOST_AREA_MAPS = 64  # 30 KB each


@blueprint.get("/map")
def page() -> ResponseReturnValue:
    """The map; of one area with ?area=<adcode>. Without JavaScript: the list by province.

    Raises NotFoundError for a code that no area of today has.
    """
    here, adcode = directory(), asked.query().get("area")
    answer = finder().area(adcode) if adcode else None
    if answer and not answer.parts and (drawn := _area_maps(here)(answer.choice.area.adcode)):
        return _area_page(answer, drawn)
    return _large_page(here, answer)


def _large_page(here: Directory, answer: AreaAnswer | None) -> Response:
    """The map of everything, which first shows the area of the answer."""
    area, shown = answer.choice.area if answer else None, streets(parts().settings)
    page = render_template(
        "map.html",
        streets=shown,
        page_address=_page_address(answer),
        map=_parts(here),
        script_url=_address("maps.script", here),
        pins_url=_address("maps.all_pins", here),
        units_url=_address("maps.some_units", here, province="-"),
        area=area,
        focus=_focus(answer) if answer else None,
        has_real=bool(here.release.sites.published),
        unplaced=sum(site.fix is None for site in here.sites),
        provinces=finder().provinces(),
    )
    response = make_response(page)
    allow_pictures(response, shown.origins if shown else ())
    return response


def _area_page(answer: AreaAnswer, drawn: AreaMap) -> str:
    """The light map of a county, whole without a script; its list under it."""
    return render_template(
        "area_map.html",
        answer=answer,
        map=drawn,
        view_units=VIEW_UNITS,
        sign_words=sign_words,
        lists=_in_one_list(answer, drawn),
        county=answer.choice.area,
        page_address=_page_address(answer),
    )


def _in_one_list(answer: AreaAnswer, drawn: AreaMap) -> Lists:
    beyond = {found.site.id: found for found in answer.beyond}
    told = [beyond.get(site.id) or AnswerSite(site, None) for site in drawn.sites]
    return lists([replace(each, group="here") for each in told], today=parts().today())


@lru_cache(maxsize=1)
def _area_maps(here: Directory) -> Callable[[str], AreaMap | None]:  # noqa: ARG001 - its own maps
    """The light maps of one release: a release that is gone keeps none."""
    return lru_cache(maxsize=_MOST_AREA_MAPS)(_area_map)


def _area_map(adcode: str) -> AreaMap | None:
    """None where nothing is known of where the area lies."""
    answer = finder().area(adcode)
    bounds = _focus(answer)
    if bounds is None:
        return None
    beyond = () if answer.is_served else tuple(found.site for found in answer.beyond)
    rings = parts().gazetteer().rings(adcode)
    basemap = Path(current_app.static_folder or "") / "basemap"
    return area_map(answer.own, beyond, bounds, rings, basemap)


def _page_address(answer: AreaAnswer | None) -> str:
    return url_for("maps.page", area=answer.choice.area.adcode if answer else None)


def _focus(answer: AreaAnswer) -> Bounds | None:
    box = parts().gazetteer().box(answer.choice.area.adcode)
    return focus_bounds(answer.own, answer.fix, box)


def _address(endpoint: str, here: Directory, province: str | None = None) -> str:
    seal = here.release.seal[:_SEAL_LENGTH]
    return url_for(endpoint, number=here.release.number, sha=seal, province=province)


@blueprint.get("/map/<int:number>-<sha>/map.js")
def script(number: int, sha: str) -> Response:  # noqa: ARG001 - the address names the release
    """What folium wrote: numbers and options only, no text of any list."""
    return _of_release(_parts(directory()).script, "text/javascript", sha)


@blueprint.get("/map/<int:number>-<sha>/pins.json")
def all_pins(number: int, sha: str) -> Response:  # noqa: ARG001
    """Every site that has a point: position and kind, nothing else."""
    return _of_release(_pins(directory()), "application/json", sha)


@blueprint.get("/map/<int:number>-<sha>/units/<province>.json")
def some_units(number: int, sha: str, province: str) -> Response:  # noqa: ARG001
    """Id and unit of each pin of a province ("51"); of all ("all") for a map that shows where its
    visitor is and must not tell us which province that is. In the characters of the language.

    Raises NotFoundError for a province without a pin, or for the pins of another release.
    """
    if sha != directory().release.seal[:_SEAL_LENGTH]:
        raise NotFoundError(mark("名录刚更新过。请重新打开地图。"))  # other pins, in another order
    known = _units(directory())
    if province != _EVERYWHERE and province not in known:
        raise NotFoundError(mark("没有这个省的采血点。请从省开始选。"))
    asked_for = known if province == _EVERYWHERE else {province: known[province]}
    told = ",".join(f"{json.dumps(code)}:{published(named)}" for code, named in asked_for.items())
    return _of_release(f"{{{told}}}", "application/json", sha)


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


@lru_cache(maxsize=1)
def _units(here: Directory) -> Mapping[str, str]:
    return units(here.sites)


def _of_release(content: str | bytes, mimetype: str, sha: str) -> Response:
    response = make_response(content)
    response.mimetype = mimetype
    # A page of the last release may still ask: it gets today's pins, but must not keep them.
    is_this = directory().release.seal[:_SEAL_LENGTH] == sha
    response.headers["Cache-Control"] = _FOR_A_YEAR if is_this else "no-store"
    return response
