"""The real LibreOffice as the tests use it: to write the files that offices send."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from sites.reading.formats.office import office_program

ABSENT = "LibreOffice is absent: install Debian's libreoffice-calc and libreoffice-writer."
needs_office = pytest.mark.skipif(
    os.environ.get("CI") != "true" and office_program() is None, reason=ABSENT
)
# What Writer and Calc call the forms in which they save.
_FILTERS = {
    ".doc": "doc:MS Word 97",
    ".wps": "doc:MS Word 97",  # WPS writes Word's own old form under another name
    ".docx": "docx:MS Word 2007 XML",
    ".odt": "odt:writer8",
    ".fodt": "fodt:OpenDocument Text Flat XML",
    ".rtf": "rtf:Rich Text Format",
    ".html": "html:HTML (StarWriter)",
    ".txt": "txt:Text (encoded):UTF8",
    ".xls": "xls:MS Excel 97",
    ".et": "xls:MS Excel 97",
    ".xlsx": "xlsx:Calc MS Excel 2007 XML",
    ".ods": "ods:calc8",
    ".fods": "fods:OpenDocument Spreadsheet Flat XML",
    ".csv": "csv:Text - txt - csv (StarCalc):44,34,76",
    ".xml": "xml:MS Excel 2003 XML",
}


def saved_as(source: Path, suffix: str, profile: Path) -> Path:
    """The document as LibreOffice saves it in another form, beside it under the same name.

    profile: a folder where it keeps its settings from one call to the next.
    """
    program = office_program()
    assert program, ABSENT
    form, _, how = _FILTERS[suffix].partition(":")
    made = source.parent / "made"
    reading = ["--infilter=HTML (StarWriter)"] if source.suffix == ".html" else []
    command = [program, f"-env:UserInstallation={profile.as_uri()}", "--headless", *reading]
    command += ["--convert-to", f"{form}:{how}", "--outdir", str(made), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return Path(shutil.move(made / f"{source.stem}.{form}", source.with_suffix(suffix)))
