"""What a family passes on: a text that needs no page to be understood, and where to post it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from urllib.parse import quote

from sites.records import Site
from sites.voice import words
from sites.voice.addresses import full_address
from sites.voice.language import mark, say, spoken
from sites.voice.local_names import published, site_area
from sites.voice.telephones import passed_on

_DEMO = mark("【演示，不是真实采血点】")
_CALL_FIRST, _ASK_FIRST = mark("先打电话，再去。"), mark("先打 110 问清楚，再去。")
_MOST_SITES = 3  # a message longer than a screen is not read


@dataclass(frozen=True, slots=True)
class Message:
    """text: to copy, its last line the address. weibo_url: Weibo's own page for a new post
    (service.weibo.com/share) with the title and the address; empty for a demonstration, which is
    not to be spread."""

    text: str
    weibo_url: str


def site_message(site: Site, url: str) -> Message:
    """One site. url: its page's absolute address. A demonstration is told as one, without its
    numbers."""
    first = say(_DEMO) if site.is_demo else say("【寻亲免费采血】")
    lines = [first, *_site_lines(site)]
    if not site.is_demo:
        lines += [say(_CALL_FIRST if site.is_callable else _ASK_FIRST)]
    message = _message(lines, words.site_title(site), url)
    return replace(message, weibo_url="") if site.is_demo else message


def sites_message(title: str, sites: Iterable[Site], url: str) -> Message:
    """The first few real sites of an answer that can be called. title: what was asked for, url:
    the absolute address at which anybody finds the same; it must hold no position."""
    callables = [site for site in sites if site.is_callable][:_MOST_SITES]
    lines = [say("【寻亲免费采血】%(title)s", title=title)]
    for site in callables:
        lines += _site_lines(site)
    lines += [say(_CALL_FIRST if callables else _ASK_FIRST)]
    return _message(lines, title, url)


def _message(lines: Sequence[str], title: str, url: str) -> Message:
    post = f"?url={quote(url, safe='')}&title={quote(title, safe='')}"
    fraud = spoken().gap.join(map(say, words.WARNING))
    return Message(
        "\n".join([*lines, fraud, url]), f"https://service.weibo.com/share/share.php{post}"
    )


def _site_lines(site: Site) -> Sequence[str]:
    lines = [published(site.unit), *filter(None, (site_area(site), published(full_address(site))))]
    if site.is_demo:
        return lines
    lines += passed_on(site.phones)
    published_on = site.source.published_on if site.source else ""
    if site.checked_on and not site.is_compared:
        lines.append(say("资料：%(day)s核对", day=words.date_words(site.checked_on)))
    elif published_on:
        lines.append(say("资料：%(day)s公布", day=words.date_words(published_on)))
    return lines
