"""Months as whole numbers (year x 12 + month - 1), so that they can be ordered and subtracted."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

EPOCH = date(1970, 1, 1)  # from which NumPy counts months


def month_number(day: date) -> int:
    """Number of the month that holds `day`."""
    return day.year * 12 + day.month - 1


def month_text(number: float) -> str:
    """The month as YYYY-MM."""
    return f"{int(number) // 12:04d}-{int(number) % 12 + 1:02d}"


def month_of_text(text: str) -> int | None:
    """Number of a month written YYYY-MM, or None when it is not one."""
    try:
        return month_number(date.fromisoformat(f"{text}-01"))
    except ValueError:
        return None


def month_of_each_day(start: date, end: date) -> NDArray[np.int64]:
    """Month number of every day from `start` to `end`, for looking up by days since `start`."""
    days = np.arange(start.isoformat(), (end + timedelta(days=1)).isoformat(), dtype="datetime64[D]")
    return days.astype("datetime64[M]").astype(np.int64) + month_number(EPOCH)
