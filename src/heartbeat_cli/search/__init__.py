"""Tables and columns of the whole estate by the words people use for them: one index and one ranking for everybody.

`words` says which words name something and which only ask, `lexicon` which are plain English, `query` turns words into
what is looked for (synonyms, typing mistakes) with the stems that `known` finds, `index` holds the estate's words and
`labels` what landed dictionaries say, `scoring` weighs what has the words, `rank` orders it, `neighbours` adds what
joins it, `why` says how, `store` keeps the index between runs. `hb search` shows what `search` finds; `hb discover`
takes the tables `search_tables` finds.

Only `build`, with `indexing` and `synonyms`, reads dumps and YAML, and with it comes every library that takes long to
import: a search that finds its index on disk does without, so what `build` has is imported when it is asked for.
"""

from typing import TYPE_CHECKING

from heartbeat_cli.faces import face

if TYPE_CHECKING:
    from heartbeat_cli.search.build import EmptyMirrorError, build_index, open_index
    from heartbeat_cli.search.index import KINDS, IndexedSource, SearchIndex, quoted, target_parts
    from heartbeat_cli.search.lexicon import is_common
    from heartbeat_cli.search.nearest import usual_words
    from heartbeat_cli.search.rank import Hit, RightSourceHint, SearchResult, search, search_tables
    from heartbeat_cli.search.store import fresh_index, kept_index
    from heartbeat_cli.search.synonyms import built_in_synonyms, synonym_problems
    from heartbeat_cli.search.why import WordMatch
    from heartbeat_cli.search.words import content_words

__getattr__, __dir__ = face(
    __name__,
    {
        "build": "EmptyMirrorError build_index open_index",
        "index": "IndexedSource KINDS SearchIndex quoted target_parts",
        "nearest": "usual_words",
        "lexicon": "is_common",
        "rank": "Hit RightSourceHint SearchResult search search_tables",
        "store": "fresh_index kept_index",
        "synonyms": "built_in_synonyms synonym_problems",
        "why": "WordMatch",
        "words": "content_words",
    },
)

__all__ = [
    "KINDS",
    "EmptyMirrorError",
    "Hit",
    "IndexedSource",
    "RightSourceHint",
    "SearchIndex",
    "SearchResult",
    "WordMatch",
    "build_index",
    "built_in_synonyms",
    "content_words",
    "fresh_index",
    "is_common",
    "kept_index",
    "open_index",
    "quoted",
    "search",
    "search_tables",
    "synonym_problems",
    "target_parts",
    "usual_words",
]
