#!/bin/sh
# After set-up: makes the demo offices and the whole first job in demo/, then opens the window when there is a screen.
# The command itself reports progress and says what it made and where; here only the way to the window is added.
set -eu
cd "$(dirname "$0")/.."

guongsang=.venv/bin/guongsang
"$guongsang" demo --to demo

# The commune whose dossier went all the way; the folder is its data folder.
commune=demo/offices/dong-mo

if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
  printf 'Mở cửa sổ của %s (mật khẩu: demo)\n' "$commune"
  exec "$guongsang" --data "$commune" window
fi
printf 'Máy này không có màn hình. Trên máy có màn hình, mở bằng: %s --data %s window (mật khẩu: demo)\n' \
  "$guongsang" "$commune"
