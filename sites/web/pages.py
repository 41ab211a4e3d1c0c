"""The pages. Each view asks the finder and hands records, turned to cards, to a template."""

from flask import Blueprint, Flask, Response, jsonify, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from sites.areas import Area
from sites.areas.codes import county_of
from sites.areas.naming import full_name
from sites.directory.answer import Choice
from sites.directory.ordering import AnswerSite
from sites.errors import NotFoundError
from sites.questions import without_identity
from sites.questions.guidance import BRING, CRIMINAL_DEPARTMENTS, STATEMENTS
from sites.records import Site
from sites.saying import mark
from sites.voice import answers, fixes, links, local_names, words
from sites.voice.cards import site_page
from sites.voice.language import say, spoken
from sites.voice.lettered import by_letter
from sites.voice.sections import lists
from sites.voice.sharing import Message, sites_message
from sites.voice.structured import site_data
from sites.web import asked, params
from sites.web.moved import moved
from sites.web.parts import (
    abroad,
    absolute,
    directory,
    directory_or_none,
    finder,
    parts,
    release_mark,
)

blueprint = Blueprint("pages", __name__)


@blueprint.get("/")
def home() -> str:
    """One box, one button, the provinces."""
    return render_template("home.html", provinces=finder().provinces(), abroad=abroad())


