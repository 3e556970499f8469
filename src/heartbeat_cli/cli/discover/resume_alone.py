"""`hb discover --resume`, with a name and without one."""

from typing import Any

from typer.core import TyperCommand


class ResumeAlone(TyperCommand):
    """`--resume` without a name goes on with what was not finished last."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Typer's, with an empty name where none stands."""
        alone = [w == "--resume" and (n == len(args) or args[n].startswith("-")) for n, w in enumerate(args, 1)]
        return super().parse_args(ctx, [f"{w}=" if bare else w for w, bare in zip(args, alone, strict=True)])
