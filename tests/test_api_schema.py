"""The running API against its own description, asked by schemathesis what nobody would ask."""

import json
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import Case, GenerationMode

from sites.directory.search import LONGEST_QUESTION
from sites.text import tidy
from tests.conftest import MakeApp

DESCRIPTION = Path(__file__).resolve().parent.parent / "sites" / "web" / "openapi.json"
# Enough to meet every parameter's borders several times, and the same each time.
EXAMPLES = settings(
    max_examples=30,
    derandomize=True,
    deadline=None,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


DESCRIBED = json.loads(DESCRIPTION.read_text(encoding="utf-8"))["paths"]
ASKABLE = [
    pytest.param(path, method, mode, id=f"{mode.value} {method} {path}")
    for path, methods in DESCRIBED.items()
    for method, operation in methods.items()
    for mode in GenerationMode
    # Where nothing is asked, nothing can be asked wrongly.
    if mode is GenerationMode.POSITIVE or {"parameters", "requestBody"} & operation.keys()
]


@pytest.mark.parametrize("path, method, mode", ASKABLE)
def test_every_answer_is_as_described(
    app: Flask, path: str, method: str, mode: GenerationMode
) -> None:
    api = schemathesis.openapi.from_wsgi("/openapi.json", app)

    @EXAMPLES
    @given(case=api[path][method].as_strategy(generation_mode=mode))
    def ask(case: Case[Any]) -> None:
        if _is_short_when_compared((case.query or {}).get("q")):
            return
        # Schemathesis reads the answer of a WSGI application as it is, compressed or not.
        case.call_and_validate(headers={"Accept-Encoding": "identity"})

    ask()


def _is_short_when_compared(text: object) -> bool:
    """Whether a question is longer than described as it stands alone: blanks and signs of no width
    are not counted, because families paste them."""
    return isinstance(text, str) and len(tidy(text)) <= LONGEST_QUESTION < len(text)


def test_every_route_for_programs_is_described(app: Flask) -> None:
    routes = {
        rule.rule.replace("<", "{").replace(">", "}")
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith(
            ("/api/", "/suggest", "/sites.", "/healthz", "/readyz", "/openapi.json")
        )
    }
    assert set(DESCRIBED) == routes


@pytest.mark.parametrize("path", ["/api/v1/release", "/api/v1/sites?q=武侯", "/api/v1/areas/510107",
                                  "/sites.csv", "/sites.geojson", "/sites.ndjson",
                                  "/readyz"])  # fmt: skip
def test_without_a_release_programs_are_told_so(make_app: MakeApp, path: str) -> None:
    answer = make_app().test_client().get(path)
    assert answer.status_code == 503
    assert answer.get_json()["error"]["code"] == "not_ready"
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "method, path, status",
    [
        pytest.param("GET", "/api/v1/nowhere", 404, id="no such address"),
        pytest.param("GET", "/api/v1/sites/nobody", 404, id="no such site"),
        pytest.param("GET", "/api/v1/areas/999999", 404, id="no such area"),
        pytest.param("GET", "/api/v1/sites?limit=0", 400, id="a limit of nothing"),
        pytest.param("GET", "/api/v1/sites?limit=9999", 400, id="a limit of too much"),
        pytest.param("DELETE", "/api/v1/release", 405, id="a method that is not taken"),
    ],
)
def test_every_error_has_the_one_shape(app: Flask, method: str, path: str, status: int) -> None:
    answer = app.test_client().open(path, method=method)
    assert answer.status_code == status
    (error,) = answer.get_json().values()
    assert set(error) == {"code", "message", "field"}
    assert error["message"]


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("", id="nothing"),
        pytest.param("[30, 104]", id="a list"),
        pytest.param('{"lat": 30.6}', id="half a point"),
        pytest.param('{"lat": "30.6", "lon": "104"}', id="texts"),
        pytest.param('{"lat": true, "lon": 104}', id="a yes"),
        pytest.param('{"lat": 90.1, "lon": 104}', id="north of the pole"),
        pytest.param('{"lat": NaN, "lon": 104}', id="not a number"),
        pytest.param('{"lat": 1e999, "lon": 104}', id="infinity"),
        pytest.param('{"lat": 30, "lon": 104, "limit": 2.5}', id="half a site"),
        pytest.param('{"lat": 30, "lon": 104, "name": "x"}', id="a field too many"),
        pytest.param('{"lat": 30, "lon": ' + "1" * 5000 + "}", id="an endless number"),
    ],
)
def test_a_position_that_cannot_be_understood_is_refused_and_not_repeated(
    app: Flask, body: str
) -> None:
    answer = app.test_client().post("/api/v1/nearest", data=body, content_type="application/json")
    assert answer.status_code == 400
    assert "30" not in answer.get_json()["error"]["message"].replace("30.642", "")
