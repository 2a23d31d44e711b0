#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A second verifier of receipts, written from docs/receipt.md, docs/plan.md and docs/proofs.md.

Shares nothing with the Java verifier. Checks all that a receipt says but for the expressions of the
plan's rest: columns of plain cells and literals are computed again, of others it says that the Java
verifier has to. Exit code 0 where nothing failed, 5 where something did, 2 for wrong usage.
"""
import argparse
import base64
import hashlib
import json
import pathlib
import sys

from Crypto.Hash import keccak
from Crypto.PublicKey import ECC
from Crypto.Signature import eddsa

from p256 import G, H, N, point, times
from receipt_format import Fault, canonical, count, from_cbor, members, need, octets, strict_json, word

VERSION = "sealome/receipt/v2"

# Whatever a document makes of the checks: it does not hold.
REJECTED = (Fault, KeyError, IndexError, TypeError, ValueError, AttributeError, OverflowError, RecursionError)


def sha256(data):
    return hashlib.sha256(data).digest()


def keccak256(data):
    return keccak.new(digest_bits=256, data=data).digest()


def purpose(text):
    kinds = {"GRU": 1, "HMB": 2, "POA": 4, "CC": 5}
    if text in kinds:
        return bytes([kinds[text]]) + bytes(31)
    need(isinstance(text, str) and text.startswith("DS:"), "no purpose")
    return b"\x03" + octets(text[3:], 31)


def query_hash(salt, plan, anchor, purpose_code, requester, digest):
    """keccak256(abi.encode(string, bytes32 × 4, address, bytes32))."""
    domain = b"sealome/query/v1"
    words = [(7 * 32).to_bytes(32, "big"), salt, plan, anchor, purpose_code, bytes(12) + requester, digest]
    words += [len(domain).to_bytes(32, "big"), domain.ljust(32, b"\0")]
    return keccak256(b"".join(words))


def trust(receipt):
    """What the receipt has to say about whom one believes."""
    out = [
        ("ledger", "the dataset's anchor, the log entry and the consent mask"),
        ("planner", "that the SQL means the plan, and its public metadata"),
        ("custodian", "that the data are the patients'"),
    ]
    proof = receipt["proof"]
    if proof and proof["columns"]:
        out.append(("steward", "having checked that the committed columns are well formed"))
        out.append(("steward", "that no row, and no value but NULL, is of an empty group"))
    if receipt["answer"]["suppressed"] or (proof and proof["withheld"]):
        out.append(("steward", "that what is withheld is withheld by the dataset's policy"))
    for i, (column, integrity) in enumerate(zip(receipt["answer"]["columns"], receipt["integrity"])):
        if integrity["class"] == "TRUSTED":
            out.append(("engine and steward", f"column {i + 1} ({column['name']})"))
    return [{"who": who, "for": what} for who, what in out]


def in_batch(logged, requester, batch):
    """The contract's tree: leaves hashed twice, pairs in the order of their values."""
    root, path = members(batch, "root", "path")
    index, size, siblings = members(path, "index", "size", "siblings")
    need(count(index) < count(size), "a batch's path's index")
    siblings = [octets(s, 32) for s in siblings]
    node, i, width = keccak256(keccak256(logged + bytes(12) + requester)), index, size
    while width > 1:
        if i ^ 1 < width:
            need(siblings, "a batch's path is too short")
            node = keccak256(b"".join(sorted((node, siblings.pop(0)))))
        i, width = i // 2, -(-width // 2)
    need(not siblings, "a batch's path is too long")
    need(node == octets(root, 32), "the log entry is not in the batch")


# ---- trees, columns, sums -----------------------------------------------------------------------


