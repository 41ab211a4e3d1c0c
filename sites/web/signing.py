"""The way to WeChat's own share card and map, where the deployment has an account for it.

Loaded only then: without the keys no page and no header knows of it.
"""

from typing import cast

from flask import Blueprint, Flask, Response, current_app, jsonify, request

from sites.errors import BadQuestionError
from sites.settings import Settings
from sites.web.parts import absolute
from sites.wechat import HOME, Tickets, signed

_MOST_LETTERS = 1000
blueprint = Blueprint("wechat", __name__)


@blueprint.get("/wechat/signature")
def sign() -> tuple[Response, int]:
    """For one page of this site: what wx.config takes. 503 while WeChat has given no ticket.

    Raises BadQuestionError for the address of another site.
    """
    url = request.args.get("url", "")
    if not url.startswith(absolute("/")) or "#" in url or len(url) > _MOST_LETTERS:
        raise BadQuestionError("这个网址不是本站的。", "url")
    given = signed(cast(Tickets, current_app.extensions["sites.wechat"]), url)
    answer = jsonify(given or {})
    answer.headers["Cache-Control"] = "no-store"
    return answer, 200 if given else 503


def register(app: Flask, settings: Settings) -> None:
    """Add the address."""
    app.extensions["sites.wechat"] = Tickets(
        settings.wechat_app_id, settings.wechat_secret, settings.wechat_url or HOME
    )
    app.register_blueprint(blueprint)
