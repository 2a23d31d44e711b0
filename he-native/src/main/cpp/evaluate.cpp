// SPDX-License-Identifier: Apache-2.0
// Everything but relinearisation is pointwise on NTT values, so a release is computed tile by tile: the
// whole expression on 512 values of one prime, then the next 512. No polynomial but the planes and the
// sample itself is ever in memory.
#include "evaluate.h"

#include <algorithm>
#include <cstring>

#include "error.h"
#include "kernels.h"
#include "parallel.h"
#include "schedule.h"

namespace sealome::he {

namespace {

class Tiles {
  public:
    Tiles(const Context &context, const Inputs &inputs, Workspace &workspace)
        : c_(context), inputs_(inputs), workspace_(workspace), k_(kernels()) {}

    void run(const std::vector<Step> &steps, std::size_t prime, std::size_t offset) {
        for (const Step &step : steps) run(step, prime, offset);
    }

  private:
    void run(const Step &s, std::size_t p, std::size_t o) {
        const Prime &prime = c_.prime(p);
        const Node &node = *s.node;
        switch (node.op) {
            case Op::linear:
                linear(s, p, o);
                break;
            case Op::add:
            case Op::sub:
                add_or_sub(s, p, o, node.op == Op::sub);
                break;
            case Op::scale: {
                const u64 w = from_signed(node.constant, prime.q), w_quotient = shoup_quotient(w, prime.q);
                for (std::size_t k = 0; k <= node.degree; k++)
                    k_.mul_constant(s.out + k * TILE, s.a.tile(k, c_, p, o), w, w_quotient, TILE, prime.q);
                break;
            }
            case Op::mul_plain: {
                const Mask &mask = *inputs_.masks[node.b];
                for (std::size_t k = 0; k <= node.degree; k++)
                    k_.mul_table(s.out + k * TILE, s.a.tile(k, c_, p, o), mask.values(p) + o, mask.quotients(p) + o,
                                 TILE, prime.q);
                break;
            }
            case Op::add_plain:
                k_.add_constant(s.out, s.a.tile(0, c_, p, o), from_signed(node.constant, prime.q), TILE, prime.q);
                for (std::size_t k = 1; k <= node.degree; k++)
                    std::memcpy(s.out + k * TILE, s.a.tile(k, c_, p, o), TILE * sizeof(u64));
                break;
            case Op::mul:
                multiply(s, p, o);
                break;
            case Op::load:
            case Op::relinearise:
            case Op::rerandomise:
            case Op::release:
                throw Error(Blame::argument, "an operation stands where it cannot");
        }
    }

    void linear(const Step &s, std::size_t p, std::size_t o) {
        const Prime &prime = c_.prime(p);
        // Sums stay below 2^64 while the coefficients' absolute values add up to less than this.
        const u64 room = ~static_cast<u64>(0) / prime.q;
        for (std::size_t k = 0; k < 2; k++) {
            u64 *acc = s.out + k * TILE;
            std::memset(acc, 0, TILE * sizeof(u64));
            u64 used = 0;
            const auto make_room = [&](u64 more) {
                if (used + more > room) {
                    k_.reduce(acc, TILE, prime);
                    used = 1;
                }
                used += more;
            };
            for (const Term &term : s.node->terms) {
                const u64 *x = inputs_.planes[term.plane] + k * c_.component_words() + p * c_.n() + o;
                const u64 size = static_cast<u64>(term.coefficient < 0 ? -term.coefficient : term.coefficient);
                if (size > 7) {
                    const u64 w = from_signed(term.coefficient, prime.q);
                    k_.mul_constant(workspace_.temporary.data(), x, w, shoup_quotient(w, prime.q), TILE, prime.q);
                    make_room(1);
                    k_.accumulate(acc, workspace_.temporary.data(), 1, TILE);
                } else if (term.coefficient > 0) {
                    make_room(size);
                    k_.accumulate(acc, x, size, TILE);
                } else if (size != 0) {
                    make_room(size);
                    k_.accumulate_negative(acc, x, size, size * prime.q, TILE);
                }
            }
            k_.reduce(acc, TILE, prime);
            if (k == 0 && s.node->constant != 0)
                k_.add_constant(acc, acc, from_signed(s.node->constant, prime.q), TILE, prime.q);
        }
    }

