"""Commands on the audit: audit list, verify."""

import click

from sites.cli.group import bench, group, say
from sites.voice import audit_reports


@group.group("audit")
def audit_group() -> None:
    """审计：谁在什么时候改了什么。"""


@audit_group.command("list")
def list_command() -> None:
    """列出全部记录，最早的在最前。"""
    entries = bench().open_store().audit.entries()
    say(audit_reports.entry_lines(entries))
    if not entries:
        click.echo(audit_reports.EMPTY)


@audit_group.command("verify")
def verify_command() -> None:
    """核对全部记录，设置了 SITES_AUDIT_FILE 时也和那个文件核对。

    有一条被改动、删去、换过次序，就说出来，退出码是 1。
    """
    store = bench().open_store()
    faults = list(audit_reports.fault_lines(*store.audit.faults()))
    say(faults)
    if faults:
        click.get_current_context().exit(1)
    entries = store.audit.entries()
    last = entries[-1].hash if entries else ""
    is_copied = bool(bench().settings.audit_file)
    click.echo(audit_reports.whole_line(len(entries), last, is_copied=is_copied))
