#!/usr/bin/env bash
# The project on a machine with nothing on it: a bare Debian 13 is made, HEAD is cloned into it, `make run` and
# `make test` are run there, and what was played is compared with what this machine plays.
# Where no such machine can be made it ends with 0 and a line that begins with NOT RUN; .ci/run shows that line.
# Whatever is mounted is mounted in a namespace of its own, which ends with its first process: nothing to undo.
set -euo pipefail

CHECKOUT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
SUITE=trixie
PACKAGES=python3,python3-venv,make,git,ca-certificates
KEYS=/usr/share/keyrings/debian-archive-keyring.gpg
MOST_MIB=4000 # of disk: the root with its .venv, and what the tests write
MOST_SECONDS=1500 # for each of: making the root, make run, make test

say() { printf '\n== %s (after %s s)\n' "$*" "$SECONDS"; }
not_run() { printf '\nNOT RUN: %s\n' "$*"; exit 0; }

outside() {
  local work inside=
  [ "$(id -u)" = 0 ] || not_run 'a bare Debian 13 can only be made by root'
  unshare --mount --pid --fork --kill-child true 2>/dev/null || not_run 'this machine lets nobody mount (unshare fails)'
  work=$(mktemp -d --suffix=.debian13)
  trap "remove '$work'" EXIT # its name now: the variable is gone by then
  trap 'kill -KILL $inside 2>/dev/null; exit 130' INT TERM HUP
  [ "$(df --output=avail -BM "$work" | tail -n 1 | tr -dc 0-9)" -ge $MOST_MIB ] || not_run "less than $MOST_MIB MiB free in $work"
  find_mmdebstrap "$work"
  set -m # else what runs in the background is deaf to interrupts
  unshare --mount --pid --fork --kill-child bash "${BASH_SOURCE[0]}" inside "$work" </dev/null & # wait can be interrupted
  inside=$!
  wait $inside || exit $?
  [ ! -e "$work/reason" ] || not_run "$(cat "$work/reason")"
}

remove() { rm -rf --one-file-system "$1" || { sleep 2; rm -rf --one-file-system "$1"; }; } # who was killed may still be writing

# It is one Perl script: where it is not installed, the one of this machine's Debian will do from any folder.
find_mmdebstrap() {
  ! command -v mmdebstrap >/dev/null || return 0
  (cd "$1" && apt-get -qq download mmdebstrap && dpkg -x mmdebstrap_*.deb mmdebstrap) 2>/dev/null ||
    not_run 'mmdebstrap is not installed, and apt does not fetch it (apt-get update, or apt-get install mmdebstrap)'
  PATH=$1/mmdebstrap/usr/bin:$PATH
}

inside() {
  local work=$1 root=$1/root
  make_root "$root" >"$work/log" 2>&1 || { # no network, no archive: nothing that the project can be blamed for
    printf 'no bare Debian 13 could be made (%s)' "$(grep -aE '^E: ' "$work/log" | head -n 1 || true)" >"$work/reason"
    return 0
  }
  say "a bare $(cat "$root/etc/debian_version"), $(chroot "$root" python3 --version), $(chroot "$root" git --version)"
  git clone --quiet "$CHECKOUT" "$root/project"
  say 'make run, there'
  there "$root" make run
  say 'run, here'
  "$CHECKOUT/.venv/bin/targetshift" run figures=false quiet=true "results=$work/here" >/dev/null
  "$CHECKOUT/.venv/bin/python" "$CHECKOUT/tests/machines/compare.py" "$work"/here/baseline-* "$root"/project/results/baseline-*
  [ "${WITH_TESTS:-yes}" = yes ] || { say 'done, but for make test there (WITH_TESTS=no)'; return 0; }
  say 'make test, there'
  there "$root" make test
  say 'done'
}

make_root() {
  local root=$1 archive name
  archive=$(cat /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null | grep -vE '^ *#' | grep -oE 'https?://[^ ]+/debian/?( |$)' | head -n 1 || true)
  [ "$archive" ] || { echo 'E: the sources of apt name no archive of Debian'; return 1; }
  timeout "$MOST_SECONDS" mmdebstrap --variant=minbase --include=$PACKAGES $SUITE "$root" \
    "deb [signed-by=$KEYS] ${archive% } $SUITE main" || return 1
  mount -t proc proc "$root/proc" || return 1
  mount --rbind /dev "$root/dev" || return 1
  for name in /etc/resolv.conf /etc/hosts $(settings_of_pip); do copied "$root" "$name" || return 1; done
}

# pip asks the same index there as here: its settings, and the files (certificates, constraints) that they name.
settings_of_pip() {
  "$CHECKOUT/.venv/bin/python" -m pip config debug | sed -n 's/^  \(.*\), exists: True$/\1/p'
  "$CHECKOUT/.venv/bin/python" -m pip config list | grep -oE "/[^' ,\\]+" | while read -r name; do [ ! -f "$name" ] || echo "$name"; done
}

copied() { mkdir -p "$1$(dirname "$2")" && cp --dereference "$2" "$1$2"; }

there() { # there ROOT COMMAND...: with an environment of its own, save how the net is reached
  local root=$1 kept=()
  shift
  readarray -t kept < <(env | grep -aE '^(PIP_|SSL_CERT_|REQUESTS_CA_)[A-Z_]+=|^[A-Za-z]+_(proxy|PROXY)=' || true)
  timeout -k 30 "$MOST_SECONDS" chroot "$root" env -i HOME="$HOME" PATH=/usr/sbin:/usr/bin:/sbin:/bin "${kept[@]}" \
    bash -c 'mkdir -p "$HOME" && cd /project && exec "$@"' there "$@"
}

case ${1:-outside} in
inside) inside "$2" ;;
outside) outside ;;
*) echo 'usage: debian13.sh' >&2; exit 2 ;;
esac
