"""`hb mcp`: the estate for an agent, over the Model Context Protocol. Eight tools; each answer is short, and says what
a number's status and age are.

An agent reads and proposes. It can write a candidate, and nothing else: it aligns nothing, gives no reason in a
person's place, replaces no file, reveals no personal data, and goes round no refusal, for it takes the same road as the
command line.
"""

from typing import TYPE_CHECKING

from heartbeat_cli.faces import face

if TYPE_CHECKING:
    from heartbeat_cli.mcp.call import Reply, answer
    from heartbeat_cli.mcp.server import serve
    from heartbeat_cli.mcp.tool import Tool
    from heartbeat_cli.mcp.tools import TOOLS

__getattr__, __dir__ = face(__name__, {"call": "Reply answer", "server": "serve", "tool": "Tool", "tools": "TOOLS"})

__all__ = ["TOOLS", "Reply", "Tool", "answer", "serve"]