def in_tree(label, leaf, path, root):
    index, size, siblings = members(path, "index", "size", "siblings")
    need(count(index) < count(size), "a path's index")
    domain = b"sealome/merkle/v1/" + label.encode()
    head = bytes([len(domain)]) + domain
    siblings = [octets(s, 32) for s in siblings]
    node, i, width = sha256(head + b"\0" + leaf), index, size
    while width > 1:
        if i ^ 1 < width:
            need(siblings, "a path is too short")
            pair = (siblings.pop(0), node) if i % 2 else (node, siblings.pop(0))
            node = sha256(head + b"\1" + pair[0] + pair[1])
        i, width = i // 2, -(-width // 2)
    need(not siblings, "a path is too long")
    need(sha256(head + b"\2" + size.to_bytes(8, "big") + node) == root, "a path leads elsewhere")


def bits(data):
    return {8 * i + b for i, byte in enumerate(data) for b in range(8) if byte >> b & 1}


def population(tree):
    if "runs" in tree:
        runs = tree["runs"]
        return {s for a, n in zip(runs[::2], runs[1::2]) for s in range(a, a + n)}
    return bits(base64.b64decode(tree["bitmap"], validate=True))


def pairs(flat):
    return list(zip(flat[::2], flat[1::2]))


class Proof:
    """The openings of a receipt against committed columns."""

    def __init__(self, receipt, plan, manifest, slots, files):
        proof = receipt["proof"]
        self.plan, self.slots, self.files, self.manifest = plan, slots, files, manifest
        self.planes, self.leaves, self.bodies = {}, {}, {}
        members(proof, "disclosed", "openings", "columns", "leaves", "withheld")
        need(proof["disclosed"] in ("answer", "parts"), "disclosed")
        names = [c["entry"]["name"] for c in proof["columns"]]
        need(len(set(names)) == len(names), "a column stands twice")
        entries = {}
        for column in proof["columns"]:
            entry, path = members(column, "entry", "path")
            self.entry(entry, manifest["patients"])
            in_tree("dataset", canonical(entry), path, octets(manifest["commitments"]["root"], 32))
            entries[entry["name"]] = entry
        for leaf in proof["leaves"]:
            name, slot, points, path = members(leaf, "column", "slot", "points", "path")
            entry = entries.get(name)
            need(entry and path["index"] == slot and path["size"] == entry["patients"], "a leaf's place")
            need((name, slot) not in self.leaves, "a leaf stands twice")
            self.leaves[name, slot] = octets(points, 64 * len(entry["planes"]))
            in_tree("column", self.leaves[name, slot], path, octets(entry["root"], 32))

    def entry(self, entry, patients):
        members(entry, "kind", "name", "patients", "planes", "derived", "root", "totals", "file", "proof")
        need(entry["patients"] == patients and len(entry["totals"]) == len(entry["planes"]), "an entry")
        for i, plane in enumerate(entry["planes"]):
            self.planes[plane] = entry, [int(i == j) for j in range(len(entry["planes"]))]
        for plane, form in entry["derived"].items():
            self.planes[plane] = entry, form

    def body(self, entry):
        """A column's points, of the file that the entry names."""
        if entry["name"] not in self.bodies:
            data = self.files(octets(entry["file"], 32))
            magic = b"sealome/column/v1\n"
            start = len(magic) + 4
            end = start + int.from_bytes(data[len(magic) : start], "big")
            header = {k: entry[k] for k in ("kind", "name", "patients", "planes", "derived")}
            header |= {"dataset": self.manifest["datasetId"], "version": self.manifest["version"]}
            need(data.startswith(magic) and data[start:end] == canonical(header), "a column's header")
            size = 64 * len(entry["planes"])
            need(len(data) == end + size * entry["patients"], "a column's length")
            self.bodies[entry["name"]] = data[end:]
        return self.bodies[entry["name"]]

    def sum(self, plane, slots):
        """The sum of a plane's commitments, planes derived from others included."""
        need(plane in self.planes, f"no commitments to {plane}")
        entry, form = self.planes[plane]
        size, out = 64 * len(form), G.point_at_infinity()
        for slot in sorted(slots):
            leaf = self.leaves.get((entry["name"], slot)) if len(slots) == 1 else None
            if leaf is None:
                leaf = self.body(entry)[slot * size : (slot + 1) * size]
            for i, coefficient in enumerate(form):
                if coefficient:
                    out += times(coefficient, point(leaf[64 * i : 64 * i + 64]))
        return out

    def opens(self, cell, value, blinding):
        known, releases = affine(self.plan, cell, self.slots)
        sums = {}
        for release, factor in releases:
            for where, _, _, *factors in self.plan["releases"][release]:
                need(len(factors) == 1, "a product is opened")
                constant, *form = factors[0]
                known += factor * constant * len(self.slots[where])
                for plane, coefficient in pairs(form):
                    key = self.plan["planes"][plane], where
                    sums[key] = sums.get(key, 0) + factor * coefficient
        left = G.point_at_infinity()
        for (plane, where), coefficient in sums.items():
            if coefficient:
                left += times(coefficient, self.sum(plane, self.slots[where]))
        return left == times(value - known, G) + times(blinding, H)


