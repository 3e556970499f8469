"""kill -9 in every phase of an API's ingest: marts are what was served before or what is served now, then just that.

Who is killed (hb, its engine, or both), where, how often it was reached and how much later: all of it at random, the
phases in turn. Between the kills records come, change and go, and columns come up that nobody had.
"""

import random
import signal
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import TestServer
from tests.faults.runs import Run, again, begin
from tests.three_apis import SOURCES, STREAMS, ThreeApis, assert_equal, difference, three_apis

# The points of a run at which it may be killed, with how often one is reached at least in a first run.
PHASES = {
    "looking": {"asking": 2, "answered": 1},
    "reading a page": {"answering": 5},
    "between pages": {"spooling": 5, "written": 10, "spooled": 5},
    "typing": {"typing": 3, "typed": 3, "pulled": 1},
    "landing": {"ready": 1, "extracted": 1, "normalized": 1, "started": 3, "copying": 3},
    "writing the ledger": {"entered": 3, "received": 3},
    "after a commit": {"committed": 3, "noted": 3, "marked": 3, "before-loads": 1, "after-loads": 1, "packaged": 1},
    "after all commits": {
        "before-receipts": 1,
        "after-receipts": 1,
        "forgetting": 1,
        "forgotten": 1,
        "after-orders": 1,
    },
}
# Flags of a run, and the same as fields of a request.
ALL_OF_IT = {"": {}, "--reconcile": {"reconcile": True}, "--rebuild": {"rebuild": True}}
# A hundred kills of each API in DuckDB's marts and a quarter of that in PostgreSQL's; one in the suite.
ONCE = [("duckdb", "google_analytics", 1, 0)]
SOAK = [("duckdb", source, 25, seed) for source in SOURCES for seed in range(4)]
SOAK += [("postgres", source, 25, 4) for source in SOURCES]


