// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "keys.h"

namespace sealome::he {

// Reads LWE samples. Its powers of the key are wiped when it goes.
class Decryptor {
  public:
    explicit Decryptor(const SecretKey &key);
    ~Decryptor();
    Decryptor(const Decryptor &) = delete;
    Decryptor &operator=(const Decryptor &) = delete;

    const Context &context() const { return *context_; }
    // The sum of the slots modulo t, in [0, t).
    u64 sum(const u64 *sample, std::uint32_t degree) const;
    // log2 of the phase's absolute value: what the noise bound bounds. Tests only.
    double phase_bits(const u64 *sample, std::uint32_t degree) const;

  private:
    std::vector<u64> phase(const u64 *sample, std::uint32_t degree) const;
    bool compose(const std::vector<u64> &residues, std::vector<u64> &words) const;

    SharedContext context_;
    std::vector<u64> secret_;  // s under the data primes, in NTT form
    std::vector<u64> q_words_, half_words_, cofactor_inverse_;
    std::vector<std::vector<u64>> cofactors_;  // q / q_i
};

}  // namespace sealome::he
