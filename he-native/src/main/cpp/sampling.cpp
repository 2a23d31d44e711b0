// SPDX-License-Identifier: Apache-2.0
#include "sampling.h"

#include <algorithm>
#include <cstring>


namespace sealome::he {

void wipe(void *data, std::size_t bytes) noexcept {
    if (bytes == 0) return;
    std::memset(data, 0, bytes);
    __asm__ __volatile__("" : : "r"(data) : "memory");
}

Sampler::Sampler()
    : generator_(seal::UniformRandomGeneratorFactory::DefaultFactory()->create()), buffer_(48 * 1024) {}

Sampler::~Sampler() {
    wipe(buffer_.data(), buffer_.size());
    wipe(key_, sizeof key_);
    wipe(stream_, sizeof stream_);
}

void Sampler::refill() {
    constexpr u64 blocks = CHACHA_BYTES / 64, blocks_a_key = (1 << 20) / 64;
    if (counter_ % blocks_a_key == 0) generator_->generate(sizeof key_, reinterpret_cast<seal::seal_byte *>(key_));
    kernels().chacha(stream_, key_, counter_);
    counter_ += blocks;
    unread_ = sizeof stream_;
}

void Sampler::bytes(void *out, std::size_t count) {
    auto *to = static_cast<std::uint8_t *>(out);
    while (count > 0) {
        if (unread_ == 0) refill();
        const std::size_t take = std::min(count, unread_);
        std::memcpy(to, stream_ + (sizeof stream_ - unread_), take);
        to += take;
        count -= take;
        unread_ -= take;
    }
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
