"""The sentences of all pages, in the catalogues of other languages: `make catalogues`.

Collects every sentence that templates, program and guide say, brings each messages.po below
translations/ up to date with them (what is no longer said goes, what is new stands empty) and
compiles the .mo that the program reads, and the words that scripts say (static/words). Traditional
characters are proposed by OpenCC, for a person to check; English is written by people. `faults`
says what a catalogue lacks; a test holds that there is nothing.
"""

import io
import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

import jinja2
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from jinja2.ext import extract_from_ast

from sites.areas.attributions import ATTRIBUTIONS
from sites.questions.guidance import NO_FEE, NOT_SAID, SERVICES, STATEMENTS
from sites.voice.local_names import traditional
from sites.web.sameness import Same
from sites.web.translating import Translating
from tools.squeeze_static import made_files

HOME = Path(__file__).resolve().parent.parent
FOLDER = HOME / "translations"
LOCALES = ("zh_Hant", "en")
_COUNTING = "say_count"
_SAYING = dict.fromkeys(("say", "mark", "Sentence", _COUNTING))
_TOLD = re.compile(r"\btold\(\s*'([^'\\]+)'")
_PLACEHOLDER = re.compile(r"%\((\w+)\)s")
_NUMBER = "%(n)s"
_TAG = re.compile(r"<(/?\w+)[^>]*?(href=\"[^\"]*\")?[^>]*>")
# Chinese that stays Chinese: told with its language, or a word to be typed or shown, in “”.
_KEPT_CHINESE = re.compile(r'<(\w+) lang="zh-Hans">.*?</\1>|“[^”]*”')
_HAN = re.compile("[㐀-鿿，。、；：？！「」（）]")
# What Taiwan and Hong Kong call otherwise than the mainland; in 没有采血点 OpenCC sees 有采 (風采).
_OTHER_WORDS = {
    "打印": "列印", "網絡": "網路", "信息": "資訊", "短信": "簡訊", "報道": "報導",
    "數據庫": "資料庫", "底圖數據": "底圖資料", "程序": "程式", "接口": "介面", "保存": "儲存",
    "賬號": "帳號", "登錄": "登入", "刷新": "重新整理", "采血": "採血", "菜單": "選單",
}  # fmt: skip


def sentences() -> dict[str, bool]:
    """Every sentence → whether it counts something and has a plural; in the alphabet's order."""
    found: dict[str, bool] = {}
    scripts = ((text, _NUMBER in text) for text in of_scripts())
    for text, is_count in (*_of_templates(), *_of_program(), *_of_tables(), *scripts):
        found[text] = found.get(text, False) or is_count
    return dict(sorted(found.items()))


def _of_templates() -> Iterator[tuple[str, bool]]:
    environment = jinja2.Environment(extensions=[Translating, Same], autoescape=True)
    environment.newstyle_gettext = True  # type: ignore[attr-defined]  # of the extension
    for path in sorted((HOME / "templates").rglob("*.html")):
        tree = environment.parse(path.read_text(encoding="utf-8"))
        for _, function, message in extract_from_ast(tree, ("gettext", "ngettext")):
            text = message if isinstance(message, str) else (message or ("",))[0]
            yield str(text), function == "ngettext"


def _of_program() -> Iterator[tuple[str, bool]]:
    for path in sorted((HOME / "sites").rglob("*.py")):
        content = io.BytesIO(path.read_bytes())
        for _, function, message, _ in extract_python(content, _SAYING, (), {}):
            text = message if isinstance(message, str) else next(iter(message or ()), None)
            if text:
                yield text, function == _COUNTING


def _of_tables() -> Iterator[tuple[str, bool]]:
    for statement in (*STATEMENTS, *NOT_SAID, NO_FEE, *SERVICES.values()):
        for text in (statement.heading, statement.text, statement.source):
            if text:
                yield text, False
    yield from ((line, False) for line in ATTRIBUTIONS)


def of_scripts() -> list[str]:
    """The sentences that scripts of the pages say, in the order of the alphabet."""
    folders = (HOME / "static", HOME / "sites" / "mapping" / "scripts")
    paths = [
        path for each in folders for path in each.glob("*.js") if path.name not in made_files()
    ]
    scripts = [path.read_text(encoding="utf-8") for path in paths]
    return sorted({text for script in scripts for text in _TOLD.findall(script)})


def script_text(catalogue: Catalog) -> str:
    """static/words/….js: these sentences by the Chinese ones, each a text; a list of two where one
    is told from many."""
    forms = {text: _forms(catalogue[text]) for text in of_scripts() if text in catalogue}
    said = {text: each if len(set(each)) > 1 else each[0] for text, each in forms.items()}
    words = json.dumps(said, ensure_ascii=False, indent=0, sort_keys=True, separators=(",", ":"))
    return f"// Made by `make catalogues`.\nwindow.sitesWords = {words};\n"


