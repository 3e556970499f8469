"""Systems of the demo's inventory that need nothing but credentials, against services as they are published."""

import base64
import gzip
import hashlib
import io
import json
import time
import zipfile
from pathlib import Path
from typing import Any

import pytest
from tests.http_service import Asked, Reply, serving
from tests.rest_source import QUICK

from heartbeat_cli.errors import HbError
from heartbeat_cli.estate import load_inventory, load_project
from heartbeat_cli.sources import ApiFailedError, IncompletePullError, Page, Portion, archetype_of
from heartbeat_cli.sources.freshchat import read_table

REPOSITORY = Path(__file__).parents[4]


def entered(name: str) -> Any:
    project = load_project(REPOSITORY / "heartbeat.yml")
    source = load_inventory(project).require(name)
    return archetype_of(source).connect(project, source, QUICK)


def pulled(api: Any, since: str | None = None, resume: Any = None) -> list[Page]:
    (stream,) = api.streams()
    return list(api.pages(stream, Portion(since, resume)))


def ids(pages: list[Page]) -> list[list[Any]]:
    return [[record["id"] for record in page.records] for page in pages]


class Zendesk:
    """Incremental tickets, two at a time, as Zendesk gives them."""

    TICKETS = tuple(
        {
            "id": 100 + n,
            "status": "open",
            "updated_at": f"2026-05-0{n + 1}T08:00:00Z",
            "generated_timestamp": 1777622400 + n,
        }
        for n in range(5)
    )

    def __call__(self, asked: Asked) -> Reply:
        wanted = "Basic " + base64.b64encode(b"agent@bank.test/token:the-api-token").decode()
        if asked.headers.get("authorization") != wanted:
            return Reply(401, {"error": "Couldn't authenticate you"})
        at, after = asked.params.get("cursor"), asked.params.get("start_time")
        if (at is None) == (after is None) or asked.path != "/api/v2/incremental/tickets/cursor.json":
            return Reply(422, {"error": "InvalidRecord"})
        begin = int(at) if at else next(n for n in range(6) if n == 5 or int(after or 0) <= 1777622400 + 86400 * n)
        cursor = min(begin + 2, 5)
        page = {"tickets": self.TICKETS[begin:cursor], "after_cursor": str(cursor), "before_cursor": None}
        url = f"http://{asked.headers['host']}{asked.path}?cursor={cursor}&per_page=1000"
        return Reply(body={**page, "after_url": url, "before_url": None, "end_of_stream": cursor == 5})


@pytest.fixture
def zendesk(monkeypatch: pytest.MonkeyPatch) -> Any:
    with serving(Zendesk()) as service:
        monkeypatch.setenv("ZENDESK_URL", service.url)
        monkeypatch.setenv("ZENDESK_USER", "agent@bank.test/token")
        monkeypatch.setenv("ZENDESK_PASSWORD", "the-api-token")
        yield service


def test_zendesk_gives_tickets_until_the_end_of_the_stream(zendesk: Any) -> None:
    pages = pulled(entered("zendesk"))
    assert ids(pages) == [[100, 101], [102, 103], [104]]
    assert zendesk.asked[0].params == {"per_page": "1000", "start_time": "0"}
    assert ids(pulled(entered("zendesk"), resume=pages[0].resume)) == [[102, 103], [104]]
    assert ids(pulled(entered("zendesk"), "2026-05-03T08:00:00+00:00")) == [[102, 103], [104]]


@pytest.mark.usefixtures("zendesk")
def test_zendesk_says_who_may_not_enter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZENDESK_PASSWORD", "another-token")
    with pytest.raises(HbError, match="answered 401") as failed:
        pulled(entered("zendesk"))
    assert failed.value.code == "api_refused"


def youtrack(asked: Asked) -> Reply:
    """Issues by creation, 42 at a time unless asked; without `fields` only their ids."""
    if asked.headers.get("authorization") != "Bearer perm:dGVhbQ==.dG9rZW4=.x":
        return Reply(401, {"error": "Unauthorized"})
    start, top = int(asked.params.get("$skip", 0)), int(asked.params.get("$top", 42))
    issues = [{"id": f"2-{n}", "updated": 1777622400000 + n, "$type": "Issue"} for n in range(130)]
    shown = issues if "updated" in asked.params.get("fields", "") else [{"id": one["id"]} for one in issues]
    return Reply(body=shown[start : start + top])


