#!/usr/bin/env bash
# A sweep shared by a job array of a real SLURM: one node, on this machine, from Debian's packages, with daemons of its own.
# One task is killed on the way. What is stored must be, byte for byte, what one process stores.
# Where no such SLURM can be brought up it ends with 0 and a line that begins with NOT RUN.
set -euo pipefail

CHECKOUT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
TARGETSHIFT=$CHECKOUT/.venv/bin/targetshift
SWEEP=(sweep vary.parameters.risk_weight=0.5..4 design=sobol samples=1024 replicates=10 chunk=200 quiet=true)
MOST_SECONDS=300 # for the array

say() { printf '\n== %s (after %s s)\n' "$*" "$SECONDS"; }
not_run() { printf '\nNOT RUN: %s\n' "$*"; exit 0; }

main() {
  [ "$(id -u)" = 0 ] || not_run 'SLURM is brought up by root'
  command -v slurmctld slurmd munged >/dev/null || install_slurm
  WORK=$(mktemp -d --suffix=.slurm)
  trap tidy EXIT
  trap 'exit 130' INT TERM HUP
  bring_up >"$WORK/log" 2>&1 || not_run "no SLURM came up ($(tail -n 1 "$WORK/log"))"
  say "$(sinfo --version), one node"
  compare_with_one
  say 'done'
}

install_slurm() {
  apt-get -qq install --yes --no-install-recommends slurm-wlm munge >/dev/null 2>&1 ||
    not_run 'slurm-wlm and munge are not installed, and apt does not install them'
}

bring_up() {
  local node
  node=$(hostname -s)
  export SLURM_CONF=$WORK/slurm.conf
  mkdir "$WORK/state" "$WORK/spool"
  dd if=/dev/urandom of="$WORK/munge.key" bs=128 count=1 2>/dev/null
  chmod 600 "$WORK/munge.key"
  chmod 711 "$WORK"
  cat >"$SLURM_CONF" <<END
ClusterName=one
SlurmctldHost=$node
SlurmctldPort=16817
SlurmdPort=16818
AuthType=auth/munge
AuthInfo=socket=$WORK/munge.socket
SlurmUser=root
StateSaveLocation=$WORK/state
SlurmdSpoolDir=$WORK/spool
SlurmctldPidFile=$WORK/slurmctld.pid
SlurmdPidFile=$WORK/slurmd.pid
SlurmctldLogFile=$WORK/slurmctld.log
SlurmdLogFile=$WORK/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
ReturnToService=2
MpiDefault=none
NodeName=$node CPUs=$(nproc) State=UNKNOWN
PartitionName=main Nodes=$node Default=YES MaxTime=INFINITE State=UP
END
  munged --force --key-file="$WORK/munge.key" --socket="$WORK/munge.socket" --pid-file="$WORK/munged.pid" \
    --log-file="$WORK/munged.log" --seed-file="$WORK/munged.seed"
  slurmctld -f "$SLURM_CONF"
  slurmd -f "$SLURM_CONF"
  for _ in $(seq 30); do
    [ "$(sinfo --noheader --format=%t 2>/dev/null)" != idle ] || return 0
    sleep 1
  done
  echo 'the node does not become idle'
  return 1
}

compare_with_one() {
  local folder job
  "$TARGETSHIFT" "${SWEEP[@]}" workers=1 "results=$WORK/one" >/dev/null
  "$TARGETSHIFT" "${SWEEP[@]}" play=false "results=$WORK/array"
  folder=$(echo "$WORK"/array/sweep-*)
  say 'a job array of three, one of which is killed'
  job=$(submit "$folder" --array=1-3)
  sleep 5
  scancel --signal=KILL "${job}_1" || true
  wait_for_all
  "$TARGETSHIFT" status "$folder"
  submit "$folder" >/dev/null # what the killed one was at, and a table of it all
  wait_for_all
  "$TARGETSHIFT" status "$folder" | grep -q 'Played: 10,240 of 10,240 runs'
  diff -r "$WORK"/one/sweep-*/packs "$folder/packs"
  [ ! -e "$folder/claims" ]
}

submit() { # a folder, and options of sbatch
  local folder=$1
  shift
  sbatch --parsable --cpus-per-task=1 --requeue --time=10:00 --output="$WORK/%A_%a.out" "$@" \
    --wrap "'$TARGETSHIFT' resume '$folder' workers=\$SLURM_CPUS_PER_TASK quiet=true"
}

wait_for_all() {
  local late=$((SECONDS + MOST_SECONDS))
  while [ -n "$(squeue --noheader)" ]; do
    [ $SECONDS -lt $late ] || { echo 'the array does not end'; squeue; return 1; }
    sleep 1
  done
}

tidy() {
  local file
  for file in slurmd slurmctld munged; do
    [ ! -s "$WORK/$file.pid" ] || kill "$(cat "$WORK/$file.pid")" 2>/dev/null || true
  done
  sleep 1
  rm -rf --one-file-system "$WORK"
}

main
