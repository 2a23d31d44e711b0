// SPDX-License-Identifier: Apache-2.0
// Arithmetic modulo one prime q < 2^61. Ranges of lazy values stand in brackets: [0, kq).
#pragma once

#include <cstdint>

namespace sealome::he {

using u64 = std::uint64_t;
using i64 = std::int64_t;
__extension__ typedef unsigned __int128 u128;

struct Prime {
    u64 q;
    u64 ratio_lo;  // floor(2^128 / q), low and high word
    u64 ratio_hi;
};

static inline u64 mulhi(u64 a, u64 b) { return static_cast<u64>((static_cast<u128>(a) * b) >> 64); }

// x in [0, 2q) -> [0, q)
static inline u64 reduce_once(u64 x, u64 q) { return x >= q ? x - q : x; }

// any 64-bit x -> [0, q)
static inline u64 barrett64(u64 x, const Prime &p) {
    return reduce_once(x - mulhi(x, p.ratio_hi) * p.q, p.q);
}

// any 128-bit x -> [0, q)
static inline u64 barrett128(u128 x, const Prime &p) {
    const u64 lo = static_cast<u64>(x), hi = static_cast<u64>(x >> 64);
    const u128 a = static_cast<u128>(lo) * p.ratio_hi + mulhi(lo, p.ratio_lo);
    const u128 b = static_cast<u128>(hi) * p.ratio_lo + static_cast<u64>(a);
    const u64 quotient = hi * p.ratio_hi + static_cast<u64>(a >> 64) + static_cast<u64>(b >> 64);
    return reduce_once(lo - quotient * p.q, p.q);
}

static inline u64 mulmod(u64 a, u64 b, const Prime &p) { return barrett128(static_cast<u128>(a) * b, p); }

// floor(w * 2^64 / q) for w < q
static inline u64 shoup_quotient(u64 w, u64 q) { return static_cast<u64>((static_cast<u128>(w) << 64) / q); }

// any 64-bit x, w < q with its quotient -> [0, 2q)
static inline u64 mul_shoup_lazy(u64 x, u64 w, u64 w_quotient, u64 q) { return x * w - mulhi(x, w_quotient) * q; }

static inline u64 mul_shoup(u64 x, u64 w, u64 w_quotient, u64 q) {
    return reduce_once(mul_shoup_lazy(x, w, w_quotient, q), q);
}

// A signed value, |x| < q -> [0, q), without a branch on its sign
static inline u64 from_signed(i64 x, u64 q) {
    return static_cast<u64>(x) + (q & static_cast<u64>(x >> 63));
}

Prime make_prime(u64 q);
u64 powmod(u64 base, u64 exponent, const Prime &p);
u64 invmod(u64 x, const Prime &p);  // q is prime

}  // namespace sealome::he
