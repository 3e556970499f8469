"""What columns call the keys of a database: by a table's name, by part of it, in a role, as others declare it."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from heartbeat_cli.pgschema import Column, QName, Table, kind_of
from heartbeat_cli.profiling.detectors.parts.keys import (
    ALIKE,
    KeyName,
    called_after,
    few_are_texts,
    generic_names,
    is_blank,
    is_borrowed,
    is_code,
    is_itself,
    is_named_after,
    single_keys,
)
from heartbeat_cli.profiling.facts import DatabaseFacts
from heartbeat_cli.profiling.references import References
from heartbeat_cli.profiling.vocabulary import (
    ACTING,
    ACTORS,
    FREE_TEXT,
    KEY_KINDS,
    NATURAL_KEYS,
    OUTSIDE,
    POLYMORPHIC,
    PREPOSITIONS,
)
from heartbeat_cli.profiling.words import singular, singular_words, word_lists, words_of

_EXACT, _ROLE, _SHORT, _HEAD, _ACTOR, _BARE, _SHARED = 0.8, 0.75, 0.55, 0.45, 0.6, 0.6, 0.75
_GENERIC = word_lists("consistency")["generic"]
_LEARNT, _BY_NAME, _BY_ENDING, _RARELY, _COMMENTED = 0.6, 0.35, 0.2, 0.3, 0.9
_AT_HOME, _ITSELF, _IN_ROLE, _NATURAL = 0.25, 0.3, -0.1, -0.35
_TEXT_BY_PART = -0.25
"""Where keys are numbers, a text called after a part of a table's name is made up elsewhere as often as it refers."""
_USUALLY = 0.4
_LONGER, _OTHERWISE_KEYED = -0.11, -0.15
_HARDLY, _HALF = 0.1, 0.5
"""Shares of the columns of a name that are declared to refer: below, the name means nothing; a bare word needs half."""
_RUN_TOGETHER = 8
"""Letters a key's name must have to be recognised at the end of a name without separators."""
_ELSEWHERE = "another database"


@dataclass(frozen=True, slots=True)
class KeyMatch:
    """A key a column may mean, how likely by its name alone (0 to 1), and why."""

    key: KeyName
    score: float
    evidence: tuple[str, ...]


