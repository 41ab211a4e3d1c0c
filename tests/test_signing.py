"""Signed releases: what is not signed by the right key is neither published nor served."""

import json
import stat
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from click.testing import Result

from app import create_app
from sites.errors import BadFileError, BadKeyError, MismatchError, UnsignedError
from sites.phones import deriving
from sites.records import Release, Site
from sites.store import Store, keys
from sites.store.database import Database
from sites.store.leaves import root_of
from sites.store.proof_files import verified
from sites.store.tables import releases, signatures, sites
from sites.voice import answers
from tests.making import make_site
from tests.postgres import postgres_server, store_url

__all__ = ["postgres_server", "store_url"]

PAIR, OTHER = keys.new_pair(), keys.new_pair()
PUBLIC, OTHER_PUBLIC = keys.public_key(PAIR.public), keys.public_key(OTHER.public)
LIST = [make_site(each, unit=f"测试{each}县公安局") for each in ("aaa", "bbb", "ccc")]
WRONG = [replace(LIST[0], address="别处1号"), *LIST[1:]]


@pytest.fixture
def store(store_url: str) -> Store:
    """A store that publishes and serves what PAIR signed, and nothing else."""
    store = Store(store_url, public_key=PUBLIC)
    store.migrate()
    return store


def sign(store: Store, number: int, private: bytes = PAIR.private, public: str = PUBLIC) -> Release:
    return store.sign(number, keys.signed(store.statement(number), private), public)


def staged_and_signed(store: Store, new_sites: Sequence[Site]) -> int:
    return sign(store, store.stage(new_sites).number).number


def change(url: str, *statements: sa.Update | sa.Delete | sa.Insert) -> None:
    """Around the store, as whoever owns the database can."""
    with Database(url, wait_s=1.0).writing() as connection:
        for statement in statements:
            connection.execute(statement)


def address_of(release: int, address: str) -> sa.Update:
    row = (sites.c.release == release) & (sites.c.id == "aaa")
    return sa.update(sites).where(row).values(address=address)


# What is asked for


def test_a_signed_release_is_published_and_served_with_its_signature(store: Store) -> None:
    number = staged_and_signed(store, LIST)
    assert store.publish(number).state == "live"
    serving = store.serving()
    assert serving is not None
    assert serving.release.root == root_of(LIST)
    assert keys.is_signed(store.statement(number), serving.release.signature, PUBLIC)


def test_an_unsigned_release_is_not_published(store: Store) -> None:
    number = store.stage(LIST).number
    with pytest.raises(UnsignedError, match=f"第 {number} 版没有签名.*flask sites sign"):
        store.publish(number)
    assert store.live_number() is None


def test_a_load_without_a_signature_keeps_nothing_and_says_the_way(store: Store) -> None:
    with pytest.raises(UnsignedError, match="--stage-only"):
        store.load(LIST)
    assert store.numbers() == []


def test_what_was_published_unsigned_is_not_served_once_a_key_is_set(
    store: Store, store_url: str
) -> None:
    Store(store_url).load(LIST)
    with pytest.raises(UnsignedError, match="没有签名"):
        store.serving()
    sign(store, 1)
    assert store.serving() is not None


def test_a_rollback_to_a_release_that_nobody_signed_is_refused(
    store: Store, store_url: str
) -> None:
    Store(store_url).load(LIST)
    store.publish(staged_and_signed(store, WRONG))
    with pytest.raises(UnsignedError, match="第 1 版"):
        store.rollback()
    assert store.live_number() == 2


def test_a_signature_by_another_key_is_not_kept(store: Store) -> None:
    number = store.stage(LIST).number
    with pytest.raises(BadKeyError, match="这个签名不是这把公钥"):
        sign(store, number, OTHER.private)
    with pytest.raises(UnsignedError):
        store.publish(number)


def test_a_signature_by_a_key_that_is_not_asked_for_does_not_count(store: Store) -> None:
    number = store.stage(LIST).number
    sign(store, number, OTHER.private, OTHER_PUBLIC)
    with pytest.raises(UnsignedError, match="没有签名"):
        store.publish(number)


