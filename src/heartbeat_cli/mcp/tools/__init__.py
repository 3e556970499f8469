"""What an agent can ask for, one file a tool."""

from typing import Final

from heartbeat_cli.mcp.tool import Tool
from heartbeat_cli.mcp.tools.check import CHECK
from heartbeat_cli.mcp.tools.describe import DESCRIBE
from heartbeat_cli.mcp.tools.discover import DISCOVER
from heartbeat_cli.mcp.tools.explain_gap import EXPLAIN_GAP
from heartbeat_cli.mcp.tools.metrics import METRICS
from heartbeat_cli.mcp.tools.run import RUN
from heartbeat_cli.mcp.tools.search import SEARCH
from heartbeat_cli.mcp.tools.status import STATUS

TOOLS: Final[tuple[Tool, ...]] = (STATUS, SEARCH, DESCRIBE, METRICS, RUN, DISCOVER, CHECK, EXPLAIN_GAP)
