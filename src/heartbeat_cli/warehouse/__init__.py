"""The marts: one reader, whichever database holds them."""

from heartbeat_cli.warehouse.reader import LandedTable, MartsReader, Result, TableShape, open_marts

__all__ = ["LandedTable", "MartsReader", "Result", "TableShape", "open_marts"]
