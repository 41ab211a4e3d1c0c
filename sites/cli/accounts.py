"""Commands on the operators' accounts: accounts add, list, reset, disable, enable, unlock."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from sites.cli.group import answered_for, bench, group, say
from sites.errors import AccountError
from sites.records.operators import ROLES, Role
from sites.store import OperatorStore
from sites.voice import account_reports

if TYPE_CHECKING:
    from types import ModuleType


@group.group("accounts")
def accounts() -> None:
    """工作台的账号：谁能登录，能做什么。"""


@accounts.command("add")
@click.argument("name")
@click.option("--role", required=True, type=click.Choice(ROLES), help="只看、核对、批准、管理员。")
@click.option("--no-qr", is_flag=True, help="不画二维码，只写文字。")
@answered_for
def add_command(name: str, *, role: Role, no_qr: bool) -> None:
    """开账号 NAME；密码在这里输入，手机验证和恢复码只显示一次。"""
    founding = _founding()
    founding.checked_name(name)
    handed = founding.found(_store(), name, role, _password(), datetime.now(UTC))
    say(account_reports.handed_lines(handed, with_qr=not no_qr))


@accounts.command("reset")
@click.argument("name")
@click.option("--no-qr", is_flag=True, help="不画二维码，只写文字。")
@answered_for
def reset_command(name: str, *, no_qr: bool) -> None:
    """NAME 丢了密码或手机：换密码、手机验证和恢复码，登录都退出。"""
    founding = _founding()
    founding.called(_store(), name)
    handed = founding.reset(_store(), name, _password(), datetime.now(UTC))
    say(account_reports.handed_lines(handed, with_qr=not no_qr))


@accounts.command("list")
def list_command() -> None:
    """列出全部账号。"""
    say(account_reports.account_lines(_store().accounts.all()))


@accounts.command("disable")
@click.argument("name")
@answered_for
def disable_command(name: str) -> None:
    """停用账号 NAME：不能再登录，已经登录的退出。"""
    _set_disabled(name, disabled=True)


@accounts.command("enable")
@click.argument("name")
@answered_for
def enable_command(name: str) -> None:
    """重新启用账号 NAME。"""
    _set_disabled(name, disabled=False)


@accounts.command("unlock")
def unlock_command() -> None:
    """忘掉所有试错的次数：谁都可以马上再试。"""
    _store().failures.forget_all()
    click.echo(account_reports.UNLOCKED)


def _set_disabled(name: str, *, disabled: bool) -> None:
    its = _founding().called(_store(), name)
    _store().accounts.set_disabled(its.id, datetime.now(UTC), disabled=disabled)
    click.echo(account_reports.standing_line(its.name, disabled=disabled))


def _store() -> OperatorStore:
    return bench().open_store().operators


def _password() -> str:
    """Typed twice and not shown; never an argument, which every user of the machine could read."""
    return str(
        click.prompt(
            account_reports.PASSWORD,
            hide_input=True,
            confirmation_prompt=account_reports.AGAIN,
        )
    )


def _founding() -> "ModuleType":
    """What makes accounts. Raises AccountError where the extra is missing."""
    try:
        from sites.accounts import founding  # noqa: PLC0415  # weight: extra `operate`
    except ImportError as error:
        raise AccountError(account_reports.NO_EXTRA) from error
    return founding