def affine(plan, cell, slots):
    """The public part of a cell, and its releases with their factors."""
    value = plan["cells"][cell][0]
    if isinstance(value, int):
        return 0, [(value, 1)]
    constant, populations, releases = value
    return constant + sum(c * len(slots[p]) for p, c in pairs(populations)), pairs(releases)


# ---- the rest -----------------------------------------------------------------------------------


def possible_rows(rest):
    """(exists, expressions) of each row that can be there, or None where more than this is asked."""
    if rest["op"] == "table":
        return [(row[0], row[1:]) for row in rest["rows"]]
    if rest["op"] == "project":
        rows = possible_rows(rest["input"])
        put = lambda value, row: row[value[2]] if value[0] == "$" else ["?"]
        return rows and [(e, [put(v, row) for v in rest["values"]]) for e, row in rows]
    if rest["op"] == "union":
        parts = [possible_rows(r) for r in rest["inputs"]]
        return None if None in parts else [row for part in parts for row in part]
    return None


def recompute(receipt, plan, slots, opened, say):
    """Compares proven columns of plain cells and literals; says which are left."""
    rows, first = possible_rows(plan["rest"]), {}
    same = [first.setdefault(json.dumps(c[0]), i) for i, c in enumerate(plan["cells"])]

    def value(cell):
        known, releases = affine(plan, cell, slots)
        return opened.get(same[cell]) if releases else known

    answer, proof = receipt["answer"], receipt["proof"]
    withheld = {same[c] for c in proof["withheld"]} if proof else set()
    if proof and proof["withheld"]:
        kept = proof["withheld"]
        need(kept == sorted(set(kept)) and kept[0] >= 0, "what is withheld does not stand in order")
        for cell in kept:
            encrypted = isinstance(plan["cells"][cell][0], int) or plan["cells"][cell][0][2]
            need(encrypted and plan["cells"][cell][1], f"cell {cell} is public, and withheld")
            need(same[cell] not in opened, f"cell {cell} is opened, and withheld")
        say("assumed", "rows that are dropped, sorted or counted by what is withheld")
    there = []
    for exists, row in rows or []:
        cell = exists[0] if isinstance(exists, list) else exists
        v = None if cell is None else value(cell)
        if v is None or v > 0:
            there.append(row)
    if rows is not None:
        need(len(there) >= len(answer["rows"]), "more rows than the opened integers leave")
        missing = len(there) - len(answer["rows"])
        need(not missing or answer["suppressed"], "the rows are not those that the opened integers give")
        if missing:
            say("assumed", f"{missing} more rows that the plan can have are of empty groups")
    for c, (column, integrity) in enumerate(zip(answer["columns"], receipt["integrity"])):
        if integrity["class"] != "PROVEN":
            continue
        name = f"column {c + 1} ({column['name']})"
        known = rows is not None and len(there) == len(answer["rows"])
        known = known and all(row[c][0] in ("#", "=") and row[c][1] != "DOUBLE" for row in there)
        if not known:
            say("left", f"{name}, computed by expressions, to the Java verifier")
            continue
        kept = False
        for r, row in enumerate(there):
            if [r, c] in answer["suppressed"]:
                kept = True
                continue
            is_cell = row[c][0] == "#"
            need(not is_cell or same[row[c][1]] not in withheld, f"{name} tells what is said to be withheld")
            expected = value(row[c][1]) if is_cell else row[c][2]
            need(not is_cell or expected is not None, f"{name} is called PROVEN and is not opened")
            if type(expected) is int:
                expected = str(expected)
            need(answer["rows"][r][c] == expected, f"{name} is not what is opened")
        say("checked", f"{name} is PROVEN" + (", where nothing is withheld" if kept else ""))


