"""The named statistics that a pattern may use, one family a file.

counts.py     count, ratio, difference, share, mean_rate
monthly.py    argmax_month, argmax_year, first_month, last_month, monthly_max, slope, spearman
weekly.py     fano, active_weeks_share, gaps, longest_gap
daily.py      first_day, last_day, daily_max
claims.py     rank_of_claimant, top_brand_share, top_claim_share, brand_count, top_class_share, crossing_brands,
              mutual_information
responses.py  response_rate, preceded_rate, lag_after
"""

from experiments.judge.patterns.statistics import claims, counts, daily, monthly, responses, weekly
from experiments.judge.patterns.statistics.statistic import Statistic

FAMILIES = (counts, monthly, weekly, daily, claims, responses)

STATISTICS: dict[str, Statistic] = {s.name: s for family in FAMILIES for s in family.STATISTICS}
