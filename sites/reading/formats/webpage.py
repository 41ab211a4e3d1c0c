"""A saved web page (HTML, MHTML) → its Sheets (the home of bs4).

Nothing is fetched and no script runs. Navigation, comments and footers are passed over; what the
page hides is told as a hidden sheet, so that nobody takes it for absent.
"""

import email
import email.policy
import re
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from bs4 import BeautifulSoup, FeatureNotFound, Tag
from bs4.element import NavigableString

from sites.errors import BadFileError
from sites.reading.formats.delimited import decoded
from sites.reading.sheets import MAX_COLUMNS, MAX_LINES, Line, Sheet
from sites.reading.tables.flow import Grid, Part, plain_text, sheets_of, table_parts
from sites.reading.tables.signs import PHONE

_MAX_CHARACTERS = 10_000_000
_MAX_DEPTH = 150
_MAX_CELLS = 2_000_000
_EMBEDDED = re.compile(r"data:[\w/+.;=-]*,[A-Za-z0-9+/=%\s]{200,}")
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_SKIPPED = re.compile(
    "head|script|style|noscript|template|iframe|object|embed|svg|canvas|audio|video|map|nav|aside"
    "|footer|select|datalist|button|textarea|input|rt|rp"
)
_BLOCKS = re.compile(
    "address|article|blockquote|body|caption|center|d[ldt]|details|div|fieldset|figcaption|figure"
    "|form|h[1-6]|header|hr|html|legend|li|main|[ou]l|p|pre|section|summary|table|tbody|t[dhr]"
    "|tfoot|thead"
)
_ASIDE = re.compile(
    r"(?:^|[-_\s])(?:nav|navbar|menu|breadcrumbs?|crumbs?|sidebar|footer|foot|copyright|comments?"
    r"|reply|pinglun|shares?|related|recommend|pagination|login)(?:$|[-_\s])",
    re.IGNORECASE,
)
_NO_LIST = re.compile(r".*(?:ICP备|公网安备|版权所有|copyright|©).*", re.IGNORECASE | re.DOTALL)
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_CJK = "\u3000-\u303f\u3400-\u9fff\uff00-\uffef"
_BREAK_IN_A_WORD = re.compile(rf"(?<=[{_CJK}])[ \t]*[\r\n]+[ \t]*(?=[{_CJK}])")
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_SAVE_AGAIN = "请用浏览器打开后重新保存，或把里面的表复制到表格软件另存为 xlsx，再读一次。"


def read_webpage(content: bytes) -> tuple[Sheet, ...]:
    """The Sheets of a saved page, in reading order; hidden parts with numbers to call last.

    Raises BadFileError when it cannot be read or is far too large.
    """
    text = _EMBEDDED.sub("", _text(content))
    if len(text) > _MAX_CHARACTERS:
        raise BadFileError(f"网页太大，不像采血点名单；{_SAVE_AGAIN}")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # bs4 guesses that a page is XML, or a file's name
            walk = _Walk(_main_part(BeautifulSoup(text, "lxml")))
        return (*sheets_of(walk.parts()), *walk.hidden_sheets())
    except BadFileError:
        raise
    except FeatureNotFound as error:
        raise BadFileError("读网页要先装好部件；请先运行 make ocr，再读一次。") from error
    except Exception as error:  # whatever a damaged page makes of the libraries
        raise BadFileError(f"网页已损坏，读不出来；{_SAVE_AGAIN}") from error


def _text(content: bytes) -> str:
    if is_mhtml(content):
        return _text(_page_within(content))
    named = _CHARSET.search(content[:4096])
    charset = named[1].decode("ascii", "replace").lower() if named else ""
    if charset.startswith("big5"):
        try:
            return content.decode("big5hkscs")
        except UnicodeDecodeError:
            pass
    return decoded(content)


def is_mhtml(content: bytes) -> bool:
    """Whether the content is a page saved in one file with all that belongs to it."""
    start = content[:4096].lower()
    return b"mime-version:" in start and b"multipart/related" in start


def _page_within(content: bytes) -> bytes:
    try:
        message = email.message_from_bytes(content, policy=email.policy.default)
        pages = [part for part in message.walk() if part.get_content_type() == "text/html"]
        page = pages[0].get_payload(decode=True)
    except Exception as error:  # the email package raises what a damaged file makes of it
        raise BadFileError(f"保存的网页不完整；{_SAVE_AGAIN}") from error
    if not isinstance(page, bytes) or is_mhtml(page):
        raise BadFileError(f"保存的网页里没有正文；{_SAVE_AGAIN}")
    return page


def _main_part(page: BeautifulSoup) -> Tag:
    """The article, when the page marks it and hardly any number stands elsewhere."""
    numbers = _numbers(page)
    marked = (page.find(id="js_content"), page.find("article"), page.find("main"))
    for part in marked:
        if isinstance(part, Tag) and numbers and _numbers(part) >= 0.8 * numbers:
            return part
    return page


def _numbers(part: Tag) -> int:
    return len(PHONE.findall(part.get_text(" ")))


