"""Every way in, with what is secret from the environment only, and shown nowhere."""

import pickle
import re
import ssl
import subprocess
from base64 import b64encode
from pathlib import Path
from typing import Any

import pytest
from tests.http_service import Asked, HttpService, Reply, serving
from tests.rest_source import entered, pulled

from heartbeat_cli.errors import HbError
from heartbeat_cli.sources import ApiRefusedError

TOKEN, KEY, PASSWORD, SECRET = "t0ken-of-the-test", "k3y-of-the-test", "passw0rd-of-the-test", "s3cret-of-the-test"
ONE_PAGE = {"paginator": "single_page"}


def let_in(_: Asked) -> Reply:
    return Reply(body={"data": [{"id": 1}]})


@pytest.mark.parametrize(
    ("auth", "variables", "sent"),
    [
        ("bearer", {"BO_TOKEN": TOKEN}, {"authorization": f"Bearer {TOKEN}"}),
        ({"type": "bearer"}, {"BO_TOKEN": f" {TOKEN}\n"}, {"authorization": f"Bearer {TOKEN}"}),
        ("api_key", {"BO_API_KEY": KEY}, {"authorization": KEY}),
        ({"type": "api_key", "name": "X-Key"}, {"BO_API_KEY": KEY}, {"x-key": KEY}),
        (
            {"type": "api_key", "name": "session", "location": "cookie"},
            {"BO_API_KEY": KEY},
            {"cookie": f"session={KEY}"},
        ),
        (
            "http_basic",
            {"BO_USER": "clerk@bank.test/token", "BO_PASSWORD": PASSWORD},
            {"authorization": "Basic " + b64encode(f"clerk@bank.test/token:{PASSWORD}".encode()).decode()},
        ),
        (None, {}, {}),
    ],
)
def test_what_goes_along(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, auth: Any, variables: dict[str, str], sent: dict[str, str]
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    with serving(let_in) as service:
        pulled(entered(tmp_path, service.url, ONE_PAGE | ({"auth": auth} if auth else {}), "cases"))
    (asked,) = service.asked
    assert {name: asked.headers[name] for name in ("authorization", "x-key", "cookie") if name in asked.headers} == sent


def test_a_key_in_the_query_is_in_no_link_that_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Services name the next page by the whole address they were asked at."""

    def answer(asked: Asked) -> Reply:
        if asked.params.get("key") != KEY:
            return Reply(403)
        last = asked.params.get("page") == "2"
        return Reply(body={"data": [{"id": 2 if last else 1}], "next": None if last else f"?key={KEY}&page=2&q=a%26b"})

    monkeypatch.setenv("BO_API_KEY", KEY)
    client = {"auth": {"type": "api_key", "name": "key", "location": "query"}, "paginator": {"type": "json_link"}}
    with serving(answer) as service:
        pages = pulled(entered(tmp_path, service.url, client, "cases"))
    assert pages[0].resume == {"at": f"{service.url}/api/cases?page=2&q=a%26b", "count": 1, "total": None}
    assert [asked.params for asked in service.asked] == [{"key": KEY}, {"key": KEY, "page": "2", "q": "a&b"}]


@pytest.mark.parametrize(
    ("auth", "variables", "said"),
    [
        ("bearer", {}, "no credentials for bo: BO_TOKEN not set"),
        ("bearer", {"BO_TOKEN": " "}, "no credentials for bo: BO_TOKEN not set"),
        ("bearer", {"BO_TOKEN": f"{TOKEN}\r\nX: y"}, "BO_TOKEN has characters that nobody can send"),
        ("bearer", {"BO_TOKEN": f"{TOKEN}é"}, "BO_TOKEN has characters that nobody can send"),
        ("api_key", {"BO_TOKEN": TOKEN}, "no credentials for bo: BO_API_KEY not set"),
        ("http_basic", {}, "no credentials for bo: BO_USER, BO_PASSWORD not set"),
        ("mtls", {}, "no credentials for bo: BO_CERT, BO_KEY not set"),
        ("mtls", {"BO_CERT": "none.pem", "BO_KEY": "none.key"}, "BO_CERT names no file"),
        ("bearer", {"BO_TOKEN": TOKEN, "BO_CA": "none.pem"}, "BO_CA names no file"),
        ("bearer", {"BO_TOKEN": TOKEN, "BO_CERT": "heartbeat.yml"}, "no credentials for bo: BO_KEY not set"),
        (
            {"type": "oauth2_client_credentials", "access_token_url": "https://bo.test/token"},
            {"BO_CLIENT_ID": "hb"},
            "no credentials for bo: BO_CLIENT_SECRET not set",
        ),
    ],
)
def test_what_is_missing_is_named_and_nothing_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, auth: Any, variables: dict[str, str], said: str
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(HbError) as failed:
        entered(tmp_path, "https://bo.test", ONE_PAGE | {"auth": auth}, "cases")
    assert (failed.value.message, failed.value.code, failed.value.where) == (said, "no_credentials", "bo")
    assert failed.value.hint == "Set them in the environment or in .env; bo's variables begin with BO_."


def test_a_password_may_have_any_letters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BO_USER", "joe")
    monkeypatch.setenv("BO_PASSWORD", "žluťoučký:kůň")
    with serving(lambda _: Reply(body=[])) as service:
        pulled(entered(tmp_path, service.url, ONE_PAGE | {"auth": "http_basic"}, "cases"))
    assert service.asked[0].headers["authorization"] == "Basic am9lOsW+bHXFpW91xI1rw706a8WvxYg="


def test_the_variables_have_the_prefix_the_file_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BACK_OFFICE_TOKEN", TOKEN)
    with serving(let_in) as service:
        monkeypatch.setenv("BACK_OFFICE_URL", f"{service.url}/v2/")
        elsewhere = "https://bo.test"
        pulled(entered(tmp_path, elsewhere, ONE_PAGE | {"auth": "bearer"}, "cases", env="BACK_OFFICE"))
    assert [(asked.path, asked.headers["authorization"]) for asked in service.asked] == [
        ("/v2/cases", f"Bearer {TOKEN}")
    ]


class Tokens:
    """A service whose tokens live for some uses, and its requests for tokens."""

    def __init__(self, uses: int = 99, **facts: Any) -> None:
        self.uses, self.facts, self.given = uses, {"token_type": "Bearer", "expires_in": 3600} | facts, 0

    def __call__(self, asked: Asked) -> Reply:
        if asked.path == "/token":
            if asked.form().get("client_secret") != SECRET:
                return Reply(401, {"error": "invalid_client", "secret": asked.form().get("client_secret")})
            self.given, self.left = self.given + 1, self.uses
            return Reply(body={"access_token": f"t0ken-number-{self.given}", **self.facts})
        if asked.headers.get("authorization") != f"Bearer t0ken-number-{self.given}" or not self.left:
            return Reply(401, {"error": "expired"})
        self.left -= 1
        page = int(asked.params.get("page", 0))
        return Reply(body={"data": [{"id": page}] if page < 4 else []})


OAUTH = {"type": "oauth2_client_credentials", "access_token_request_data": {"scope": "read", "audience": "bo"}}


def credentials(service: HttpService) -> dict[str, Any]:
    auth = OAUTH | {"access_token_url": f"{service.url}/token"}
    return {"auth": auth, "paginator": {"type": "page_number"}}


@pytest.fixture(autouse=True)
def _identity(monkeypatch: pytest.MonkeyPatch) -> None:
    for part in ("TOKEN", "API_KEY", "USER", "PASSWORD", "CERT", "KEY", "CA", "URL", "CLIENT_ID", "CLIENT_SECRET"):
        monkeypatch.delenv(f"BO_{part}", raising=False)


@pytest.fixture
def identity(monkeypatch: pytest.MonkeyPatch, _identity: None) -> None:
    monkeypatch.setenv("BO_CLIENT_ID", "hb")
    monkeypatch.setenv("BO_CLIENT_SECRET", SECRET)


@pytest.mark.usefixtures("identity")
def test_a_token_is_fetched_once_and_shared(tmp_path: Path) -> None:
    with serving(Tokens()) as service:
        first = entered(tmp_path, service.url, credentials(service), "cases")
        assert first.session is None
        assert len(pulled(first)) == 5
        session = pickle.loads(pickle.dumps(first.session))
        other = entered(tmp_path, service.url, credentials(service), "cases", session=session)
        assert len(pulled(other)) == 5
    (token,) = [asked for asked in service.asked if asked.path == "/token"]
    assert token.form() == {
        "grant_type": "client_credentials",
        "client_id": "hb",
        "client_secret": SECRET,
        "scope": "read",
        "audience": "bo",
    }
    assert "t0ken" not in repr(session) + repr(first.session)


@pytest.mark.usefixtures("identity")
def test_a_token_refused_in_the_middle_is_renewed_once_and_the_page_comes(tmp_path: Path) -> None:
    tokens = Tokens(uses=2)
    with serving(tokens) as service:
        pages = pulled(entered(tmp_path, service.url, credentials(service), "cases"))
    assert [[record["id"] for record in page.records] for page in pages] == [[0], [1], [2], [3], []]
    assert tokens.given == 3


@pytest.mark.usefixtures("identity")
def test_a_new_token_that_is_refused_as_well_is_the_end(tmp_path: Path) -> None:
    tokens = Tokens(uses=0)
    with serving(tokens) as service, pytest.raises(ApiRefusedError, match="answered 401"):
        pulled(entered(tmp_path, service.url, credentials(service), "cases"))
    assert tokens.given == 2


@pytest.mark.usefixtures("identity")
def test_a_token_is_renewed_before_it_ends(tmp_path: Path) -> None:
    tokens = Tokens(expires_in=0)
    with serving(tokens) as service:
        pulled(entered(tmp_path, service.url, credentials(service), "cases"))
    assert tokens.given == 5


@pytest.mark.usefixtures("identity")
@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (Reply(200, {"error": "invalid_client"}), 'gave no token (200): \'{"error": "invalid_client"}\''),
        (Reply(200, {"access_token": None}), "gave no token (200)"),
        (Reply(200, []), "gave no token (200)"),
        (Reply(400, {"error": "invalid_scope"}), 'gave no token (400): \'{"error": "invalid_scope"}\''),
        (Reply(401, {"said": SECRET}), 'gave no token (401): \'{"said": "•••"}\''),
    ],
)
def test_no_token_is_no_way_in(tmp_path: Path, reply: Reply, said: str) -> None:
    with serving(lambda _: reply) as service, pytest.raises(ApiRefusedError) as failed:
        pulled(entered(tmp_path, service.url, credentials(service), "cases"))
    assert said in failed.value.message
    assert len(service.asked) == 1


def openssl(*arguments: str | Path) -> None:
    subprocess.run(["openssl", *map(str, arguments)], check=True, capture_output=True)


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An authority with a server's and a client's certificate, and a stranger's."""
    folder = tmp_path_factory.mktemp("certificates")
    curve = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2")
    for name in ("authority", "stranger"):
        made = ("-keyout", folder / f"{name}.key", "-out", folder / f"{name}.pem")
        openssl("req", "-x509", *curve, "-subj", f"/CN={name}", *made)
    for name in ("server", "client"):
        signed = ("-CA", folder / "authority.pem", "-CAkey", folder / "authority.key")
        made = ("-keyout", folder / f"{name}.key", "-out", folder / f"{name}.pem")
        known = ("-addext", "subjectAltName=DNS:localhost", "-addext", "basicConstraints=CA:FALSE")
        openssl("req", "-x509", *curve, "-subj", f"/CN={name}", *signed, *known, *made)
    return folder


@pytest.fixture
def guarded(certificates: Path) -> ssl.SSLContext:
    """A server that lets nobody in without a certificate of the authority."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificates / "server.pem", certificates / "server.key")
    context.load_verify_locations(certificates / "authority.pem")
    context.verify_mode = ssl.CERT_REQUIRED
    return context


@pytest.mark.parametrize("auth", ["mtls", "bearer"])
def test_a_client_certificate_lets_in_with_a_token_or_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, certificates: Path, guarded: ssl.SSLContext, auth: str
) -> None:
    monkeypatch.setenv("BO_TOKEN", TOKEN)
    for part, name in (("CERT", "client.pem"), ("KEY", "client.key"), ("CA", "authority.pem")):
        monkeypatch.setenv(f"BO_{part}", str(certificates / name))
    with serving(let_in, guarded) as service:
        assert len(pulled(entered(tmp_path, service.url, ONE_PAGE | {"auth": auth}, "cases"))) == 1
    assert [asked.headers.get("authorization") for asked in service.asked] == [
        f"Bearer {TOKEN}" if auth == "bearer" else None
    ]


@pytest.mark.parametrize(
    ("certificate", "authority", "said"),
    [
        # Refused after the handshake: as it is told, or by a connection that is gone.
        (None, "authority", "gives no TLS connection|broke the connection off"),
        ("stranger", "authority", "gives no TLS connection|broke the connection off"),
        ("client", "stranger", "has a certificate that is not to be trusted"),
        ("client", None, "has a certificate that is not to be trusted"),
    ],
)
def test_whoever_is_not_known_does_not_get_in(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    certificates: Path,
    guarded: ssl.SSLContext,
    certificate: str | None,
    authority: str | None,
    said: str,
) -> None:
    if certificate:
        monkeypatch.setenv("BO_CERT", str(certificates / f"{certificate}.pem"))
        monkeypatch.setenv("BO_KEY", str(certificates / f"{certificate}.key"))
    if authority:
        monkeypatch.setenv("BO_CA", str(certificates / f"{authority}.pem"))
    with serving(let_in, guarded) as service, pytest.raises(HbError) as failed:
        pulled(entered(tmp_path, service.url, ONE_PAGE, "cases"))
    assert re.search(said, failed.value.message)
    assert service.asked == []
