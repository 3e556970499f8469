"""A rule of another package, as docs/how-to/extend/rule.md has it."""

import re
from pathlib import Path

from tests.conftest import copy_project
from tests.outside_package import install_from


def test_the_page_is_true(tmp_path: Path) -> None:
    (tmp_path / "package").mkdir()
    package = install_from("rule.md", tmp_path / "package")
    root = copy_project(tmp_path / "project").root
    metric = root / "db" / "metrics" / "clients_onboarded_count_30d.yml"
    metric.write_text(re.sub(r"^description:.*\n(?:  .*\n)*", "", metric.read_text(), flags=re.MULTILINE))
    listed = package.hb("check", "--rules", cwd=root)
    assert "A metric on the cockpit has a description." in listed.stdout
    ((command, output),) = package.shown.items()
    done = package.hb(*command.split()[1:], cwd=root)
    assert (done.returncode, done.stderr, done.stdout) == (6, "", output)
