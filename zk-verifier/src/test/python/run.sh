#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Tries the second verifier of receipts on the kept ones. Its libraries are installed from PyPI under
# target/ the first time, and when requirements.txt changes.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
venv=../../../target/python
wanted=$(cksum <requirements.txt)

make_venv() {
  rm -rf "$venv"
  mkdir -p "$(dirname "$venv")"
  python3 -m venv "$venv" 2>/dev/null && return
  # Debian keeps venv in a package of its own.
  rm -rf "$venv"
  [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null &&
    apt-get -qq update && apt-get -qq install -y python3-venv >/dev/null && python3 -m venv "$venv"
}

if [ "$(cat "$venv/made" 2>/dev/null)" != "$wanted" ]; then
  if ! make_venv ||
    ! "$venv/bin/pip" install -q --disable-pip-version-check -r requirements.txt; then
    rm -rf "$venv"
    echo 'The second verifier is NOT tried: its libraries cannot be installed (python3 with venv, PyPI).'
    exit 0
  fi
  echo "$wanted" >"$venv/made"
fi

exec "$venv/bin/python" -B test_verify_receipt.py