    void add_or_sub(const Step &s, std::size_t p, std::size_t o, bool negative) {
        const u64 q = c_.prime(p).q;
        const std::size_t have_a = degree_of(s.node->a), have_b = degree_of(s.node->b);
        for (std::size_t k = 0; k <= s.node->degree; k++) {
            u64 *out = s.out + k * TILE;
            if (k > have_b) {
                std::memcpy(out, s.a.tile(k, c_, p, o), TILE * sizeof(u64));
            } else if (k > have_a) {
                const u64 *y = s.b.tile(k, c_, p, o);
                if (!negative) {
                    std::memcpy(out, y, TILE * sizeof(u64));
                } else {
                    for (std::size_t i = 0; i < TILE; i++) out[i] = y[i] == 0 ? 0 : q - y[i];
                }
            } else if (negative) {
                k_.sub(out, s.a.tile(k, c_, p, o), s.b.tile(k, c_, p, o), TILE, q);
            } else {
                k_.add(out, s.a.tile(k, c_, p, o), s.b.tile(k, c_, p, o), TILE, q);
            }
        }
    }

    void multiply(const Step &s, std::size_t p, std::size_t o) {
        const std::size_t da = degree_of(s.node->a), db = degree_of(s.node->b);
        const u64 *x[MAX_DEGREE + 1], *y[MAX_DEGREE + 1];
        for (std::size_t k = 0; k <= da + db; k++) {
            std::size_t terms = 0;
            for (std::size_t i = k > db ? k - db : 0; i <= std::min(k, da); i++, terms++) {
                x[terms] = s.a.tile(i, c_, p, o);
                y[terms] = s.b.tile(k - i, c_, p, o);
            }
            k_.convolve(s.out + k * TILE, x, y, terms, TILE, c_.prime(p));
        }
    }

    std::size_t degree_of(std::uint32_t node) const { return (*nodes)[node].degree; }

    const Context &c_;
    const Inputs &inputs_;
    Workspace &workspace_;
    const Kernels &k_;

  public:
    const std::vector<Node> *nodes = nullptr;
};

struct Worker {
    Worker(const Circuit &circuit, const Context &context, const Inputs &inputs,
           const std::vector<const u64 *> &materialised)
        : schedule(circuit, inputs, materialised, workspace), tiles(context, inputs, workspace) {
        tiles.nodes = &circuit.nodes;
    }

    Workspace workspace;
    Schedule schedule;
    Tiles tiles;
    std::vector<Step> steps;
};

// t times a uniform value in [-2^k, 2^k), added to b.
void flood(const Context &c, Sampler &sampler, u64 *b) {
    const int bits = c.flood_bits() + 1;
    const std::size_t words = static_cast<std::size_t>(bits + 63) / 64;
    std::vector<u64> random(words);
    sampler.bytes(random.data(), words * sizeof(u64));
    if (bits % 64 != 0) random[words - 1] &= ~static_cast<u64>(0) >> (64 - bits % 64);
    for (std::size_t p = 0; p < c.primes(); p++) {
        const Prime &prime = c.prime(p);
        u64 rest = 0;
        for (std::size_t i = words; i-- > 0;) rest = barrett128((static_cast<u128>(rest) << 64) | random[i], prime);
        const u64 middle = powmod(2, static_cast<u64>(c.flood_bits()), prime);
        const u64 value = reduce_once(rest + prime.q - middle, prime.q);
        b[p] = reduce_once(b[p] + mulmod(value, c.plain().q, prime), prime.q);
    }
    wipe(random.data(), words * sizeof(u64));
}

// The zeros of one release: for shift 0 from the pool, for the others both polynomials whole.
class Hiding {
  public:
    Hiding(const Context &c, ZeroPool &pool, Encryptor &encryptor, u64 shifts) : c_(c) {
        if (shifts & 1) first_ = pool.take(encryptor);
        whole_.resize(MAX_DEGREE);
        for (std::size_t i = 1; i < MAX_DEGREE; i++) {
            if ((shifts >> i & 1) == 0) continue;
            whole_[i].resize(2 * c.component_words());
            encryptor.zero(whole_[i].data(), nullptr, whole_[i].data() + c.component_words());
        }
    }
    ~Hiding() {
        if (first_) wipe(first_->second.data(), first_->second.size() * sizeof(u64));
        for (auto &zero : whole_) wipe(zero.data(), zero.size() * sizeof(u64));
    }
    Hiding(const Hiding &) = delete;
    Hiding &operator=(const Hiding &) = delete;

