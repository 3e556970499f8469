"""A drafted source file as text, with what nobody knows yet in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from heartbeat_cli.sources.credentials import usual_prefix
from heartbeat_cli.sources.rest.auth import NEEDED


@dataclass(frozen=True, slots=True)
class SourceDraft:
    """What was found of an API: `client` and `resources` in the words of a source's file; `doubts` in a person's."""

    title: str
    client: Mapping[str, Any]
    resources: Sequence[Mapping[str, Any]]
    doubts: tuple[str, ...] = field(default=())

    def variables(self, name: str) -> tuple[str, ...]:
        """The variables that a source of this name needs."""
        auth = self.client.get("auth", {})
        parts = () if "base_url" in self.client else ("URL",)
        needed = (*parts, *NEEDED.get(auth.get("type"), ()))
        return tuple(f"{usual_prefix(name)}_{part}" for part in needed)


def write_draft(draft: SourceDraft, name: str) -> str:
    """The text of db/sources/NAME.yml."""
    import yaml

    head = {"source": name, "title": draft.title, "role": f"Drafted from {draft.title}; say what it is for."}
    about = {**head, "archetype": "rest", "access": "unknown"}
    if variables := draft.variables(name):
        about["needs"] = f"{', '.join(variables)} in the environment."
    whole = {**about, "client": dict(draft.client), "resources": [dict(one) for one in draft.resources]}
    doubts = "".join(f"# {doubt}\n" for doubt in draft.doubts)
    return doubts + yaml.dump(whole, Dumper=_plain_dumper(), sort_keys=False, allow_unicode=True, width=118)


def _plain_dumper() -> Any:
    """Without aliases: what two resources have alike is written twice."""
    import yaml

    class Plain(yaml.SafeDumper):
        def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002
            return True

    return Plain
