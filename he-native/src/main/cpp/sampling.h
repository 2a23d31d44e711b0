// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "arith.h"
#include "kernels.h"
#include "seal/randomgen.h"

namespace sealome::he {

// Overwrites memory that held secrets; the compiler may not leave it out.
void wipe(void *data, std::size_t bytes) noexcept;

// ChaCha20 under a key from SEAL's generator, which the operating system seeds afresh: SEAL's own (Blake2)
// makes noise at a quarter of a gigabyte a second, which would be a third of an encryption's time. The
// key is drawn again every 2^20 bytes. One thread's own.
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
    void refill();

    std::shared_ptr<seal::UniformRandomGenerator> generator_;
    std::uint32_t key_[8];
    u64 counter_ = 0;
    std::uint8_t stream_[CHACHA_BYTES];
    std::size_t unread_ = 0;  // at the end of stream_
    std::vector<std::uint8_t> buffer_;
};

}  // namespace sealome::he
