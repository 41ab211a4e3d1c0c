"""For search engines: what they may read, and which pages there are, by province.

Real sites only: a demonstration stands in none of it.
"""

from collections.abc import Iterable

from flask import Blueprint, Response, current_app, render_template, url_for
from flask.typing import ResponseReturnValue

from sites.areas import Area
from sites.errors import NotFoundError
from sites.saying import mark
from sites.web.parts import absolute, directory, finder, parts

blueprint = Blueprint("crawlers", __name__)
_PAGES = ("pages.home", "pages.guide", "pages.about", "maps.page")


@blueprint.get("/robots.txt")
def robots() -> Response:
    """Everything but what programs read: a position is posted, which no crawler does. A search
    that found nothing asks by itself not to be indexed: its text may be a name."""
    text = render_template("robots.txt", sitemap=absolute(url_for("crawlers.sitemaps")))
    return Response(text, mimetype="text/plain")


@blueprint.get("/favicon.ico")
def favicon() -> Response:
    """Asked for by browsers that do not read the page's own line about it."""
    return current_app.send_static_file("favicon.ico")


@blueprint.get("/sitemap.xml")
def sitemaps() -> Response:
    """The list of site maps: the pages of no area, and one for each province with a real site."""
    provinces = [c.area.adcode for c in finder().provinces() if c.counts.published]
    addresses = [url_for("crawlers.sitemap", name=name) for name in ("pages", *provinces)]
    return _xml("sitemaps.xml", map(absolute, addresses))


@blueprint.get("/sitemaps/<name>.xml")
def sitemap(name: str) -> ResponseReturnValue:
    """The pages of a province that hold a real site: areas and sites. name: the province's code,
    or "pages". Raises NotFoundError."""
    if name == "pages":
        return _xml("sitemap.xml", (absolute(url_for(endpoint)) for endpoint in _PAGES))
    province = parts().gazetteer().get(name)
    if province is None or province.level != "province":
        raise NotFoundError(mark("没有这个地区。请从省开始选，或者搜地名。"))
    return _xml("sitemap.xml", map(absolute, _addresses(province)))


def _addresses(province: Area) -> Iterable[str]:
    areas = [province]
    for area in areas:  # grows while it is walked: from the province down
        if directory().counts(area.adcode).published:
            yield url_for("pages.area", adcode=area.adcode)
            areas += [p for p in parts().gazetteer().parts(area.adcode) if p.level != "township"]
    for site in directory().sites_in(province.adcode):
        if not site.is_demo:
            yield url_for("pages.site", site_id=site.id)


def _xml(template: str, addresses: Iterable[str]) -> Response:
    published_at = directory().release.published_at
    day = f"{published_at:%Y-%m-%d}" if published_at else ""
    text = render_template(template, addresses=addresses, day=day)
    return Response(text, mimetype="application/xml")
