"""The JSON API, version 1, and the downloads. Described by openapi.json beside this file."""

import json
from pathlib import Path
from typing import Any
from urllib.parse import quote

from flask import Blueprint, Response, jsonify, make_response

from sites.directory.answer import Choice
from sites.directory.ordering import AnswerSite
from sites.errors import BadQuestionError
from sites.exporting import sites_csv as csv_pieces
from sites.records import Fix
from sites.voice import answers
from sites.web import asked, params
from sites.web.parts import directory, finder, parts

blueprint = Blueprint("api", __name__)
_OPENAPI = Path(__file__).with_name("openapi.json")


@blueprint.get("/openapi.json")
def openapi() -> Response:
    """The description of this API (OpenAPI 3.1)."""
    return _text(_OPENAPI.read_text(encoding="utf-8"), "application/json")


@blueprint.get("/api/v1/release")
def release() -> Response:
    """Which release is live, with how many sites."""
    here = directory()
    return jsonify(answers.release_json(here.release))


@blueprint.get("/api/v1/sites")
def sites() -> Response:
    """Sites by text (nearest first from the place it names), by area, or all; a page of them."""
    query = asked.query()
    limit = params.whole_number(
        query.get("limit", params.API_LIMIT), "limit", least=1, most=params.API_MOST
    )
    offset = params.whole_number(
        query.get("offset", 0), "offset", least=0, most=params.API_MOST_OFFSET
    )
    answer = finder().sites(
        asked.question(query.get("q", "")), area=query.get("area", ""), offset=offset, limit=limit
    )
    return jsonify(
        total=answer.total,
        limit=limit,
        offset=offset,
        origin=answer.origin and _origin(answer.origin),
        sites=[_site(found) for found in answer.found],
    )


@blueprint.get("/api/v1/sites/<site_id>")
def site(site_id: str) -> Response:
    """One site."""
    return jsonify(answers.site_json(finder().site(site_id)))


@blueprint.get("/api/v1/areas/<adcode>")
def area(adcode: str) -> Response:
    """An area with counts, its parts, and the nearest sites beyond it."""
    answer = finder().area(adcode)
    fix = answer.fix
    return jsonify(
        _choice(answer.choice)
        | {
            "lat": fix.point.lat if fix else None,
            "lon": fix.point.lon if fix else None,
            "precision": fix.precision if fix else None,
            "parts": [_choice(part) for part in answer.parts],
            "nearest_beyond": [_site(found) for found in answer.beyond],
        }
    )


@blueprint.post("/api/v1/nearest")
def nearest() -> Response:
    """The nearest sites to a position, which is used and forgotten."""
    body = _body()
    limit = params.whole_number(
        body.get("limit", params.NEAREST_LIMIT), "limit", least=1, most=params.NEAREST_MOST
    )
    origin, gazetteer = params.origin(body), parts().gazetteer()
    own = next(iter(gazetteer.counties_at(origin)), None)
    township = gazetteer.township_at(origin)
    return jsonify(
        origin_area=own and answers.area_json(own, gazetteer.names(own.adcode)),
        origin_township=township and township.name,
        sites=[_site(found) for found in finder().nearest_sites(origin, limit=limit)],
    )


@blueprint.get("/sites.csv")
def sites_csv() -> Response:
    """The live release as a list that this program (and a spreadsheet) reads."""
    here = directory()
    response = _text("".join(csv_pieces(here.sites)), "text/csv")
    return _as_download(response, f"sites-{here.release.number}.csv")


@blueprint.get("/sites.geojson")
def sites_geojson() -> Response:
    """The live release as GeoJSON (WGS-84; lon before lat, as RFC 7946 wants it)."""
    here = directory()
    brought = answers.credits_of(here.sites, parts().gazetteer().brought)
    text = json.dumps(answers.geojson(here.sites, here.release, brought), ensure_ascii=False)
    response = _text(text, "application/geo+json")
    return _as_download(response, f"sites-{here.release.number}.geojson")


@blueprint.get("/sites.ndjson")
def sites_ndjson() -> Response:
    """The live release line by line as it was hashed: what `flask sites verify` reads."""
    here = directory()
    text = "".join(answers.proof_lines(here.sites, here.release))
    return _as_download(_text(text, "text/plain"), f"sites-{here.release.number}.ndjson")


def _site(found: AnswerSite) -> answers.Json:
    return answers.site_json(found.site, distance_km=found.distance_km, near=True)


def _origin(fix: Fix) -> answers.Json:
    return answers.origin_json(fix, parts().gazetteer())


def _choice(choice: Choice) -> answers.Json:
    names = parts().gazetteer().names(choice.area.adcode)
    return answers.area_json(choice.area, names) | {
        "name": choice.area.name,
        "level": choice.area.level,
        "sites": answers.counts_json(choice.counts),
    }


def _body() -> dict[str, Any]:
    body = asked.body()
    unknown = sorted(set(body) - {"lat", "lon", "limit"})
    if unknown:
        raise BadQuestionError("只收 lat、lon、limit。", asked.field_name(unknown[0], "body"))
    texts = [name for name, value in body.items() if isinstance(value, str)]
    if texts:
        raise BadQuestionError(f"{texts[0]} 要写数字，不加引号。", texts[0])
    return body


def _text(text: str, mimetype: str) -> Response:
    response = make_response(text)
    response.mimetype = mimetype
    return response


def _as_download(response: Response, name: str) -> Response:
    here = directory()
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["X-Release-SHA256"] = here.release.sha256
    response.headers["X-Release-Root"] = here.release.root
    response.headers["X-Data-Licence"] = answers.DATA_LICENCE
    if brought := answers.credits_of(here.sites, parts().gazetteer().brought):
        # A header has no Chinese: as RFC 8187 writes what has.
        response.headers["X-Data-Credits"] = f"UTF-8''{quote(' '.join(brought), safe='')}"
    return response