    u64 constant(std::size_t prime) const { return first_ ? first_->first[prime] : 0; }

    // Adds what belongs on component k >= 1.
    void apply(u64 *out, std::size_t k, std::size_t prime, std::size_t offset) const {
        const u64 q = c_.prime(prime).q;
        const std::size_t at = prime * c_.n() + offset;
        if (k == 1 && first_) kernels().add(out, out, first_->second.data() + at, TILE, q);
        if (k > 1 && !whole_[k - 1].empty())
            kernels().add(out, out, whole_[k - 1].data() + c_.component_words() + at, TILE, q);
        if (k < MAX_DEGREE && !whole_[k].empty()) kernels().add(out, out, whole_[k].data() + at, TILE, q);
    }

  private:
    const Context &c_;
    std::unique_ptr<Zero> first_;
    std::vector<std::vector<u64>> whole_;
};

void release(const Circuit &circuit, const Context &c, ZeroPool &pool, const Inputs &inputs, Worker &worker,
             Encryptor &encryptor, std::uint32_t index, u64 *out, Protection protection) {
    const Node *node = &circuit.nodes[circuit.nodes[index].a];
    std::uint32_t inner = circuit.nodes[index].a;
    u64 shifts = 0;
    if (node->op == Op::rerandomise) {
        if (protection.hide) shifts = node->shifts;
        inner = node->a;
        node = &circuit.nodes[inner];
    }
    const Mask *mask = nullptr;
    if (node->op == Op::mul_plain) {
        mask = inputs.masks[node->b];
        inner = node->a;
        node = &circuit.nodes[inner];
    }
    const std::size_t degree = node->degree;
    const Hiding hiding(c, pool, encryptor, shifts);
    const Value value = worker.schedule.compile(inner, worker.steps);
    const Kernels &k = kernels();
    for (std::size_t p = 0; p < c.primes(); p++) {
        const Prime &prime = c.prime(p);
        u64 total = 0;
        for (std::size_t o = 0; o < c.n(); o += TILE) {
            worker.tiles.run(worker.steps, p, o);
            const u64 *c0 = value.tile(0, c, p, o);
            const u64 part = mask ? k.dot(c0, mask->values(p) + o, TILE, prime) : k.sum(c0, TILE, prime);
            total = reduce_once(total + part, prime.q);
            for (std::size_t d = 1; d <= degree; d++) {
                const u64 *x = value.tile(d, c, p, o);
                u64 *target = out + c.primes() + (d - 1) * c.component_words() + p * c.n() + o;
                if (mask)
                    k.mul_table(target, x, mask->values(p) + o, mask->quotients(p) + o, TILE, prime.q);
                else
                    std::memcpy(target, x, TILE * sizeof(u64));
                if (shifts) hiding.apply(target, d, p, o);
            }
        }
        out[p] = reduce_once(mulmod(total, c.n_inverse(p), prime) + hiding.constant(p), prime.q);
    }
    if (protection.flood) flood(c, encryptor.sampler(), out);
}

// A product of degree two, through SEAL's key switching, as a whole ciphertext in memory.
std::vector<u64> relinearise(const Circuit &circuit, const Context &c, const RelinKeys &keys, Worker &worker,
                             std::uint32_t index) {
    const std::uint32_t inner = circuit.nodes[index].a;
    const Value value = worker.schedule.compile(inner, worker.steps);
    seal::Ciphertext product;
    const auto &level = *c.seal().first_context_data();
    product.resize(c.seal(), level.parms_id(), 3);
    for (std::size_t p = 0; p < c.primes(); p++) {
        const Prime &prime = c.prime(p);
        for (std::size_t o = 0; o < c.n(); o += TILE) {
            worker.tiles.run(worker.steps, p, o);
            for (std::size_t d = 0; d < 3; d++) {
                u64 *target = product.data(d) + p * c.n() + o;
                std::memcpy(target, value.tile(d, c, p, o), TILE * sizeof(u64));
                // SEAL refuses words that are not reduced, and a plane from disk may hold any.
                kernels().reduce(target, TILE, prime);
            }
        }
        if (!c.seal_keeps_ntt())
            for (std::size_t d = 0; d < 3; d++) c.intt(product.data(d) + p * c.n(), p);
    }
    // A factor that is 0 times a plane leaves nothing to switch, and SEAL refuses such a ciphertext.
    const bool nothing = std::all_of(product.data(1), product.data(1) + 2 * c.component_words(),
                                     [](u64 word) { return word == 0; });
    if (nothing) {
        std::vector<u64> result(product.data(), product.data() + 2 * c.component_words());
        if (!c.seal_keeps_ntt())
            for (std::size_t p = 0; p < c.primes(); p++) c.ntt(result.data() + p * c.n(), p);
        return result;
    }
    product.is_ntt_form() = c.seal_keeps_ntt();
    const seal::Evaluator evaluator(c.seal());
    evaluator.relinearize_inplace(product, keys.seal());
    std::vector<u64> result(product.data(), product.data() + 2 * c.component_words());
    if (!c.seal_keeps_ntt())
        for (std::size_t d = 0; d < 2; d++)
            for (std::size_t p = 0; p < c.primes(); p++)
                c.ntt(result.data() + d * c.component_words() + p * c.n(), p);
    return result;
}

}  // namespace

void evaluate(const Circuit &circuit, const Context &c, ZeroPool &pool, const RelinKeys *relin, const Inputs &inputs,
              u64 *out, std::size_t threads, Protection protection) {
    std::vector<const u64 *> materialised(circuit.nodes.size());
    std::vector<std::unique_ptr<Worker>> workers(threads);
    std::vector<std::unique_ptr<Encryptor>> encryptors(threads);
    const auto worker = [&](std::size_t w) -> Worker & {
        if (!workers[w]) workers[w] = std::make_unique<Worker>(circuit, c, inputs, materialised);
        return *workers[w];
    };

    // Relinearisations first, level by level: one needs those below it.
    std::vector<std::uint32_t> depth(circuit.nodes.size());
    std::vector<std::vector<std::uint32_t>> levels;
    for (std::uint32_t i = 0; i < circuit.nodes.size(); i++) {
        const Node &node = circuit.nodes[i];
        if (node.op != Op::load && node.op != Op::linear) depth[i] = depth[node.a];
        if (node.op == Op::add || node.op == Op::sub || node.op == Op::mul)
            depth[i] = std::max(depth[i], depth[node.b]);
        if (node.op != Op::relinearise) continue;
        if (relin == nullptr) throw Error(Blame::argument, "the circuit relinearises, and there are no keys for it");
        depth[i]++;
        if (levels.size() < depth[i]) levels.resize(depth[i]);
        levels[depth[i] - 1].push_back(i);
    }
    std::vector<std::vector<u64>> relinearised(circuit.nodes.size());
    for (const auto &level : levels) {
        parallel(level.size(), threads, [&](std::size_t i, std::size_t w) {
            relinearised[level[i]] = relinearise(circuit, c, *relin, worker(w), level[i]);
        });
        for (const std::uint32_t i : level) materialised[i] = relinearised[i].data();
    }

    std::vector<std::size_t> offsets;
    std::size_t words = 0;
    for (const std::uint32_t r : circuit.releases) {
        offsets.push_back(words);
        words += sample_words(c, circuit.nodes[r].degree);
    }
    parallel(circuit.releases.size(), threads, [&](std::size_t i, std::size_t w) {
        if (!encryptors[w]) encryptors[w] = pool.borrow();
        release(circuit, c, pool, inputs, worker(w), *encryptors[w], circuit.releases[i], out + offsets[i],
                protection);
    });
    for (auto &encryptor : encryptors)
        if (encryptor) pool.give_back(std::move(encryptor));
}

}  // namespace sealome::he
