"""A drafted source file, from what an API says of itself (OpenAPI) or from one answer of it."""

from typing import TYPE_CHECKING

from heartbeat_cli.faces import face

if TYPE_CHECKING:
    from heartbeat_cli.sources.rest.draft.answer import draft_from_answer
    from heartbeat_cli.sources.rest.draft.openapi import draft_from_openapi
    from heartbeat_cli.sources.rest.draft.write import SourceDraft, write_draft

__getattr__, __dir__ = face(
    __name__, {"answer": "draft_from_answer", "openapi": "draft_from_openapi", "write": "SourceDraft write_draft"}
)

__all__ = ["SourceDraft", "draft_from_answer", "draft_from_openapi", "write_draft"]
