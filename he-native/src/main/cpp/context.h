// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "arith.h"
#include "kernels.h"
#include "seal/seal.h"
#include "seal/util/ntt.h"

namespace sealome::he {

// A profile's checked parameters and everything that is computed from them once. Immutable.
class Context {
  public:
    // Throws Error(parameters) where SEAL finds them invalid or weaker than 128 bits.
    Context(std::size_t n, const std::vector<int> &bits, u64 plain_modulus);

    const seal::SEALContext &seal() const { return seal_; }
    std::size_t n() const { return n_; }
    std::size_t primes() const { return primes_.size(); }  // data primes
    std::size_t component_words() const { return n_ * primes_.size(); }
    const Prime &prime(std::size_t i) const { return primes_[i]; }
    const Prime &special() const { return special_; }
    const Prime &plain() const { return plain_; }
    u64 n_inverse(std::size_t i) const { return n_inverse_[i]; }
    // The largest k with t * 2^k < 0.9999 * q / 2: flooding is t times a uniform value in [-2^k, 2^k).
    int flood_bits() const { return flood_bits_; }
    // Whether this SEAL wants and makes BGV ciphertexts in NTT form (4.1 and later do).
    bool seal_keeps_ntt() const { return seal_keeps_ntt_; }

    // Transforms of one polynomial under data prime i, [0, 4q) in, inverse [0, 2q); [0, q) out.
    void ntt(u64 *poly, std::size_t i) const;
    void intt(u64 *poly, std::size_t i) const;
    void special_ntt(u64 *poly) const;
    void special_intt(u64 *poly) const;

    // Slots (in (-t, t), `used` of them, the rest 0) to centred coefficients in [-t/2, t/2].
    template <typename T>
    void encode(const T *slots, std::size_t used, u64 *scratch, i64 *coefficients) const;

  private:
    void to_coefficients(u64 *scratch, i64 *coefficients) const;

    struct OwnedTable {
        OwnedTable(const seal::util::NTTTables &tables, const Prime &p);
        std::vector<u64> words;
        NttTable table;
    };

    std::size_t n_;
    seal::SEALContext seal_;
    std::vector<std::unique_ptr<const OwnedTable>> tables_;  // data primes, special prime, plain modulus
    std::vector<Prime> primes_;
    Prime special_;
    Prime plain_;
    std::vector<u64> n_inverse_;
    std::vector<std::uint32_t> slot_index_;
    int flood_bits_ = 0;
    bool seal_keeps_ntt_ = false;
};

template <typename T>
void Context::encode(const T *slots, std::size_t used, u64 *scratch, i64 *coefficients) const {
    for (std::size_t i = used; i < n_; i++) scratch[slot_index_[i]] = 0;
    for (std::size_t i = 0; i < used; i++)
        scratch[slot_index_[i]] = from_signed(static_cast<i64>(slots[i]), plain_.q);
    to_coefficients(scratch, coefficients);
}

}  // namespace sealome::he