def test_two_keys_may_sign_one_release_while_one_takes_the_others_place(
    store: Store, store_url: str
) -> None:
    number = staged_and_signed(store, LIST)
    sign(store, number, OTHER.private, OTHER_PUBLIC)
    store.publish(number)
    for key in (PUBLIC, OTHER_PUBLIC):
        serving = Store(store_url, public_key=key).serving()
        assert serving is not None
        assert keys.is_signed(store.statement(number), serving.release.signature, key)


# What whoever owns the database may try


def test_a_row_that_was_altered_with_all_its_hashes_is_still_refused(
    store: Store, store_url: str
) -> None:
    """Fingerprint, root, rows and seal made anew, as this very program would make them."""
    store.publish(staged_and_signed(store, LIST))
    forger = Store(store_url)
    forger.load(WRONG)
    change(
        store_url,
        sa.insert(signatures).from_select(
            ["release", "key", "signature", "signed_at"],
            sa.select(
                sa.literal(2), signatures.c.key, signatures.c.signature, signatures.c.signed_at
            ),
        ),
    )
    assert forger.serving() is not None, "nothing but the signature tells"
    with pytest.raises(UnsignedError, match="第 2 版签名对不上"):
        store.serving()


@pytest.mark.parametrize(
    "alter",
    [
        pytest.param([address_of(1, "别处1号")], id="a row"),
        pytest.param(
            [
                sa.update(sites).where(sites.c.id == "aaa").values(unit=LIST[1].unit),
                sa.update(sites).where(sites.c.id == "bbb").values(unit=LIST[0].unit),
            ],
            id="two rows swapped",
        ),
        pytest.param([sa.delete(sites).where(sites.c.id == "ccc")], id="a row gone"),
        pytest.param([sa.update(releases).values(root="0" * 64)], id="root"),
        pytest.param([sa.update(releases).values(root="")], id="root gone, its signature stands"),
        pytest.param([sa.update(releases).values(sha256="0" * 64)], id="fingerprint"),
        pytest.param([sa.update(releases).values(created_at=datetime(2020, 1, 1, tzinfo=UTC))],
                     id="date"),
        pytest.param([sa.delete(signatures)], id="signature gone"),
        pytest.param([sa.update(signatures).values(signature="0" * 128)], id="another signature"),
        pytest.param([sa.update(signatures).values(signature="名单")], id="no signature"),
        pytest.param([sa.update(signatures).values(key=OTHER_PUBLIC)], id="another key"),
    ],
)  # fmt: skip
def test_what_is_altered_of_a_signed_release_is_never_served(
    store: Store, store_url: str, alter: Sequence[sa.Update | sa.Delete]
) -> None:
    store.publish(staged_and_signed(store, LIST))
    before = store.serving()
    change(store_url, *alter)
    try:
        assert store.serving() == before
    except MismatchError:
        return
    assert [str(each) for each in alter] == [str(sa.update(releases).values(root=""))]


def test_a_number_cannot_be_given_to_another_list_with_its_signature(
    store: Store, store_url: str
) -> None:
    store.publish(staged_and_signed(store, LIST))
    with Database(store_url, wait_s=1.0).reading() as connection:
        row = connection.execute(sa.select(signatures)).mappings().one()
    replayed = store.stage(WRONG).number
    change(store_url, sa.insert(signatures).values(**(dict(row) | {"release": replayed})))
    with pytest.raises(UnsignedError, match="签名对不上"):
        store.publish(replayed)
    again = store.stage(LIST[:2]).number
    with pytest.raises(BadKeyError):
        store.sign(again, row["signature"], PUBLIC)


def test_a_release_of_before_roots_gets_its_own_when_it_is_signed(
    store: Store, store_url: str
) -> None:
    Store(store_url).load(LIST)
    change(store_url, sa.update(releases).values(root=""))
    unsigned = Store(store_url).serving()
    assert unsigned is not None
    assert unsigned.release.root == root_of(LIST)
    sign(store, 1)
    with Database(store_url, wait_s=1.0).reading() as connection:
        assert connection.scalar(sa.select(releases.c.root)) == root_of(LIST)
    assert store.serving() is not None


