#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Makes a network's genesis, four validators' keys, and the lists of nodes and accounts:
#   ./make-network.sh 0xCUSTODIAN 0xENGINE 0xSTEWARD …
# The arguments are the accounts that may send transactions. Besu runs in its container, or, where
# BESU names an executable, as that. Again: only the accounts are written anew.
set -eu
cd "$(dirname "$0")"
version="${BESU_VERSION:-25.8.0}"

if [ $# -eq 0 ]; then
  echo "usage: $0 ACCOUNT…" >&2
  exit 2
fi
accounts=""
for account in "$@"; do
  case "$account" in
    0x????????????????????????????????????????) ;;
    *) echo "$account is no account" >&2; exit 2 ;;
  esac
  accounts="$accounts${accounts:+,}\"$account\""
done

if [ ! -e network/genesis.json ]; then
  # Keys are for their owner alone.
  umask 077
  rm -rf made
  if [ -n "${BESU:-}" ]; then
    "$BESU" operator generate-blockchain-config \
      --config-file=network.json --to=made --private-key-file-name=key
  else
    docker run --rm --user "$(id -u):$(id -g)" -v "$PWD:/work" -w /work \
      "hyperledger/besu:$version" operator generate-blockchain-config \
      --config-file=network.json --to=made --private-key-file-name=key
  fi
  mkdir -p network data
  number=0
  enodes=""
  for folder in made/keys/*; do
    number=$((number + 1))
    mkdir -p "data/$number"
    mv "$folder/key" "data/$number/key"
    public=$(sed 's/^0x//' "$folder/key.pub")
    enodes="$enodes${enodes:+,}\"enode://$public@172.29.70.1$number:30303\""
  done
  printf '[%s]\n' "$enodes" > network/static-nodes.json
  mv made/genesis.json network/genesis.json
  rm -r made
fi

# One line: Besu reads nothing else.
enodes=$(sed 's/^\[//; s/\]$//' network/static-nodes.json)
{
  printf 'accounts-allowlist=[%s]\n' "$accounts"
  printf 'nodes-allowlist=[%s]\n' "$enodes"
} > network/permissions.toml
chmod 644 network/*
chmod 755 network
echo "network/ and data/ are made; next: docker compose up --detach"
