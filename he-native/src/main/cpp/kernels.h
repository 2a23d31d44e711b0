// SPDX-License-Identifier: Apache-2.0
// The hot loops, compiled once for any machine and again for newer ones; chosen when the library loads.
#pragma once

#include <cstddef>
#include <cstdint>

#include "arith.h"

namespace sealome::he {

// How many elements at most go into one call of a kernel that sums 128-bit products of reduced values:
// 2^8 products below 2^120 in each of four accumulators.
constexpr std::size_t TILE = 512;

// Powers of a primitive 2n-th root of unity and of its inverse in SEAL's orders, with Shoup quotients, so
// that our transforms are SEAL's.
struct NttTable {
    std::size_t n;
    u64 q;
    const u64 *roots, *root_quotients;                  // bit-reversed; index 0 unused
    const u64 *inverse_roots, *inverse_root_quotients;  // scrambled; index 0 unused; the last times 1/n
    u64 n_inverse, n_inverse_quotient;
};

struct Kernels {
    const char *name;
    // sum of x[i] * y[i] mod q, for count <= TILE, y reduced, x reduced (else the sum is wrong, no more)
    u64 (*dot)(const u64 *x, const u64 *y, std::size_t count, const Prime &p);
    // sum of x[i] mod q, count <= TILE
    u64 (*sum)(const u64 *x, std::size_t count, const Prime &p);
    // out = x * w in [0, q) for a table w with its quotients; any x
    void (*mul_table)(u64 *out, const u64 *x, const u64 *w, const u64 *w_quotient, std::size_t count, u64 q);
    // out = x * w in [0, q) for one constant
    void (*mul_constant)(u64 *out, const u64 *x, u64 w, u64 w_quotient, std::size_t count, u64 q);
    // out = x + y, x - y in [0, q), both reduced
    void (*add)(u64 *out, const u64 *x, const u64 *y, std::size_t count, u64 q);
    void (*sub)(u64 *out, const u64 *x, const u64 *y, std::size_t count, u64 q);
    void (*add_constant)(u64 *out, const u64 *x, u64 c, std::size_t count, u64 q);
    // acc += factor * x without reduction: the caller keeps the sum below 2^64
    void (*accumulate)(u64 *acc, const u64 *x, u64 factor, std::size_t count);
    // acc += offset - factor * x, offset a multiple of q that is at least factor * x
    void (*accumulate_negative)(u64 *acc, const u64 *x, u64 factor, u64 offset, std::size_t count);
    // acc = acc mod q, any acc
    void (*reduce)(u64 *acc, std::size_t count, const Prime &p);
    // out = sum over k < terms of x[k][i] * y[k][i] mod q, all reduced, terms <= 128
    void (*convolve)(u64 *out, const u64 *const *x, const u64 *const *y, std::size_t terms, std::size_t count,
                     const Prime &p);
    // The negacyclic transform and its inverse, in place: [0, 4q) in, [0, q) out; inverse [0, 2q) in.
    void (*ntt)(u64 *x, const NttTable &table);
    void (*intt)(u64 *x, const NttTable &table);
    // Eight ChaCha20 blocks (RFC 8439) from this block counter on, nonce 0.
    void (*chacha)(std::uint8_t *out, const std::uint32_t *key, std::uint64_t counter);
    // centred binomial noise from 6 bytes a value
    void (*binomial)(std::int8_t *out, const std::uint8_t *bytes, std::size_t count);
};

constexpr std::size_t CHACHA_BYTES = 8 * 64;

// The best set for this machine, or an older one that SEALOME_KERNELS names (generic, bmi2), for tests.
const Kernels &kernels();

extern const Kernels kernels_generic;
#if defined(SEALOME_X86_KERNELS)
extern const Kernels kernels_bmi2;
extern const Kernels kernels_avx512;
#endif

}  // namespace sealome::he
