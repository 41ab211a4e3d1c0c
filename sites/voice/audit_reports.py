"""What is said of the audit: its entries, and where it does not hold."""

from collections.abc import Iterable, Iterator

from sites.store.audit_copy import Departure
from sites.store.auditing import Break, Entry

# What the options of commands that change something are for.
BY, WHY = "谁改的：姓名，记入审计。", "为什么改，记入审计。"
EMPTY = "审计里还没有记录。"
_BROKEN = {
    "gap": "第 {number} 条不见了",
    "order": "第 {number} 条接不上前一条：次序被换过，或者前面的记录是后来重写的",
    "altered": "第 {number} 条被改动过",
}
_APART = {
    "other": "第 {number} 条和审计文件里的不一样",
    "store": "审计文件里有第 {number} 条，数据库里没有：数据库的末尾被截去，或者是从备份恢复的",
    "copy": "数据库里有第 {number} 条，审计文件里没有：文件被截去，或者没有写成",
}


def entry_lines(entries: Iterable[Entry]) -> Iterator[str]:
    """The entries, a line each; nothing in them can move the cursor."""
    for entry in entries:
        change = f"{entry.before or '无'} → {entry.after or '无'}"
        why = f"　原因：{entry.why}" if entry.why else ""
        yield f"{entry.number}　{entry.at}　{entry.who}　{entry.what}　{change}{why}"


def fault_lines(found: Break | None, apart: Departure | None) -> Iterator[str]:
    """What does not hold; nothing when all does."""
    if found is not None:
        yield f"审计记录不可信：{_BROKEN[found.kind].format(number=found.number)}。"
    if apart is not None:
        yield f"审计记录不可信：{_APART[apart.kind].format(number=apart.number)}。"


def whole_line(count: int, last_hash: str, *, is_copied: bool) -> str:
    """That all entries hold. last_hash: of the newest one; whoever notes it elsewhere finds later
    whether entries were taken from the end."""
    if not count:
        return EMPTY
    copied = "，和审计文件一致" if is_copied else ""
    return f"审计记录完好：{count} 条{copied}。最后一条的校验值 {last_hash}"
