"""Where the documents of a folder were published, as a volunteer writes it down."""

from pathlib import Path

import pytest

from sites.errors import BadFileError
from sites.reading.provenances import provenance_of, read_provenances
from sites.records.scans import Provenance

HEADER = "文件,标题,网址,公布日期"
LINE = "甲,https://example.org/a,2022年7月5日"
A = Provenance("甲", "https://example.org/a", "2022-07-05")


def write(folder: Path, *lines: str, name: str = "sources.csv", encoding: str = "utf-8") -> Path:
    (folder / name).write_text("\n".join(lines), encoding=encoding)
    return folder


def test_a_folder_without_the_table_says_nothing(tmp_path: Path) -> None:
    assert read_provenances(tmp_path) == {}
    assert provenance_of({}, "03.png") == Provenance()


@pytest.mark.parametrize(
    "header",
    [
        pytest.param(HEADER, id="Chinese"),
        pytest.param("file,source_title,source_url,published_on", id="ours"),
        pytest.param("图片,来源,链接,发布日期", id="of published lists"),
        pytest.param("文件名,文章标题,原文链接,日期", id="of an article"),
    ],
)
def test_columns_are_found_by_their_words(tmp_path: Path, header: str) -> None:
    assert read_provenances(write(tmp_path, header, f"03.png,{LINE}")) == {"03.png": A}


def test_columns_may_stand_in_any_order_and_the_file_may_be_left_out(tmp_path: Path) -> None:
    lines = ("公布日期,网址,标题", "2022-07-05,https://example.org/a,甲")
    assert read_provenances(write(tmp_path, *lines)) == {"*": A}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_a_table_saved_by_a_spreadsheet_is_read(tmp_path: Path, encoding: str) -> None:
    folder = write(tmp_path, HEADER, f",{LINE}", name="来源.csv", encoding=encoding)
    assert read_provenances(folder) == {"*": A}


@pytest.mark.parametrize(
    "name, title",
    [
        ("03.png", "甲"), ("名单/03.png", "甲"), ("03b.png", "乙"), ("0312.jpg", "丙"),
        ("子目录/9.png", "丁"), ("9.png", "戊"), ("03.PNG", "甲"),
    ],
)  # fmt: skip
def test_the_most_exact_line_counts(tmp_path: Path, name: str, title: str) -> None:
    rest = "https://example.org/a,2022"
    patterns = {"": "戊", "03*": "丙", "03*.png": "乙", "03.png": "甲", "子目录/*": "丁"}
    lines = [f"{pattern},{each},{rest}" for pattern, each in patterns.items()]
    assert provenance_of(read_provenances(write(tmp_path, HEADER, *lines)), name).title == title


def test_a_file_without_a_line_has_no_origin(tmp_path: Path) -> None:
    assert (
        provenance_of(read_provenances(write(tmp_path, HEADER, f"03.png,{LINE}")), "4.png")
        == Provenance()
    )


def test_a_name_with_brackets_is_found_as_it_stands(tmp_path: Path) -> None:
    provenances = read_provenances(write(tmp_path, HEADER, f"名单[1].png,{LINE}"))
    assert provenance_of(provenances, "名单[1].png") == A


@pytest.mark.parametrize(
    "lines, said",
    [
        pytest.param((" ",), "空的", id="empty"),
        pytest.param(("文件,标题,网址", "a,b,https://example.org"), "表头缺公布日期", id="column"),
        pytest.param((f"03.png,{LINE}",), "第 1 行表头缺", id="no header"),
        pytest.param((HEADER, "a,甲,,2022"), "第 2 行缺网址", id="cell"),
        pytest.param((HEADER, "a,甲,https://example.org,昨天"), "第 2 行公布日期看不懂", id="date"),
        pytest.param((HEADER, "a,甲,example.org,2022"), "第 2 行网址要以", id="address"),
        pytest.param((HEADER, f"a,{LINE}", f"a,{LINE}"), "第 3 行文件「a」前面", id="twice"),
        pytest.param((HEADER, f",{LINE}", f",{LINE}"), "已经写过", id="all twice"),
        pytest.param(("%PDF-1.4",), "PDF", id="another kind of file"),
    ],
)  # fmt: skip
def test_a_bad_table_is_refused_in_a_sentence(
    tmp_path: Path, lines: tuple[str, ...], said: str
) -> None:
    with pytest.raises(BadFileError, match=said) as refused:
        read_provenances(write(tmp_path, *lines))
    assert str(refused.value).startswith("sources.csv：")
    assert str(refused.value).endswith("。")


def test_two_tables_are_one_too_many(tmp_path: Path) -> None:
    write(tmp_path, HEADER, f",{LINE}")
    write(tmp_path, HEADER, f",{LINE}", name="来源.csv")
    with pytest.raises(BadFileError, match="请只留一个"):
        read_provenances(tmp_path)
