"""A server of the mirror that cannot be reached is said in one sentence, whatever its address is."""

import pytest

from heartbeat_cli.errors import ConnectionFailedError
from heartbeat_cli.estate import Connection
from heartbeat_cli.mirror.server import open_server


@pytest.mark.parametrize(
    ("host", "why"),
    [
        ("a..b", "that is no name of a machine"),
        (f"{'x' * 64}.example", "that is no name of a machine"),
        ("127.0.0.1", "Connection refused"),
    ],
)
def test_what_is_no_server_is_said(host: str, why: str) -> None:
    with pytest.raises(ConnectionFailedError, match=why), open_server(Connection(host, 1, "u", "d", "MIRROR_PG", "")):
        raise AssertionError("there is no such server")
