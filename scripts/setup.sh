#!/bin/sh
# Sets up everything `make run` and `make test` need: Python, .venv, pinned libraries, Qt's system libraries.
#
#   sh scripts/setup.sh            nothing to do when .venv already fits requirements.txt
#   sh scripts/setup.sh --screen   also looks for the libraries of the screen (DISPLAY or WAYLAND_DISPLAY)
#
# Its lines are in Vietnamese because users meet them in `make run`. System packages are installed only as root;
# an ordinary user gets one line with the names and the command. Exit 0 ready, 1 something is missing.
set -eu
cd "$(dirname "$0")/.."

venv=.venv
stamp=$venv/.ready
log=$venv/setup.log
screen=${1:-}

# library:package, as Debian 12 and 13, Ubuntu 22.04 and 24.04 name them (t64 packages answer to the old names).
qt_libraries="libEGL.so.1:libegl1 libGL.so.1:libgl1 libxkbcommon.so.0:libxkbcommon0 libfontconfig.so.1:libfontconfig1
  libdbus-1.so.3:libdbus-1-3 libgthread-2.0.so.0:libglib2.0-0"
xcb_libraries="libxcb-cursor.so.0:libxcb-cursor0 libxcb-icccm.so.4:libxcb-icccm4 libxcb-keysyms.so.1:libxcb-keysyms1
  libxcb-image.so.0:libxcb-image0 libxcb-render-util.so.0:libxcb-render-util0 libxcb-randr.so.0:libxcb-randr0
  libxcb-shape.so.0:libxcb-shape0 libxcb-xkb.so.1:libxcb-xkb1 libxkbcommon-x11.so.0:libxkbcommon-x11-0
  libX11-xcb.so.1:libx11-xcb1"
wayland_libraries="libwayland-client.so.0:libwayland-client0 libwayland-cursor.so.0:libwayland-cursor0
  libwayland-egl.so.1:libwayland-egl1"
if [ "$screen" != --screen ]; then
  plugin='' screen_libraries=''
elif [ -n "${DISPLAY:-}" ]; then
  plugin=libqxcb.so screen_libraries=$xcb_libraries
elif [ -n "${WAYLAND_DISPLAY:-}" ]; then
  plugin=libqwayland.so screen_libraries=$wayland_libraries
else
  plugin='' screen_libraries=''
fi

say() { printf '%s\n' "$*"; }
fail() { printf '%s\n' "$*" >&2; exit 1; }

# absent LIBRARY:PACKAGE...: print the packages whose library the linker does not know; nothing where it cannot tell.
absent() {
  known=$(PATH="$PATH:/sbin" ldconfig -p 2>/dev/null) || return 0
  for pair in "$@"; do
    case $known in
      *"${pair%%:*} ("*) ;;
      *) printf ' %s' "${pair##*:}" ;;
    esac
  done
}

# need WHY PACKAGE...: install the packages as root, or name them in one line and stop.
need() {
  why=$1
  shift
  if ! command -v apt-get >/dev/null 2>&1; then
    fail "Thiếu $why. Hãy cài các gói tương ứng với (tên trên Debian, Ubuntu): $*; rồi chạy lại."
  fi
  if [ "$(id -u)" -ne 0 ]; then
    fail "Thiếu $why. Hãy chạy: sudo apt-get install -y $* rồi chạy lại."
  fi
  say "      Cài gói hệ thống: $*"
  export DEBIAN_FRONTEND=noninteractive
  { apt-get update && apt-get install -y --no-install-recommends "$@"; } </dev/null >"$apt_log" 2>&1 ||
    fail "Không cài được gói hệ thống ($*): $(tail -n 1 "$apt_log")"
}
apt_log=$(mktemp)
trap 'rm -f "$apt_log"' EXIT

