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
_NEVER_READ = "xl/media/"  # a checked list's cut-outs, one for each row: nobody unpacks them

ArchiveKind = Literal["xlsx", "docx", "xlsb", "odf", "ofd", "other"]


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
        names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    except Exception:  # zipfile raises whatever a damaged archive makes of it
        return "other"
    for kind, sign in _SIGNS:
        if any(name.startswith(sign) for name in names):
            return kind
    return "other"


_SIGNS: tuple[tuple[ArchiveKind, str], ...] = (
    ("xlsb", "xl/workbook.bin"),
    ("xlsx", "xl/worksheets/"),
    ("docx", "word/document"),
    ("ofd", "OFD.xml"),
    ("odf", "content.xml"),
)