class KeyIndex:
    """The keys of a database by the words columns call them."""

    def __init__(self, facts: DatabaseFacts) -> None:
        database = facts.database
        self.exact: dict[tuple[str, ...], list[KeyName]] = defaultdict(list)
        self.tails: dict[tuple[str, ...], list[KeyName]] = defaultdict(list)
        self.heads: dict[tuple[str, ...], list[KeyName]] = defaultdict(list)
        self.primary: dict[QName, KeyName] = {}
        self.by_place: dict[tuple[QName, str], KeyName] = {}
        self.run_together: dict[str, list[KeyName]] = defaultdict(list)
        self.actors: list[KeyName] = []
        self.bare: dict[tuple[str, ...], list[KeyName]] = defaultdict(list)
        """Numbered keys by their table's name alone: `editor`, in a schema that adds no `_id`."""
        self._inside = {database.name, *(s.name for s in database.schemas)}
        self.tables = {q: t for q, t in facts.tables.items() if t.partition_of is None}
        self._named = Counter(c.name.lower() for t in self.tables.values() for c in t.columns)
        keys = [key for table in self.tables.values() for key in single_keys(table)]
        self._few_texts = few_are_texts([k.column for k in keys if k.primary])
        self._unique = Counter(key.column.name.lower() for key in keys)
        self.shared = self._shared_keys(keys)
        """Unique keys, not the first of their table, by names that several other tables have."""
        self._generic = generic_names(keys)
        called = called_after(keys)
        for key in keys:
            referring = any(r.columns == (key.column.name,) for r in facts.references_out(key.table.qname))
            self._add(key, borrowed=is_borrowed(key, called, referring=referring))
        for name, keys in self.exact.items():
            self.exact[name] = [k for k in keys if is_named_after(name, k)] or keys
        self.learnt = _learnt(facts.references, {(k.table.qname, k.column.name) for k in self.primary.values()})

    def _add(self, key: KeyName, *, borrowed: bool) -> None:
        """A key that is `borrowed` from another table is found by its own table's name only."""
        self.by_place[key.table.qname, key.column.name] = key
        own = singular_words(key.column.name)
        last = own if own in self._generic else own[-1:] if own and own[-1] in KEY_KINDS else ()
        if not key.primary:
            if not own or own[-1] in KEY_KINDS | NATURAL_KEYS:
                self.exact[(*key.words, *own)].append(key)
            return
        self.primary[key.table.qname] = key
        if len(key.words) == 1 and key.words[0] in ACTORS:
            self.actors.append(key)
        if not is_blank(own) and len(key.column.name) >= _RUN_TOGETHER and "_" not in key.column.name:
            self.run_together[key.column.name.lower()].append(key)
        is_own = not is_blank(own) and own not in self._generic and not borrowed
        names = {own} if is_own else set()
        if last or kind_of(key.column.type) != "text":
            names.add((*key.words, *last))
        if is_code(key.column):
            names.add(key.words)
        elif is_blank(own) and kind_of(key.column.type) in ("integer", "uuid") and not _GENERIC.issuperset(key.words):
            self.bare[key.words].append(key)
        for name in sorted(names):
            self.exact[name].append(key)
        if last and not borrowed:
            for cut in range(1, len(key.words)):
                self.tails[(*key.words[cut:], *last)].append(key)
                self.heads[(*key.words[:cut], *last)].append(key)

    def _shared_keys(self, keys: Sequence[KeyName]) -> Mapping[str, list[KeyName]]:
        found: dict[str, list[KeyName]] = defaultdict(list)
        for key in keys:
            name = key.column.name.lower()
            if not key.primary and self._named[name] >= self._unique[name] + ALIKE:
                found[name].append(key)
        return found

    def explains(self, name: str) -> bool:
        """Whether a column of this name is likely a reference by itself."""
        words = singular_words(name)
        itself = any(is_itself(k, words) for k in self.heads.get(words, ()))
        return words in self.exact or words in self.tails or itself or name.lower() in self.learnt

    def is_mostly_own(self, name: str) -> bool:
        """Whether most columns of a name are a key of their table by themselves, as every table's own `public_uid`."""
        return self._unique[name.lower()] >= _HALF * self._named[name.lower()]

    def is_elsewhere(self, column: Column) -> bool:
        """Whether the comment says that the key lives in another database (`webbank.core.payment.id`)."""
        comment = column.comment or ""
        dotted = [parts for parts in _dotted(comment) if len(parts) > 2]
        return any(p[0] not in self._inside for p in dotted) or _ELSEWHERE in comment.lower()

    def matches(self, column: Column, table: Table) -> Iterator[KeyMatch]:
        """Every key the column may mean, with the reason; one key may come up more than once."""
        words = singular_words(column.name)
        if not words or (len(words) == 1 and words[0] in KEY_KINDS):
            return
        own = singular_words(table.name)
        is_text = kind_of(column.type) == "text"
        is_odd = is_text and self._few_texts
        if (is_text and words[-1] in FREE_TEXT) or _is_own_number(words, own, is_odd=is_odd):
            yield from self._commented_matches(column)
            return
        vague = len(words) > 1 and words[-1] in KEY_KINDS and self._is_vague(words, table)
        if words in self.exact or not _is_typed(words, table):
            of_itself = own[-len(words) + 1 :] == words[:-1]
            yield from self._learnt_matches(column, words, table.qname if of_itself else None)
        yield from self._commented_matches(column)
        if words[0] == "parent" and len(words) == 2 and table.qname in self.primary:
            yield KeyMatch(self.primary[table.qname], _ROLE, ("its own parent",))
        # A text beside `by` is a login or a service's name as often as a key.
        if not vague and _is_somebody(words) and column.type in ("integer", "bigint", "uuid"):
            for key in self.actors:
                yield KeyMatch(key, _ACTOR, (f"{column.name} is somebody",))
        exact = [k for k in self.exact.get(words, ()) if k.table.qname != table.qname]
        if len(words) == 1 and not exact:
            yield from self._run_together_matches(column.name.lower())
        is_thing = "_".join(words_of(column.name)) == "_".join(words) and not set(words) & set(own)
        if not exact and is_thing and kind_of(column.type) in ("integer", "uuid"):
            for key in self.bare.get(words, ()):
                yield KeyMatch(key, _BARE, (f"named as {key.table.name}",))
        if not exact and len(words) > 1 and words[-1] in ("id", "uuid", "guid"):
            yield from self._shared_matches(column, table)
        for match in self._named_matches(words, own, exact, table.qname):
            # A vague name means a table only where the table it is in belongs to that one.
            if not vague or own[: len(match.key.words)] == match.key.words:
                by_part = is_odd and match.key not in exact and not is_code(match.key.column)
                by_part = by_part and (set(own) - set(words)).isdisjoint(match.key.words)
                yield replace(match, score=match.score + _TEXT_BY_PART) if by_part else match

    def _shared_matches(self, column: Column, table: Table) -> Iterator[KeyMatch]:
        """The one table in which a column many have is unique: `subject_id` of the patients."""
        keys = self.shared.get(column.name.lower(), ())
        if len(keys) == 1 and keys[0].table.qname != table.qname and not OUTSIDE & set(singular_words(column.name)):
            yield KeyMatch(keys[0], _SHARED, (f"unique in {keys[0].table.name} only",))

    def _is_vague(self, words: tuple[str, ...], table: Table) -> bool:
        """Whether a column's name leaves open which table is meant: `entity_id`, or any beside an `…_type`."""
        if words in self.exact:
            return words[-2] in POLYMORPHIC and len(words) == 2
        return words[-2] in POLYMORPHIC or _is_typed(words, table)

    def _named_matches(
        self, words: tuple[str, ...], own: tuple[str, ...], exact: Sequence[KeyName], inside: QName
    ) -> Iterator[KeyMatch]:
        for key in exact:
            after_table = singular(key.table.name.lower()) in key.column.name.lower() or words == key.words
            natural = _NATURAL if len(words) == 1 and not after_table else 0.0
            yield KeyMatch(key, _EXACT + natural, (f"named as {key.table.name}.{key.column.name}",))
        yield from self._shortened(words, own, "", inside)
        for start in range(1, len(words)):
            rest, role = words[start:], "_".join(words[:start])
            if exact or (len(rest) == 1 and rest[0] in KEY_KINDS) or words[start - 1] in OUTSIDE:
                break
            found = [k for k in self.exact.get(rest, ()) if len(rest) > 1 or rest == k.words]
            for key in found:
                yield KeyMatch(key, _ROLE, (f"named as {key.table.name}, in the role {role}",))
            yield from self._shortened(rest, own, role, inside)
            if found:
                break

    def _run_together_matches(self, name: str) -> Iterator[KeyMatch]:
        """A key's name at the end of one without separators: `absencecategorydescriptorid` → `descriptorid`."""
        for start in range(1, len(name) - _RUN_TOGETHER + 1):
            if found := self.run_together.get(name[start:]):
                for key in found:
                    yield KeyMatch(key, _ROLE, (f"named as {key.table.name}, in the role {name[:start]}",))
                return

    def _shortened(self, words: tuple[str, ...], own: tuple[str, ...], role: str, inside: QName) -> Iterator[KeyMatch]:
        """Keys of other tables than the one it is `inside`, whose names end or begin with what the column is called."""
        less, suffix = (_IN_ROLE, f", in the role {role}") if role else (0.0, "")
        for key in self.tails.get(words, ()):
            at_home = _AT_HOME if set(key.words[: 1 - len(words)]) & set(own) else 0.0
            longer = _LONGER * (len(key.words) - len(words)) + _otherwise_keyed(key, words)
            if key.table.qname != inside:
                yield KeyMatch(key, _SHORT + at_home + less + longer, (f"short for {key.table.name}{suffix}",))
        for key in self.heads.get(words, ()):
            itself = _ITSELF if is_itself(key, words) else _otherwise_keyed(key, words)
            if role or key.table.qname != inside:
                yield KeyMatch(key, _HEAD + itself + less, (f"begins the name of {key.table.name}{suffix}",))

    def _learnt_matches(self, column: Column, words: tuple[str, ...], inside: QName | None) -> Iterator[KeyMatch]:
        """What declared references under the same name, or one that ends alike, refer to; the table `inside` aside."""
        for spelling, weight in ((column.name.lower(), _BY_NAME), (_ending(words), _BY_ENDING)):
            seen: Counter[tuple[QName, str]] = self.learnt.get(spelling, Counter())
            total, is_ending = seen.total(), spelling.startswith("…")
            for place, count in seen.items():
                key = self.by_place.get(place)
                if (
                    key is None
                    or key.table.qname == inside
                    or (is_ending and count == 1)
                    or (not is_ending and self._is_rare(column, words, total))
                ):
                    continue
                share = count / total * (1 - 0.5 / count)
                of = f" of {total}" if count < total else ""
                said = (
                    f"{spelling} refers to {key.table.name} in {count}{of} other {'place' if total == 1 else 'places'}"
                )
                yield KeyMatch(key, _LEARNT + weight * share if share > _USUALLY else _RARELY, (said,))

    def _is_rare(self, column: Column, words: tuple[str, ...], declared: int) -> bool:
        """Whether so few of the columns of its name are declared to refer that the name alone says nothing."""
        share = declared / max(self._named[column.name.lower()], 1)
        return share < _HARDLY or (share < _HALF and len(words) == 1)

    def _commented_matches(self, column: Column) -> Iterator[KeyMatch]:
        for parts in _dotted(column.comment or ""):
            key = self._key_at(QName(parts[-3], parts[-2]), parts[-1]) if len(parts) > 2 else None
            key = key or self.primary.get(QName(parts[-2], parts[-1]))
            if key is not None:
                yield KeyMatch(key, _COMMENTED, ("its comment says so",))

    def _key_at(self, table: QName, name: str) -> KeyName | None:
        """The key at a place; a column somebody wrote down counts as one, be it only part of a key."""
        known = self.by_place.get((table, name))
        column = self.tables[table].column(name) if known is None and table in self.tables else None
        return KeyName(self.tables[table], column, singular_words(table.name), False) if column is not None else known


