#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Tries the second verifier, the schema and the kept receipts on each other."""
import copy
import json
import pathlib
import unittest

import cbor2
import jsonschema
import rfc8785

import receipt_format
import verify_receipt
from receipt_format import Fault

HERE = pathlib.Path(__file__).resolve().parent
VECTORS = HERE.parent / "resources/vectors/receipts"
SCHEMA = json.loads((HERE.parents[3] / "docs/receipt.schema.json").read_text())
CHECKER = jsonschema.Draft202012Validator(SCHEMA)


def verify(data, root=None):
    lines = []
    verify_receipt.verify(data, VECTORS / "columns", root, None, lambda *line: lines.append(line))
    return lines


def mutants(tree):
    """The tree with one leaf changed, one member or element dropped, or one added; all of these."""
    if isinstance(tree, dict):
        for key, value in tree.items():
            yield {k: v for k, v in tree.items() if k != key}
            for inner in mutants(value):
                yield {**tree, key: inner}
        yield {**tree, "added": None}
    elif isinstance(tree, list):
        for i, value in enumerate(tree):
            yield tree[:i] + tree[i + 1 :]
            for inner in mutants(value):
                yield tree[:i] + [inner] + tree[i + 1 :]
        yield tree + (tree[-1:] or [0])
    elif isinstance(tree, bool):
        yield not tree
    elif isinstance(tree, int):
        yield tree ^ 1
    elif isinstance(tree, str):
        yield tree + "0"
        if tree:
            yield tree[:-1] + chr(ord(tree[-1]) ^ 1)
            yield tree[:-1]
    else:
        yield 0


class ReceiptVectors(unittest.TestCase):
    REJECTED = verify_receipt.REJECTED

    def each(self, kind):
        files = sorted((VECTORS / kind).glob("*.json"))
        self.assertGreater(len(files), 4)
        for file in files:
            with self.subTest(file.stem):
                yield file, file.read_bytes(), file.with_suffix(".cbor").read_bytes()

    def test_good_ones_hold_in_either_spelling(self):
        for file, text, binary in self.each("good"):
            receipt = json.loads(text)
            self.assertEqual(rfc8785.dumps(receipt), text)
            self.assertEqual(receipt_format.from_cbor(binary), receipt)
            anchor = bytes.fromhex(receipt["dataset"]["anchor"][2:])
            for spelling in (text, binary):
                lines = verify(spelling, anchor)
                columns = [(status, claim) for status, claim in lines if claim.startswith("column")]
                self.assertTrue(any("PROVEN" in claim or status == "left" for status, claim in columns))
            with self.assertRaises(Fault):
                verify(text, bytes(32))

    def test_bad_ones_do_not(self):
        for file, text, binary in self.each("bad"):
            for spelling in (text, binary):
                with self.assertRaises(self.REJECTED):
                    verify(spelling)

    def test_no_leaf_changes_unnoticed(self):
        for name in ("count", "yes", "logged-in-a-batch"):
            for mutant in mutants(json.loads((VECTORS / f"good/{name}.json").read_bytes())):
                with self.assertRaises(self.REJECTED, msg=str(mutant)):
                    verify(rfc8785.dumps(mutant))

    def test_cbor_has_one_spelling(self):
        binary = (VECTORS / "good/count.cbor").read_bytes()
        tree = cbor2.loads(binary)
        backwards = cbor2.dumps(dict(reversed(tree.items())))
        for other in (binary + b"\0", binary[:-1], b"\xbf" + binary[1:] + b"\xff", backwards):
            with self.assertRaises(self.REJECTED):
                verify(other)

    def test_files_beside_are_believed_as_far_as_their_names_go(self):
        text = (VECTORS / "good/count.json").read_bytes()
        with self.assertRaises(Fault):
            verify_receipt.verify(text, VECTORS / "good", None, None, lambda *line: None)

    def test_schema(self):
        jsonschema.Draft202012Validator.check_schema(SCHEMA)
        for kind in ("good", "bad"):
            for file, text, _ in self.each(kind):
                CHECKER.validate(json.loads(text))

    def test_schema_names_every_member(self):
        def members(tree, path=()):
            if isinstance(tree, dict):
                for key in tree:
                    yield path + (key,)
                    yield from members(tree[key], path + (key,))
            elif isinstance(tree, list) and tree:
                yield from members(tree[0], path + (0,))

        for name in ("count", "yes", "logged-in-a-batch"):
            receipt = json.loads((VECTORS / f"good/{name}.json").read_bytes())
            for *path, last in members(receipt):
                if path[:2] == ["query", "plan"] or "derived" in path:
                    continue
                without = copy.deepcopy(receipt)
                at = without
                for step in path:
                    at = at[step]
                value = at.pop(last)
                # An entry that was logged alone is in no batch.
                optional = path == ["open"] and last == "batch"
                self.assertEqual(CHECKER.is_valid(without), optional, f"{path} without {last}")
                at[last], at["added"] = value, 1
                self.assertFalse(CHECKER.is_valid(without), f"{path} with one more")


if __name__ == "__main__":
    unittest.main()