@pytest.fixture
def apis(marts: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[ThreeApis]:
    server: TestServer | None = request.getfixturevalue("postgres_server") if marts == "postgres" else None
    with three_apis(tmp_path, server) as made:
        yield made


@dataclass
class Soak:
    """One source that is killed again and again. `before` is what had landed when it was last whole."""

    apis: ThreeApis
    source: str
    dice: random.Random
    flags: str = ""
    epochs: int = 0
    is_whole: bool = False

    def __post_init__(self) -> None:
        self.before = self.now = self.apis.served(self.source)
        self.killed: Counter[str] = Counter()

    def kill_in(self, phase: str) -> bool:
        """Begin a run and kill it there; False where it came to its end before."""
        if self.is_whole:
            self._move_on()
        run, who = self._begin(phase)
        ended = run.end()
        self._assert_whole_tables()
        if run.mark.exists() and (ended.code == -signal.SIGKILL or "engine" in ended.stderr):
            self.killed[phase] += 1
            self.killed[who] += 1
            return True
        assert ended.code == 0, (phase, who, ended)
        self._whole()
        return False

    def _begin(self, phase: str) -> tuple[Run, str]:
        dice = self.dice
        point = dice.choice(list(PHASES[phase]))
        nth = dice.randint(1, PHASES[phase][point])
        who = dice.choice(("both", "both", "both", "hb", "engine"))
        later = dice.choice((0, 0, dice.uniform(0, 0.15)))
        env = {"HB_FAULT_LATER": str(later), "HB_FAULT_SIGNAL": str(int(signal.SIGKILL)) if who == "hb" else ""}
        fault, flags = f"{point}:{nth}", (self.flags, "--yes") if self.flags == "--rebuild" else (self.flags,)
        self.said = f"{phase}: {fault} {who} {later:.3f} s {self.flags}"
        words = filter(None, flags)
        return begin(self.apis.project, *words, fault=fault, both=who != "engine", env=env, source=self.source), who

    def _assert_whole_tables(self) -> None:
        """Each table is as it was, or as it is served now, and nothing between."""
        for table, rows in self.apis.landed(self.source).items():
            known = [difference(rows, them[table]) for them in (self.now, self.before)]
            assert None in known, f"{self.said}: {table} is neither what was nor what is: {known}"

    def finish(self) -> None:
        """One more run, which is to end well."""
        again(self.apis.project, source=self.source, patience=15, **ALL_OF_IT[self.flags])
        self._whole()

    def finish_overtaken(self) -> None:
        """Records change while pages wait on the disk: a run may land what those say, the next one may not."""
        change(self.apis, self.source, self.dice, 500 + self.epochs, deletes=False)
        self.now = self.apis.served(self.source)
        again(self.apis.project, source=self.source, patience=15, **ALL_OF_IT[self.flags])
        again(self.apis.project, source=self.source)
        self._whole()

    def _whole(self) -> None:
        assert_equal(self.apis.landed(self.source), self.now)
        pulls = self.apis.project.state / "pulls" / self.source
        assert [file.name for file in pulls.iterdir()] == []
        self.is_whole = True

    def _move_on(self) -> None:
        self.is_whole = False
        self.epochs += 1
        self.before = self.now
        self.flags = self.dice.choice(("", "", *ALL_OF_IT))
        change(self.apis, self.source, self.dice, self.epochs, deletes=bool(self.flags))
        self.now = self.apis.served(self.source)
        assert self.now != self.before
        self.apis.service(self.source).switches.off()
        if self.dice.random() < 0.3:
            # A page takes tenths of a second.
            self.apis.service(self.source).switch("slow", times=None, value=2_000_000)


def change(apis: ThreeApis, source: str, dice: random.Random, number: int, *, deletes: bool) -> None:
    """Records that change, come and go, at times with a column nobody had; `deletes` says whether all are read.

    What goes at the back office no refresh can see.
    """
    more = {f"New_{number}": dice.choice((number, f"text {number}", True, 1.5))} if dice.random() < 0.25 else {}
    if source == "zoho_crm":
        for module in ("Leads", "Deals", "DealHistory"):
            _change_zoho(apis, module, dice, number, more)
    elif source == "bo_api":
        for stream in STREAMS:
            _change_bo(apis, stream, dice, number, more, deletes=deletes)
    else:
        last = sorted({visit["date"] for visit in apis.visits})[-2:]
        apis.visits[:] = [v for v in apis.visits if v["date"] not in last or dice.random() < 0.9]
        apis.visits += [{**dice.choice(apis.visits), "date": dice.choice(last), "user": n} for n in range(9)]
        apis.ga4.replace_rows(apis.visits)


def _change_zoho(apis: ThreeApis, module: str, dice: random.Random, number: int, more: dict[str, Any]) -> None:
    modules = apis.zoho.modules
    one, other, gone = dice.sample(modules.all(module), 3)
    modules.touch(module, one["id"], Currency=f"C{number}", **more)
    came = f"9{number:017d}"
    modules.put(module, {**other, "id": came})
    modules.touch(module, came)
    modules.delete(module, gone["id"])


def _change_bo(
    apis: ThreeApis, stream: str, dice: random.Random, number: int, more: dict[str, Any], *, deletes: bool
) -> None:
    one, other, gone = dice.sample(apis.bo.rows(stream), 3)
    apis.bo.touch(stream, one["id"], state=f"round {number}", **more)
    apis.bo.put(stream, {**other, "id": f"new-{number}"})
    apis.bo.touch(stream, f"new-{number}")
    if deletes:
        apis.bo.delete(stream, gone["id"])


@pytest.mark.parametrize(
    ("marts", "source", "times", "seed"), [*ONCE, *(pytest.param(*one, marks=pytest.mark.soak) for one in SOAK)]
)
def test_killed_at_random_the_next_run_lands_what_is_served(
    apis: ThreeApis, marts: str, source: str, times: int, seed: int
) -> None:
    soak = Soak(apis, source, random.Random(f"{marts} {source} {times} {seed}"))
    phases = soak.dice.sample(list(PHASES), len(PHASES))
    tries = 0
    while sum(soak.killed[phase] for phase in phases) < times:
        tries += 1
        assert tries < times * 3 + 10, soak.killed
        killed = soak.kill_in(min(phases, key=lambda phase: soak.killed[phase]))
        if killed and soak.dice.random() < 0.4:
            soak.dice.choice((soak.finish, soak.finish, soak.finish_overtaken))()
    soak.finish()
    print(f"\n{marts} {source}: {tries} runs, {soak.epochs + 1} times whole; killed {dict(soak.killed)}")
    verified = apis.hb("loads --verify")
    assert verified.code == 0, verified.stdout
