"""What cannot be read at all is refused in one sentence that says what to do."""

import io
import os
import zipfile
from pathlib import Path

import pytest

from sites.errors import BadFileError
from sites.reading import read_list

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def zipped(**parts: bytes) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return content.getvalue()


@pytest.mark.parametrize(
    ("content", "word"),
    [
        pytest.param(b"", "空的", id="empty"),
        pytest.param(b" \r\n\t\n", "空的", id="only white space"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "图片", id="PNG"),
        pytest.param(b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(range(256)), "图片", id="JPEG"),
        pytest.param(b"GIF89a" + bytes(range(256)), "图片", id="GIF"),
        pytest.param(b"%PDF-1.7\n", "PDF", id="PDF"),
        pytest.param(b"Rar!\x1a\x07", "压缩", id="rar"),
        pytest.param(b"\x1f\x8b\x08\x00", "压缩", id="gzip"),
        pytest.param(b"7z\xbc\xaf\x27\x1c", "压缩", id="7z"),
        pytest.param(OLE + bytes(600), "xls", id="xls"),
        pytest.param(OLE + "WordDocument".encode("utf-16-le"), "doc 文件", id="doc"),
        pytest.param(b"{\\rtf1 x", "RTF", id="RTF"),
        pytest.param(b"<?xml version='1.0'?><Workbook xmlns='x'>", "XML", id="XML"),
        pytest.param(b"\0\0\0\x18ftypheic" + bytes(100), "图片", id="HEIC"),
        pytest.param(zipped(**{"OFD.xml": b"x"}), "OFD", id="OFD"),
        pytest.param(zipped(**{"content.xml": b"x"}), "ODF", id="ODF"),
        pytest.param(OLE + "EncryptedPackage".encode("utf-16-le"), "密码", id="locked xlsx"),
        pytest.param(zipped(word=b"x"), "不是 xlsx", id="some zip"),
        pytest.param(b"PK\x03\x04 not really", "不完整", id="no zip"),
        pytest.param(b"MZ\x90\x00\x03" + bytes(100), "请选", id="program"),
        pytest.param(bytes(range(256)) * 8, "不是文本", id="binary"),
        pytest.param(b"\x81\x20\xff" * 400, "编码", id="undecodable"),
        pytest.param(b"<html><table><tr><td>x", "表头", id="web page"),
        pytest.param("一句话。".encode(), "表头", id="a sentence"),
        pytest.param(b'{"unit": "x"}', "表头", id="JSON"),
        pytest.param("颜色,大小\n红,大\n".encode(), "表头", id="another table"),
        pytest.param("单位,地址,电话\n".encode(), "只有表头", id="only a header"),
        pytest.param("单位,地址,电话\n合计,,\n".encode(), "只有表头", id="header and total"),
        pytest.param(b"x" * 300_000, "太长", id="one endless line"),
        pytest.param(b"\n" * 500_000 + b"x", "行", id="endless lines"),
        pytest.param(",".join(["单位", "电话"] * 60).encode() + b"\n", "列", id="columns"),
    ],
)
def test_file_is_refused_with_one_sentence(tmp_path: Path, content: bytes, word: str) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(content)
    with pytest.raises(BadFileError, match=word) as refusal:
        read_list(path)
    assert str(refusal.value).endswith("。")
    assert str(refusal.value).count("。") == 1


def test_huge_file_is_refused_by_its_size_alone(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.touch()
    os.truncate(path, 2_000_000_000)  # holds no blocks: reading it would still take 2 GB
    with pytest.raises(BadFileError, match="50 MB"):
        read_list(path)


@pytest.mark.parametrize("name", ["missing.csv", ".", "bad\0name"])
def test_what_is_no_file_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(BadFileError, match=r"。$"):
        read_list(tmp_path / name)


def test_list_that_begins_like_a_picture_is_read(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("BM,单位,电话\n1,演示采血点,028-00000001\n", encoding="utf-8")
    assert len(list(read_list(path))) == 2
