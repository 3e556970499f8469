"""From the words of a question to what it asks for."""

from heartbeat_cli.discovery.understanding.understood import COUNT, Meaning, Understanding
from heartbeat_cli.search import content_words


def understand(question: str) -> Understanding:
    """What `question` asks for.

    The same question is understood alike on every day: a window is named, and begins when it is asked for.
    """
    return Understanding(
        question,
        COUNT,
        of=content_words(question),
        unit="count",
        why=(Meaning(question, "no word says how: it is counted how many there are"),),
    )
