// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "keys.h"
#include "sampling.h"

namespace sealome::he {

// One thread's working memory for encryptions under one public key. Wiped when it goes: u and the
// noises open a ciphertext as the key does.
class Encryptor {
  public:
    explicit Encryptor(const PublicKey &key);
    ~Encryptor();
    Encryptor(const Encryptor &) = delete;
    Encryptor &operator=(const Encryptor &) = delete;

    // One plane, as SEAL encrypts: under all primes, then the special prime is divided away, which
    // makes the noise some 4 bits smaller. out: two polynomials in NTT form, reduced.
    // Throws Error(argument) where a value is outside (-t/2, t/2).
    void plane(const std::int32_t *values, std::size_t used, u64 *out);

    // A zero at the data level: (b u + t e0, a u + t e1). z0 is written whole where `z0` is given; `first`
    // gets its constant coefficient, one word a prime, where that is enough.
    void zero(u64 *z0, u64 *first, u64 *z1);

    Sampler &sampler() { return sampler_; }

  private:

    const PublicKey &key_;
    const Context &context_;
    Sampler sampler_;
    std::vector<std::int8_t> u_, e_[2];
    std::vector<i64> message_;
    std::vector<i64> remainder_[2];  // t e_j - r_j, to be divided by P
    std::vector<i64> correction_[2];
    std::vector<u64> transformed_, scratch_;
};

}  // namespace sealome::he
