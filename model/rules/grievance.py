"""Grievance: strikes call for revenge (ME21, ME33, ME44), the opposite sign to retaliation_risk; both are kept."""

from __future__ import annotations

from model.compiled import rule


@rule("f8(f8, f8)")
def revenge(weight: float, grievance: float) -> float:
    """Appeal of US targets from strikes not yet avenged, saturating."""
    return weight * grievance / (1.0 + grievance)