def _is_typed(words: tuple[str, ...], table: Table) -> bool:
    """Whether an `…_type` beside a column says which table is meant."""
    kinds = {(*words[:-1], "type"), (*words[:-1], "kind")}
    return any(singular_words(c.name) in kinds and kind_of(c.type) == "text" for c in table.columns)


def _is_own_number(words: tuple[str, ...], own: tuple[str, ...], *, is_odd: bool) -> bool:
    """Whether a column is called as the table's own key would be: `vlan_id` of the VLANs is their number.

    A text where keys are numbers is called after the end of the table's name, too: `cache_key` of a `widget_cache`.
    """
    called = words[:-1]
    return words[-1] in KEY_KINDS and (called == own or (is_odd and called != () and own[-len(called) :] == called))


def _is_somebody(words: tuple[str, ...]) -> bool:
    """Whether a column is called after somebody who acts: `approved_by`, `creator_id`."""
    by = words[-1] == "by" or words[-2:] == ("by", "id")
    return by or words == ("resource", "owner", "id") or (len(words) == 2 and words[-1] == "id" and words[0] in ACTING)


def _otherwise_keyed(key: KeyName, words: tuple[str, ...]) -> float:
    """What it costs that a table's key is called after something else: `entry_id` of `acc_trans`."""
    own = singular_words(key.column.name)
    return 0.0 if is_blank(own) or own == words or set(own) & set(key.words) else _OTHERWISE_KEYED


