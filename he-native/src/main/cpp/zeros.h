// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <mutex>
#include <vector>

#include "encrypt.h"

namespace sealome::he {

// A fresh encryption of zero for shift 0, the one that every product takes: its first polynomial is
// only needed as a constant coefficient, one word a prime.
struct Zero {
    std::vector<u64> first;
    std::vector<u64> second;
};

// Zeros made ahead of time. Each is handed out once, never stored elsewhere, and wiped after use.
class ZeroPool {
  public:
    explicit ZeroPool(const PublicKey &key) : key_(key) {}
    ~ZeroPool();

    const PublicKey &key() const { return key_; }
    void fill(std::size_t count, std::size_t threads);
    // One from the pool or, where that is empty, made now.
    std::unique_ptr<Zero> take(Encryptor &encryptor);
    std::size_t size();

    std::unique_ptr<Encryptor> borrow();
    void give_back(std::unique_ptr<Encryptor> encryptor);

  private:
    const PublicKey &key_;
    std::mutex mutex_;
    std::vector<std::unique_ptr<Zero>> zeros_;
    std::vector<std::unique_ptr<Encryptor>> encryptors_;
};

}  // namespace sealome::he
