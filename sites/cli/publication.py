"""The options that say where and when a list was published, as its rows will have it."""

import click

from sites.text import is_web_address, tidy_date


def day_of(published_on: str) -> str:
    """「2022-07-05」, 「2022-07」 or 「2022」. Raises click.UsageError for no date."""
    day = tidy_date(published_on)
    if day is None:
        raise click.UsageError("--published-on 请写成 2022-07-05、2022-07 或 2022。")
    return day


def web_address(url: str) -> str:
    """The address, when it is one. Raises click.UsageError."""
    if not is_web_address(url):
        raise click.UsageError("--source-url 要以 http:// 或 https:// 开头。")
    return url