def test_youtrack_gives_every_issue(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(youtrack) as service:
        monkeypatch.setenv("YOUTRACK_URL", service.url)
        monkeypatch.setenv("YOUTRACK_TOKEN", "perm:dGVhbQ==.dG9rZW4=.x")
        pages = pulled(entered("youtrack"), "1777449600129")
    assert [len(page.records) for page in pages] == [100, 30, 0]
    assert {"id": "2-129", "updated": 1777622400129, "$type": "Issue"} in pages[1].records
    assert [(asked.path, asked.params["$skip"], asked.params["query"]) for asked in service.asked] == [
        ("/api/issues", skip, "updated: 2026-04-29 .. * sort by: created asc") for skip in ("0", "100", "130")
    ]


class Fireblocks:
    """Transactions, two at a time; a request has to be signed, and each signature is good once."""

    def __init__(self, public_key: Any, fail_once: bool = False) -> None:
        self.public_key, self.nonces, self.fail_once = public_key, set[str](), fail_once

    def __call__(self, asked: Asked) -> Reply:
        if wrong := self._wrong(asked):
            return Reply(401, {"message": wrong, "code": -7})
        if self.fail_once:
            self.fail_once = False
            return Reply(503, {"message": "busy"})
        after = int(asked.params.get("after", 0))
        own = [{"id": f"t{n}", "createdAt": n, "lastUpdated": n + 5} for n in range(1, 6) if n > after][:2]
        more = {"next-page": f"/v1/transactions?limit=200&after={own[-1]['createdAt']}&sort=ASC"} if own else {}
        return Reply(body=own, headers=more)

    def _wrong(self, asked: Asked) -> str | None:
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives import hashes
        from cryptography.hazmat.primitives.asymmetric import padding

        head, claims, signature = asked.headers["authorization"].removeprefix("Bearer ").split(".")
        try:
            self.public_key.verify(_raw(signature), f"{head}.{claims}".encode(), padding.PKCS1v15(), hashes.SHA256())
        except InvalidSignature:
            return "bad signature"
        said = json.loads(_raw(claims))
        right = {
            "uri": asked.target,
            "sub": asked.headers["x-api-key"],
            "bodyHash": hashlib.sha256(asked.body).hexdigest(),
        }
        if {name: said[name] for name in right} != right:
            return f"signed is {said}"
        if said["exp"] > said["iat"] + 30 or not said["iat"] - 5 <= time.time() <= said["exp"]:
            return "expired"
        if said["nonce"] in self.nonces:
            return "nonce was used"
        self.nonces.add(said["nonce"])
        return None


def _raw(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


@pytest.fixture(scope="module")
def key() -> Any:
    pytest.importorskip("cryptography")
    from cryptography.hazmat.primitives.asymmetric import rsa

    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def pem(key: Any) -> str:
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    return str(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode())


@pytest.mark.parametrize("in_a_file", [True, False])
def test_fireblocks_takes_every_request_as_signed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, key: Any, in_a_file: bool
) -> None:
    (tmp_path / "user.key").write_text(pem(key))
    monkeypatch.setenv("FIREBLOCKS_API_KEY", "0b5e8a6e-the-user")
    monkeypatch.setenv("FIREBLOCKS_PRIVATE_KEY", str(tmp_path / "user.key") if in_a_file else pem(key))
    with serving(Fireblocks(key.public_key(), fail_once=True)) as service:
        monkeypatch.setenv("FIREBLOCKS_URL", service.url)
        pages = pulled(entered("fireblocks"))
        assert ids(pages) == [["t1", "t2"], ["t3", "t4"], ["t5"], []]
        assert ids(pulled(entered("fireblocks"), resume=pages[1].resume)) == [["t5"], []]
    assert service.asked[0].params == {"limit": "200", "orderBy": "createdAt", "sort": "ASC"}


def test_a_key_that_is_none_is_told_and_not_shown(monkeypatch: pytest.MonkeyPatch, key: Any) -> None:
    assert key
    monkeypatch.setenv("FIREBLOCKS_API_KEY", "0b5e8a6e-the-user")
    for broken in (pem(key)[:200], "-----BEGIN PRIVATE KEY-----\nbm9uZQ==\n-----END PRIVATE KEY-----"):
        monkeypatch.setenv("FIREBLOCKS_PRIVATE_KEY", broken)
        with pytest.raises(HbError) as failed:
            entered("fireblocks")
        assert (failed.value.code, failed.value.message) == (
            "no_credentials",
            "FIREBLOCKS_PRIVATE_KEY is no private RSA key in PEM",
        )


class Freshchat:
    """Raw reports: ordered, made after two looks, and kept on another port, where no token may come."""

    def __init__(self, files: str, status: str = "COMPLETED") -> None:
        self.files, self.status, self.orders, self.looks = files, status, list[dict[str, str]](), 0

    def __call__(self, asked: Asked) -> Reply:
        if asked.headers.get("authorization") != "Bearer the-token":
            return Reply(401, {"code": 401, "status": "UNAUTHENTICATED"})
        if asked.method == "POST":
            self.orders.append(asked.json())
            self.looks = 0
            number = f"dhc1-{len(self.orders)}"
            return Reply(202, {"id": number, "link": {"rel": "extracts", "href": f"/reports/raw/{number}"}})
        self.looks += 1
        number = asked.path.removeprefix("/v2/reports/raw/")
        if self.looks < 3:
            return Reply(body={"id": number, "status": "IN_PROGRESS"})
        link = {"rel": "file", "href": f"{self.files}/{number}.csv?signature=abc"}
        return Reply(body={"id": number, "status": self.status, "links": [{"link": link, "status": "COMPLETED"}]})


def report(asked: Asked) -> Reply:
    """A file each, whose rows tell which; whoever brings the token is sent away."""
    number = asked.path.removeprefix("/dhc1-").removesuffix(".csv")
    text = f'Conversation ID,Created At,"First, reply"\r\nc{number},2026-05-01T00:00:00Z,\r\n'
    return Reply(400) if "authorization" in asked.headers else Reply(body=text.encode())


def test_freshchat_reports_are_waited_for_and_fetched_without_the_token(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(report) as files, serving(freshchat := Freshchat(files.url)) as service:
        monkeypatch.setenv("FRESHCHAT_URL", service.url)
        monkeypatch.setenv("FRESHCHAT_TOKEN", "the-token")
        api = entered("freshchat")
        stream = api.streams()[0]
        begin, until = "2026-03-01T00:00:00+00:00", "2026-04-15T00:00:00+00:00"
        first, last = api.pages(stream, Portion(None, {"begin": begin, "until": until}))
        assert (first.records, last.records) == tuple(
            [{"conversation_id": f"c{n}", "created_at": "2026-05-01T00:00:00Z", "first_reply": None}] for n in (1, 2)
        )
        assert (first.resume, last.resume) == ({"begin": "2026-03-31T00:00:00+00:00", "until": until}, None)
        assert [page.resume for page in api.pages(stream, Portion(None, first.resume))] == [None]
        assert [asked.params for asked in files.asked] == [{"signature": "abc"}] * 3
    wanted = {"event": "Conversation-Created", "format": "csv"}
    assert freshchat.orders[:2] == [
        wanted | {"start": "2026-03-01T00:00:00.000Z", "end": "2026-03-31T00:00:00.000Z"},
        wanted | {"start": "2026-03-31T00:00:00.000Z", "end": "2026-04-15T00:00:00.000Z"},
    ]


def test_freshchat_is_asked_whether_it_lets_us_in(monkeypatch: pytest.MonkeyPatch) -> None:
    project = load_project(REPOSITORY / "heartbeat.yml")
    source = load_inventory(project).require("freshchat")
    found = []
    with serving(freshchat := Freshchat("")) as service:
        for url, token in (("", ""), (service.url, "another"), (service.url, "the-token")):
            monkeypatch.setenv("FRESHCHAT_URL", url)
            monkeypatch.setenv("FRESHCHAT_TOKEN", token)
            found.append(archetype_of(source).probe(project, (source,))["freshchat"])
    assert [(access.granted, access.told_by) for access in found] == [
        (None, "inventory"),
        (False, "server"),
        (True, "server"),
    ]
    assert found[0].detail == "no credentials for freshchat: FRESHCHAT_URL, FRESHCHAT_TOKEN not set"
    assert len(freshchat.orders) == 1


@pytest.mark.parametrize(
    ("status", "token", "said"),
    [
        ("FAILED", "the-token", "conversations: the service says that making the report failed"),
        ("PENDING", "the-token", "conversations: the report is not there after 30 minutes"),
        ("COMPLETED", "another", "/v2/reports/raw answered 401"),
    ],
)
def test_freshchat_reports_that_do_not_come(
    monkeypatch: pytest.MonkeyPatch, status: str, token: str, said: str
) -> None:
    with serving(report) as files, serving(Freshchat(files.url, status)) as service:
        monkeypatch.setenv("FRESHCHAT_URL", service.url)
        monkeypatch.setenv("FRESHCHAT_TOKEN", token)
        api = entered("freshchat")
        with pytest.raises(HbError) as failed:
            next(api.pages(api.streams()[0], Portion("2026-05-01")))
    assert said in failed.value.message
    assert failed.value.where == "freshchat"


def zipped(**files: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


TABLE = b'a,bC\n1,"x\ny"\n'


@pytest.mark.parametrize(
    "content",
    [TABLE, b"\xef\xbb\xbf" + TABLE, gzip.compress(TABLE), zipped(report=TABLE)],
    ids=["plain", "with a mark", "gzip", "zip"],
)
def test_a_report_is_read_however_it_is_packed(content: bytes) -> None:
    assert read_table(content) == [{"a": "1", "b_c": "x\ny"}]


def test_no_column_of_a_report_is_lost_by_its_name() -> None:
    table = "Created At,created_at,Имя клиента,Город,created_at_2\n1,2,3,4,5\n".encode()
    assert read_table(table) == [
        {"created_at": "1", "created_at_2": "2", "имя_клиента": "3", "город": "4", "created_at_2_2": "5"}
    ]


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"a,b\n1,2\n3", IncompletePullError),
        (b"a,b\n1,2,3\n", IncompletePullError),
        (b'a,b\n1,"2', ApiFailedError),
        (gzip.compress(TABLE)[:-9], ApiFailedError),
        (zipped(report=TABLE)[:30], ApiFailedError),
        (zipped(one=TABLE, two=TABLE), ApiFailedError),
        (b"\xff\xfe", ApiFailedError),
    ],
    ids=["short row", "long row", "open quote", "half a gzip", "half a zip", "two files", "no text"],
)
def test_a_report_that_was_cut_is_no_report(content: bytes, kind: type[HbError]) -> None:
    with pytest.raises(kind):
        read_table(content)
