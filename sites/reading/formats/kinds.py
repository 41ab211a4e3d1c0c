"""What a file is, by its first bytes: a name proves nothing."""

import re
from dataclasses import dataclass
from typing import Literal, NoReturn

from sites.errors import BadFileError
from sites.reading.formats.archives import archive_kind
from sites.reading.formats.compound import compound_kind
from sites.reading.formats.office import OfficeForm

Kind = Literal["text", "workbook", "office", "word", "pdf", "webpage", "picture"]

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # Office 97 files, and new ones with a password
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*", b"RIFF")
# HEIC and AVIF: the brand stands behind the length of the first box.
_PHONE_PICTURE = re.compile(rb"(?s).{4}ftyp(?:hei[cxms]|hev[cx]|mif1|msf1|avi[fs])")
_ARCHIVES = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
_PROGRAMS = (b"MZ", b"\x7fELF", b"SQLite format 3")
_FIRST_BYTES = 4096
_PDF_WITHIN_BYTES = 1024  # what stands before the mark, viewers pass over
_WEBPAGE = re.compile(
    r"(?i)\s*(?:<!--.*?-->\s*|<\?xml[^>]*>\s*)*"
    r"<(?:!doctype\s+html|html|head|body|meta|title|table|div|section|article|p|h[1-6])[\s>]",
    re.DOTALL,
)
_MAIL_HEADER = re.compile(r"[\w-]+:")
_OTHER_XML = re.compile(r"\s*<(?:\?xml|[\w-]+:?[\w-]*\s+xmlns)", re.IGNORECASE)
_SAVE_AS = "请打开后另存为 {0}，再读一次。"
_LOCKED = "文件有密码；请打开后去掉密码，另存为 xlsx 或 docx，再读一次。"


def is_workbook(content: bytes) -> bool:
    """Whether the content is a zip archive, as every xlsx file is."""
    return content.startswith(_ZIP)


def is_picture(content: bytes) -> bool:
    """Whether the content is a picture: PNG, JPEG, GIF, BMP, TIFF, WebP, HEIC, AVIF."""
    if _PHONE_PICTURE.match(content):
        return True
    return content.startswith(_PICTURES) and not _is_text(content)


def is_pdf(content: bytes) -> bool:
    """Whether the content is a PDF."""
    start = content[:_PDF_WITHIN_BYTES]
    return content.startswith(b"%PDF") or (b"%PDF-" in start and not _is_text(start))


def kind_of(content: bytes) -> Kind:
    """How a file is read ("office": see `office_file`). Raises BadFileError for a known kind that
    holds no readable list."""
    if is_workbook(content):
        return _kind_of_archive(content)
    if content.startswith(_OLE):
        return _kind_of_compound(content)
    if is_pdf(content):
        return "pdf"
    if is_picture(content):
        return "picture"
    if office_file(content):
        return "office"
    _refuse_unreadable(content)
    return _kind_of_text(content)


def _kind_of_text(content: bytes) -> Kind:
    start = _start(content)
    if _WEBPAGE.match(start) or _is_mhtml(start.lower()):
        return "webpage"
    if _OTHER_XML.match(start):
        raise BadFileError("这是 XML，不是表格；" + _SAVE_AS.format("xlsx"))
    return "text"


@dataclass(frozen=True, slots=True)
class OfficeFile:
    """A document of an older or another office program.

    suffix: what such a file is called. form: what an office program turns it into. advice: where
    there is no such program, or it fails. is_calamines: whether calamine reads it without one.
    """

    suffix: str
    form: OfficeForm
    advice: str
    is_calamines: bool = False


def office_file(content: bytes) -> OfficeFile | None:
    """What office document this is; None for any other file."""
    if content.startswith(_OLE):
        kind = compound_kind(content)
        return _OLD_SPREADSHEET if kind == "spreadsheet" else _OLD_DOCUMENT
    if is_workbook(content):
        return _OFFICE_ARCHIVES.get(archive_kind(content))
    if content.startswith(b"{\\rtf"):
        return OfficeFile(".rtf", "docx", "这是 RTF 文件，读不了；" + _SAVE_AS.format("docx"))
    return next((file for mark, file in _OFFICE_XML if mark in content[:_FIRST_BYTES]), None)


