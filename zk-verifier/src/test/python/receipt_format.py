# SPDX-License-Identifier: Apache-2.0
"""A receipt's two spellings, JSON and deterministic CBOR, read strictly (docs/receipt.md)."""
import io
import json
import re

import cbor2
import rfc8785

MAX_INTEGER = 2**53 - 1


class Fault(Exception):
    """The receipt does not hold."""


def need(holds, claim):
    if not holds:
        raise Fault(claim)


def canonical(tree):
    return rfc8785.dumps(tree)


def strict_json(data):
    """A tree of objects, arrays, strings, integers, booleans and null; no member twice."""

    def members(pairs):
        need(len({k for k, _ in pairs}) == len(pairs), "a member stands twice")
        return dict(pairs)

    def integer(text):
        need(abs(int(text)) <= MAX_INTEGER and text != "-0", "an integer out of range")
        return int(text)

    def other(text):
        raise Fault(f"{text} is no integer")

    try:
        text = data.decode("utf-8")
        return json.loads(
            text, object_pairs_hook=members, parse_int=integer, parse_float=other, parse_constant=other
        )
    except (UnicodeDecodeError, json.JSONDecodeError) as e:
        raise Fault(f"not JSON: {e}") from None


PREFIXED = {"hash", "salt", "requester", "id", "anchor", "commitmentRoot", "digest", "blockHash", "transaction"}
BARE = {"mask", "blinding", "siblings", "points", "root", "totals", "file", "proof", "key", "signature"}


def from_cbor(data):
    """The JSON form of a receipt in deterministic CBOR."""
    stream = io.BytesIO(data)
    try:
        tree = cbor2.load(stream)
        need(stream.tell() == len(data), "bytes after the receipt")
        need(cbor2.dumps(tree, canonical=True) == data, "the CBOR is not deterministic")
    except cbor2.CBORDecodeError as e:
        raise Fault(f"not CBOR: {e}") from None

    def text(value, name, verbatim):
        if isinstance(value, dict):
            need(all(isinstance(k, str) for k in value), "a member's name is no text")
            return {k: text(v, k, verbatim or k in ("plan", "answer")) for k, v in value.items()}
        if isinstance(value, list):
            return [text(v, name, verbatim) for v in value]
        octets = not verbatim and (name in PREFIXED or name in BARE)
        if isinstance(value, bytes):
            need(octets, f"'{name}' holds bytes")
            return ("0x" if name in PREFIXED else "") + value.hex()
        need(not (octets and isinstance(value, str)), f"'{name}' holds text")
        need(value is None or type(value) in (str, int, bool), "a value of another type")
        return value

    return text(tree, None, False)


def members(tree, *names):
    need(isinstance(tree, dict) and set(tree) == set(names), f"not exactly the members {names}")
    return [tree[n] for n in names]


def octets(text, size, prefix=""):
    size = f"{{{2 * size}}}" if size else "*"
    need(isinstance(text, str) and re.fullmatch(f"{prefix}([0-9a-f]{size})", text), "not hex of its length")
    return bytes.fromhex(text[len(prefix) :])


def word(text):
    return octets(text, 32, "0x")


def count(value):
    need(type(value) is int and value >= 0, "not a number that counts")
    return value