def test_a_better_rule_of_dialling_serves_the_list_but_not_under_the_old_signature(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = staged_and_signed(store, LIST)
    store.publish(number)
    monkeypatch.setattr("sites.store.converting.tel_of", lambda *_, **__: None)
    assert deriving.tel_of("028-86400000", "510107", demo=False) == "02886400000"
    serving = store.serving()
    assert serving is not None
    assert {phone.tel for site in serving.sites for phone in site.phones} == {None}
    assert (serving.release.root, serving.release.signature) == (root_of(serving.sites), "")
    sign(store, number)
    signed_again = store.serving()
    assert signed_again is not None
    assert signed_again.release.signature


# Keys


@pytest.mark.parametrize(
    "told",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"00", id="too short"),
        pytest.param("钥匙".encode(), id="words"),
        pytest.param(PAIR.private, id="private"),
        pytest.param(b"-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n", id="broken"),
    ],
)
def test_what_is_no_public_key_is_told_so(told: bytes) -> None:
    with pytest.raises(BadKeyError, match="不是 Ed25519 公钥"):
        keys.public_key(told)


@pytest.mark.parametrize("kind", ["RSA", "EC", "ED25519 with a passphrase"])
def test_a_key_of_another_kind_is_told_so(tmp_path: Path, kind: str) -> None:
    options = {
        "RSA": ["-algorithm", "RSA"],
        "EC": ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"],
        "ED25519 with a passphrase": ["-algorithm", "ED25519", "-aes256", "-pass", "pass:x"],
    }
    private, public = tmp_path / "private.pem", tmp_path / "public.pem"
    openssl("genpkey", *options[kind], "-out", private)
    with pytest.raises(BadKeyError, match="私钥"):
        keys.signed("text", private.read_bytes())
    if kind in ("RSA", "EC"):
        openssl("pkey", "-in", private, "-pubout", "-out", public)
        with pytest.raises(BadKeyError, match="公钥"):
            keys.public_key(public.read_bytes())


def openssl(*words: str | Path) -> None:
    subprocess.run(["openssl", *words], check=True, capture_output=True)


def test_openssl_signs_what_print_gave_and_takes_our_keys(tmp_path: Path) -> None:
    text, private, signature = (tmp_path / name for name in ("text", "private.pem", "signature"))
    text.write_text("sites-release-1\n")
    private.write_bytes(PAIR.private)
    openssl("pkeyutl", "-sign", "-rawin", "-inkey", private, "-in", text, "-out", signature)
    told = keys.signature_in(signature.read_bytes())
    assert keys.is_signed("sites-release-1\n", told, PUBLIC)
    assert keys.signature_in(told.encode() + b"\n") == told
    with pytest.raises(BadKeyError, match="不是 Ed25519 签名"):
        keys.signature_in(b"0" * 63)


