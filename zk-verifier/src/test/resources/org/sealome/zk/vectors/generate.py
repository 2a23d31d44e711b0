#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes the known answers of committed columns, from the definitions in docs/proofs.md.

Textbook formulas and Python's standard library alone: nothing here is shared with what it checks.
Run in this folder. The files are pinned: versions to come add files of their own.
"""
import hashlib
import hmac
import json
import struct

P = 2**256 - 2**224 + 2**192 + 2**96 - 1
N = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
G = (
    0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296,
    0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5,
)
# Hashed to the curve: see HashToCurveTest.
H = (
    0x74B3905FCA9A17A603E7722D1F0499178EB40CA57E40C4638ACE91110E99500D,
    0x002CA55B374743BCB69957D1AF1C58945282FA41511C582B318C994DF87C4D5C,
)


def add(a, b):
    if a is None or b is None:
        return a or b
    if a[0] == b[0]:
        if (a[1] + b[1]) % P == 0:
            return None
        slope = (3 * a[0] * a[0] - 3) * pow(2 * a[1], -1, P)
    else:
        slope = (b[1] - a[1]) * pow(b[0] - a[0], -1, P)
    x = (slope * slope - a[0] - b[0]) % P
    return x, (slope * (a[0] - x) - a[1]) % P


def mul(k, a):
    k %= N
    out = None
    while k:
        if k & 1:
            out = add(out, a)
        a = add(a, a)
        k >>= 1
    return out


def commit(value, blinding):
    return add(mul(value, G), mul(blinding, H))


def xy(point):
    return point[0].to_bytes(32, "big") + point[1].to_bytes(32, "big")


def scalar(k):
    return (k % N).to_bytes(32, "big")


def canonical(tree):
    return json.dumps(tree, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def sha256(data):
    return hashlib.sha256(data).digest()


class Transcript:
    PROTOCOL, BYTES, TEXT, INTEGER, POINTS, SCALAR, CHALLENGE, STATE, OUTPUT = range(9)

    def __init__(self, protocol):
        self.said = b""
        self.frame("sealome/transcript/v1", self.PROTOCOL, protocol.encode())

    @staticmethod
    def framed(label, kind, content):
        name = label.encode()
        return bytes([len(name)]) + name + bytes([kind]) + struct.pack(">Q", len(content)) + content

    def frame(self, label, kind, content):
        self.said += self.framed(label, kind, content)

    def challenge(self, label):
        self.frame(label, self.CHALLENGE, b"")
        state = sha256(self.said)
        wide = b"".join(
            sha256(self.framed(label, self.OUTPUT, state + bytes([block]))) for block in range(2)
        )
        self.said = self.framed(label, self.STATE, state)
        return int.from_bytes(wide, "big") % N


DATASET = bytes(range(32))
VERSION = 7
PATIENTS = 3


def half(name):
    """Keys of three patients, none destroyed."""
    keys = [sha256(f"{name} {slot}".encode()) for slot in range(PATIENTS)]
    head = b"sealome/blinding-half/v1\n" + struct.pack(">I", PATIENTS)
    return keys, head + b"".join(b"\0" + key for key in keys)


def prefixed(data):
    return struct.pack(">I", len(data)) + data


def blinding(keys, column, plane, slot):
    message = (
        prefixed(b"sealome/blinding/v1")
        + DATASET
        + struct.pack(">I", VERSION)
        + prefixed(column.encode())
        + prefixed(plane.encode())
    )
    total = 0
    for half_keys in keys:
        total += int.from_bytes(hmac.new(half_keys[slot], message, "sha384").digest(), "big")
    return total % N


def merkle(label, leaves):
    domain = b"sealome/merkle/v1/" + label.encode()
    prefix = bytes([len(domain)]) + domain
    level = [sha256(prefix + b"\0" + leaf) for leaf in leaves]
    while len(level) > 1:
        level = [
            sha256(prefix + b"\1" + level[i] + level[i + 1]) if i + 1 < len(level) else level[i]
            for i in range(0, len(level), 2)
        ]
    return sha256(prefix + b"\2" + struct.pack(">Q", len(leaves)) + level[0])


def column(keys, kind, name, planes, derived, rules, values):
    """Entry and files. values by slot and plane; a rule is planes and the rows they may have."""
    shape = {
        "kind": kind,
        "name": name,
        "planes": planes,
        "derived": derived,
        "patients": PATIENTS,
    }
    blindings = [[blinding(keys, name, p, slot) for p in planes] for slot in range(PATIENTS)]
    points = [
        [commit(values[slot][p], blindings[slot][p]) for p in range(len(planes))]
        for slot in range(PATIENTS)
    ]
    header = canonical({**shape, "dataset": DATASET.hex(), "version": VERSION})
    leaves = [b"".join(map(xy, slot)) for slot in points]
    file = b"sealome/column/v1\n" + struct.pack(">I", len(header)) + header + b"".join(leaves)
    totals = []
    for p in range(len(planes)):
        total = None
        for slot in points:
            total = add(total, slot[p])
        totals.append("04" + xy(total).hex())
    proof = prove(sha256(file), rules, values, blindings)
    entry = {
        **shape,
        "root": merkle("column", leaves).hex(),
        "totals": totals,
        "file": sha256(file).hex(),
        "proof": sha256(proof).hex(),
    }
    return entry, file, proof


def prove(digest, rules, values, blindings):
    """OR proofs that every slot keeps every rule; the nonces are hashes of where they are."""
    transcript = Transcript("sealome/column-proof/v1")
    transcript.frame("dataset", Transcript.BYTES, DATASET)
    transcript.frame("version", Transcript.INTEGER, struct.pack(">Q", VERSION))
    transcript.frame("column", Transcript.BYTES, digest)
    x = transcript.challenge("mix")

    def mix(numbers):
        return sum(pow(x, j, N) * number for j, number in enumerate(numbers)) % N

    announced, hidden = b"", []
    for slot in range(PATIENTS):
        for number, (planes, rows) in enumerate(rules):
            own_values = [values[slot][p] for p in planes]
            truth = rows.index("".join(map(str, own_values)))
            r = mix([blindings[slot][p] for p in planes])
            d = commit(mix(own_values), r)
            shares, responses = {}, {}
            for row, allowed in enumerate(rows):
                place = f"{slot} {number} {row}".encode() + digest
                z, share = (
                    int.from_bytes(sha256(what + place), "big") % N for what in (b"z", b"share")
                )
                responses[row] = z
                announcement = mul(z, H)
                if row != truth:
                    # z·H − share·(D − target·G)
                    shares[row] = share
                    off = add(d, mul(-mix(map(int, allowed)), G))
                    announcement = add(announcement, mul(-share, off))
                announced += xy(announcement)
            hidden.append((truth, r, shares, responses))
    transcript.frame("announcements", Transcript.POINTS, announced)
    challenge = transcript.challenge("challenge")
    scalars = b""
    for truth, r, shares, responses in hidden:
        shares[truth] = (challenge - sum(shares.values())) % N
        responses[truth] += shares[truth] * r
        count = len(responses)
        scalars += b"".join(scalar(shares[row]) for row in range(count - 1))
        scalars += b"".join(scalar(responses[row]) for row in range(count))
    per_slot = sum(len(rows) for _, rows in rules)
    head = b"sealome/column-proof/v1\n" + digest + struct.pack(">II", PATIENTS, per_slot)
    return head + announced + scalars


def write(name, data):
    with open(name, "wb") as out:
        out.write(data)


def main():
    engine, engine_file = half("engine")
    steward, steward_file = half("steward")
    write("engine.half", engine_file)
    write("steward.half", steward_file)
    keys = (engine, steward)
    variant = column(
        keys,
        "VARIANT",
        "X-5-A-T",
        ["X-5-A-T/HET", "X-5-A-T/HOM", "X-5-A-T/MISSING", "X-5-A-T/HAPLOID"],
        {},
        [([0, 1, 2, 3], ["0000", "1000", "0100", "0010", "0001", "1001"])],
        [[1, 0, 0, 1], [0, 1, 0, 0], [0, 0, 1, 0]],
    )
    sex = column(
        keys,
        "CATEGORICAL",
        "Geschlecht",
        ["Geschlecht=männlich", "Geschlecht=weiblich"],
        {},
        [([0, 1], ["00", "10", "01"])],
        [[1, 0], [0, 1], [0, 0]],
    )
    age = column(
        keys,
        "INTEGER",
        "age",
        ["age/PRESENT", "age/BIT0", "age/BIT1", "age/BIT2"],
        {"age/VALUE": [0, 1, 2, 4]},
        [([0, bit], ["00", "10", "11"]) for bit in (1, 2, 3)],
        [[1, 1, 0, 1], [0, 0, 0, 0], [1, 0, 1, 1]],
    )
    columns = sorted([variant, sex, age], key=lambda c: c[0]["name"])
    for entry, file, proof in columns:
        write(entry["file"] + ".column", file)
        write(entry["proof"] + ".proof", proof)
    entries = [entry for entry, _, _ in columns]
    write("columns.json", canonical({"version": "sealome/columns/v1", "columns": entries}))
    transcript = Transcript("sealome/test/v1")
    transcript.frame("b", Transcript.BYTES, b"\1\2\3")
    transcript.frame("t", Transcript.TEXT, "é".encode())
    transcript.frame("i", Transcript.INTEGER, struct.pack(">q", -5))
    transcript.frame("s", Transcript.SCALAR, scalar(-1))
    transcript.frame("p", Transcript.POINTS, xy(G))
    first = transcript.challenge("first")
    transcript.frame("ps", Transcript.POINTS, xy(H) + xy(commit(2, 3)))
    second = transcript.challenge("second")
    answers = {
        "root": merkle("dataset", [canonical(e) for e in entries]).hex(),
        "first": scalar(first).hex(),
        "second": scalar(second).hex(),
    }
    write("answers.json", canonical(answers))


main()
