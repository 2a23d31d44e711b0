// SPDX-License-Identifier: Apache-2.0
#include "context.h"

#include <cmath>

#include "error.h"

namespace sealome::he {

Prime make_prime(u64 q) {
    const u128 ones = ~static_cast<u128>(0);
    const u128 ratio = ones / q;  // q is no power of two, so this is floor(2^128 / q)
    return {q, static_cast<u64>(ratio), static_cast<u64>(ratio >> 64)};
}

u64 powmod(u64 base, u64 exponent, const Prime &p) {
    u64 result = 1, power = barrett64(base, p);
    for (; exponent != 0; exponent >>= 1) {
        if (exponent & 1) result = mulmod(result, power, p);
        power = mulmod(power, power, p);
    }
    return result;
}

u64 invmod(u64 x, const Prime &p) { return powmod(x, p.q - 2, p); }

namespace {

seal::EncryptionParameters parameters(std::size_t n, const std::vector<int> &bits, u64 plain_modulus) {
    seal::EncryptionParameters parms(seal::scheme_type::bgv);
    parms.set_poly_modulus_degree(n);
    parms.set_coeff_modulus(seal::CoeffModulus::Create(n, bits));
    parms.set_plain_modulus(plain_modulus);
    return parms;
}

std::uint32_t reverse_bits(std::uint32_t x, int bits) {
    std::uint32_t result = 0;
    for (int i = 0; i < bits; i++, x >>= 1) result = (result << 1) | (x & 1);
    return result;
}

// SEAL's order of slots, so that its own decoder reads our planes.
std::vector<std::uint32_t> slot_order(std::size_t n) {
    int log_n = 0;
    while ((std::size_t{1} << log_n) < n) log_n++;
    std::vector<std::uint32_t> order(n);
    const std::size_t rows = n / 2, m = 2 * n;
    std::size_t position = 1;
    for (std::size_t i = 0; i < rows; i++) {
        order[i] = reverse_bits(static_cast<std::uint32_t>((position - 1) / 2), log_n);
        order[rows + i] = reverse_bits(static_cast<std::uint32_t>((m - position - 1) / 2), log_n);
        position = position * 3 % m;
    }
    return order;
}

}  // namespace

Context::Context(std::size_t n, const std::vector<int> &bits, u64 plain_modulus)
    : n_(n),
      seal_(parameters(n, bits, plain_modulus), true, seal::sec_level_type::tc128),
      special_{},
      plain_(make_prime(plain_modulus)),
      slot_index_(slot_order(n)) {
    if (!seal_.parameters_set())
        throw Error(Blame::parameters, std::string("SEAL refuses the parameters: ") + seal_.parameter_error_message());
    if (!seal_.using_keyswitching() || !seal_.first_context_data()->qualifiers().using_batching)
        throw Error(Blame::parameters, "the parameters lack batching or a special prime");
    const auto &all = seal_.key_context_data()->parms().coeff_modulus();
    for (std::size_t i = 0; i + 1 < all.size(); i++) primes_.push_back(make_prime(all[i].value()));
    special_ = make_prime(all.back().value());
    // A special prime's residue must fit every data prime as a signed value: encryption relies on it.
    double log_q = 0;
    for (const Prime &p : primes_) {
        if (special_.q / 2 + (u64{1} << 24) >= p.q || p.q >> 61)
            throw Error(Blame::parameters, "the special prime is too large for a data prime");
        n_inverse_.push_back(invmod(n, p));
        log_q += std::log2(static_cast<double>(p.q));
    }
    for (std::size_t i = 0; i <= primes_.size(); i++)
        tables_.push_back(std::make_unique<const OwnedTable>(seal_.key_context_data()->small_ntt_tables()[i],
                                                             i < primes_.size() ? primes_[i] : special_));
    tables_.push_back(std::make_unique<const OwnedTable>(*seal_.key_context_data()->plain_ntt_tables(), plain_));
    flood_bits_ = static_cast<int>(std::floor(log_q - 1.0002 - std::log2(static_cast<double>(plain_modulus))));
    // Asking one encryption is surer than a version number.
    seal::KeyGenerator keygen(seal_);
    seal::Encryptor encryptor(seal_, keygen.secret_key());
    seal::Ciphertext zero;
    encryptor.encrypt_zero_symmetric(zero);
    seal_keeps_ntt_ = zero.is_ntt_form();
}

Context::OwnedTable::OwnedTable(const seal::util::NTTTables &tables, const Prime &p) {
    const std::size_t n = tables.coeff_count();
    words.resize(4 * n);
    const u64 n_inverse = invmod(n, p);
    for (std::size_t i = 0; i < n; i++) {
        const u64 root = tables.get_from_root_powers(i).operand;
        u64 inverse = tables.get_from_inv_root_powers(i).operand;
        if (i == n - 1) inverse = mulmod(inverse, n_inverse, p);
        words[i] = root;
        words[n + i] = shoup_quotient(root, p.q);
        words[2 * n + i] = inverse;
        words[3 * n + i] = shoup_quotient(inverse, p.q);
    }
    const u64 *w = words.data();
    table = {n, p.q, w, w + n, w + 2 * n, w + 3 * n, n_inverse, shoup_quotient(n_inverse, p.q)};
}

void Context::ntt(u64 *poly, std::size_t i) const { kernels().ntt(poly, tables_[i]->table); }
void Context::intt(u64 *poly, std::size_t i) const { kernels().intt(poly, tables_[i]->table); }
void Context::special_ntt(u64 *poly) const { ntt(poly, primes_.size()); }
void Context::special_intt(u64 *poly) const { intt(poly, primes_.size()); }

void Context::to_coefficients(u64 *scratch, i64 *coefficients) const {
    kernels().intt(scratch, tables_.back()->table);
    const u64 t = plain_.q, half = t / 2;
    for (std::size_t i = 0; i < n_; i++) {
        const u64 x = scratch[i];
        coefficients[i] = static_cast<i64>(x) - static_cast<i64>(x > half ? t : 0);
    }
}

}  // namespace sealome::he