def test_a_program_without_a_key_never_reads_cryptography(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'sites.db'}"
    store = Store(url)
    store.migrate()
    store.load(LIST)
    program = (
        "import sys; from app import create_app\n"
        "client = create_app({'SITES_DATABASE_URL': sys.argv[1]}, warm=True).test_client()\n"
        "assert client.get('/sites.ndjson').status_code == 200\n"
        "print('cryptography' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, url], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"


# Commands and downloads

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """run("sign", …, SITES_…="…"): the result of that command."""

    def do(*words: str | Path, **settings: str) -> Result:
        app = create_app({"SITES_DATABASE_URL": f"sqlite:///{tmp_path / 'sites.db'}"} | settings)
        return app.test_cli_runner().invoke(args=["sites", *map(str, words)])

    return do


@pytest.fixture
def live(tmp_path: Path) -> Store:
    """The store of `run`, with LIST live and not signed."""
    store = Store(f"sqlite:///{tmp_path / 'sites.db'}")
    store.migrate()
    store.load(LIST)
    return store


def test_new_keys_are_private_and_never_written_over(run: Run, tmp_path: Path) -> None:
    done = run("keys", "new", tmp_path / "keys")
    assert done.exit_code == 0, done.output
    private, public = tmp_path / "keys" / "private.pem", tmp_path / "keys" / "public.pem"
    assert stat.S_IMODE(private.stat().st_mode) == 0o600
    told = keys.public_key(public.read_bytes())
    assert keys.public_of(private.read_bytes()) == told
    assert f"SITES_SIGNING_PUBLIC_KEY={told}" in done.output
    kept = private.read_bytes()
    again = run("keys", "new", tmp_path / "keys")
    assert (again.exit_code, private.read_bytes()) == (1, kept)
    assert "已经有了" in again.output


def test_a_release_is_signed_elsewhere_and_served_under_the_key(
    run: Run, live: Store, tmp_path: Path
) -> None:
    refused = run("releases", SITES_SIGNING_PUBLIC_KEY=PUBLIC)
    assert (refused.exit_code, "没有签名" in refused.output) == (1, True)
    text, signature = tmp_path / "text", tmp_path / "signature"
    text.write_text(run("sign", "--print").output)
    assert text.read_text() == live.statement(1)
    signature.write_text(keys.signed(text.read_text(), PAIR.private))
    done = run("sign", "--signature", signature, SITES_SIGNING_PUBLIC_KEY=PUBLIC)
    assert done.exit_code == 0, done.output
    assert "第 1 版已签名" in done.output
    assert run("releases", SITES_SIGNING_PUBLIC_KEY=PUBLIC).exit_code == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "正好给出一样"),
        (("--print", "--key", "PRIVATE"), "正好给出一样"),
        (("--signature", "PRIVATE"), "--public"),
        (("--key", "PUBLIC"), "私钥"),
        (("--signature", "PUBLIC", "--public", "PUBLIC"), "不是 Ed25519 签名"),
        (("--print", "--release", "9"), "没有第 9 版"),
        (("--key", "MISSING"), "读写文件"),
    ],
)
def test_a_wrong_call_of_sign_is_told_and_changes_nothing(
    run: Run, live: Store, tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    (tmp_path / "PRIVATE").write_bytes(PAIR.private)
    (tmp_path / "PUBLIC").write_bytes(PAIR.public)
    done = run("sign", *(tmp_path / word if word.isupper() else word for word in words))
    assert done.exit_code in (1, 2)
    assert said in done.output


def test_a_private_key_that_is_not_the_deployments_own_is_refused(
    run: Run, live: Store, tmp_path: Path
) -> None:
    (tmp_path / "other").write_bytes(OTHER.private)
    done = run("sign", "--key", tmp_path / "other", SITES_SIGNING_PUBLIC_KEY=PUBLIC)
    assert done.exit_code == 1
    assert "不是这把公钥" in done.output


@pytest.fixture
def download(run: Run, live: Store, tmp_path: Path) -> Path:
    """/sites.ndjson of a deployment whose list PAIR signed."""
    (tmp_path / "private.pem").write_bytes(PAIR.private)
    assert run("sign", "--key", tmp_path / "private.pem").exit_code == 0
    url = f"sqlite:///{tmp_path / 'sites.db'}"
    app = create_app({"SITES_DATABASE_URL": url, "SITES_SIGNING_PUBLIC_KEY": PUBLIC})
    answer = app.test_client().get("/sites.ndjson")
    assert answer.status_code == 200
    assert answer.headers["X-Release-Root"] == root_of(LIST)
    file = tmp_path / "download.ndjson"
    file.write_bytes(answer.data)
    return file


def test_whoever_has_the_download_and_the_key_can_prove_it(
    run: Run, download: Path, tmp_path: Path
) -> None:
    (tmp_path / "public.pem").write_bytes(PAIR.public)
    (tmp_path / "sites.db").unlink()
    for key in (PUBLIC, tmp_path / "public.pem"):
        done = run("verify", download, "--key", key)
        assert done.exit_code == 0, done.output
        assert "核对无误：第 1 版，3 个采血点" in done.output
    wrong = run("verify", download, "--key", OTHER_PUBLIC)
    assert (wrong.exit_code, "签名对不上" in wrong.output) == (1, True)


def in_first_line(name: str, value: object) -> Callable[[bytes], bytes]:
    def change_it(content: bytes) -> bytes:
        first, rest = content.split(b"\n", 1)
        return json.dumps(json.loads(first) | {name: value}).encode() + b"\n" + rest

    return change_it


def swapped(content: bytes) -> bytes:
    first, a, b, *rest = content.split(b"\n")
    return b"\n".join([first, b, a, *rest])


@pytest.mark.parametrize(
    ("alter", "said"),
    [
        pytest.param(lambda content: content[:-1], "应有 3 个采血点，文件里有 2", id="a byte less"),
        pytest.param(lambda content: content[:900], "名单不完整", id="truncated"),
        pytest.param(lambda content: content + b"{}\n", "名单不完整", id="a row more"),
        pytest.param(lambda content: content.replace(b"86400000", b"86400001"),
                     "改动过", id="a number"),
        pytest.param(swapped, "改动过", id="two rows swapped"),
        pytest.param(in_first_line("root", "0" * 64), "改动过", id="root"),
        pytest.param(in_first_line("number", 2), "签名对不上", id="replayed under another number"),
        pytest.param(in_first_line("created_at", "2020"), "签名对不上", id="date"),
        pytest.param(in_first_line("signature", None), "没有签名", id="no signature"),
        pytest.param(in_first_line("signature", "zz"), "签名对不上", id="no digits"),
        pytest.param(in_first_line("number", "1\nroot x"), "请重新下载", id="lines in a number"),
        pytest.param(in_first_line("sites", []), "请重新下载", id="counts of another form"),
        pytest.param(lambda _: b"", "请重新下载", id="empty"),
        pytest.param(lambda _: b"\xef\xbb\xbfsite_id,unit\r\n", "请重新下载", id="the CSV"),
        pytest.param(lambda _: b"[" * 100_000, "请重新下载", id="deep"),
    ],
)  # fmt: skip
def test_a_download_that_was_changed_is_told_from_a_true_one(
    download: Path, alter: Callable[[bytes], bytes], said: str
) -> None:
    download.write_bytes(alter(download.read_bytes()))
    with pytest.raises(BadFileError, match=said):
        verified(download, PUBLIC)


def test_a_stranger_proves_a_download_with_the_program_of_the_page(download: Path) -> None:
    page = (Path(__file__).parents[1] / "docs" / "security.md").read_text(encoding="utf-8")
    code = page.split("```python\n")[1].split("```")[0]
    names: dict[str, object] = {"file": download, "public_key": PUBLIC}
    exec(code, names)  # noqa: S102 (our own documentation)
    assert names["root"] == root_of(LIST)


def test_a_deployment_that_leaves_rows_out_says_the_root_of_what_it_serves(
    tmp_path: Path,
) -> None:
    url = f"sqlite:///{tmp_path / 'sites.db'}"
    store = Store(url)
    store.migrate()
    demo = make_site("demo", unit="演示采血点", address="演示路1号", status="demo", source=None)
    store.load([*LIST, demo])
    sign(store, 1)
    settings = {"SITES_PUBLIC": "1", "SITES_PUBLIC_URL": "https://example.org"}
    app = create_app(settings | {"SITES_DATABASE_URL": url, "SITES_SIGNING_PUBLIC_KEY": PUBLIC})
    told = app.test_client().get("/api/v1/release", base_url="https://example.org").get_json()
    assert (told["root"], told["signature"]) == (root_of(LIST), None)


def test_the_record_that_programs_get_is_the_one_that_was_signed(live: Store) -> None:
    release = sign(live, 1)
    told = answers.release_json(release)
    assert f"created_at {told['created_at']}\n" in live.statement(1)
    assert f"root {told['root']}\n" in live.statement(1)
