#!/bin/sh
# Proves set-up as a stranger meets it: a fresh clone, a folder name with spaces and Vietnamese letters, an empty
# home, twice in a row; as the present user and, when that is root, as an ordinary user too.
#
#   sh scripts/fresh_clone.sh [TARGET]     TARGET of the Makefile, "setup" by default; only commits are cloned
#
# Exit 1 when a run fails. Everything is made below one temporary folder, which is removed at the end.
set -eu
cd "$(dirname "$0")/.."

target=${1:-setup}
place=$(mktemp -d)
chmod 755 "$place"
trap 'rm -rf "$place"' EXIT

# run WHO COMMAND...: make the target twice in a clone of WHO's own, with COMMAND before it.
run() {
  who=$1
  shift
  clone="$place/$who/Thư mục của tôi/guongsang"
  mkdir -p "$place/$who/home"
  git clone --quiet . "$clone"
  [ "$who" != nobody ] || chown -R nobody "$place/$who"
  for turn in first second; do
    started=$(date +%s.%N)
    (cd "$clone" && HOME="$place/$who/home" "$@" make "$target" </dev/null) || { echo "$who, $turn run: FAILED"; exit 1; }
    echo "$who, $turn run of make $target: $(date +%s.%N | awk -v s="$started" '{ printf "%.1f", $1 - s }') s"
  done
}

run "$(id -un)" env
if [ "$(id -u)" -eq 0 ]; then
  run nobody setpriv --reuid=nobody --regid=nogroup --clear-groups
fi
