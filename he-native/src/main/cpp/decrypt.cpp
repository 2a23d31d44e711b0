// SPDX-License-Identifier: Apache-2.0
#include "decrypt.h"

#include <cmath>

#include "circuit.h"
#include "kernels.h"
#include "sampling.h"

namespace sealome::he {

namespace {

using Words = std::vector<u64>;  // little end first, all of one length

void multiply_add(Words &acc, const Words &x, u64 factor) {
    u64 carry = 0;
    for (std::size_t i = 0; i < acc.size(); i++) {
        const u128 v = static_cast<u128>(x[i]) * factor + acc[i] + carry;
        acc[i] = static_cast<u64>(v);
        carry = static_cast<u64>(v >> 64);
    }
}

// x -= y where that stays positive; whether it did. No branch on the values.
bool subtract_if_not_less(Words &x, const Words &y) {
    Words difference(x.size());
    u64 borrow = 0;
    for (std::size_t i = 0; i < x.size(); i++) {
        const u128 v = static_cast<u128>(x[i]) - y[i] - borrow;
        difference[i] = static_cast<u64>(v);
        borrow = static_cast<u64>(v >> 64) & 1;
    }
    const u64 keep = 0 - borrow;
    for (std::size_t i = 0; i < x.size(); i++) x[i] = (x[i] & keep) | (difference[i] & ~keep);
    return borrow == 0;
}

u64 modulo(const Words &x, const Prime &p) {
    u64 rest = 0;
    for (std::size_t i = x.size(); i-- > 0;) rest = barrett128((static_cast<u128>(rest) << 64) | x[i], p);
    return rest;
}

}  // namespace

Decryptor::Decryptor(const SecretKey &key) : context_(key.shared_context()) {
    const Context &c = *context_;
    const std::size_t primes = c.primes();
    const u64 *s = key.seal().data().data();  // NTT form, all primes
    secret_.assign(s, s + c.component_words());
    Words product(primes + 1);
    product[0] = 1;
    for (std::size_t i = 0; i < primes; i++) {
        Words next(primes + 1);
        multiply_add(next, product, c.prime(i).q);
        product = next;
    }
    q_words_ = product;
    half_words_ = product;
    for (std::size_t i = 0; i < half_words_.size(); i++)
        half_words_[i] = (half_words_[i] >> 1) | (i + 1 < half_words_.size() ? half_words_[i + 1] << 63 : 0);
    half_words_[0] += 1;  // q is odd: values from (q + 1) / 2 on are negative
    for (std::size_t i = 0; i < primes; i++) {
        Words cofactor(primes + 1);
        cofactor[0] = 1;
        for (std::size_t j = 0; j < primes; j++) {
            if (j == i) continue;
            Words next(primes + 1);
            multiply_add(next, cofactor, c.prime(j).q);
            cofactor = next;
        }
        cofactor_inverse_.push_back(invmod(modulo(cofactor, c.prime(i)), c.prime(i)));
        cofactors_.push_back(cofactor);
    }
}

Decryptor::~Decryptor() {
    wipe(secret_.data(), secret_.size() * sizeof(u64));
}

std::vector<u64> Decryptor::phase(const u64 *sample, std::uint32_t degree) const {
    const Context &c = *context_;
    const std::size_t n = c.n();
    std::vector<u64> residues(c.primes());
    std::vector<u64> power(TILE);
    for (std::size_t p = 0; p < c.primes(); p++) {
        const Prime &prime = c.prime(p);
        const u64 *s = secret_.data() + p * n;
        u64 total = 0;
        for (std::size_t o = 0; o < n; o += TILE) {
            const u64 *s_tile = s + o;
            const u64 *current = s_tile;
            for (std::uint32_t k = 1; k <= degree; k++) {
                const u64 *ck = sample + c.primes() + (k - 1) * c.component_words() + p * n + o;
                if (k > 1) {
                    const u64 *x = current;
                    kernels().convolve(power.data(), &x, &s_tile, 1, TILE, prime);
                    current = power.data();
                }
                total = reduce_once(total + kernels().dot(ck, current, TILE, prime), prime.q);
            }
        }
        residues[p] = reduce_once(mulmod(total, c.n_inverse(p), prime) + barrett64(sample[p], prime), prime.q);
    }
    wipe(power.data(), power.size() * sizeof(u64));
    return residues;
}

// The phase in [0, q), then made absolute; whether it is negative.
bool Decryptor::compose(const std::vector<u64> &residues, std::vector<u64> &words) const {
    const Context &c = *context_;
    words.assign(c.primes() + 1, 0);
    for (std::size_t i = 0; i < c.primes(); i++) {
        multiply_add(words, cofactors_[i], mulmod(residues[i], cofactor_inverse_[i], c.prime(i)));
        subtract_if_not_less(words, q_words_);
    }
    Words copy = words;
    const bool negative = subtract_if_not_less(copy, half_words_);
    Words opposite = q_words_;
    subtract_if_not_less(opposite, words);
    const u64 keep = 0 - static_cast<u64>(negative);
    for (std::size_t i = 0; i < words.size(); i++) words[i] = (opposite[i] & keep) | (words[i] & ~keep);
    return negative;
}

u64 Decryptor::sum(const u64 *sample, std::uint32_t degree) const {
    const Context &c = *context_;
    Words words;
    const bool negative = compose(phase(sample, degree), words);
    const Prime &t = c.plain();
    const u64 absolute = modulo(words, t);
    const u64 first = reduce_once(absolute ^ ((absolute ^ (t.q - absolute)) & (0 - static_cast<u64>(negative))), t.q);
    return barrett64(first * (c.n() % t.q), t);
}

double Decryptor::phase_bits(const u64 *sample, std::uint32_t degree) const {
    Words words;
    compose(phase(sample, degree), words);
    double value = 0;
    for (std::size_t i = words.size(); i-- > 0;) value = value * 0x1p64 + static_cast<double>(words[i]);
    return std::log2(value + 1);
}

}  // namespace sealome::he
