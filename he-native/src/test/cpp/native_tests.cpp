// SPDX-License-Identifier: Apache-2.0
// The native side by itself, so that sanitizers can watch it: arithmetic at its edges, every kernel
// against the generic one, planes against SEAL's own decryptor, circuits against plain arithmetic,
// programs that name what is not there, and bytes that are no keys.
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <random>
#include <string>

#include "decrypt.h"
#include "error.h"
#include "evaluate.h"
#include "kernels.h"

using namespace sealome::he;

namespace {

int failures = 0;
std::mt19937_64 random_words(20261121);

void check(bool holds, const char *what, int line) {
    if (holds) return;
    std::fprintf(stderr, "line %d: %s\n", line, what);
    failures++;
}
#define CHECK(X) check((X), #X, __LINE__)

void check_throws(Blame blame, const std::function<void()> &body, int line) {
    try {
        body();
    } catch (const Error &e) {
        check(e.blame() == blame, e.what(), line);
        return;
    }
    check(false, "nothing was thrown", line);
}
#define CHECK_THROWS(BLAME, BODY) check_throws(BLAME, [&] { BODY; }, __LINE__)

u64 below(u64 bound) { return random_words() % bound; }

void arithmetic() {
    std::vector<u64> primes = {65537, 114689};
    for (const auto &modulus : seal::CoeffModulus::Create(8192, {38, 46, 60, 60})) primes.push_back(modulus.value());
    for (const u64 q : primes) {
        const Prime p = make_prime(q);
        const u64 edges[] = {0, 1, q - 1, q, q + 1, 2 * q - 1, ~u64{0}, ~u64{0} - 1, u64{1} << 63};
        for (const u64 x : edges) {
            CHECK(barrett64(x, p) == x % q);
            for (const u64 y : edges) {
                const u128 product = static_cast<u128>(x) * y;
                CHECK(barrett128(product, p) == static_cast<u64>(product % q));
                const u64 w = y % q;
                CHECK(mul_shoup(x, w, shoup_quotient(w, q), q) == static_cast<u64>(static_cast<u128>(x) * w % q));
            }
        }
        CHECK(barrett128(~static_cast<u128>(0), p) == static_cast<u64>(~static_cast<u128>(0) % q));
        for (int i = 0; i < 1000; i++) {
            const u128 x = static_cast<u128>(random_words()) << 64 | random_words();
            CHECK(barrett128(x, p) == static_cast<u64>(x % q));
            const u64 y = 1 + below(q - 1);
            CHECK(mulmod(y, invmod(y, p), p) == 1);
        }
        CHECK(from_signed(-1, q) == q - 1);
        CHECK(from_signed(0, q) == 0);
    }
}

// The set that this machine chose against plain arithmetic, at the largest reduced values too.
void kernel_results() {
    const Kernels &k = kernels();
    const Prime p = make_prime(0xffffffffffc0001);
    for (const bool largest : {false, true}) {
        std::vector<u64> x(TILE), y(TILE), quotient(TILE), out(TILE), expected(TILE);
        u64 dot = 0, sum = 0;
        for (std::size_t i = 0; i < TILE; i++) {
            x[i] = largest ? p.q - 1 : below(p.q);
            y[i] = largest ? p.q - 1 : below(p.q);
            quotient[i] = shoup_quotient(y[i], p.q);
            expected[i] = mulmod(x[i], y[i], p);
            dot = (dot + expected[i]) % p.q;
            sum = (sum + x[i]) % p.q;
        }
        CHECK(k.dot(x.data(), y.data(), TILE, p) == dot);
        CHECK(k.sum(x.data(), TILE, p) == sum);
        k.mul_table(out.data(), x.data(), y.data(), quotient.data(), TILE, p.q);
        CHECK(out == expected);
        const u64 *xs[] = {x.data(), y.data(), x.data()}, *ys[] = {y.data(), x.data(), y.data()};
        for (std::size_t terms = 1; terms <= 3; terms++) {
            k.convolve(out.data(), xs, ys, terms, TILE, p);
            for (std::size_t i = 0; i < TILE; i++) CHECK(out[i] == mulmod(expected[i], terms, p));
        }
        k.add(out.data(), x.data(), y.data(), TILE, p.q);
        for (std::size_t i = 0; i < TILE; i++) CHECK(out[i] == (x[i] + y[i]) % p.q);
        k.sub(out.data(), x.data(), y.data(), TILE, p.q);
        for (std::size_t i = 0; i < TILE; i++) CHECK(out[i] == (x[i] + p.q - y[i]) % p.q);
        std::fill(out.begin(), out.end(), 1);
        k.accumulate(out.data(), x.data(), 7, TILE);
        k.accumulate_negative(out.data(), y.data(), 7, 7 * p.q, TILE);
        k.reduce(out.data(), TILE, p);
        for (std::size_t i = 0; i < TILE; i++)
            CHECK(out[i] == static_cast<u64>((static_cast<u128>(1) + static_cast<u128>(x[i]) * 7 +
                                              static_cast<u128>(p.q - y[i]) * 7) % p.q));
    }
    std::vector<std::uint8_t> bytes(6 * 1000);
    std::vector<std::int8_t> noise(1000), reference(1000);
    for (auto &byte : bytes) byte = static_cast<std::uint8_t>(random_words());
    k.binomial(noise.data(), bytes.data(), noise.size());
    kernels_generic.binomial(reference.data(), bytes.data(), noise.size());
    CHECK(noise == reference);
}

// Ours against SEAL's, at every prime of every profile.
void transforms() {
    for (const auto &profile : std::vector<std::pair<std::size_t, std::vector<int>>>{
             {4096, {46, 46, 17}}, {8192, {60, 60, 60, 38}}, {16384, {60, 60, 60, 60, 60, 60, 60}}}) {
        const Context c(profile.first, profile.second, 65537);
        const auto *tables = c.seal().key_context_data()->small_ntt_tables();
        for (std::size_t p = 0; p <= c.primes(); p++) {
            const u64 q = p < c.primes() ? c.prime(p).q : c.special().q;
            for (const u64 range : {1, 4}) {
                std::vector<u64> x(c.n()), y;
                for (auto &v : x) v = below(range * q);
                x[0] = x[1] = range * q - 1;
                y = x;
                c.ntt(x.data(), p);
                seal::util::ntt_negacyclic_harvey(y.data(), tables[p]);
                CHECK(x == y);
                if (range == 4)
                    for (std::size_t i = 0; i < c.n(); i += 3) y[i] += q;
                x = y;
                c.intt(x.data(), p);
                seal::util::inverse_ntt_negacyclic_harvey(y.data(), tables[p]);
                CHECK(x == y);
            }
        }
    }
}

// The key stream of RFC 8439, appendix A.1: key 0, nonce 0, blocks 0 and 1; and key 00 .. 00 01.
void chacha() {
    const std::uint8_t first[16] = {0x76, 0xb8, 0xe0, 0xad, 0xa0, 0xf1, 0x3d, 0x90,
                                    0x40, 0x5d, 0x6a, 0xe5, 0x53, 0x86, 0xbd, 0x28};
    const std::uint8_t second[16] = {0x9f, 0x07, 0xe7, 0xbe, 0x55, 0x51, 0x38, 0x7a,
                                     0x98, 0xba, 0x97, 0x7c, 0x73, 0x2d, 0x08, 0x0d};
    const std::uint8_t other_key[16] = {0x3a, 0xeb, 0x52, 0x24, 0xec, 0xf8, 0x49, 0x92,
                                        0x9b, 0x9d, 0x82, 0x8d, 0xb1, 0xce, 0xd4, 0xdd};
    std::uint8_t out[CHACHA_BYTES], later[CHACHA_BYTES];
    std::uint32_t key[8] = {0};
    kernels().chacha(out, key, 0);
    CHECK(std::memcmp(out, first, 16) == 0);
    CHECK(std::memcmp(out + 64, second, 16) == 0);
    kernels().chacha(later, key, 3);
    CHECK(std::memcmp(out + 3 * 64, later, CHACHA_BYTES - 3 * 64) == 0);
    key[7] = 0x01000000;
    kernels().chacha(out, key, 0);
    CHECK(std::memcmp(out + 64, other_key, 16) == 0);
}

void sampling() {
    Sampler sampler;
    const std::size_t count = 1 << 20;
    std::vector<std::int8_t> x(count);
    sampler.ternary(x.data(), count);
    double counts[3] = {0, 0, 0};
    for (const std::int8_t v : x) {
        CHECK(v >= -1 && v <= 1);
        counts[v + 1]++;
    }
    for (const double c : counts) CHECK(c > count / 3.0 * 0.99 && c < count / 3.0 * 1.01);
    sampler.noise(x.data(), count);
    double mean = 0, square = 0;
    for (const std::int8_t v : x) {
        mean += v;
        square += v * v;
    }
    CHECK(mean / count > -0.05 && mean / count < 0.05);
    CHECK(square / count > 10.3 && square / count < 10.7);
}

struct Cohort {
    Cohort(std::size_t n, const std::vector<int> &bits)
        : context(std::make_shared<const Context>(n, bits, 65537)), keys(generate_keys(context)) {
        Encryptor encryptor(*keys.public_key);
        for (int i = 0; i < 3; i++) {
            values.emplace_back(n);
            for (auto &v : values.back())
                v = i == 2 ? static_cast<std::int32_t>(below(65537)) - 32768 : static_cast<std::int32_t>(below(2));
            planes.emplace_back(2 * context->component_words());
            encryptor.plane(values.back().data(), n, planes.back().data());
        }
        bits_of_mask.resize(n / 64);
        for (auto &word : bits_of_mask) word = random_words();
        mask = std::make_unique<Mask>(context, bits_of_mask.data(), bits_of_mask.size());
    }

