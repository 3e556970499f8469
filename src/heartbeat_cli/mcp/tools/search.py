"""Tables and columns by words."""

from collections.abc import Mapping
from typing import Any, Final

from heartbeat_cli import sheets
from heartbeat_cli.app import Project
from heartbeat_cli.mcp.shorten import Json, without_empty
from heartbeat_cli.mcp.tool import Tool

_COMMENT: Final = 160
_USUAL: Final = 10


def _answer(project: Project, arguments: Mapping[str, Any]) -> Json:
    done = project.search(arguments["words"], source=arguments.get("source"), limit=arguments.get("limit", _USUAL))
    told = sheets.plain(sheets.found_document(done.text, done.found, done.unread))
    estate = {each.source.name: each for each in project.sources(ask_servers=False).sources}
    found = [_hit(hit) for hit in told["hits"]]
    named = dict.fromkeys(hit["source"] for hit in told["hits"])
    return without_empty(
        {
            "hits": found,
            "not_shown": told["total"] - len(found),
            "searched_instead": told["replaced"],
            "unknown_words": told["unknown"],
            "right_sources": told["right_sources"],
            "landed": {name: _standing(estate[name]) for name in named if name in estate},
        }
    )


def _hit(hit: Mapping[str, Any]) -> dict[str, Any]:
    by = dict.fromkeys(f"{match['place']}: {match['found']}" for match in hit["matches"])
    comment = hit["comment"] or ""
    return {
        "target": hit["target"],
        "kind": hit["kind"],
        "found_by": list(by),
        "comment": comment if len(comment) <= _COMMENT else f"{comment[:_COMMENT]}…",
    }


def _standing(status: Any) -> str:
    return f"{status.word}, {status.age.state}" if status.age is not None else str(status.word)


SEARCH: Final = Tool(
    "search",
    "Tables and columns by words, the right source first.",
    _answer,
    {
        "words": {"type": "string", "maxLength": 500},
        "source": {"type": "string"},
        "limit": {"type": "integer", "minimum": 1, "maximum": 50},
    },
    needs=("words",),
)
