"""What is said of keys and signatures to whoever signs or proves a release."""

from collections.abc import Iterator
from pathlib import Path

from sites.records import Release
from sites.store.statements import Statement


def key_lines(folder: Path, public_key: str) -> Iterator[str]:
    """That a pair of keys was made, and where each of the two belongs."""
    yield f"私钥：{folder / 'private.pem'}，只给签名的人，另存一份，不要放到网站的服务器上。"
    yield f"公钥：{folder / 'public.pem'}，可以给任何人，用来核对下载的名单。"
    yield "网站的设置（设置以后，没有这把钥匙签名的名单不公布）："
    yield f"SITES_SIGNING_PUBLIC_KEY={public_key}"


def key_is_there(path: Path) -> str:
    """That a key would have been written over."""
    return f"{path} 已经有了，没有改动：请换一个空文件夹。"


def signed_lines(release: Release, public_key: str) -> Iterator[str]:
    """That a signature was kept, and what comes next."""
    yield f"第 {release.number} 版已签名，公钥 {public_key}"
    if release.state == "staged":
        yield f"还没有发布；发布请运行：flask sites publish {release.number}"


def verified_line(statement: Statement) -> str:
    """That a download is what was signed."""
    return (
        f"核对无误：第 {statement.number} 版，{statement.sites} 个采血点，"
        f"存于 {statement.created_at}，根校验值 {statement.root}"
    )
