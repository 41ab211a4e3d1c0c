"""What an office file holds, measured before anything of it is unpacked.

An xlsx or docx file is a zip archive from anywhere. Word files need no package but the standard
library and defusedxml, so they are read without the extra [ocr].
"""

import io
import zipfile
from typing import Literal

from sites.errors import BadFileError

_MAX_ENTRIES = 2_000
_MAX_UNPACKED_BYTES = 100_000_000
# What stands beside the cells and the text of a list: nobody unpacks it. (A checked list has a
# cut-out in xl/media/ for each row.)
_NEVER_READ = (
    "xl/media/",
    "xl/embeddings/",
    "xl/drawings/",
    "xl/charts/",
    "xl/comments",
    "xl/ctrlProps/",
    "xl/externalLinks/",
    "xl/pivotCache/",
    "xl/pivotTables/",
    "xl/printerSettings/",
    "word/media/",
    "word/embeddings/",
    "customXml/",
    "docProps/",
)

ArchiveKind = Literal["xlsx", "docx", "xlsb", "ods", "odt", "odf", "ofd", "other"]


def entries_of(content: bytes, form: str) -> frozenset[str]:
    """The names of what the archive holds. form: "xlsx" or "docx", for the advice.

    Raises BadFileError for an archive that is damaged, locked or far too large.
    """
    again = f"请打开后另存为新的 {form}，再读一次。"
    try:
        entries = zipfile.ZipFile(io.BytesIO(content)).infolist()
    except Exception as error:
        raise BadFileError(f"文件不完整，可能没有下载完；请重新下载，或者{again}") from error
    if any(entry.flag_bits & 1 for entry in entries):
        raise BadFileError(f"文件有密码；请去掉密码，另存为 {form}，再读一次。")
    read = [entry for entry in entries if not entry.filename.startswith(_NEVER_READ)]
    unpacked_bytes = sum(entry.file_size for entry in read)
    if len(read) > _MAX_ENTRIES or unpacked_bytes > _MAX_UNPACKED_BYTES:
        raise BadFileError(
            f"文件解开以后太大，不像采血点名单；请只把名单复制到新的 {form}，再读一次。"
        )
    return frozenset(entry.filename for entry in entries)


def archive_kind(content: bytes) -> ArchiveKind:
    """What kind of office file a zip archive is, by the names in it; "other" when damaged."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
            kind: ArchiveKind = next(
                (kind for kind, sign in _SIGNS if any(name.startswith(sign) for name in names)),
                "other",
            )
            return _open_document(archive) if kind == "odf" else kind
    except Exception:  # zipfile raises whatever a damaged archive makes of it
        return "other"


def _open_document(archive: zipfile.ZipFile) -> ArchiveKind:
    """Spreadsheet or text, as the file says of itself in its first part."""
    if "mimetype" not in archive.namelist():
        return "odf"
    with archive.open("mimetype") as part:
        said = part.read(_LONGEST_MIME_TYPE).decode("ascii", "replace").strip()
    return _OPEN_DOCUMENTS.get(said.removesuffix("-template"), "odf")


_LONGEST_MIME_TYPE = 100
_OPEN_DOCUMENTS: dict[str, ArchiveKind] = {
    "application/vnd.oasis.opendocument.spreadsheet": "ods",
    "application/vnd.oasis.opendocument.text": "odt",
}
_SIGNS: tuple[tuple[ArchiveKind, str], ...] = (
    ("xlsb", "xl/workbook.bin"),
    ("xlsx", "xl/worksheets/"),
    ("docx", "word/document"),
    ("ofd", "OFD.xml"),
    ("odf", "content.xml"),
)