def _learnt(references: References, shared: Set[tuple[QName, str]]) -> Mapping[str, Counter[tuple[QName, str]]]:
    """What declared references of one column are called, and by their last two words.

    A primary key that is another table's too (`shared`) says nothing: there its name is the table's own.
    """
    found: dict[str, Counter[tuple[QName, str]]] = defaultdict(Counter)
    for source, outgoing in references.out.items():
        for reference in outgoing:
            if len(reference.columns) == len(reference.target_columns) == 1:
                name, place = reference.columns[0], (reference.target, reference.target_columns[0])
                if (source, name) in shared:
                    continue
                found[name.lower()][place] += 1
                if ending := _ending(singular_words(name)):
                    found[ending][place] += 1
    return found


def _ending(words: tuple[str, ...]) -> str:
    """The last two words of a name that has more, else an empty text; `to_id` and `id_1` say nothing by themselves."""
    says = len(words) > 2 and words[-2] not in PREPOSITIONS | KEY_KINDS and words[-3] not in OUTSIDE
    return "…_" + "_".join(words[-2:]) if says else ""


def _dotted(comment: str) -> Iterator[list[str]]:
    """The names with dots in a comment, in parts."""
    if "." in comment:
        for name in comment.replace(";", " ").replace(",", " ").split():
            parts = name.strip(".()").split(".")
            if len(parts) > 1 and all(p.replace("-", "_").isidentifier() for p in parts):
                yield parts
