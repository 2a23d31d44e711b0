// SPDX-License-Identifier: Apache-2.0
#include "mask.h"

#include "error.h"

namespace sealome::he {

namespace {

// floor(w * 2^64 / q) without a division: the estimate from the Barrett ratio is short by at most 1.
u64 fast_quotient(u64 w, const Prime &p) {
    const u128 low = static_cast<u128>(w) * p.ratio_lo;
    u64 quotient = static_cast<u64>((static_cast<u128>(w) * p.ratio_hi) + (low >> 64));
    const u64 rest = static_cast<u64>(0) - quotient * p.q;  // (w << 64) - quotient * q, mod 2^64
    quotient += rest >= p.q;
    return quotient;
}

}  // namespace

Mask::Mask(SharedContext context, const u64 *bits, std::size_t words) : context_(std::move(context)) {
    const Context &c = *context_;
    const std::size_t n = c.n();
    std::vector<std::int8_t> slots(n);
    for (std::size_t w = 0; w < words; w++) {
        for (u64 rest = bits[w]; rest != 0; rest &= rest - 1) {
            const std::size_t slot = 64 * w + static_cast<std::size_t>(__builtin_ctzll(rest));
            if (slot >= n) throw Error(Blame::argument, "the mask has a bit beyond the profile's slots");
            slots[slot] = 1;
        }
    }
    std::vector<u64> scratch(n);
    std::vector<i64> coefficients(n);
    c.encode(slots.data(), n, scratch.data(), coefficients.data());
    table_.values.resize(c.component_words());
    table_.quotients.resize(c.component_words());
    for (std::size_t p = 0; p < c.primes(); p++) {
        const Prime &prime = c.prime(p);
        u64 *values = table_.values.data() + p * n;
        for (std::size_t i = 0; i < n; i++) values[i] = from_signed(coefficients[i], prime.q);
        c.ntt(values, p);
        for (std::size_t i = 0; i < n; i++)
            table_.quotients[p * n + i] = fast_quotient(values[i], prime);
    }
}

}  // namespace sealome::he
