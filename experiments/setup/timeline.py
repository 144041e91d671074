"""The timeline of a config: rows as they are written become dated facts with their doubt, checked as a whole."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from experiments.setup import coded
from experiments.setup.coded import days
from experiments.setup.dates import FIRST_DAY
from experiments.setup.lifted import later, lifted, section_of
from experiments.setup.roles import roles_of, standing
from experiments.setup.rows import present
from experiments.setup.schema import AnchorConf, ClockConf, OccasionConf, RolesConf, TimelineConf
from experiments.setup.trail import TRAIL
from model.clock import Clock
from model.coding import CodedOccasion, CodedSpell, Coding, Edge, Tie
from model.coding import coded as with_doubt
from model.errors import ModelError, unknown
from model.timeline import Names, Timeline

DAY = timedelta(days=1)


def timeline_of(clock: Clock, timeline: TimelineConf, written: ClockConf, roles: RolesConf) -> Timeline:
    """The weekly timeline; raises ModelError for rows that could not all be so, whatever is drawn."""
    left, names = lifted(timeline, written, standing(roles)).timeline, roles_of(roles).names
    return with_doubt(clock, _Rows(left, names).coding(), names, timeline.doubt)


class _Rows:
    """Rows turned into edges, each once, and held against each other."""

    def __init__(self, timeline: TimelineConf, names: Names) -> None:
        self.timeline, self.names = timeline, names
        self.spells = present(timeline.spells)
        self.days: dict[str, OccasionConf | AnchorConf] = {
            **present(timeline.occasions),
            **present(timeline.anchors or {}),
        }
        self.edges: dict[str, Edge] = {}
        self.under_way: list[str] = []

    def coding(self) -> Coding:
        """Every row, checked."""
        for name, row in {**self.spells, **self.days}.items():
            coded.check_words(row.role, row.split, row.quality, self._where(name))
        spells = tuple(self._spell(name) for name in self.spells)
        for one, other in pairwise(sorted(spells, key=lambda spell: (spell.driver, spell.start.earliest))):
            if one.driver == other.driver:
                self._refuse_overlap(one, other)
        for name in self.days:
            self.start(name)
        return Coding(spells, tuple(self._occasion(name) for name in present(self.timeline.occasions)))

    def start(self, name: str) -> Edge:
        """The start of a spell, or the day of an occasion or anchor."""
        if name not in self.edges:
            if name in self.under_way:
                raise ModelError(
                    f"the starts of {', '.join(self.under_way)} depend on each other in a circle: leave out one "
                    f"'start:'. Change it {TRAIL.place(self._where(name))}."
                )
            self.under_way.append(name)
            self.edges[name] = self._start(name) if name in self.spells else self._day(name)
            self.under_way.remove(name)
        return self.edges[name]

    def _where(self, name: str) -> str:
        return f"timeline.{section_of(self.timeline, name)}.{name}"

    def _day(self, name: str) -> Edge:
        return Edge(name, "day", *days(self.days[name].day, f"{self._where(name)}.day"))

    def _start(self, name: str) -> Edge:
        text = self.spells[name].start
        if text == "before":
            return Edge(name, "start", FIRST_DAY, FIRST_DAY)
        earliest, latest = days(text, f"{self._where(name)}.start")
        cause = self._cause(name, "start")
        after = Tie(cause, max(0, (earliest - cause.earliest).days)) if cause else None
        return self._possible(Edge(name, "start", earliest, latest, after=after))

    def _end(self, name: str, start: Edge) -> Edge | None:
        text = self.spells[name].end
        if text is None:
            return None
        if text == "next":
            return self._before_next(name)
        earliest, latest = days(text, f"{self._where(name)}.end")
        if latest < start.latest:
            raise ModelError(
                f"driver '{self.spells[name].driver}' ends {text} before it starts {self.spells[name].start}: a spell "
                f"ends on or after its start, whatever day each falls on. Change it {TRAIL.place(self._where(name))}."
            )
        cause = self._cause(name, "end")
        until = Tie(cause, min(0, (latest - cause.latest).days)) if cause else None
        return self._possible(Edge(name, "end", earliest, latest, Tie(start, 0), until))

    def _before_next(self, name: str) -> Edge:
        follower = later(name, self.timeline)
        if follower is None:
            raise ModelError(
                f"{self._where(name)} ends 'next', but driver '{self.spells[name].driver}' has no later row: give a "
                f"day, an interval, or null for good. Change it {TRAIL.place(self._where(name))}."
            )
        start = self.start(follower)
        tie = Tie(start, -1)
        return Edge(name, "end", start.earliest - DAY, start.latest - DAY, tie, tie)

    def _cause(self, name: str, edge: str) -> Edge | None:
        """The edge of another row that this one hangs on."""
        named = [entry.partition(":")[2] for entry in self.spells[name].depends_on if entry.startswith(f"{edge}:")]
        there = [cause for cause in named if cause in self.spells or cause in self.days]
        return self.start(there[0]) if there else None

    def _possible(self, edge: Edge) -> Edge:
        """The edge; raises ModelError if what it hangs on could leave it no day."""
        low = _latest(edge.after) or edge.earliest
        high = min(edge.latest, _earliest(edge.until) or edge.latest)
        if low > high:
            hangs = (edge.until or edge.after).edge.row  # type: ignore[union-attr]  # one of them narrowed it
            raise ModelError(
                f"{self._where(edge.row)}.{edge.what} ({edge.earliest} to {edge.latest}) would have no day left in "
                f"some runs, since it hangs on '{hangs}': move one of them, or take it out of depends_on. Change it "
                f"{TRAIL.place(self._where(edge.row))}."
            )
        return edge

    def _spell(self, name: str) -> CodedSpell:
        row = self.spells[name]
        if row.driver not in self.names.drivers:
            raise unknown("driver", row.driver, self.names.drivers, f"{self._where(name)}, conf/timeline or conf/roles")
        start = self.start(name)
        return CodedSpell(
            name, row.driver, start, self._end(name, start), coded.levels(row.value, f"{self._where(name)}.value")
        )

    def _occasion(self, name: str) -> CodedOccasion:
        row = present(self.timeline.occasions)[name]
        if row.occasion not in self.names.occasions:
            raise unknown(
                "occasion", row.occasion, self.names.occasions, f"{self._where(name)}, conf/timeline or conf/roles"
            )
        return CodedOccasion(row.occasion, self.start(name))

    def _refuse_overlap(self, one: CodedSpell, other: CodedSpell) -> None:
        """Raise ModelError where two rows of a driver could hold on one day."""
        starts = other.start.earliest
        last = one.end.latest if one.end else None
        apart = one.start.latest < starts and (last is not None and (one.end.follows or last < starts))  # type: ignore[union-attr]
        if not apart:
            raise ModelError(
                f"driver '{one.driver}' has two spells that overlap: '{one.row}' may last to {last or 'the end'} and "
                f"'{other.row}' may start on {starts}. A driver has one value a day: end the first on {starts - DAY} "
                "or earlier, or with the word next, in conf/timeline or the scenario."
            )


def _latest(tie: Tie | None) -> date | None:
    """The latest day that a tie allows, as far as what it hangs on goes by itself."""
    return tie.edge.latest + timedelta(days=tie.days) if tie else None


def _earliest(tie: Tie | None) -> date | None:
    return tie.edge.earliest + timedelta(days=tie.days) if tie else None
