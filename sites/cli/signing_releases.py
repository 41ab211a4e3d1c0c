"""Commands on signatures: keys new, sign, verify."""

import os
from pathlib import Path

import click

from sites.cli.group import LIST_FILE, answered_for, bench, group, say
from sites.store import Store
from sites.voice import proof_reports, release_reports

_KEY_FILE = click.Path(dir_okay=False, path_type=Path)


@group.group("keys")
def keys_group() -> None:
    """签名用的钥匙。"""


@keys_group.command("new")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def new_command(folder: Path) -> None:
    """在文件夹 FOLDER 里生成一对 Ed25519 钥匙：private.pem 和 public.pem。

    私钥只给签名的人，不要放到网站的服务器上。
    """
    from sites.store import keys  # noqa: PLC0415  # weight: cryptography, 0.03 s

    pair = keys.new_pair()
    folder.mkdir(parents=True, exist_ok=True)
    _write_new(folder / "private.pem", pair.private, 0o600)
    _write_new(folder / "public.pem", pair.public, 0o644)
    say(proof_reports.key_lines(folder, keys.public_key(pair.public)))


def _write_new(path: Path, content: bytes, mode: int) -> None:
    """Never over a key that is there: what it signed could be signed no more."""
    try:
        opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    except FileExistsError as error:
        raise click.ClickException(proof_reports.key_is_there(path)) from error
    with os.fdopen(opened, "wb") as file:
        file.write(content)


@group.command("sign")
@click.option("--release", "number", type=int, help="哪一版；不写就是正在公布的那一版。")
@click.option("--key", type=_KEY_FILE, help="私钥文件 private.pem：就在这台机器上签。")
@click.option("--print", "show", is_flag=True, help="只写出要签的文字，拿到别处去签。")
@click.option("--signature", type=_KEY_FILE, help="别处签好的签名文件。")
@click.option("--public", type=_KEY_FILE, help="公钥文件；不写就用 SITES_SIGNING_PUBLIC_KEY。")
@answered_for
def sign_command(
    *,
    number: int | None,
    key: Path | None,
    show: bool,
    signature: Path | None,
    public: Path | None,
) -> None:
    """给一版名单签名：--key、--print、--signature 三样选一样。"""
    if sum((key is not None, show, signature is not None)) != 1:
        raise click.UsageError("--key、--print、--signature 要正好给出一样。")
    store = bench().open_store()
    number = _number(store, number)
    text = store.statement(number)
    if show:
        click.echo(text, nl=False)
        return
    signed, public_key = _signature(text, key, signature, public)
    release = store.sign(number, signed, public_key)
    say(proof_reports.signed_lines(release, public_key))


def _number(store: Store, number: int | None) -> int:
    number = store.live_number() if number is None else number
    if number is None:
        raise click.ClickException(release_reports.NOTHING_LIVE)
    return number


def _signature(
    text: str, private: Path | None, signature: Path | None, public: Path | None
) -> tuple[str, str]:
    """The signature, made here or brought, and the public key that it is to hold by."""
    from sites.store import keys  # noqa: PLC0415  # weight: cryptography, 0.03 s

    wanted = keys.public_key(public.read_bytes()) if public else bench().settings.signing_public_key
    if private is not None:
        pem = private.read_bytes()
        return keys.signed(text, pem), wanted or keys.public_of(pem)
    if signature is None or not wanted:
        raise click.UsageError(
            "--signature 要同时给出 --public，或者设置 SITES_SIGNING_PUBLIC_KEY。"
        )
    return keys.signature_in(signature.read_bytes()), wanted


@group.command("verify")
@click.argument("file", type=LIST_FILE)
@click.option("--key", required=True, help="公钥：public.pem 文件，或者 64 位十六进制数字。")
def verify_command(file: Path, *, key: str) -> None:
    """核对下载的名单 FILE（/sites.ndjson）：是否完整，是否是这把公钥签的。不需要数据库。"""
    from sites.store import keys, proof_files  # noqa: PLC0415  # weight: cryptography, 0.03 s

    told = Path(key).read_bytes() if Path(key).is_file() else key.encode()
    statement = proof_files.verified(file, keys.public_key(told))
    click.echo(proof_reports.verified_line(statement))
