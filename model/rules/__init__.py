"""The mechanisms as arithmetic: scalars in, scalars out, no state, no dice, no dates, no names.

Each is written once and compiled; the compositions of model/ wire them for both engines.
Weights are log-odds (1 multiplies the odds by 2.7). A weight of zero is the mechanism switched off.

memory.py       fading of what was seen          occasions.py        nearness of dated occasions
choice.py       random utility over targets      know_how.py         learning a new kind of target
retaliation_risk.py deniability.py claims.py patron_control.py rivalry.py revenue_feud.py bargaining.py
opportunity.py substitution.py provocation.py domestic_politics.py grievance.py confidence.py
relevance.py host_response.py   the fourteen mechanisms
us_answer.py    what US forces do about it
"""
