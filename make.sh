#!/bin/sh
# Sets up what a command needs, then runs it. Works on a bare Debian or Ubuntu with Python 3.11 or newer.
#   sh make.sh demo    read the sample reports into output/
#   sh make.sh test    run the tests, in as many processes as there are cores
#   sh make.sh checks  ruff (rules and format), mypy --strict, also as on Windows
#   sh make.sh lock    write the pinned requirements anew
set -eu
cd "$(dirname "$0")"
VENV=${SVOD_VENV:-.venv}

python_of_system() {
    for each in "${PYTHON:-python3}" python3.13 python3.12 python3.11; do
        if "$each" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$each"
            return
        fi
    done
}

install_packages() {
    echo "make.sh: installing $*" >&2
    if [ "$(id -u)" = 0 ]; then as_root=; elif command -v sudo >/dev/null; then as_root=sudo; else
        echo "make.sh: please install $* (no root, no sudo)" >&2
        exit 2
    fi
    $as_root apt-get update -qq
    DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends "$@" >&2
}

environment() { # $1: name of a file in requirements/
    python=$(python_of_system)
    if [ -z "$python" ]; then
        install_packages python3 python3-venv
        python=$(python_of_system)
        [ -n "$python" ] || { echo "make.sh: Python 3.11 or newer is needed" >&2; exit 2; }
    fi
    needed=requirements/$1.txt
    wanted=$(cksum <"$needed")
    if [ "$(cat "$VENV/$1.installed" 2>/dev/null || true)" = "$wanted" ]; then return; fi
    if [ ! -x "$VENV/bin/python" ]; then
        "$python" -m venv "$VENV" 2>/dev/null || { rm -rf "$VENV"; install_packages python3-venv; "$python" -m venv "$VENV"; }
    fi
    "$VENV/bin/python" -m pip install -q --disable-pip-version-check --require-hashes -r "$needed"
    echo "$wanted" >"$VENV/$1.installed"
}

task=${1:-help}
[ $# -gt 0 ] && shift
case "$task" in
demo)
    environment run
    "$VENV/bin/python" cli.py extract samples/reports -o output "$@"
    ;;
test)
    environment dev
    "$VENV/bin/python" -m pytest -n auto --dist loadfile "$@"
    ;;
checks)
    environment dev
    "$VENV/bin/python" -m ruff check .
    "$VENV/bin/python" -m ruff check -q --preview --select PLW1514 extractor  # no text in the encoding of the system
    "$VENV/bin/python" -m ruff format --check -q .
    "$VENV/bin/python" -m mypy
    "$VENV/bin/python" -m mypy --platform win32 --cache-dir .mypy_cache/win32
    ;;
lock)
    environment dev
    "$VENV/bin/python" -m pip install -q pip-tools
    options="-q --generate-hashes --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --strip-extras --no-header --allow-unsafe"
    "$VENV/bin/pip-compile" $options -o requirements/run.txt pyproject.toml
    "$VENV/bin/pip-compile" $options --extra dev -o requirements/dev.txt pyproject.toml
    ;;
*)
    sed -n '2,7s/^# *//p' "$0"
    ;;
esac
