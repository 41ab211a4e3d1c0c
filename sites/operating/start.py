"""The start page: what is live."""

from flask import Blueprint, render_template

from sites.operating.guards import Answer
from sites.operating.workbench import workbench

blueprint = Blueprint("start", __name__)


@blueprint.get("/")
def page() -> Answer:
    """The live release: number, date, how many sites; where to go on."""
    return render_template("operators/start.html", release=workbench().releases.live())


@blueprint.get("/healthz")
def healthz() -> Answer:
    """Alive; tells nothing else."""
    return "ok\n"