def script_path(locale: str) -> Path:
    """Where the page finds it."""
    return HOME / "static" / "words" / f"{locale.lower().replace('_', '-')}.js"


def read(locale: str) -> Catalog:
    """The catalogue as it stands; an empty one where there is none yet."""
    path = po_path(locale)
    if not path.exists():
        return Catalog(locale=locale)
    with path.open("rb") as file:
        return read_po(file, locale=locale)


def po_path(locale: str) -> Path:
    """Where people write a catalogue."""
    return FOLDER / locale / "LC_MESSAGES" / "messages.po"


def updated(locale: str, wanted: Mapping[str, bool]) -> Catalog:
    """The catalogue with exactly the wanted sentences; a new one is empty, or of OpenCC."""
    old, new = read(locale), Catalog(locale=locale, header_comment=_HEADER, fuzzy=False)
    new.revision_date = new.creation_date = _NO_DAY
    for text, is_count in wanted.items():
        known = old.get(text)
        said = known.string if known and known.string else _proposed(locale, text)
        forms = [said] if isinstance(said, str) else list(said)
        if is_count:
            new.add(
                (text, text), tuple(forms[min(at, len(forms) - 1)] for at in range(new.num_plurals))
            )
        else:
            new.add(text, forms[-1])
    return new


_HEADER = (
    "# Made by `make catalogues` from the sentences of the program; only msgstr is for people."
)
_NO_DAY = datetime(2026, 11, 26, tzinfo=UTC)  # the same bytes for the same sentences


def _proposed(locale: str, text: str) -> str:
    if locale != "zh_Hant":
        return ""
    proposed = traditional(text)
    for theirs, ours in _OTHER_WORDS.items():
        proposed = proposed.replace(theirs, ours)
    return proposed


def po_text(catalogue: Catalog) -> bytes:
    """As it is written to a file; the same bytes for the same sentences."""
    file = io.BytesIO()
    write_po(file, catalogue, width=100, sort_output=True)
    return file.getvalue()


def mo_text(catalogue: Catalog) -> bytes:
    """As the program reads it."""
    file = io.BytesIO()
    write_mo(file, catalogue)
    return file.getvalue()


def faults(catalogue: Catalog, wanted: Mapping[str, bool]) -> Iterator[str]:
    """What is wrong with a catalogue, a sentence each."""
    messages = {_key(message): message for message in catalogue if message.id}
    yield from (f"missing: {text}" for text in wanted if text not in messages)
    yield from (f"said no more: {text}" for text in messages if text not in wanted)
    for text, message in messages.items():
        if message.fuzzy:
            yield f"fuzzy: {text}"
        for form in _forms(message):
            yield from (
                f"{fault}: {text} → {form}"
                for fault in _faults_of(str(catalogue.locale), text, form)
            )


def _faults_of(locale: str, text: str, said: str) -> Iterator[str]:
    if not said.strip():
        yield "empty"
    if set(_PLACEHOLDER.findall(text)) != set(_PLACEHOLDER.findall(said)):
        yield "other placeholders"
    if _marks(text) != _marks(said):
        yield "other marks of HTML"
    if '"' in re.sub("<[^>]*>", "", said):
        yield "a straight quotation mark, which would end an attribute"
    if locale == "en" and _HAN.search(_KEPT_CHINESE.sub("", said)):
        yield "Chinese"


def _marks(text: str) -> list[tuple[str, str]]:
    return sorted(mark for mark in _TAG.findall(text) if mark[0].strip("/") not in ("span", "i"))


def _key(message: Message) -> str:
    return str(message.id if isinstance(message.id, str) else message.id[0])


def _forms(message: Message) -> tuple[str, ...]:
    return message.string if isinstance(message.string, tuple) else (str(message.string or ""),)


def main() -> None:
    """Bring every catalogue up to date, compile it, and say what is left to do."""
    wanted = sentences()
    print(f"{len(wanted)} sentences")
    for locale in LOCALES:
        catalogue = updated(locale, wanted)
        path = po_path(locale)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(po_text(catalogue))
        path.with_suffix(".mo").write_bytes(mo_text(catalogue))
        script_path(locale).write_text(script_text(catalogue), encoding="utf-8")
        left = list(faults(catalogue, wanted))
        print(f"{locale}: {len(left)} left to do")
        print("\n".join(left[:20]))


if __name__ == "__main__":
    main()
