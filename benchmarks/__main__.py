"""Measure, and write benchmarks/RESULTS.md: machine, versions, date, ratios. Takes about a quarter of an hour."""

from __future__ import annotations

import os
import platform
import sys
from datetime import date
from importlib.metadata import version
from pathlib import Path

from benchmarks import report

HERE = Path(__file__).parent
SECTIONS = (
    report.engines, report.sweeps, report.stored, report.sets, report.judged, report.threads, report.memory,
    report.growth, report.start_up,
)  # fmt: skip


def main() -> None:
    """Run every section, or those that the command line names, and write what they found."""
    asked = sys.argv[1:]
    parts = [machine()]
    for section in SECTIONS:
        if not asked or section.__name__ in asked:
            print(f"{section.__name__} ...", file=sys.stderr)
            parts.append(section())
    parts.append((HERE / "decisions.md").read_text(encoding="utf-8"))
    text = "\n".join(parts)
    if asked:
        print(text)
    else:
        (HERE / "RESULTS.md").write_text(text, encoding="utf-8")


def machine() -> str:
    """Where and when."""
    versions = ", ".join(f"{name} {version(name)}" for name in ("numba", "llvmlite", "numpy", "mesa", "pyarrow"))
    return (
        "# Benchmarks\n\n"
        f"Written by `make bench` on {date.today()}: {_processor()}, {os.cpu_count()} processors, {platform.system()} "
        f"{platform.machine()}, Python {platform.python_version()}, {versions}. Load at the start: "
        f"{os.getloadavg()[0]:.1f}.\n\n"
        "Figures are ratios of processor time taken side by side, in one process, as medians over rounds, unless "
        "they say otherwise; milliseconds are the best round.\n"
    )


def _processor() -> str:
    path = Path("/proc/cpuinfo")
    names = [line.partition(":")[2].strip() for line in path.read_text().splitlines() if line.startswith("model name")]
    return names[0] if names else platform.processor()


if __name__ == "__main__":
    main()
