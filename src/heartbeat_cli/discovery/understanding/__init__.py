"""What a question asks for, read off its words: the shape of the answer, the window, the states, and why.

`understand` needs no model and no estate. Every decision has its `Meaning`, so that a person can see which words it was
made of, and say otherwise.
"""

from typing import TYPE_CHECKING

from heartbeat_cli.faces import face

if TYPE_CHECKING:
    from heartbeat_cli.discovery.understanding.kinds import groups_alike, names_a_record, opposites_of
    from heartbeat_cli.discovery.understanding.reading import understand
    from heartbeat_cli.discovery.understanding.spoken import in_words
    from heartbeat_cli.discovery.understanding.times import without_time
    from heartbeat_cli.discovery.understanding.understood import (
        AVG,
        BACKLOG,
        COUNT,
        COUNT_DISTINCT,
        DURATION,
        FUNNEL,
        MAX,
        MIN,
        PERCENTILE,
        SHAPES,
        SHARE,
        SUM,
        Meaning,
        Understanding,
    )

__getattr__, __dir__ = face(
    __name__,
    {
        "kinds": "groups_alike names_a_record opposites_of",
        "reading": "understand",
        "spoken": "in_words",
        "times": "without_time",
        "understood": (
            "AVG BACKLOG COUNT COUNT_DISTINCT DURATION FUNNEL MAX Meaning MIN PERCENTILE SHAPES SHARE SUM Understanding"
        ),
    },
)

__all__ = [
    "AVG",
    "BACKLOG",
    "COUNT",
    "COUNT_DISTINCT",
    "DURATION",
    "FUNNEL",
    "MAX",
    "MIN",
    "PERCENTILE",
    "SHAPES",
    "SHARE",
    "SUM",
    "Meaning",
    "Understanding",
    "groups_alike",
    "in_words",
    "names_a_record",
    "opposites_of",
    "understand",
    "without_time",
]
