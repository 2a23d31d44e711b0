# SPDX-License-Identifier: Apache-2.0
"""Points of P-256, and the second generator of the commitments (docs/proofs.md, RFC 9380)."""
import hashlib

from Crypto.PublicKey import ECC

from receipt_format import need

P = 2**256 - 2**224 + 2**192 + 2**96 - 1
N = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
B = 0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B


def sha256(data):
    return hashlib.sha256(data).digest()


def expand(message, tag, length):
    """expand_message_xmd of RFC 9380 with SHA-256."""
    tag += bytes([len(tag)])
    first = sha256(bytes(64) + message + length.to_bytes(2, "big") + b"\0" + tag)
    block, out = bytes(32), b""
    for i in range(1, -(-length // 32) + 1):
        block = sha256(bytes(a ^ b for a, b in zip(first, block)) + bytes([i]) + tag)
        out += block
    return out[:length]


def map_to_curve(u):
    """The simplified SWU map of RFC 9380 for P-256."""
    a, z = P - 3, P - 10
    zu = z * u * u % P
    t = (zu * zu + zu) % P
    x = B * pow(z * a, -1, P) % P if t == 0 else -B * pow(a, -1, P) * (1 + pow(t, -1, P)) % P
    g = (x**3 + a * x + B) % P
    if pow(g, (P - 1) // 2, P) == P - 1:
        x = zu * x % P
        g = (x**3 + a * x + B) % P
    y = pow(g, (P + 1) // 4, P)
    return ECC.EccPoint(x, y if y % 2 == u % 2 else P - y, curve="P-256")


def second_generator():
    uniform = expand(b"sealome/pedersen/v1/H", b"SEALOME-V01-CS01-with-P256_XMD:SHA-256_SSWU_RO_", 96)
    u = [int.from_bytes(uniform[i : i + 48], "big") % P for i in (0, 48)]
    return map_to_curve(u[0]) + map_to_curve(u[1])


G = ECC.EccPoint(
    0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296,
    0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5,
    curve="P-256",
)
H = second_generator()


def point(data):
    x, y = int.from_bytes(data[:32], "big"), int.from_bytes(data[32:], "big")
    need(len(data) == 64 and x < P and y < P, "a commitment is no point")
    try:
        return ECC.EccPoint(x, y, curve="P-256")
    except ValueError:
        need(False, "a commitment is no point of the curve")


def times(k, p):
    return p.copy() if k == 1 else p * (k % N)
