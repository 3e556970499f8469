"""Nothing secret, no personal data and nobody else's script is on the site, whatever comments, rows and files hold."""

from pathlib import Path

import pytest
from tests.conftest import run_here
from tests.metrics_estate import COUNT, build_estate, put
from tests.secret_hunt import hunt, in_files

SECRETS = {
    "password of the cluster": "kX9-clusterpass-77",
    "password in a DSN": "dsn-pass-4Qz81w",
    "token in a comment": "ghp_Zz81kQwErTyUiOpAsDf",
    "key in a note": "s3cr3t-in-a-note-91",
    "address of a person": "jonas.petraitis.1984",
    "account of a person": "LT121000011101001000",
    "number of a person": "+370 612 34567",
    "name in a row": "Petronelė Žemaitytė",
}
HOSTILE = "</script><img src=x onerror=alert(1)><script>alert(2)</script>"
COMMENTS = f"""
COMMENT ON TABLE core.payment IS 'See postgresql://reader:{SECRETS["password in a DSN"]}@db/webbank,
  token {SECRETS["token in a comment"]}, ask {SECRETS["address of a person"]}@bank.example {HOSTILE}';
COMMENT ON COLUMN core.payment.amount IS
  'Such as from {SECRETS["account of a person"]}, call {SECRETS["number of a person"]}';
"""
ROWS = f"INSERT INTO webbank_core.transfer (id, sender_email) VALUES (1, '{SECRETS['name in a row']}');"
NOTED = COUNT + f"notes:\n  - 'Checked with password={SECRETS['key in a note']} {HOSTILE}'\n"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site, the same as Markdown, and a page alone, in one folder."""
    folder = tmp_path_factory.mktemp("discreet")
    root = build_estate(folder / "bank", rows=ROWS).root
    with (root / "mirror" / "a" / "webbank.sql").open("a", encoding="utf-8") as dump:
        dump.write(COMMENTS)
    put(root, NOTED)
    env = {
        "SOURCE_PG_PASSWORD": SECRETS["password of the cluster"],
        "SOURCE_PG_HOST": "127.0.0.1",
        "SOURCE_PG_PORT": "1",
    }
    out = folder / "out"
    out.mkdir()
    for line in (f"hb site {out / 'site'}", f"hb site --markdown {out / 'wiki'}"):
        assert run_here(line, root, env).code == 0
    for form in ("html", "markdown"):
        done = run_here(f"hb metrics show payment_count_24h --format {form}", root, env)
        (out / f"alone.{form}").write_text(done.stdout, encoding="utf-8")
    return out


def test_no_secret_and_no_personal_value_is_in_any_byte(made: Path) -> None:
    assert hunt(SECRETS, in_files(made)) == []
    page = (made / "site" / "tables" / "webbank" / "core.payment.html").read_text(encoding="utf-8")
    assert "postgresql://•••@db/webbank" in page
    assert "ask •••bank.example" in page


def test_what_names_and_comments_hold_is_text(made: Path) -> None:
    shown = [file for file in (made / "site").rglob("*.html") if "onerror" in file.read_text(encoding="utf-8")]
    assert len(shown) >= 4
    for file in (*shown, made / "alone.html"):
        text = file.read_text(encoding="utf-8")
        assert "<img" not in text
        assert "<script>alert" not in text
        assert "default-src 'none'" in text
