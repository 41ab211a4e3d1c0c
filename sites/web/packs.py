"""What a phone keeps for a time without network, and the service worker that keeps it
(templates/worker.js, docs/pages.md).

A *pack* is one JSON: the pages of a county, its neighbours and their sites, each as a title and
what stands in the page's middle; a *frame* is the page around them. Each site stands once in a
pack (`cards`), its mark <!--id--> wherever it is listed. Each language has packs and a frame of
its own (/en/offline/…): a phone keeps those of the pages that were read.
"""

import json

from flask import (
    Blueprint,
    Response,
    current_app,
    get_template_attribute,
    jsonify,
    make_response,
    render_template,
    request,
    url_for,
)

from sites.directory.answer import Choice
from sites.questions.guidance import STATEMENTS
from sites.voice.keeping import KeptArea, kept_area, kept_words
from sites.voice.language import say
from sites.voice.local_names import place_path
from sites.web.parts import abroad, finder, parts

blueprint = Blueprint("packs", __name__)
# Two counties of this size, the frame, the guide and the files of every page stay within the
# 100 kB that a phone keeps (templates/worker.js); most are smaller.
_MOST_BYTES = 24_000
_Page = tuple[str, str]  # its title, what stands in its middle; both as HTML


@blueprint.get("/sw.js")
def worker() -> Response:
    """The service worker; where SITES_OFFLINE is off, one that removes what a phone has."""
    scripts = current_app.jinja_env
    if parts().settings.offline:
        keeping = {"code": current_app.extensions["sites.code"], "files": _files()}
        script = scripts.get_template("worker.js").render()
        whole = f"self.keeping = {json.dumps(keeping)};\n{script}"
    else:
        whole = scripts.get_template("worker_off.js").render()
    response = make_response(whole)
    response.mimetype = "text/javascript"
    response.headers["Cache-Control"] = "no-cache"
    response.add_etag()
    response.make_conditional(request)
    return response


@blueprint.get("/offline")
def frame() -> Response:
    """The page around what was kept, and what a family reads where nothing was."""
    # Without the release, whose number would stand there longer than it is true, and without an
    # address to pass on.
    page = render_template("offline.html", release=None, mark=None, status=200)
    return _unlisted(make_response(page))


@blueprint.get("/offline/guide")
def guide() -> Response:
    """The pack of the guide."""
    told = (*abroad(), *STATEMENTS)
    title, body = (_block("guide.html", name, statements=told) for name in ("title", "main"))
    address = url_for("pages.guide")
    return _pack({address: (title, body)}, {}, link=_piece("link", address, say("采血须知")))


@blueprint.get("/offline/<adcode>")
def area(adcode: str) -> Response:
    """The pack of an area, usually a county: as many of the counties around it as it has room for,
    nearest first.

    Raises NotFoundError for a code that no area of today has.
    """
    here, *around = (
        kept_area(answer, today=parts().today()) for answer in finder().with_neighbours(adcode)
    )
    pages, cards, neighbours = _pages(here), _cards(here), list[Choice]()
    for county in around:
        more = _pages(county) | pages, cards | _cards(county)
        if len(json.dumps(more, ensure_ascii=False).encode()) > _MOST_BYTES:
            break
        pages, cards = more
        neighbours.append(county.answer.choice)
    choice = here.answer.choice
    address = url_for("pages.area", adcode=adcode)
    pages[address] = (pages[address][0], _piece("area", here, neighbours))
    return _pack(pages, cards, link=_piece("link", address, place_path(choice.path[-2:])))


def _pages(area: KeptArea) -> dict[str, _Page]:
    """Of an area and of each site that it lists, by their addresses."""
    own = area.answer.choice.area
    sites = {
        url_for("pages.site", site_id=site.card.id): (
            _piece("title", site.title),
            _piece("site", site, own),
        )
        for site in area.sites
    }
    address = url_for("pages.area", adcode=own.adcode)
    return {address: (_piece("title", area.title), _piece("area", area)), **sites}


def _cards(area: KeptArea) -> dict[str, str]:
    return {site.card.id: _piece("card", site) for site in area.sites}


def _piece(name: str, *values: object) -> str:
    """What a macro of kept.html writes."""
    return str(get_template_attribute("kept.html", name)(*values))


def _block(template: str, name: str, **values: object) -> str:
    """A block of a page as that page writes it."""
    current_app.update_template_context(values)
    found = current_app.jinja_env.get_template(template)
    return "".join(found.blocks[name](found.new_context(values))).strip()


def _pack(pages: dict[str, _Page], cards: dict[str, str], *, link: str) -> Response:
    """The JSON of a pack. link: to its first page, for a list of what a phone has."""
    words = kept_words(parts().today())
    return _unlisted(jsonify(words=words, link=link, pages=pages, cards=cards))


def _unlisted(response: Response) -> Response:
    """Not to be found by search engines: it is true on a phone only."""
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _files() -> list[str]:
    """The files that every page names, at their addresses."""
    static = current_app.jinja_env.globals["static"]
    return [static(name) for name in ("site.js", "icon.svg")]  # type: ignore[operator]
