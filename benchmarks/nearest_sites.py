"""The ten nearest sites: how fast, and whether exactly those of a loop over true geodesics."""

from collections.abc import Sequence
from functools import partial
from random import Random
from time import perf_counter

import numpy as np
from geographiclib.geodesic import Geodesic
from geopy.distance import geodesic

from benchmarks.table import Line, at_most, number
from benchmarks.timing import timed
from sites.directory.nearest import Nearest
from sites.geo import Point
from sites.records import Fix, Site

LIMIT = 10
QUESTIONS = 1_000
_GATE_MS = {5_200: 0.08, 1_000_000: 0.05}
# Distances on a sphere err by up to 0.6 %; twice that leaves none of the true ten out.
_SPHERE_SLACK = 1.012


def lines() -> list[Line]:
    """For each size of the list: the time, and how many answers are exact."""
    found = []
    for size, gate_ms in _GATE_MS.items():
        sites = _world(size)
        start = perf_counter()
        nearest = Nearest(sites)
        build_s = perf_counter() - start
        questions = _questions(sites)
        timing = timed(partial(nearest.nearest, limit=LIMIT), questions)
        exact = _exact(nearest, sites, questions)
        beside = f"p99 {number(timing.p99_ms)} ms; built in {number(build_s)} s"
        if size < 10_000:
            beside += f"; a loop over geopy's geodesic: {number(_loop_ms(sites))} ms"
        name = f"nearest ten of {size:,}, p50"
        found.append(at_most(name, timing.p50_ms, gate_ms, "ms", beside))
        found.append(
            Line(
                f"… equal to the order by true geodesics, {QUESTIONS:,} questions",
                f"{exact:,}",
                f"{QUESTIONS:,}",
                exact == QUESTIONS,
            )
        )
    return found


def _world(size: int) -> list[Site]:
    """As the real list: half of the sites stand on the seat of a county, with others."""
    draw = Random(size)
    seats = [_somewhere(draw) for _ in range(size // 4)]
    points = [seats[draw.randrange(len(seats))] for _ in range(size // 2)]
    points += [_somewhere(draw) for _ in range(size - len(points))]
    return [_site(f"{draw.getrandbits(48):012x}", point) for point in points]


def _somewhere(draw: Random) -> Point:
    return Point(round(draw.uniform(18, 53), 5), round(draw.uniform(74, 135), 5))


def _site(site_id: str, point: Point) -> Site:
    fix = Fix(point, "county", "seat", "510107")
    return Site(
        site_id, "演示", "510107", "四川省", "成都市", "武侯区", "演示路", (), "", fix, "demo",
        None, "", "",
    )  # fmt: skip


def _questions(sites: Sequence[Site]) -> list[Point]:
    """Nine in ten in and around China, one in twenty on a site, one in twenty anywhere."""
    draw = Random(1)
    on_sites = [site.fix.point for site in draw.sample(sites, QUESTIONS // 20) if site.fix]
    anywhere = [
        Point(draw.uniform(-90, 90), draw.uniform(-180, 180)) for _ in range(QUESTIONS // 20)
    ]
    around = [_somewhere(draw) for _ in range(QUESTIONS - len(on_sites) - len(anywhere))]
    return around + on_sites + anywhere


def _exact(nearest: Nearest, sites: Sequence[Site], questions: Sequence[Point]) -> int:
    """How many answers are, site by site, those of a ranking by geographiclib."""
    placed = [(site.id, site.fix.point) for site in sites if site.fix]
    lat = np.radians([point.lat for _, point in placed])
    lon = np.radians([point.lon for _, point in placed])
    right = 0
    for origin in questions:
        order = _ranked(origin, placed, _candidates(origin, lat, lon))
        answer = [nearby.site.id for nearby in nearest.nearest(origin, limit=LIMIT)]
        right += answer == order[:LIMIT]
    return right


def _candidates(origin: Point, lat: np.ndarray, lon: np.ndarray) -> list[int]:
    """Every site that can be among the ten nearest, by haversines with slack."""
    here_lat, here_lon = np.radians(origin.lat), np.radians(origin.lon)
    half = np.sin((lat - here_lat) / 2) ** 2
    half += np.cos(lat) * np.cos(here_lat) * np.sin((lon - here_lon) / 2) ** 2
    arcs = np.arcsin(np.sqrt(np.clip(half, 0, 1)))
    reach = np.partition(arcs, LIMIT - 1)[LIMIT - 1] * _SPHERE_SLACK + 1e-9
    return np.flatnonzero(arcs <= reach).tolist()


def _ranked(
    origin: Point, placed: Sequence[tuple[str, Point]], candidates: Sequence[int]
) -> list[str]:
    measured = []
    for position in candidates:
        site_id, point = placed[position]
        line = Geodesic.WGS84.Inverse(
            origin.lat, origin.lon, point.lat, point.lon, Geodesic.DISTANCE
        )
        measured.append((line["s12"], site_id))
    return [site_id for _, site_id in sorted(measured)]


def _loop_ms(sites: Sequence[Site]) -> float:
    """One question asked the plain way."""
    start = perf_counter()
    sorted(
        (geodesic((30.642, 104.0434), (s.fix.point.lat, s.fix.point.lon)).km, s.id)
        for s in sites
        if s.fix
    )
    return 1e3 * (perf_counter() - start)