# ---- all of it ----------------------------------------------------------------------------------


def verify(data, folder, root, schema, say):
    need(data, "nothing there")
    receipt = from_cbor(data) if data[0] >= 0x80 else strict_json(data)
    if schema:
        import jsonschema

        errors = list(jsonschema.Draft202012Validator(schema).iter_errors(receipt))
        need(not errors, f"schema: {errors and errors[0].json_path}: {errors and errors[0].message[:200]}")
        say("checked", "the receipt has the form of the schema")

    def files(digest):
        try:
            content = (folder / digest.hex()).read_bytes()
        except OSError:
            raise Fault(f"{digest.hex()} is missing beside the receipt") from None
        need(sha256(content) == digest, f"{digest.hex()} is not what its name says")
        return content

    top = "version query dataset consent open answer integrity proof trust steward".split()
    version, query, dataset, consent, opened_at, answer, integrity, proof, _, steward = members(receipt, *top)
    need(version == VERSION, f"not of version {VERSION}")
    logged, salt, plan, why, requester = members(query, "hash", "salt", "plan", "purpose", "requester")
    name, dataset_id, number, anchor, commitments = members(
        dataset, "name", "id", "version", "anchor", "commitmentRoot"
    )
    digest, mask = members(consent, "digest", "mask")
    where = ["chainId", "block", "blockHash", "transaction"]
    together = isinstance(opened_at, dict) and "batch" in opened_at
    chain, block, block_hash, transaction, *batch = members(opened_at, *where, *(["batch"] if together else []))
    need(all(count(n) >= 0 for n in (chain, block, number)) and word(block_hash) and word(transaction), "open")
    columns, rows, suppressed = members(answer, "columns", "rows", "suppressed")
    need(all(len(row) == len(columns) for row in rows) and len(integrity) == len(columns), "the answer's width")
    need(all(rows[r][c] is None for r, c in suppressed), "a withheld value is there")
    need(all(set(i) == {"class", "reason"} and i["class"] in ("PROVEN", "TRUSTED") for i in integrity), "integrity")
    need(receipt["trust"] == trust(receipt), "trust does not follow from the rest")
    say("checked", "the members, and whom one trusts")

    expected = query_hash(
        word(salt), keccak256(canonical(plan)), word(anchor), purpose(why), octets(requester, 20, "0x"), word(digest)
    )
    need(word(logged) == expected, "the query hash is of something else")
    say("checked", "the query hash is of this plan, salt, dataset, purpose, requester and consent")
    if together:
        in_batch(word(logged), octets(requester, 20, "0x"), batch[0])
        say("checked", "the log entry is in the batch that it was logged in, by the batch's root")
    key, signature = members(steward, "key", "signature")
    unsigned = canonical({**receipt, "steward": {"key": key}})
    try:
        eddsa.new(ECC.import_key(octets(key, 0)), "rfc8032").verify(
            VERSION.encode() + b"\n" + unsigned, octets(signature, 64)
        )
    except ValueError:
        raise Fault("the steward's key did not sign this") from None
    say("checked", "the steward's key signed all of it")

    if root is not None:
        need(word(anchor) == root, "the dataset's anchor is not the given one")
        say("checked", "the anchor is the given one")
    manifest = strict_json(files(word(anchor)))
    held = manifest["commitments"] and "0x" + manifest["commitments"]["root"]
    fits = (name, dataset_id, number) == (manifest["name"], "0x" + manifest["datasetId"], manifest["version"])
    need(fits and held == commitments and plan["dataset"] == name, "the manifest is of another dataset")
    need(manifest["stewardKey"] == key, "the key is not the steward's whom the manifest names")
    whole = not suppressed and not (proof and proof["withheld"])
    need(whole or manifest["policy"]["minCell"] > 1, "something is withheld, and the manifest's policy withholds nothing")
    say("checked", "the anchored manifest names this dataset, its commitments and the steward's key")

    pages = b"" if mask is None else files(octets(mask, 32))
    patients, page = manifest["patients"], manifest["blockSlots"]
    touched = bool(plan["populations"] or plan["releases"])
    need((mask is not None) == touched, "a mask where nobody is touched, or none")
    need(mask is None or len(pages) == -(-patients // page) * page // 8, "the mask's length")
    need(keccak256(pages) == word(digest), "the consent mask is not the logged one")
    need(all(p["patients"] == patients for p in plan["populations"]), "a population of another dataset")
    slots = [population(p) & bits(pages) for p in plan["populations"]]
    say("checked", "the consent mask is the logged one")

    need(plan["rest"] is not None, "the statement was refused")
    proven = any(i["class"] == "PROVEN" for i in integrity)
    need(proven == (proof is not None), "a proof where nothing is proven, or none where something is")
    opened = {}
    if proof:
        need(proof["disclosed"] == plan.get("disclose", "answer"), "the proof does not show what the requester asked for")
        need(plan.get("disclose", "parts") == "parts", "disclose")
        need(proof["disclosed"] == "parts" or not proof["withheld"], "cells are withheld from no parts")
        commitment = Proof(receipt, plan, manifest, slots, files)
        cells = [o["cell"] for o in proof["openings"]]
        need(cells == sorted(set(cells)), "openings are by ascending cell")
        for opening in proof["openings"]:
            cell, value, blinding = members(opening, "cell", "value", "blinding")
            r = int.from_bytes(octets(blinding, 32), "big")
            need(r < N and count(cell) < len(plan["cells"]), "a blinding or cell out of range")
            opened[cell] = int(value)
            need(commitment.opens(cell, opened[cell], r), f"cell {cell} does not open the commitments")
        say("checked", f"{len(cells)} integers open the commitments of exactly the consenting patients")
    recompute(receipt, plan, slots, opened, say)
    say("left", "that exactly the cells are opened that have to be, to the Java verifier")
    for t in receipt["trust"]:
        say("assumed", f"trusted: {t['who']}, for {t['for']}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("receipt", type=pathlib.Path)
    parser.add_argument("--columns", type=pathlib.Path, help="default: RECEIPT.columns")
    parser.add_argument("--root", type=lambda h: bytes.fromhex(h.removeprefix("0x")), help="the anchor, in hex")
    parser.add_argument("--schema", type=pathlib.Path, help="docs/receipt.schema.json")
    args = parser.parse_args()
    schema = args.schema and json.loads(args.schema.read_text())
    folder = args.columns or args.receipt.with_name(args.receipt.name + ".columns")
    lines = []
    try:
        verify(args.receipt.read_bytes(), folder, args.root, schema, lambda *line: lines.append(line))
    except REJECTED as e:
        print(f"failed   {e if isinstance(e, Fault) else repr(e)}", file=sys.stderr)
        return 5
    for status, claim in lines:
        print(f"{status:8} {claim}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
