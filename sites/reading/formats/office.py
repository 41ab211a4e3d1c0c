"""A document that only an office program reads (doc, wps, odt, rtf, ods …) → docx or xlsx.

LibreOffice does it where the machine has it, confined, under a profile of its own that is made
for this one document: no macro runs, no link is followed, nothing of a person's own office is
touched. The document is copied under a name of ours, so its own is never a word of a command.
"""

import tempfile
from functools import lru_cache
from pathlib import Path
from typing import Literal

from sites.reading.formats.confining import Limits, run_confined
from sites.reading.sheets import MAX_FILE_BYTES

OfficeForm = Literal["docx", "xlsx"]

_PROGRAMS = (
    "/usr/lib/libreoffice/program/soffice",
    "/usr/lib64/libreoffice/program/soffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
_NEWER_PROGRAMS = ("/opt", "libreoffice*/program/soffice")  # as the makers' own packages lie
_BOUNDS = Limits(memory_bytes=2_000_000_000, seconds=120, output_bytes=1_000_000)
_FILTERS: dict[OfficeForm, str] = {
    "docx": "docx:MS Word 2007 XML",
    "xlsx": "xlsx:Calc MS Excel 2007 XML",
}
_COMMON, _CALC, _WRITER = (
    f"/org.openoffice.Office.{name}" for name in ("Common", "Calc", "Writer")
)
# Macros: only from trusted places (3), of which there are none, and not even those. Links of a
# spreadsheet: never (1); of a text: never (0); ScLkUpdMode and SvxLinkUpdateMode in its source.
_SETTINGS = (
    (f"{_COMMON}/Security/Scripting", "MacroSecurityLevel", "3"),
    (f"{_COMMON}/Security/Scripting", "DisableMacrosExecution", "true"),
    (f"{_COMMON}/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    (f"{_CALC}/Content/Update", "Link", "1"),
    (f"{_WRITER}/Content/Update", "Link", "0"),
)
_REGISTRY = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
{}</oor:items>
"""
_SETTING = '<item oor:path="{}"><prop oor:name="{}" oor:op="fuse"><value>{}</value></prop></item>\n'


@lru_cache(maxsize=1)
def office_program() -> str | None:
    """The path of LibreOffice; None when the machine has none."""
    newer = sorted(map(str, Path(_NEWER_PROGRAMS[0]).glob(_NEWER_PROGRAMS[1])))
    return next((path for path in (*_PROGRAMS, *newer) if Path(path).is_file()), None)


def converted(content: bytes, suffix: str, form: OfficeForm) -> bytes | None:
    """The document as docx or xlsx; None when the machine has no LibreOffice, or it cannot read
    the document in good time.

    suffix: what such documents are called (".doc"); of what is in them LibreOffice finds out more.
    """
    program = office_program()
    if program is None:
        return None
    with tempfile.TemporaryDirectory(prefix="office-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        document = folder / f"list{suffix}"
        document.write_bytes(content)
        _write_profile(folder / "profile")
        said = run_confined(_command(program, document, form), folder, _BOUNDS)
        made = folder / "made" / f"list.{form}"
        is_whole = said is not None and made.is_file() and made.stat().st_size <= MAX_FILE_BYTES
        return made.read_bytes() if is_whole else None


def _write_profile(profile: Path) -> None:
    (profile / "user").mkdir(parents=True)
    settings = "".join(_SETTING.format(*setting) for setting in _SETTINGS)
    registry = profile / "user" / "registrymodifications.xcu"
    registry.write_text(_REGISTRY.format(settings), encoding="utf-8")


def _command(program: str, document: Path, form: OfficeForm) -> list[str]:
    folder = document.parent
    return [
        program,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--norestore",
        "--nologo",
        "--nodefault",
        "--nolockcheck",
        "--convert-to",
        _FILTERS[form],
        "--outdir",
        str(folder / "made"),
        str(document),
    ]
