#!/bin/sh
# Writes requirements.lock and those of the extras (-ocr, -places, -operate, -test) from pyproject.toml, for every system and
# Python from 3.11 on, and package-lock.json from package.json; with hashes and without the address of any index.
set -eu
cd "$(dirname "$0")/.."
.venv/bin/python -m pip install --quiet --disable-pip-version-check uv
set -- --universal --python-version 3.11 --generate-hashes --no-emit-index-url --quiet \
    --custom-compile-command "make lock"
.venv/bin/uv pip compile pyproject.toml "$@" --output-file requirements.lock
.venv/bin/uv pip compile pyproject.toml --extra ocr --constraints requirements.lock "$@" \
    --output-file requirements-ocr.lock
.venv/bin/uv pip compile pyproject.toml --extra places --constraints requirements-ocr.lock "$@" \
    --output-file requirements-places.lock
.venv/bin/uv pip compile pyproject.toml --extra operate --constraints requirements-places.lock \
    "$@" --output-file requirements-operate.lock
.venv/bin/uv pip compile pyproject.toml --extra ocr --extra places --extra operate --extra test \
    --constraints requirements-ocr.lock --constraints requirements-places.lock \
    --constraints requirements-operate.lock "$@" \
    --output-file requirements-test.lock
npm install --package-lock-only --loglevel=error
