"""Where the page of an area stands today."""

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from sites.web.parts import parts


def moved(adcode: str) -> Response | None:
    """A redirect from an area that has no page of its own, to the same kind of page: of a township
    (nine digits) to its county, of an abolished code to the area that holds its ground today. None
    where the page stands here, and for a code that never was."""
    today = parts().gazetteer().current(adcode)
    if today is None:
        return None
    endpoint = request.endpoint or ""
    if today.level == "township" and today.parent:
        return redirect(url_for(endpoint, adcode=today.parent), 302)
    if today.adcode != adcode:
        return redirect(url_for(endpoint, adcode=today.adcode), 301)
    return None
