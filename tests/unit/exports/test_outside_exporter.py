"""What docs/how-to/extend/exporter.md says another package can bring, and what the page of exports says of ours."""

from pathlib import Path

from tests.metrics_estate import build_estate
from tests.outside_package import ROOT, install_from

from heartbeat_cli.exports import EXPORTERS


def test_the_page_is_true(tmp_path: Path) -> None:
    (tmp_path / "package").mkdir()
    package = install_from("exporter.md", tmp_path / "package")
    root = build_estate(tmp_path / "bank").root
    ((command, output),) = package.shown.items()
    done = package.hb(*command.split()[1:], cwd=root)
    assert (done.returncode, done.stderr, done.stdout) == (0, "not carried: age: a wiki is read whenever\n", output)
    assert "openmetrics, ossie, wiki" in " ".join(package.hb("metrics", "export", "--help", cwd=root).stdout.split())


def test_the_page_of_exports_says_what_each_is_for() -> None:
    page = (ROOT / "docs" / "how-to" / "export-metrics.md").read_text(encoding="utf-8")
    for name in EXPORTERS.own():
        about = EXPORTERS.find(name).about
        assert f"| `{name}` | {about.partition(':')[0]} |" in page, name
