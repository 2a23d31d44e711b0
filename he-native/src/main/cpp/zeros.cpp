// SPDX-License-Identifier: Apache-2.0
#include "zeros.h"

#include "parallel.h"

namespace sealome::he {

namespace {

std::unique_ptr<Zero> make_zero(Encryptor &encryptor, const Context &context) {
    auto zero = std::make_unique<Zero>();
    zero->first.resize(context.primes());
    zero->second.resize(context.component_words());
    encryptor.zero(nullptr, zero->first.data(), zero->second.data());
    return zero;
}

}  // namespace

ZeroPool::~ZeroPool() {
    for (auto &zero : zeros_) wipe(zero->second.data(), zero->second.size() * sizeof(u64));
}

void ZeroPool::fill(std::size_t count, std::size_t threads) {
    const std::size_t have = size();
    if (have >= count) return;
    std::vector<std::unique_ptr<Encryptor>> encryptors(threads);
    parallel(count - have, threads, [&](std::size_t, std::size_t worker) {
        if (!encryptors[worker]) encryptors[worker] = borrow();
        auto zero = make_zero(*encryptors[worker], key_.context());
        std::lock_guard<std::mutex> lock(mutex_);
        zeros_.push_back(std::move(zero));
    });
    for (auto &encryptor : encryptors)
        if (encryptor) give_back(std::move(encryptor));
}

std::unique_ptr<Zero> ZeroPool::take(Encryptor &encryptor) {
    {
        std::lock_guard<std::mutex> lock(mutex_);
        if (!zeros_.empty()) {
            auto zero = std::move(zeros_.back());
            zeros_.pop_back();
            return zero;
        }
    }
    return make_zero(encryptor, key_.context());
}

std::size_t ZeroPool::size() {
    std::lock_guard<std::mutex> lock(mutex_);
    return zeros_.size();
}

std::unique_ptr<Encryptor> ZeroPool::borrow() {
    {
        std::lock_guard<std::mutex> lock(mutex_);
        if (!encryptors_.empty()) {
            auto encryptor = std::move(encryptors_.back());
            encryptors_.pop_back();
            return encryptor;
        }
    }
    return std::make_unique<Encryptor>(key_);
}

void ZeroPool::give_back(std::unique_ptr<Encryptor> encryptor) {
    std::lock_guard<std::mutex> lock(mutex_);
    encryptors_.push_back(std::move(encryptor));
}

}  // namespace sealome::he
