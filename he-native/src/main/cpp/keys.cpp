// SPDX-License-Identifier: Apache-2.0
#include "keys.h"

#include <exception>
#include <sstream>

#include "error.h"
#include "sampling.h"

namespace sealome::he {

namespace {

template <typename Key>
std::string save_key(const Key &key) {
    std::ostringstream out(std::ios::binary);
    key.save(out, seal::compr_mode_type::none);
    return out.str();
}

// SEAL checks sizes, parameters and that every word is below its prime; whatever it throws means the
// bytes are not good. Compressed input is refused: nothing of ours writes it, and it can be a bomb.
template <typename Key>
Key load_key(const Context &context, const std::uint8_t *bytes, std::size_t count, const char *what) {
    try {
        if (count < sizeof(seal::Serialization::SEALHeader)) throw std::invalid_argument("too short");
        seal::Serialization::SEALHeader header;
        const auto *start = reinterpret_cast<const seal::seal_byte *>(bytes);
        seal::Serialization::LoadHeader(start, count, header);
        if (header.compr_mode != seal::compr_mode_type::none || header.size != count)
            throw std::invalid_argument("length or compression");
        Key key;
        const auto read = key.load(context.seal(), start, count);
        if (static_cast<std::size_t>(read) != count) throw std::invalid_argument("trailing bytes");
        return key;
    } catch (const std::bad_alloc &) {
        throw;
    } catch (const std::exception &e) {
        throw Error(Blame::corrupt, std::string("no valid ") + what + " of this profile: " + e.what());
    }
}

void make_table(Table &table, const u64 *values, std::size_t n, const Prime *primes, std::size_t count,
                const u64 *factors) {
    table.values.resize(n * count);
    table.quotients.resize(n * count);
    for (std::size_t i = 0; i < count; i++) {
        for (std::size_t j = i * n; j < (i + 1) * n; j++) {
            const u64 x = factors ? mulmod(values[j], factors[i], primes[i]) : values[j];
            table.values[j] = x;
            table.quotients[j] = shoup_quotient(x, primes[i].q);
        }
    }
}

}  // namespace

SecretKey::SecretKey(SharedContext context, const seal::SecretKey &key)
    : context_(std::move(context)), key_(key) {}

SecretKey *SecretKey::load(SharedContext context, const std::uint8_t *bytes, std::size_t count) {
    auto key = load_key<seal::SecretKey>(*context, bytes, count, "secret key");
    return new SecretKey(std::move(context), key);
}

std::string SecretKey::save() const { return save_key(key_); }

PublicKey::PublicKey(SharedContext context, const seal::PublicKey &key) : context_(std::move(context)), key_(key) {
    const Context &c = *context_;
    const std::size_t n = c.n(), primes = c.primes();
    std::vector<Prime> data_primes;
    for (std::size_t i = 0; i < primes; i++) {
        data_primes.push_back(c.prime(i));
        special_inverse_.push_back(invmod(c.special().q % c.prime(i).q, c.prime(i)));
        special_inverse_quotient_.push_back(shoup_quotient(special_inverse_[i], c.prime(i).q));
    }
    special_inverse_plain_ = invmod(c.special().q % c.plain().q, c.plain());
    for (int j = 0; j < 2; j++) {
        const u64 *poly = key_.data().data(static_cast<std::size_t>(j));
        make_table(data_[j], poly, n, data_primes.data(), primes, nullptr);
        make_table(divided_[j], poly, n, data_primes.data(), primes, special_inverse_.data());
        make_table(special_[j], poly + primes * n, n, &c.special(), 1, nullptr);
    }
}

PublicKey *PublicKey::load(SharedContext context, const std::uint8_t *bytes, std::size_t count) {
    const auto key = load_key<seal::PublicKey>(*context, bytes, count, "public key");
    if (key.data().size() != 2 || !key.data().is_ntt_form())
        throw Error(Blame::corrupt, "no valid public key of this profile");
    return new PublicKey(std::move(context), key);
}

std::string PublicKey::save() const { return save_key(key_); }

RelinKeys *RelinKeys::load(SharedContext context, const std::uint8_t *bytes, std::size_t count) {
    auto keys = load_key<seal::RelinKeys>(*context, bytes, count, "set of relinearisation keys");
    if (!keys.has_key(2)) throw Error(Blame::corrupt, "the relinearisation keys lack the one for degree two");
    return new RelinKeys(std::move(context), std::move(keys));
}

std::string RelinKeys::save() const { return save_key(keys_); }

GeneratedKeys generate_keys(const SharedContext &context) {
    seal::KeyGenerator generator(context->seal());
    GeneratedKeys keys;
    keys.secret = std::make_unique<SecretKey>(context, generator.secret_key());
    seal::PublicKey public_key;
    generator.create_public_key(public_key);
    keys.public_key = std::make_unique<PublicKey>(context, public_key);
    seal::RelinKeys relin;
    generator.create_relin_keys(relin);
    keys.relin = std::make_unique<RelinKeys>(context, std::move(relin));
    return keys;
}

}  // namespace sealome::he
