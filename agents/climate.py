"""What a week offers to every militia alike: openings, dates and politics."""

from __future__ import annotations

from typing import TYPE_CHECKING

from model.rules import bargaining, choice, domestic_politics, occasions, opportunity, relevance

if TYPE_CHECKING:
    from agents.theatre import Theatre


def symbolic_date(theatre: Theatre) -> float:
    """How near a deadline or an anniversary is felt to be (0 to 1)."""
    return max(_around(theatre, "deadline"), _around(theatre, "anniversary"))


def us_pressure(theatre: Theatre) -> float:
    """Appeal that this week adds to all US targets, before each target's share of it."""
    p, now = theatre.p, theatre.now
    talks = max(now["us_iraq_talks"], now["nuclear_talks"])
    standing = bargaining.leverage(p.tension, now["tension"], p.talks, talks, p.signals, now["mixed_signals"])
    dates = bargaining.calendar(
        p.deadline,
        occasions.nearness(theatre.until("deadline"), p.calendar_horizon),
        p.unmet,
        occasions.nearness(theatre.since("deadline"), p.calendar_horizon),
        p.anniversary,
        _around(theatre, "anniversary"),
        p.example,
        occasions.nearness(theatre.since("example"), p.example_horizon),
    )
    home = domestic_politics.standing_at_home(
        p.office, now["office"], p.struggle, now["struggle"], p.mandate, now["mandate"]
    )
    return standing + dates + home


def climates(theatre: Theatre) -> list[float]:
    """Appeal that this week adds to each target for everybody."""
    p, now = theatre.p, theatre.now
    election = occasions.nearness(theatre.until("election"), p.election_horizon)
    anger = occasions.nearness(theatre.since("defeat"), p.defeat_horizon)
    handover = occasions.nearness(theatre.until("handover"), p.handover_horizon)
    found = []
    for target in theatre.world.targets:
        found.append(
            choice.climate(
                opportunity.exposure_gain(p.exposure, _access(theatre, target.presence, target.closes, target.traffic)),
                opportunity.lost_cause(p.lost_cause, now["mission_end"], target.value * target.pressure),
                domestic_politics.before_election(p.before_election, election, target.value),
                domestic_politics.after_defeat(p.defeat, anger, target.unrest),
                relevance.take_credit(p.credit, handover, target.value * target.closes),
                domestic_politics.coerce(p.coerce, now["krg_contest"] * target.kurdish),
            )
        )
    return found


def _access(theatre: Theatre, presence: str, closes: float, traffic: float) -> float:
    present = theatre.now[presence] if presence else 1.0
    return opportunity.access(present, closes, theatre.us.open_share, traffic, theatre.government.on_road)


def _around(theatre: Theatre, occasion: str) -> float:
    return occasions.around(theatre.until(occasion), theatre.since(occasion), theatre.p.calendar_horizon)
