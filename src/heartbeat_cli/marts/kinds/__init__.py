"""The marts kinds of hb, one file each: what `heartbeat_cli.marts.MartsKind` says of them."""
