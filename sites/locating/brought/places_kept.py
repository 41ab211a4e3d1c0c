"""The file of the deployment's own places: a source put in, taken out, listed (docs/places.md)."""

import fcntl
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from heapq import merge
from operator import attrgetter
from pathlib import Path

from sites.areas.place_rows import Place, PlaceSource
from sites.areas.places_file import PlacesFile
from sites.areas.places_written import write_places
from sites.errors import NotFoundError, SitesError

_NOT_THERE = "没有叫「{name}」的来源：用 flask sites places list 看有哪些。"
_BUSY = "另一个 flask sites places 命令正在改地名文件：等它结束，再运行一次。"


def opened(path: Path) -> PlacesFile | None:
    """The places file; None where there is none. Raises BadFileError."""
    return PlacesFile(path) if path.exists() else None


def sources_of(path: Path) -> tuple[PlaceSource, ...]:
    """The sources of a places file; none where there is no file. Raises BadFileError."""
    file = opened(path)
    return file.sources if file else ()


def add(path: Path, source: PlaceSource, places: Iterable[Place]) -> PlaceSource:
    """Write the places into the file, those of one county together, counties in code order; an
    earlier source of the same name is replaced. The file stands as it did until the new one is
    whole. Raises BadFileError, OSError, SitesError while another command is at it."""
    with _alone(path):
        sources, kept = _without(path, source.name)
        own = (replace(place, source=len(sources)) for place in places)
        write_places(path, [*sources, source], merge(kept, own, key=attrgetter("county")))
    return sources_of(path)[-1]


def remove(path: Path, name: str) -> None:
    """Take a source out; with the last one the file goes. Raises NotFoundError, BadFileError,
    SitesError while another command is at it."""
    if name not in [source.name for source in sources_of(path)]:
        raise NotFoundError(_NOT_THERE.format(name=name))
    with _alone(path):
        sources, kept = _without(path, name)
        if sources:
            write_places(path, sources, kept)
        else:
            path.unlink()


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """While no other command changes the file: two at once would lose what the first wrote."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.with_name(path.name + ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise SitesError(_BUSY) from error
        yield


def _without(path: Path, name: str) -> tuple[list[PlaceSource], Iterator[Place]]:
    """The other sources of the file and their places, numbered anew."""
    file = opened(path)
    if file is None:
        return [], iter(())
    stays = [source.name != name for source in file.sources]
    numbers = [sum(stays[:at]) for at in range(len(stays))]
    kept = (
        replace(place, source=numbers[place.source]) for place in file.all() if stays[place.source]
    )
    return [source for source in file.sources if source.name != name], kept
