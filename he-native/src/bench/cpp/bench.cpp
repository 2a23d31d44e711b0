// SPDX-License-Identifier: Apache-2.0
// The same work through SEAL's own API, through our kernels without Java, and a plain read of the same
// bytes. Prints one JSON object: {"seal": version, "kernels": name, "results": [{"name", "profile",
// "micros", "error"}]}; processor time of one thread for each plane or release, the median of the rounds and
// half their interquartile range.
//
//   sealome_bench [SMALL] [STANDARD] [WIDE] [DEEP]
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <functional>
#include <random>
#include <string>

#include "decrypt.h"
#include "evaluate.h"
#include "kernels.h"

using namespace sealome::he;

namespace {

struct Profile {
    const char *name;
    std::size_t n;
    std::vector<int> bits;
};

const std::vector<Profile> profiles = {
    {"SMALL", 4096, {46, 46, 17}},
    {"STANDARD", 8192, {60, 60, 60}},
    {"WIDE", 8192, {60, 60, 60, 38}},
    {"DEEP", 16384, {60, 60, 60, 60, 60, 60, 60}},
};

constexpr std::size_t PLANE_BYTES_IN_ALL = 96u << 20;  // more than a last-level cache holds
constexpr std::size_t RELEASES = 64;

volatile u64 sink;
bool first_result = true;

// The thread's own time: what others do on the machine counts as little as it can.
double thread_micros() {
    timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e6 + static_cast<double>(now.tv_nsec) * 1e-3;
}

void report(const char *name, const Profile &profile, std::size_t per_call, const std::function<void()> &call) {
    call();
    std::vector<double> rounds;
    const double end = thread_micros() + 1.5e6;
    while (rounds.size() < 5 || (thread_micros() < end && rounds.size() < 1000)) {
        const double start = thread_micros();
        call();
        rounds.push_back((thread_micros() - start) / static_cast<double>(per_call));
    }
    std::sort(rounds.begin(), rounds.end());
    const double median = rounds[rounds.size() / 2];
    const double spread = (rounds[rounds.size() * 3 / 4] - rounds[rounds.size() / 4]) / 2;
    std::printf("%s\n  {\"name\": \"%s\", \"profile\": \"%s\", \"micros\": %.3f, \"error\": %.3f}",
                first_result ? "" : ",", name, profile.name, median, spread);
    std::fflush(stdout);
    first_result = false;
}

// Reads a plane: the sum of its words, which no machine does faster than reading them.
u64 read(const u64 *words, std::size_t count) {
    u64 a = 0, b = 0, c = 0, d = 0;
    for (std::size_t i = 0; i < count; i += 4) {
        a += words[i];
        b += words[i + 1];
        c += words[i + 2];
        d += words[i + 3];
    }
    return a + b + c + d;
}

void ours(const Profile &profile, const SharedContext &context, const GeneratedKeys &keys,
          const std::vector<std::int32_t> &values, const std::vector<u64> &bits) {
    const std::size_t n = profile.n, words = 2 * context->component_words();
    const std::size_t count = std::max<std::size_t>(2 * RELEASES, PLANE_BYTES_IN_ALL / (words * 8));
    std::vector<u64> planes(count * words);
    Encryptor encryptor(*keys.public_key);
    for (std::size_t i = 0; i < 4; i++) encryptor.plane(values.data(), n, planes.data() + i * words);
    for (std::size_t i = 4; i < count; i++)
        std::memcpy(planes.data() + i * words, planes.data() + (i % 4) * words, words * 8);
    std::size_t next = 0;
    const auto take = [&](std::size_t many) {
        if (next + many > count) next = 0;
        next += many;
        return planes.data() + (next - many) * words;
    };

    report("native.read", profile, 1, [&] { sink = read(take(1), words); });

    const Mask mask(context, bits.data(), bits.size());
    ZeroPool pool(*keys.public_key);
    const auto run = [&](const Circuit &circuit, std::size_t used, std::vector<u64> &out) {
        Inputs inputs;
        const u64 *start = take(used);
        for (std::size_t i = 0; i < used; i++) inputs.planes.push_back(start + i * words);
        inputs.masks.push_back(&mask);
        evaluate(circuit, *context, pool, nullptr, inputs, out.data(), 1, {});
    };
    std::vector<i64> counts, ands;
    for (i64 i = 0; i < static_cast<i64>(RELEASES); i++) {
        counts.insert(counts.end(), {0, i, 5, 3 * i, 0, 10, 3 * i + 1});
        ands.insert(ands.end(), {0, 2 * i, 0, 2 * i + 1, 6, 6 * i, 6 * i + 1, 5, 6 * i + 2, 0, 9, 6 * i + 3, 1, 10,
                                 6 * i + 4});
    }
    const Decryptor decryptor(*keys.secret);
    const auto measure = [&](const char *evaluate_name, const char *release_name, const std::vector<i64> &program,
                             std::size_t used, std::uint32_t degree, bool prepared) {
        const Circuit circuit = Circuit::parse(program.data(), program.size(), *context, used, 1);
        const std::size_t sample = sample_words(*context, degree);
        std::vector<u64> out(RELEASES * sample);
        report(evaluate_name, profile, RELEASES, [&] {
            if (prepared) pool.fill(0, 1);
            run(circuit, used, out);
        });
        report(release_name, profile, RELEASES, [&] {
            for (std::size_t i = 0; i < RELEASES; i++) sink = decryptor.sum(out.data() + i * sample, degree);
        });
    };
    measure("native.count.evaluate", "native.count.release", counts, RELEASES, 1, false);
    if (profile.n > 4096)
        measure("native.and.evaluateWithZeros", "native.and.release", ands, 2 * RELEASES, 2, false);

    std::vector<u64> zero(words), first(context->primes());
    report("native.zero", profile, 1, [&] { encryptor.zero(nullptr, first.data(), zero.data()); });
    report("native.encrypt", profile, 1, [&] { encryptor.plane(values.data(), n, zero.data()); });
    report("native.mask", profile, 1, [&] { Mask again(context, bits.data(), bits.size()); });
}

// What a user of SEAL's API writes: ciphertexts kept in the form that multiplies fastest, the sum taken
// by the steward after decoding (rotations would cost several times more, and leave her less).
void seals(const Profile &profile, const Context &context, const GeneratedKeys &keys,
           const std::vector<std::int32_t> &values, const std::vector<u64> &bits) {
    const std::size_t n = profile.n;
    const seal::SEALContext &c = context.seal();
    const seal::BatchEncoder encoder(c);
    const seal::Encryptor encryptor(c, keys.public_key->seal());
    const seal::Evaluator evaluator(c);
    seal::Decryptor decryptor(c, keys.secret->seal());
    std::vector<std::int64_t> slots(values.begin(), values.end());
    seal::Plaintext plain;
    encoder.encode(slots, plain);
    seal::Ciphertext fresh;
    encryptor.encrypt(plain, fresh);
    report("seal.encrypt", profile, 1, [&] {
        encoder.encode(slots, plain);
        encryptor.encrypt(plain, fresh);
    });
    seal::Ciphertext zero;
    report("seal.encrypt_zero", profile, 1, [&] { encryptor.encrypt_zero(zero); });

    std::vector<u64> members(n);
    for (std::size_t i = 0; i < n; i++) members[i] = bits[i / 64] >> (i % 64) & 1;
    seal::Plaintext mask, mask_ntt;
    encoder.encode(members, mask);
    mask_ntt = mask;
    evaluator.transform_to_ntt_inplace(mask_ntt, c.first_parms_id());
    seal::Ciphertext stored = fresh;
    if (!stored.is_ntt_form()) evaluator.transform_to_ntt_inplace(stored);

    seal::Ciphertext result;
    report("seal.add", profile, 1, [&] { evaluator.add(stored, stored, result); });
    report("seal.count.evaluate", profile, 1, [&] {
        evaluator.multiply_plain(stored, mask_ntt, result);
        if (!fresh.is_ntt_form()) evaluator.transform_from_ntt_inplace(result);
    });
    seal::Plaintext decrypted;
    std::vector<std::int64_t> decoded;
    const auto release = [&] {
        decryptor.decrypt(result, decrypted);
        encoder.decode(decrypted, decoded);
        std::int64_t total = 0;
        for (const std::int64_t x : decoded) total += x;
        sink = static_cast<u64>(total);
    };
    report("seal.count.release", profile, 1, release);
    if (profile.n <= 4096) return;
    report("seal.and.evaluate", profile, 1, [&] {
        evaluator.multiply(fresh, fresh, result);
        if (result.is_ntt_form())
            evaluator.multiply_plain_inplace(result, mask_ntt);
        else
            evaluator.multiply_plain_inplace(result, mask);
    });
    report("seal.and.release", profile, 1, release);
    if (profile.n <= 8192) return;

    // Products of 4 and 8 in a balanced tree, relinearised; the last product is decrypted as it is.
    const seal::RelinKeys &relin = keys.relin->seal();
    const auto product = [&](std::size_t factors) {
        std::vector<seal::Ciphertext> level(factors, fresh);
        while (level.size() > 1) {
            std::vector<seal::Ciphertext> above(level.size() / 2);
            for (std::size_t i = 0; i < above.size(); i++) {
                evaluator.multiply(level[2 * i], level[2 * i + 1], above[i]);
                if (above.size() > 1) {
                    evaluator.relinearize_inplace(above[i], relin);
                    evaluator.mod_switch_to_next_inplace(above[i]);
                }
            }
            level = std::move(above);
        }
        result = level[0];
        if (result.is_ntt_form()) {
            seal::Plaintext there = mask;
            evaluator.transform_to_ntt_inplace(there, result.parms_id());
            evaluator.multiply_plain_inplace(result, there);
        } else {
            evaluator.multiply_plain_inplace(result, mask);
        }
    };
    report("seal.and4.evaluate", profile, 1, [&] { product(4); });
    report("seal.and4.release", profile, 1, release);
    report("seal.and8.evaluate", profile, 1, [&] { product(8); });
    report("seal.and8.release", profile, 1, release);
}

}  // namespace

int main(int argc, char **argv) {
    std::printf("{\"seal\": \"%s\", \"kernels\": \"%s\", \"results\": [", SEAL_VERSION, kernels().name);
    for (const Profile &profile : profiles) {
        bool wanted = argc < 2 && profile.n <= 8192;
        for (int i = 1; i < argc; i++) wanted = wanted || profile.name == std::string(argv[i]);
        if (!wanted) continue;
        const auto context = std::make_shared<const Context>(profile.n, profile.bits, 65537);
        const GeneratedKeys keys = generate_keys(context);
        std::mt19937_64 random(1);
        std::vector<std::int32_t> values(profile.n);
        for (auto &value : values) value = static_cast<std::int32_t>(random() & 1);
        std::vector<u64> bits(profile.n / 64);
        for (auto &word : bits) word = random() | random();
        ours(profile, context, keys, values, bits);
        seals(profile, *context, keys, values, bits);
    }
    std::printf("\n]}\n");
    return 0;
}
