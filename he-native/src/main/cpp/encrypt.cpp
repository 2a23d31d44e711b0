// SPDX-License-Identifier: Apache-2.0
#include "encrypt.h"

#include "error.h"
#include "kernels.h"

namespace sealome::he {

Encryptor::Encryptor(const PublicKey &key) : key_(key), context_(key.context()) {
    const std::size_t n = context_.n();
    u_.resize(n);
    message_.resize(n);
    transformed_.resize(n);
    scratch_.resize(n);
    for (int j = 0; j < 2; j++) {
        e_[j].resize(n);
        remainder_[j].resize(n);
        correction_[j].resize(n);
    }
}

Encryptor::~Encryptor() {
    const std::size_t words = context_.n() * sizeof(u64);
    wipe(u_.data(), u_.size());
    wipe(message_.data(), words);
    wipe(transformed_.data(), words);
    wipe(scratch_.data(), words);
    for (int j = 0; j < 2; j++) {
        wipe(e_[j].data(), e_[j].size());
        wipe(remainder_[j].data(), words);
        wipe(correction_[j].data(), words);
    }
}

void Encryptor::plane(const std::int32_t *values, std::size_t used, u64 *out) {
    const Context &c = context_;
    const std::size_t n = c.n();
    const i64 t = static_cast<i64>(c.plain().q);
    std::uint32_t outside = 0;
    for (std::size_t i = 0; i < used; i++)
        outside |= static_cast<std::uint32_t>(values[i]) + static_cast<std::uint32_t>(t / 2) >
                   static_cast<std::uint32_t>(t - 1);
    if (outside) throw Error(Blame::argument, "a value is outside (-t/2, t/2)");
    c.encode(values, used, scratch_.data(), message_.data());

    sampler_.ternary(u_.data(), n);
    for (auto &e : e_) sampler_.noise(e.data(), n);

    // Under P: r_j = centred residue of c_j; what is added before dividing is P k_j - r_j, a multiple of t.
    const Prime &special = c.special();
    for (std::size_t i = 0; i < n; i++) transformed_[i] = from_signed(u_[i], special.q);
    c.special_ntt(transformed_.data());
    const Prime &plain = c.plain();
    for (int j = 0; j < 2; j++) {
        const Table &table = key_.special(j);
        kernels().mul_table(scratch_.data(), transformed_.data(), table.values.data(), table.quotients.data(), n,
                            special.q);
        c.special_intt(scratch_.data());
        const u64 lift = (u64{1} << 61) / special.q * special.q;  // keeps the sum positive
        for (std::size_t i = 0; i < n; i++) {
            const i64 te = t * e_[j][i];
            const u64 residue = barrett64(scratch_[i] + lift + static_cast<u64>(te), special);
            const i64 r = static_cast<i64>(residue) -
                          (static_cast<i64>(special.q) & -static_cast<i64>(residue > special.q / 2));
            const u64 r_mod_t = barrett64(static_cast<u64>(r + (i64{1} << 61) / t * t), plain);
            const u64 k = barrett64(r_mod_t * key_.special_inverse_plain(), plain);
            correction_[j][i] = static_cast<i64>(k) - (t & -static_cast<i64>(k > plain.q / 2));
            remainder_[j][i] = te - r;
        }
    }
    for (std::size_t i = 0; i < n; i++) correction_[0][i] += message_[i];

    for (std::size_t p = 0; p < c.primes(); p++) {
        const Prime &prime = c.prime(p);
        const u64 inverse = key_.special_inverse(p), inverse_quotient = key_.special_inverse_quotient(p);
        for (std::size_t i = 0; i < n; i++) transformed_[i] = from_signed(u_[i], prime.q);
        c.ntt(transformed_.data(), p);
        for (int j = 0; j < 2; j++) {
            u64 *target = out + (static_cast<std::size_t>(j) * c.primes() + p) * n;
            for (std::size_t i = 0; i < n; i++) {
                const u64 x = mul_shoup(from_signed(remainder_[j][i], prime.q), inverse, inverse_quotient, prime.q);
                target[i] = x + from_signed(correction_[j][i], prime.q);  // [0, 2q)
            }
            c.ntt(target, p);
            const Table &table = key_.divided(j);
            kernels().mul_table(scratch_.data(), transformed_.data(), table.values.data() + p * n,
                                table.quotients.data() + p * n, n, prime.q);
            kernels().add(target, target, scratch_.data(), n, prime.q);
        }
    }
}

void Encryptor::zero(u64 *z0, u64 *first, u64 *z1) {
    const Context &c = context_;
    const std::size_t n = c.n();
    const i64 t = static_cast<i64>(c.plain().q);
    sampler_.ternary(u_.data(), n);
    sampler_.noise(e_[0].data(), z0 ? n : 1);
    sampler_.noise(e_[1].data(), n);
    for (std::size_t p = 0; p < c.primes(); p++) {
        const Prime &prime = c.prime(p);
        for (std::size_t i = 0; i < n; i++) transformed_[i] = from_signed(u_[i], prime.q);
        c.ntt(transformed_.data(), p);
        for (int j = 0; j < 2; j++) {
            const Table &table = key_.data(j);
            const u64 *values = table.values.data() + p * n, *quotients = table.quotients.data() + p * n;
            u64 *target = j == 0 ? z0 : z1;
            if (target == nullptr) {
                // Only the constant coefficient is wanted: the mean of the NTT values.
                u64 total = 0;
                for (std::size_t i = 0; i < n; i += TILE)
                    total = reduce_once(total + kernels().dot(transformed_.data() + i, values + i, TILE, prime),
                                        prime.q);
                first[p] = reduce_once(mulmod(total, c.n_inverse(p), prime) + from_signed(t * e_[0][0], prime.q),
                                       prime.q);
                continue;
            }
            target += p * n;
            for (std::size_t i = 0; i < n; i++) target[i] = from_signed(t * e_[j][i], prime.q);
            c.ntt(target, p);
            kernels().mul_table(scratch_.data(), transformed_.data(), values, quotients, n, prime.q);
            kernels().add(target, target, scratch_.data(), n, prime.q);
        }
    }
}

}  // namespace sealome::he
