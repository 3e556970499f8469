"""Where pages are: an address is a name as it is, or made plain, and no two names share one."""

from itertools import combinations

import pytest

from heartbeat_cli.site import file_name

ODD = (
    "a/b",
    "a-b",
    "A",
    "a",
    "",
    ".",
    "..",
    "../../etc/passwd",
    "a b",
    "a\nb",
    "ä",
    "Ä",
    "x" * 300,
    "x" * 301,
    "a\ud800",
)


@pytest.mark.parametrize("name", ["kyc_pass_rate_30d", "webbank.core.payment", "0", "a-b.c"])
def test_a_plain_name_is_its_address(name: str) -> None:
    assert file_name(name) == name


@pytest.mark.parametrize("name", ODD)
def test_any_name_is_one_short_name_of_a_file(name: str) -> None:
    told = file_name(name)
    assert 0 < len(told.encode()) <= 120
    assert told not in (".", "..")
    assert not set('/\\:*?"<>|\n ') & set(told)


def test_no_two_names_share_one_on_a_disk_without_capitals() -> None:
    assert all(file_name(a).lower() != file_name(b).lower() for a, b in combinations(ODD, 2))
