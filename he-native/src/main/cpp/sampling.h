// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "arith.h"
#include "seal/randomgen.h"

namespace sealome::he {

// Overwrites memory that held secrets; the compiler may not leave it out.
void wipe(void *data, std::size_t bytes) noexcept;

// SEAL's generator, freshly seeded by the operating system, read in large pieces. One thread's own.
class Sampler {
  public:
    Sampler();
    ~Sampler();
    Sampler(const Sampler &) = delete;
    Sampler &operator=(const Sampler &) = delete;

    void bytes(void *out, std::size_t count);
    // Uniform in {-1, 0, 1}.
    void ternary(std::int8_t *out, std::size_t count);
    // Centred binomial of 21 + 21 bits: variance 10.5, |x| <= 21.
    void noise(std::int8_t *out, std::size_t count);

  private:
    std::shared_ptr<seal::UniformRandomGenerator> generator_;
    std::vector<std::uint8_t> buffer_;
};

}  // namespace sealome::he
