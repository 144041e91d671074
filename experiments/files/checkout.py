"""Where the checkout keeps its config and the observed tables."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CONF = ROOT / "conf"
OBSERVED = ROOT / "data" / "observed"
APPS = ROOT / "experiments" / "apps"
