#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Static analysis of the contracts by Slither, over the very compiler that builds them. Fails where
# it finds anything. Slither is installed from PyPI under target/ the first time.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
module=$PWD
work=$module/target/slither
slither=$work/venv/bin/slither
version=0.11.6

if ! [ -x "$slither" ]; then
  if ! python3 -m venv "$work/venv" 2>/dev/null ||
    ! "$work/venv/bin/pip" install -q --disable-pip-version-check "slither-analyzer==$version"; then
    rm -rf "$work/venv"
    echo "The contracts are not analysed: Slither $version cannot be installed (python3 with venv, PyPI)."
    exit 0
  fi
fi

cd "$work"
ln -sfn "$module/src/main/solidity" src
ln -sfn "$module/node_modules/@openzeppelin" @openzeppelin
node "$module/src/build/solc.mjs" --input >contracts.json

# What is on purpose, each with its reason:
#   timestamp     windows, deadlines and attestations are about time, by the day or the second
#   calls-loop    only to contracts of the same deployment, fixed at construction
#   unused-return of two values one is wanted, or the third of tryRecover's
#   assembly      slot and nonce are written into the signed message in place, 400 times a batch
"$slither" contracts.json --compile-force-framework solc-json --solc "$module/src/build/solc.mjs" \
  --filter-paths '@openzeppelin' --exclude timestamp,calls-loop,unused-return,assembly