    Inputs inputs() const {
        Inputs result;
        for (const auto &plane : planes) result.planes.push_back(plane.data());
        result.masks.push_back(mask.get());
        return result;
    }

    SharedContext context;
    GeneratedKeys keys;
    std::vector<std::vector<std::int32_t>> values;
    std::vector<std::vector<u64>> planes;
    std::vector<u64> bits_of_mask;
    std::unique_ptr<Mask> mask;
};

// Slot by slot, through SEAL: our encryption is one of SEAL's in all but speed.
void seal_reads_our_planes(const Cohort &cohort) {
    const Context &c = *cohort.context;
    seal::Decryptor decryptor(c.seal(), cohort.keys.secret->seal());
    const seal::BatchEncoder encoder(c.seal());
    for (std::size_t i = 0; i < cohort.planes.size(); i++) {
        seal::Ciphertext ciphertext;
        ciphertext.resize(c.seal(), c.seal().first_parms_id(), 2);
        std::vector<u64> plane = cohort.planes[i];
        for (std::size_t k = 0; k < 2 && !c.seal_keeps_ntt(); k++)
            for (std::size_t p = 0; p < c.primes(); p++) c.intt(plane.data() + (k * c.primes() + p) * c.n(), p);
        std::copy(plane.begin(), plane.end(), ciphertext.data());
        ciphertext.is_ntt_form() = c.seal_keeps_ntt();
        CHECK(seal::is_valid_for(ciphertext, c.seal()));
        // Our rounding is of the size of SEAL's: its own budget after one encryption may differ by a bit.
        seal::Ciphertext theirs;
        seal::Encryptor(c.seal(), cohort.keys.public_key->seal()).encrypt_zero(theirs);
        CHECK(decryptor.invariant_noise_budget(ciphertext) + 3 > decryptor.invariant_noise_budget(theirs));
        seal::Plaintext plain;
        decryptor.decrypt(ciphertext, plain);
        std::vector<std::int64_t> slots;
        encoder.decode(plain, slots);
        for (std::size_t s = 0; s < c.n(); s++) CHECK(slots[s] == cohort.values[i][s]);
    }
}

u64 sum_of(const Cohort &cohort, const std::function<i64(std::size_t)> &slot, bool masked) {
    i64 total = 0;
    for (std::size_t s = 0; s < cohort.context->n(); s++)
        if (!masked || (cohort.bits_of_mask[s / 64] >> (s % 64) & 1)) total += slot(s) % 65537;
    return static_cast<u64>((total % 65537 + 65537) % 65537);
}

void circuits(const Cohort &cohort, bool products) {
    const Context &c = *cohort.context;
    const auto &v = cohort.values;
    std::vector<i64> program = {
        0, 0,                       // 0: plane 0
        0, 2,                       // 1: plane 2
        4, 3, 0, 1, 1, -2, 2, 9, 4,  // 2: p0 - 2 p1 + 9 p2 + 4
        5, 2, 0,                    // 3: masked
        10, 3,                      // 4: release
        1, 0, 1,                    // 5: p0 + p2
        2, 5, 0,                    // 6: p2
        3, 6, -3,                   // 7: -3 p2
        8, 7, 11,                   // 8: -3 p2 + 11
        10, 8,                      // 9: release
    };
    std::vector<u64> expected = {
        sum_of(cohort, [&](std::size_t s) { return v[0][s] - 2 * v[1][s] + 9 * v[2][s] + 4; }, true),
        sum_of(cohort, [&](std::size_t s) { return -3 * v[2][s] + 11; }, false),
    };
    if (products) {
        const std::vector<i64> more = {
            6,  0,  2,      // 10: p0 * (form)
            5,  10, 0,      // 11: masked
            9,  11, 1,      // 12: hidden
            10, 12,         // 13: release
            7,  10,         // 14: relinearised
            6,  14, 1,      // 15: times p2
            9,  15, 3,      // 16: hidden
            10, 16,         // 17: release
            3,  1,  0,      // 18: 0 * p2
            6,  18, 0,      // 19: times p0
            7,  19,         // 20: relinearised, though nothing of it depends on the key
            9,  20, 1,      // 21: hidden
            10, 21,         // 22: release
        };
        program.insert(program.end(), more.begin(), more.end());
        const auto product = [&](std::size_t s) {
            return static_cast<i64>(v[0][s]) * (v[0][s] - 2 * v[1][s] + 9 * v[2][s] + 4);
        };
        expected.push_back(sum_of(cohort, product, true));
        expected.push_back(sum_of(cohort, [&](std::size_t s) { return product(s) % 65537 * v[2][s]; }, false));
        expected.push_back(0);
    }
    const Circuit circuit = Circuit::parse(program.data(), program.size(), c, 3, 1);
    std::size_t words = 0;
    for (const auto r : circuit.releases) words += sample_words(c, circuit.nodes[r].degree);
    ZeroPool pool(*cohort.keys.public_key);
    const Decryptor decryptor(*cohort.keys.secret);
    for (const std::size_t threads : {1, 3}) {
        std::vector<u64> out(words);
        pool.fill(threads - 1, threads);
        evaluate(circuit, c, pool, cohort.keys.relin.get(), cohort.inputs(), out.data(), threads, {});
        const u64 *sample = out.data();
        for (std::size_t i = 0; i < expected.size(); i++) {
            const std::uint32_t degree = circuit.nodes[circuit.releases[i]].degree;
            CHECK(decryptor.sum(sample, degree) == expected[i]);
            sample += sample_words(c, degree);
        }
    }
}

void bad_programs(const Cohort &cohort) {
    const Context &c = *cohort.context;
    const std::vector<std::vector<i64>> programs = {
        {11}, {-1}, {0}, {0, 1}, {0, -1}, {1, 0, 0}, {0, 0, 1, 0, 1}, {0, 0, 5, 0, 1}, {0, 0, 5, 0, -1},
        {4, 0, 0}, {4, 1, 0, 1}, {4, -1, 0}, {4, 1, 9, 1, 0}, {4, 1, 0, 65537, 0}, {4, i64{1} << 62, 0, 0},
        {0, 0, 3, 0, 70000}, {0, 0, 7, 0}, {0, 0, 9, 0, 4}, {0, 0, 10, 0, 10, 1}, {0, 0, 9, 0, 0, 1, 0, 1},
        {0, 0, 9, 0, 0, 6, 1, 1}, {0, 0, 6, 0, 0, 6, 1, 1, 6, 2, 2, 6, 3, 3, 6, 4, 4, 6, 5, 5},
        {0, 9223372036854775807LL}, {0, 0, 10, -9223372036854775807LL},
    };
    for (const auto &program : programs)
        CHECK_THROWS(Blame::argument, Circuit::parse(program.data(), program.size(), c, 1, 1));
    for (int i = 0; i < 20000; i++) {
        std::vector<i64> program(1 + below(12));
        for (auto &word : program) word = static_cast<i64>(below(14)) - 1;
        try {
            Circuit::parse(program.data(), program.size(), c, 2, 2);
        } catch (const Error &) {
        }
    }
    const i64 relin[] = {0, 0, 6, 0, 0, 7, 1, 9, 2, 1, 10, 3};
    const Circuit circuit = Circuit::parse(relin, 12, c, 1, 1);
    ZeroPool pool(*cohort.keys.public_key);
    std::vector<u64> out(sample_words(c, 1));
    CHECK_THROWS(Blame::argument, evaluate(circuit, c, pool, nullptr, cohort.inputs(), out.data(), 1, {}));
}

void bad_keys(const Cohort &cohort) {
    const std::string good = cohort.keys.public_key->save();
    const auto load = [&](const std::string &bytes) {
        delete PublicKey::load(cohort.context, reinterpret_cast<const std::uint8_t *>(bytes.data()), bytes.size());
    };
    load(good);
    for (const std::size_t length : {std::size_t{0}, std::size_t{1}, std::size_t{15}, std::size_t{16}, std::size_t{80},
                                     good.size() - 1})
        CHECK_THROWS(Blame::corrupt, load(good.substr(0, length)));
    for (std::size_t i = 0; i < 300; i++) {
        std::string bad = good;
        bad[i < 150 ? i : below(bad.size())] = static_cast<char>(random_words());
        try {
            load(bad);
        } catch (const Error &e) {
            CHECK(e.blame() == Blame::corrupt);
        }
    }
    CHECK_THROWS(Blame::argument, {
        std::vector<u64> bits(cohort.context->n() / 64 + 1, 1);
        Mask(cohort.context, bits.data(), bits.size());
    });
    CHECK_THROWS(Blame::argument, {
        const std::int32_t value = 32769;
        std::vector<u64> out(2 * cohort.context->component_words());
        Encryptor(*cohort.keys.public_key).plane(&value, 1, out.data());
    });
    CHECK_THROWS(Blame::parameters, Context(4096, {60, 60, 60}, 65537));
}

}  // namespace

int main() {
    std::printf("SEAL %s, %s kernels\n", SEAL_VERSION, kernels().name);
    arithmetic();
    kernel_results();
    transforms();
    chacha();
    sampling();
    const Cohort small(4096, {46, 46, 17});
    seal_reads_our_planes(small);
    circuits(small, false);
    bad_programs(small);
    bad_keys(small);
    const Cohort wide(8192, {60, 60, 60, 38});
    seal_reads_our_planes(wide);
    circuits(wide, true);
    const Cohort standard(8192, {60, 60, 60});
    seal_reads_our_planes(standard);
    std::printf("%s\n", failures == 0 ? "all native tests pass" : "native tests FAIL");
    return failures == 0 ? 0 : 1;
}