@dataclass(slots=True)
class _Walk:
    """One walk through a page. hidden: the texts of hidden parts that hold a number to call."""

    root: Tag
    numbers: int = 0
    hidden: list[str] = field(default_factory=list)

    def parts(self) -> Iterator[Part]:
        """The texts and tables of the page in reading order."""
        self.numbers = _numbers(self.root)
        return self._content(self.root, 0)

    def hidden_sheets(self) -> tuple[Sheet, ...]:
        """A hidden Sheet of what the page hides; none when it hides no number to call."""
        if not self.hidden:
            return ()
        lines = tuple(Line(n, (text,)) for n, text in enumerate(self.hidden[:MAX_LINES], 1))
        return (Sheet("网页里隐藏的部分", lines, is_hidden=True),)

    def _content(self, node: Tag, depth: int) -> Iterator[Part]:
        texts: list[str] = []
        for piece in self._pieces(node, depth):
            if isinstance(piece, Grid) or piece == "\f":
                yield from _paragraph(texts)
                texts = []
                if isinstance(piece, Grid):
                    yield piece
            else:
                texts.append(piece)
        yield from _paragraph(texts)

    def _pieces(self, node: Tag, depth: int) -> Iterator[Part]:
        """Texts, tables, and a form feed where a block begins or ends."""
        if depth > _MAX_DEPTH:
            yield node.get_text(" ")
            return
        for child in node.children:
            if isinstance(child, Tag):
                yield from self._element(child, depth)
            elif type(child) is NavigableString:
                text = _BREAK_IN_A_WORD.sub("", str(child))
                yield text.replace("\f", " ") if node.name == "pre" else _BLANKS.sub(" ", text)

    def _element(self, element: Tag, depth: int) -> Iterator[Part]:
        if _SKIPPED.fullmatch(element.name) or self._is_passed_over(element):
            return
        if element.name == "br":
            yield "\n"
        elif element.name == "table":
            yield "\f"
            yield from self._table(element, depth)
            yield "\f"
        elif _BLOCKS.fullmatch(element.name):
            yield "\f"
            yield from self._pieces(element, depth + 1)
            yield "\f"
        else:
            yield from self._pieces(element, depth + 1)

    def _is_passed_over(self, element: Tag) -> bool:
        if element.has_attr("hidden") or _HIDDEN.search(_attribute(element, "style")):
            text = element.get_text(" ", strip=True)
            self.hidden += [text] if PHONE.search(text) else []
            return True
        named = f"{_attribute(element, 'class')} {_attribute(element, 'id')}"
        if not _ASIDE.search(named) or element.find("table"):
            return False
        return _numbers(element) * 2 <= self.numbers

    def _table(self, table: Tag, depth: int) -> Iterator[Part]:
        for caption in table.find_all("caption", recursive=False):
            yield from self._content(caption, depth + 1)
        rows = [
            [_Cell(list(self._content(cell, depth + 1)), *_spans(cell)) for cell in row]
            for row in _rows(table)
            if not (row and row[0].parent and self._is_passed_over(row[0].parent))
        ]
        yield from table_parts(_filled(rows), [cell.parts for row in rows for cell in row])


def _paragraph(texts: Sequence[str]) -> Iterator[str]:
    text = "".join(texts).strip(" ")
    if text and not _NO_LIST.fullmatch(text):
        yield text


def _attribute(element: Tag, name: str) -> str:
    value = element.get(name) or ""
    return value if isinstance(value, str) else " ".join(value)


@dataclass(slots=True)
class _Cell:
    parts: list[Part]
    columns: int
    rows: int


def _rows(table: Tag) -> Iterator[list[Tag]]:
    """The cells of each row of this table, not of those within it."""
    for child in table.find_all(True, recursive=False):
        if child.name in ("tbody", "thead", "tfoot"):
            yield from _rows(child)
        elif child.name == "tr":
            yield child.find_all(("td", "th"), recursive=False)


def _spans(cell: Tag) -> tuple[int, int]:
    """Over how many columns and rows a cell reaches; rowspan 0 is "to the end"."""
    columns, rows = (
        int(match[0]) if (match := re.match(r"\d{1,6}", _attribute(cell, name).strip())) else 1
        for name in ("colspan", "rowspan")
    )
    return min(max(columns, 1), MAX_COLUMNS + 1), rows or MAX_LINES


def _filled(rows: Sequence[Sequence[_Cell]]) -> Grid:
    """The table with the text of each merged cell in all the places that it covers."""
    lines: list[tuple[str, ...]] = []
    reaching: dict[int, tuple[int, str]] = {}  # column → (rows to come, text)
    filled = 0
    for row in rows:
        line: dict[int, str] = {column: text for column, (_, text) in reaching.items()}
        reaching = {c: (left - 1, text) for c, (left, text) in reaching.items() if left > 1}
        column = 0
        for cell in row:
            text = plain_text(cell.parts)
            while column in line:
                column += 1
            for place in range(column, column + cell.columns):
                line[place] = text
                if cell.rows > 1:
                    reaching[place] = (cell.rows - 1, text)
        width = max(line, default=-1) + 1
        filled += width
        if width > 2 * MAX_COLUMNS or filled > _MAX_CELLS:
            raise BadFileError(f"网页里的表太大，不像采血点名单；{_SAVE_AGAIN}")
        lines.append(tuple(line.get(place, "") for place in range(width)))
    return Grid(tuple(lines))
