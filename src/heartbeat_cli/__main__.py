"""`python -m heartbeat_cli` is `hb`."""

from heartbeat_cli.cli.main import main

main()