@blueprint.get("/search")
def search() -> ResponseReturnValue:
    """Areas and sites for a text, nearest first from the place that was understood."""
    query = asked.query(by_people=True)
    text = asked.question(query.get("q", ""))
    if not text:
        return redirect(url_for("pages.home"))
    if (shorter := without_identity(text)) != text:
        # An identity card's number stays in no address bar, history or link that is passed on.
        return redirect(url_for("pages.search", q=shorter), 303)
    page = params.page_number(query)
    answer = finder().search(text, offset=(page - 1) * params.PAGE_SIZE, limit=params.PAGE_SIZE)
    told = [each.site for each in (*answer.found, *answer.beyond)]
    return render_template(
        "search.html",
        answer=answer,
        lists=lists(
            answer.found,
            answer.beyond,
            today=parts().today(),
            city=words.city_words(answer.choices[0].path) if answer.choices else "",
        ),
        message=sites_message(
            say("找「%(text)s」", text=text), told, absolute(url_for("pages.search", q=text))
        ),
        page_address=url_for("pages.search", q=text, page=page if page > 1 else None),
        is_private=not (answer.total or answer.choices),  # what was typed may be a name
        is_beyond_first=len(answer.choices) == 1 and not answer.own_total,
        origin=fixes.origin_words(answer.choices[0].path, answer.origin) if answer.origin else "",
        collections=links.collection_searches(answer.choices[0].path) if answer.origin else (),
        far=words.real_near_words(answer.nearest_real_km),
        provinces=()
        if answer.total or answer.choices or answer.localities
        else finder().provinces(),
        page=page,
        last_page=max(1, -(-answer.total // params.PAGE_SIZE)),
    )


@blueprint.get("/suggest")
def suggest() -> Response:
    """JSON: areas to choose while a name is typed; nothing of it is kept or written down."""
    text = asked.question(asked.query().get("q", ""))
    return jsonify([answers.offer_json(choice) for choice in finder().complete(text)])


@blueprint.post("/nearest")
def nearest() -> Response | str:
    """The nearest sites to a posted position, which is used and forgotten."""
    answer = finder().nearest(params.origin(asked.form()))
    paths = [parts().gazetteer().path(area.adcode) for area in answer.areas]
    return render_template(
        "nearest.html",
        answer=answer,
        lists=lists(
            answer.found,
            today=parts().today(),
            city=words.city_words(paths[0]) if paths else "",
            own=spoken().either.join(map(local_names.place, answer.areas)),
        ),
        # What is passed on names the county, never the position.
        message=_area_message(paths[0], [found.site for found in answer.found]) if paths else None,
        far=words.real_near_words(answer.nearest_real_km),
        paths=paths,
        collections=links.collection_searches(paths[0]) if paths else (),
    )


@blueprint.get("/nearest")
def nearest_without_position() -> str:
    """Reached by reloading, from the history or by a passed-on link: static/site.js asks again
    if this tab knows its position; else the page says what it needs and offers the provinces."""
    return render_template("nearest_ask.html", provinces=finder().provinces())


@blueprint.get("/areas/<adcode>")
def area(adcode: str) -> ResponseReturnValue:
    """An area's sites, its parts, the nearest beyond it, what to do."""
    if elsewhere := moved(adcode):
        return elsewhere
    answer = finder().area(adcode)
    most = params.PAGE_SIZE if answer.parts else len(answer.own)
    beyond = () if answer.is_served else answer.beyond
    return render_template(
        "area.html",
        answer=answer,
        letters=by_letter(parts().gazetteer(), answer.parts),
        lists=lists(
            [AnswerSite(site, None) for site in answer.own[:most]], beyond, today=parts().today()
        ),
        hidden=max(0, len(answer.own) - most),
        can_call=any(site.is_callable for site in answer.own),
        far=words.real_near_words(answer.nearest_real_km),
        collections=links.collection_searches(answer.choice.path),
        county=None if answer.parts else answer.choice.area,
        message=_area_message(answer.choice.path, [*answer.own, *(near.site for near in beyond)]),
        title=words.area_title(answer.choice.path),
    )


@blueprint.get("/sites/<site_id>")
def site(site_id: str) -> ResponseReturnValue:
    """One site: call, go there, copy, pass on, source."""
    try:
        found = finder().site(site_id)
    except NotFoundError:
        return _former_site(site_id)
    url, today = absolute(url_for("pages.site", site_id=site_id)), parts().today()
    following, path = finder().next_calls(found), _path(found.adcode)
    bureau = (AnswerSite(following.bureau, None),) if following.bureau else ()
    return render_template(
        "site.html",
        site=site_page(found, url=url, today=today),
        structured=site_data(found, url),
        path=path,
        county=path[-1] if path else None,
        following=lists((*following.others, *bureau), today=today),
        bring=BRING,
        departments=CRIMINAL_DEPARTMENTS,
    )


@blueprint.get("/guide")
def guide() -> str:
    """What families need to know, each statement with its source; needs no release."""
    return render_template("guide.html", statements=(*abroad(), *STATEMENTS))


@blueprint.get("/about")
def about() -> str:
    """Where the list comes from; release, date, hash; downloads. Without a release: says so."""
    here = directory_or_none()
    return render_template(
        "about.html",
        counts=here.release.sites if here else None,
        attributions=parts().gazetteer().attributions(),
    )


def register_words(app: Flask) -> None:
    """What every template may use: the settings for the footer, the release, the banner."""

    @app.context_processor
    def words_of_every_page() -> dict[str, object]:
        here = directory_or_none()
        return {
            # Quicker than the globals of these names.
            "foreign": spoken().is_foreign,
            "language": spoken(),
            "settings": parts().settings,
            "release": here.release if here else None,
            "mark": release_mark(),
            "has_demo": bool(here and here.has_demo),
            "all_demo": bool(here and here.has_demo and not here.release.sites.published),
        }

    app.add_template_filter(words.date_words, "date_words")
    app.add_template_filter(words.places_words, "places")
    for name in ("place", "short_place", "place_path", "published", "in_parts"):
        app.add_template_filter(getattr(local_names, name), name)
    for name in ("tagged", "beside", "said"):
        app.add_template_filter(getattr(local_names, name), name)
    app.add_template_global(absolute, "absolute")
    app.add_template_global(_place_url, "place_url")


def _place_url(choice: Choice) -> str:
    """An area's page; a township has none and becomes the origin of a search."""
    if choice.area.level == "township":
        return url_for("pages.search", q=full_name(choice.path))
    return url_for("pages.area", adcode=choice.area.adcode)


def _area_message(path: tuple[Area, ...], told: list[Site]) -> Message:
    """What is passed on of an area: its nearest sites and its page."""
    url = absolute(url_for("pages.area", adcode=path[-1].adcode))
    return sites_message(words.area_title(path), told, url)


def _former_site(site_id: str) -> ResponseReturnValue:
    """An id of an earlier release: say so and lead to its area; an unknown id raises."""
    former = directory().former(site_id)
    if former is None:
        raise NotFoundError(mark("没有这个采血点。请从省开始选，或者搜地名。"))
    return render_template("former.html", former=former, path=_path(former.adcode)), 410


def _path(adcode: str) -> tuple[Area, ...]:
    """From the province down to the county (or city) of today in which a site with this code
    lies; empty for a code that never was one.

    A release outlives the gazetteer that placed it: a county may be abolished, a township gone.
    """
    gazetteer = parts().gazetteer()
    today = gazetteer.current(adcode) or gazetteer.current(county_of(adcode))
    path = gazetteer.path(today.adcode) if today else ()
    return tuple(area for area in path if area.level != "township")
