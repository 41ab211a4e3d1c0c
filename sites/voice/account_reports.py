"""What is said of the operators' accounts on the command line."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from sites.leaflets.qr_code import qr_lines
from sites.records.operators import Account

if TYPE_CHECKING:
    from sites.accounts.founding import Handed

PASSWORD = "密码"  # noqa: S105 - the word
AGAIN = "再输一次"
UNLOCKED = "好了，谁都可以马上再试。"
NO_EXTRA = "管账号要先装好部件：在程序文件夹里运行 make operate（装好后可以按 Ctrl-C），再来一次。"
_NONE = "还没有账号；第一个这样开：flask sites accounts add 名字 --role administrator"
_ROLES = {"reader": "只看", "editor": "核对", "approver": "批准", "administrator": "管理员"}


def handed_lines(handed: "Handed", *, with_qr: bool) -> Iterator[str]:
    """What its person must be given now; nothing of it can be shown again."""
    yield f"账号 {handed.account.name}（{_ROLES[handed.account.role]}）可以登录了。"
    yield "手机上的验证器扫这个码，或者写进下面这一行："
    if with_qr:
        yield from qr_lines(handed.enrolment)
    yield handed.enrolment
    yield "恢复码，每个只能用一次，抄在纸上（只显示这一次）："
    yield from (f"  {code}" for code in handed.codes)


def account_lines(accounts: Iterable[Account]) -> Iterator[str]:
    """One account a line; how to make the first where there is none."""
    lines = [_line(account) for account in accounts]
    yield from lines or [_NONE]


def standing_line(name: str, *, disabled: bool) -> str:
    """An account was shut or opened."""
    return f"账号 {name} 停用了，已经登录的都退出了。" if disabled else f"账号 {name} 又能登录了。"


def _line(account: Account) -> str:
    shut = "  停用" if account.disabled else ""
    day = f"{account.created_at:%Y-%m-%d}"
    return f"{account.name}  {_ROLES[account.role]}  {day} 开的{shut}"