fits() { "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null; }

# Prints the first interpreter of a usable version; one that can also make a venv goes before one that cannot.
find_python() {
  found=
  for name in python3 python3.13 python3.12 python3.11; do
    command -v "$name" >/dev/null 2>&1 && fits "$name" || continue
    if "$name" -c 'import ensurepip, venv' 2>/dev/null; then
      say "$name"
      return
    fi
    found=${found:-$name}
  done
  say "$found"
}

# The newest usable version this system offers; its -venv package brings the interpreter along.
python_package() {
  [ "$(id -u)" -ne 0 ] || apt-get update >/dev/null 2>&1 || true
  for name in python3.13-venv python3.12-venv python3.11-venv; do
    if apt-cache show "$name" >/dev/null 2>&1; then
      say "$name"
      return
    fi
  done
  say python3.11-venv
}

make_venv() {
  python=$(find_python)
  if [ -z "$python" ]; then
    # What Qt will lack is named in the same line, so that nobody is sent to install twice.
    need "Python 3.11, 3.12 hoặc 3.13" "$(python_package)" $(absent $qt_libraries $screen_libraries)
    python=$(find_python)
    [ -n "$python" ] || fail "Vẫn không thấy Python 3.11, 3.12 hoặc 3.13."
  fi
  version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
  "$python" -c 'import ensurepip, venv' 2>/dev/null ||
    need "mô-đun venv của Python" "python$version-venv" $(absent $qt_libraries $screen_libraries)
  say "[1/3] Tạo môi trường Python $version trong $venv"
  rm -rf "$venv"
  "$python" -m venv "$venv" || fail "Không tạo được $venv bằng $python."
}

venv_works() { [ -x "$venv/bin/python" ] && fits "$venv/bin/python" && "$venv/bin/python" -m pip --version >/dev/null 2>&1; }

# uv is pinned in the same lock file; pip reads only uv's own lines of it.
install_uv() {
  wanted=$(sed -n 's/^uv==\([^ ]*\).*/\1/p' requirements.txt)
  [ "$("$venv/bin/python" -m uv --version 2>/dev/null | cut -d' ' -f2)" = "$wanted" ] && return
  awk '/^[^ #]/ { keep = /^uv==/ } keep' requirements.txt >"$venv/uv.txt"
  "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r "$venv/uv.txt" >>"$log" 2>&1
}

# uv needs a folder for its cache; a service account may have no home that can be written.
home_is_writable() { [ -n "${HOME:-}" ] && mkdir -p "$HOME/.cache/uv" 2>/dev/null && [ -w "$HOME/.cache/uv" ]; }

with_uv() {
  install_uv || return 1
  home_is_writable || export UV_CACHE_DIR="$PWD/$venv/cache"
  # --system-certs: behind an office proxy the trusted certificates are those of the system.
  set -- --python "$venv/bin/python" --require-hashes --compile-bytecode --system-certs requirements.txt
  if [ -t 2 ]; then
    "$venv/bin/python" -m uv pip sync "$@"
  else
    "$venv/bin/python" -m uv pip sync --quiet "$@" 2>>"$log"
  fi
}

with_pip() {
  say "      uv không dùng được ở đây, cài bằng pip (lâu hơn)"
  "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt >>"$log" 2>&1
}

install_libraries() {
  say "[2/3] Cài các thư viện ghi trong requirements.txt"
  : >"$log"
  with_uv || with_pip || fail "Không cài được thư viện: $(tail -n 1 "$log") (xem $log)"
}

# A launcher instead of an editable install: no build step, nothing to download, and no path written into it,
# so that it also works in a folder with spaces, and after the folder has been moved.
install_command() {
  cat >"$venv/bin/guongsang" <<'LAUNCHER'
#!/bin/sh
bin=$(dirname -- "$(readlink -f -- "$0")")
PYTHONPATH="$bin/../..${PYTHONPATH:+:$PYTHONPATH}" exec "$bin/python" -P -m desktop.cli "$@"
LAUNCHER
  chmod 755 "$venv/bin/guongsang"
}

qt_starts() {
  QT_QPA_PLATFORM=offscreen "$venv/bin/python" -c 'from PySide6.QtWidgets import QApplication; QApplication([])' 2>"$venv/qt.err"
}

check_qt() {
  say "[3/3] Kiểm tra thư viện hệ thống của Qt"
  qt_starts && return
  lacking=$(absent $qt_libraries $screen_libraries)
  [ -z "$lacking" ] || need "thư viện hệ thống của Qt ($(tail -n 1 "$venv/qt.err"))" $lacking
  qt_starts || fail "Qt không chạy được: $(tail -n 1 "$venv/qt.err")"
}

# The plugin of the screen is loaded only when a window opens, and Qt then aborts; so ask the linker beforehand.
check_screen() {
  [ -n "$plugin" ] || return 0
  for file in "$venv"/lib/python*/site-packages/PySide6/Qt/plugins/platforms/$plugin; do
    ! ldd "$file" 2>/dev/null | grep -q 'not found' || need "thư viện của màn hình" $(absent $screen_libraries)
  done
}

# What .venv was made from. The path counts too: scripts inside .venv carry it.
fingerprint() { cat requirements.txt scripts/setup.sh | cksum; say "$PWD"; }

if [ "$(cat "$stamp" 2>/dev/null)" != "$(fingerprint)" ] || ! [ -x "$venv/bin/python" ]; then
  started=$(date +%s)
  venv_works || make_venv
  install_libraries
  install_command
  check_qt
  fingerprint >"$stamp"
  say "Cài đặt xong sau $(($(date +%s) - started)) giây."
fi
check_screen
