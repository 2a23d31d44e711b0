// SPDX-License-Identifier: Apache-2.0
#include "sampling.h"

#include <algorithm>
#include <cstring>

#include "kernels.h"

namespace sealome::he {

void wipe(void *data, std::size_t bytes) noexcept {
    if (bytes == 0) return;
    std::memset(data, 0, bytes);
    __asm__ __volatile__("" : : "r"(data) : "memory");
}

Sampler::Sampler()
    : generator_(seal::UniformRandomGeneratorFactory::DefaultFactory()->create()), buffer_(48 * 1024) {}

Sampler::~Sampler() { wipe(buffer_.data(), buffer_.size()); }

void Sampler::bytes(void *out, std::size_t count) {
    generator_->generate(count, static_cast<seal::seal_byte *>(out));
}

void Sampler::ternary(std::int8_t *out, std::size_t count) {
    std::size_t done = 0;
    while (done < count) {
        // A byte below 243 holds five trits; 95 % are, and what is thrown away says nothing of the rest.
        const std::size_t take = std::min(buffer_.size(), (count - done) / 4 + 16);
        bytes(buffer_.data(), take);
        for (std::size_t i = 0; i < take && done < count; i++) {
            unsigned x = buffer_[i];
            if (x >= 243) continue;
            for (int k = 0; k < 5 && done < count; k++, x /= 3)
                out[done++] = static_cast<std::int8_t>(static_cast<int>(x % 3) - 1);
        }
    }
}

void Sampler::noise(std::int8_t *out, std::size_t count) {
    const std::size_t batch = buffer_.size() / 6;
    for (std::size_t done = 0; done < count;) {
        const std::size_t take = std::min(batch, count - done);
        bytes(buffer_.data(), take * 6);
        kernels().binomial(out + done, buffer_.data(), take);
        done += take;
    }
}

}  // namespace sealome::he
