"""Where the checkout keeps its config, the observed tables and the codings of the dated facts."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CONF = ROOT / "conf"
OBSERVED = ROOT / "data" / "observed"
CODINGS = ROOT / "data" / "coding"
APPS = ROOT / "experiments" / "apps"
