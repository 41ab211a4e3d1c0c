"""What a file is, by its first bytes: a name proves nothing."""

import re

from sites.errors import BadFileError

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # Office 97 files, and new ones with a password
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*", b"RIFF")
_ARCHIVES = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
_PROGRAMS = (b"MZ", b"\x7fELF", b"SQLite format 3")


def is_workbook(content: bytes) -> bool:
    """Whether the content is a zip archive, as every xlsx file is."""
    return content.startswith(_ZIP)


def refuse_other_kinds(content: bytes) -> None:
    """Raises BadFileError for a known kind of file that holds no readable list."""
    if content.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise BadFileError("文件有密码；请用表格软件打开，去掉密码，另存为 xlsx，再读一次。")
        raise BadFileError(
            "这是旧的 xls（或 doc）文件，读不了；请用表格软件打开后另存为 xlsx，再读一次。"
        )
    if content.startswith(b"%PDF"):
        raise BadFileError("这是 PDF，读不了；请把里面的表复制到表格软件，另存为 xlsx，再读一次。")
    if content.startswith(_PICTURES) and not _is_text(content):
        raise BadFileError("这是图片，读不了；请把图片里的表录入表格软件，另存为 xlsx，再读一次。")
    if content.startswith(_ARCHIVES):
        raise BadFileError("这是压缩文件，读不了；请先解压，再读里面的 xlsx 或 CSV 文件。")
    if content.startswith(_PROGRAMS) and not _is_text(content):
        raise BadFileError("这不是名单文件；请选 xlsx 或 CSV 文件。")


def _is_text(content: bytes) -> bool:
    """ "BM" and "MZ" may also begin a list; then no control characters follow."""
    return not re.search(rb"[\x00-\x08\x0e-\x1f]", content[:4096])
