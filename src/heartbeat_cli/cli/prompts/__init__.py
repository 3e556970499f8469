"""Questions to a person at a terminal; the only place that knows prompt_toolkit.

Prompts are drawn on stderr, so that stdout stays the result and can be piped. Ctrl-C and Ctrl-D at a prompt raise
KeyboardInterrupt, which ends `hb` with 130. Whoever asks makes sure first that somebody is there
(`Invocation.may_prompt`).
"""

from typing import TYPE_CHECKING

from heartbeat_cli.faces import face

if TYPE_CHECKING:
    from heartbeat_cli.cli.prompts.around import Around, Completed, Ended, PromptChoice, WentBack
    from heartbeat_cli.cli.prompts.ask import ask_choice, ask_many, ask_secret, ask_text
    from heartbeat_cli.cli.prompts.between import keys_kept
    from heartbeat_cli.cli.prompts.editor import ask_in_editor

__getattr__, __dir__ = face(
    __name__,
    {
        "around": "Around Completed Ended PromptChoice WentBack",
        "ask": "ask_choice ask_many ask_secret ask_text",
        "between": "keys_kept",
        "editor": "ask_in_editor",
    },
)

__all__ = [
    "Around",
    "Completed",
    "Ended",
    "PromptChoice",
    "WentBack",
    "ask_choice",
    "ask_in_editor",
    "ask_many",
    "ask_secret",
    "ask_text",
    "keys_kept",
]
