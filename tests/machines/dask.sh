#!/usr/bin/env bash
# A sweep shared by the worker processes of a real Dask cluster, which has a .venv of its own: the same bytes as from one
# process. Where Dask cannot be installed it ends with 0 and a line that begins with NOT RUN.
set -euo pipefail

CHECKOUT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
TARGETSHIFT=$CHECKOUT/.venv/bin/targetshift
SWEEP=(sweep vary.parameters.risk_weight=0.5..4 design=sobol samples=512 replicates=10 chunk=200 quiet=true)
CODE='
import subprocess, sys
from dask.distributed import Client, LocalCluster
if __name__ == "__main__":
    command = [sys.argv[1], "resume", sys.argv[2], "workers=1", "quiet=true"]
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster, Client(cluster) as client:
        done = [client.submit(subprocess.run, command, key=f"resume-{n}") for n in range(2)]
        sys.exit(max(one.returncode for one in client.gather(done)))
'

not_run() { printf '\nNOT RUN: %s\n' "$*"; exit 0; }

WORK=$(mktemp -d --suffix=.dask)
trap 'rm -rf --one-file-system "$WORK"' EXIT
"$CHECKOUT/.venv/bin/python" -m venv "$WORK/venv"
"$WORK/venv/bin/python" -m pip --disable-pip-version-check install --quiet distributed >"$WORK/log" 2>&1 ||
  not_run "Dask does not install ($(tail -n 1 "$WORK/log"))"
"$TARGETSHIFT" "${SWEEP[@]}" workers=1 "results=$WORK/one" >/dev/null
"$TARGETSHIFT" "${SWEEP[@]}" play=false "results=$WORK/dask"
echo "$CODE" >"$WORK/cluster.py"
"$WORK/venv/bin/python" "$WORK/cluster.py" "$TARGETSHIFT" "$(echo "$WORK"/dask/sweep-*)"
diff -r "$WORK"/one/sweep-*/packs "$WORK"/dask/sweep-*/packs
echo 'done'
