"""What is passed on of a site or an area: the picture to forward, the small picture for link cards,
the notice to print. Drawn once for each leaflet; its ETag is that of every page."""

from flask import Blueprint, Response, make_response, render_template, url_for
from flask.typing import ResponseReturnValue

from sites.leaflets.leaflet import Leaflet
from sites.voice.passing_on import area_leaflet, site_leaflet, strips
from sites.web.moved import moved
from sites.web.parts import absolute, finder, parts

blueprint = Blueprint("leaflets", __name__)
# A picture shows a few; more than this is no notice for a board but the list itself.
_ON_A_PICTURE, _ON_A_NOTICE = 3, 60


@blueprint.get("/sites/<site_id>/card.png")
def site_card(site_id: str) -> ResponseReturnValue:
    """A picture of a site to forward, 1080 pixels wide. Raises NotFoundError."""
    return _poster(_of_site(site_id))


@blueprint.get("/sites/<site_id>/share.png")
def site_share(site_id: str) -> ResponseReturnValue:
    """The picture beside a site's link, 300 by 300 pixels. Raises NotFoundError."""
    return _thumbnail(_of_site(site_id))


@blueprint.get("/sites/<site_id>/notice")
def site_notice(site_id: str) -> ResponseReturnValue:
    """A page about one site, to print. Raises NotFoundError."""
    return _notice(_of_site(site_id))


@blueprint.get("/areas/<adcode>/card.png")
def area_card(adcode: str) -> ResponseReturnValue:
    """A picture of an area to forward, 1080 pixels wide. Raises NotFoundError."""
    return moved(adcode) or _poster(_of_area(adcode, _ON_A_PICTURE))


@blueprint.get("/areas/<adcode>/share.png")
def area_share(adcode: str) -> ResponseReturnValue:
    """The picture beside an area's link, 300 by 300 pixels. Raises NotFoundError."""
    return moved(adcode) or _thumbnail(_of_area(adcode, _ON_A_PICTURE))


@blueprint.get("/areas/<adcode>/notice")
def area_notice(adcode: str) -> ResponseReturnValue:
    """Pages about an area's sites, to print. Raises NotFoundError."""
    return moved(adcode) or _notice(_of_area(adcode, _ON_A_NOTICE))


def _of_site(site_id: str) -> Leaflet:
    site = finder().site(site_id)
    url = absolute(url_for("pages.site", site_id=site_id))
    return site_leaflet(site, url=url, today=parts().today())


def _of_area(adcode: str, most: int) -> Leaflet:
    answer = finder().area(adcode)
    url = absolute(url_for("pages.area", adcode=adcode))
    return area_leaflet(answer, url=url, today=parts().today(), most=most)


def _poster(leaflet: Leaflet) -> Response:
    from sites.leaflets.poster import poster  # noqa: PLC0415  # weight: Pillow, 10 ms

    return _picture(poster(leaflet))


def _thumbnail(leaflet: Leaflet) -> Response:
    from sites.leaflets.thumbnail import thumbnail  # noqa: PLC0415  # weight: as above

    return _picture(thumbnail(leaflet))


def _picture(drawn: bytes) -> Response:
    response = make_response(drawn)
    response.mimetype = "image/png"
    return response


def _notice(leaflet: Leaflet) -> str:
    from sites.leaflets.qr_code import qr_svg  # noqa: PLC0415  # weight: as above

    return render_template(
        "notice.html",
        leaflet=leaflet,
        strips=strips(leaflet),
        qr=qr_svg(leaflet.url),
    )
