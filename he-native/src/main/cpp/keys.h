// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "context.h"

namespace sealome::he {

using SharedContext = std::shared_ptr<const Context>;

// The secret key and the powers of it that decryption wants. Wiped when it goes.
class SecretKey {
  public:
    SecretKey(SharedContext context, const seal::SecretKey &key);
    static SecretKey *load(SharedContext context, const std::uint8_t *bytes, std::size_t count);
    std::string save() const;

    const Context &context() const { return *context_; }
    const SharedContext &shared_context() const { return context_; }
    const seal::SecretKey &seal() const { return key_; }

  private:
    SharedContext context_;
    seal::SecretKey key_;
};

// One polynomial of the public key in NTT form, with Shoup quotients, prime after prime.
struct Table {
    std::vector<u64> values;
    std::vector<u64> quotients;
};

class PublicKey {
  public:
    PublicKey(SharedContext context, const seal::PublicKey &key);
    static PublicKey *load(SharedContext context, const std::uint8_t *bytes, std::size_t count);
    std::string save() const;

    const Context &context() const { return *context_; }
    const SharedContext &shared_context() const { return context_; }
    const seal::PublicKey &seal() const { return key_; }
    // j = 0, 1: the key's polynomial under the data primes, itself and divided by the special prime P;
    // and under P alone.
    const Table &data(int j) const { return data_[j]; }
    const Table &divided(int j) const { return divided_[j]; }
    const Table &special(int j) const { return special_[j]; }
    // 1/P mod each data prime, and mod t
    u64 special_inverse(std::size_t prime) const { return special_inverse_[prime]; }
    u64 special_inverse_quotient(std::size_t prime) const { return special_inverse_quotient_[prime]; }
    u64 special_inverse_plain() const { return special_inverse_plain_; }

  private:
    SharedContext context_;
    seal::PublicKey key_;
    Table data_[2], divided_[2], special_[2];
    std::vector<u64> special_inverse_, special_inverse_quotient_;
    u64 special_inverse_plain_;
};

class RelinKeys {
  public:
    RelinKeys(SharedContext context, seal::RelinKeys keys) : context_(std::move(context)), keys_(std::move(keys)) {}
    static RelinKeys *load(SharedContext context, const std::uint8_t *bytes, std::size_t count);
    std::string save() const;

    const Context &context() const { return *context_; }
    const seal::RelinKeys &seal() const { return keys_; }

  private:
    SharedContext context_;
    seal::RelinKeys keys_;
};

struct GeneratedKeys {
    std::unique_ptr<SecretKey> secret;
    std::unique_ptr<PublicKey> public_key;
    std::unique_ptr<RelinKeys> relin;
};

GeneratedKeys generate_keys(const SharedContext &context);

}  // namespace sealome::he