_OLD_SPREADSHEET = OfficeFile(
    ".xls",
    "xlsx",
    "xls 文件已损坏，读不出来；请用表格软件打开后另存为 xlsx，再读一次。",
    is_calamines=True,
)
_OLD_DOCUMENT = OfficeFile(
    ".doc", "docx", "这是旧的 doc 文件，读不了；请用文字软件打开后另存为 docx，再读一次。"
)
_ODF = "这是 ODF 文件，读不了；" + _SAVE_AS.format("docx 或 xlsx")
_OFFICE_ARCHIVES = {
    "xlsb": OfficeFile(
        ".xlsb", "xlsx", "这是 xlsb 文件，读不了；请用表格软件打开后另存为 xlsx，再读一次。"
    ),
    "ods": OfficeFile(".ods", "xlsx", _ODF),
    "odt": OfficeFile(".odt", "docx", _ODF),
}
_XML = "这是 XML，不是表格；" + _SAVE_AS.format("xlsx")
# The XML that Excel and Word wrote in 2003, and ODF in one file: each names itself at its start.
_OFFICE_XML = (
    (b'progid="Excel.Sheet"', OfficeFile(".xml", "xlsx", _XML)),
    (b'progid="Word.Document"', OfficeFile(".xml", "docx", _XML)),
    (b"application/vnd.oasis.opendocument.spreadsheet", OfficeFile(".fods", "xlsx", _XML)),
    (b"application/vnd.oasis.opendocument.text", OfficeFile(".fodt", "docx", _XML)),
)


def refuse_other_kinds(content: bytes) -> None:
    """Raises BadFileError for whatever is neither a workbook nor text."""
    _refuse_unreadable(content)
    if is_pdf(content):
        raise BadFileError("这是 PDF，读不了；请把里面的表复制到表格软件，另存为 xlsx，再读一次。")
    if is_picture(content):
        raise BadFileError("这是图片，读不了；请把图片里的表录入表格软件，另存为 xlsx，再读一次。")


def _kind_of_archive(content: bytes) -> Kind:
    kind = archive_kind(content)
    if kind == "odf":
        raise BadFileError(_ODF)
    if kind == "ofd":
        raise BadFileError("这是 OFD 文件，读不了；" + _SAVE_AS.format("PDF"))
    if kind in _OFFICE_ARCHIVES:
        return "office"
    return "word" if kind == "docx" else "workbook"


def _kind_of_compound(content: bytes) -> Kind:
    kind = compound_kind(content)
    if kind == "locked":
        raise BadFileError(_LOCKED)
    if kind == "other":
        _refuse_ole(content)
    return "office"


def _refuse_unreadable(content: bytes) -> None:
    if content.startswith(_OLE):
        _refuse_ole(content)
    if content.startswith(_ARCHIVES):
        raise BadFileError("这是压缩文件，读不了；请先解压，再读里面的 xlsx 或 CSV 文件。")
    if content.startswith(_PROGRAMS) and not _is_text(content):
        raise BadFileError("这不是名单文件；请选 xlsx 或 CSV 文件。")


def _refuse_ole(content: bytes) -> NoReturn:
    """A damaged one may still say what it was."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise BadFileError(_LOCKED)
    if "WordDocument".encode("utf-16-le") in content:
        raise BadFileError(_OLD_DOCUMENT.advice)
    raise BadFileError(
        "这是旧的 xls（或 doc）文件，读不了；请打开后另存为 xlsx（或 docx），再读一次。"
    )


def _is_mhtml(start: str) -> bool:
    marks = ("mime-version:", "multipart/related")
    return bool(_MAIL_HEADER.match(start)) and all(mark in start for mark in marks)


def _start(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content[:8192].decode("utf-16", "replace")
    return content[:4096].removeprefix(b"\xef\xbb\xbf").decode("latin-1")


def _is_text(content: bytes) -> bool:
    """ "BM" and "MZ" may also begin a list; then no control characters follow."""
    return not re.search(rb"[\x00-\x08\x0e-\x1f]", content[:4096])
