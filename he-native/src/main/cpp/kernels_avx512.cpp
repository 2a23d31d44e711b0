// SPDX-License-Identifier: Apache-2.0
// Compiled with -mavx512f -mavx512dq as well; called only where the machine has them. There is no 64-bit
// high product in AVX-512: it is put together from three 32-bit ones, which is short by at most 2, so a
// lazy Shoup product is in [0, 4q) and one conditional subtraction makes it [0, 2q).
#include "kernels.h"

#include <immintrin.h>

namespace sealome::he {

namespace avx512 {
#include "kernels.inl"

using V = __m512i;

static inline V load(const u64 *x) { return _mm512_loadu_si512(x); }
static inline void store(u64 *x, V v) { _mm512_storeu_si512(x, v); }
// [0, 2m) -> [0, m): what wraps around is larger than what does not
static inline V once(V x, V m) { return _mm512_min_epu64(x, _mm512_sub_epi64(x, m)); }

// any x, w < q -> [0, 2q)
static inline V mul_lazy(V x, V w, V w_quotient, V q, V two_q) {
    const V x_high = _mm512_srli_epi64(x, 32), w_high = _mm512_srli_epi64(w_quotient, 32);
    const V high = _mm512_mul_epu32(x_high, w_high);
    const V middle = _mm512_add_epi64(_mm512_srli_epi64(_mm512_mul_epu32(x_high, w_quotient), 32),
                                      _mm512_srli_epi64(_mm512_mul_epu32(x, w_high), 32));
    const V quotient = _mm512_add_epi64(high, middle);
    return once(_mm512_sub_epi64(_mm512_mullo_epi64(x, w), _mm512_mullo_epi64(quotient, q)), two_q);
}

static void mul_table_vector(u64 *out, const u64 *x, const u64 *w, const u64 *w_quotient, std::size_t count, u64 q) {
    const V vq = _mm512_set1_epi64(static_cast<long long>(q)), two_q = _mm512_add_epi64(vq, vq);
    std::size_t i = 0;
    for (; i + 8 <= count; i += 8)
        store(out + i, once(mul_lazy(load(x + i), load(w + i), load(w_quotient + i), vq, two_q), vq));
    for (; i < count; i++) out[i] = mul_shoup(x[i], w[i], w_quotient[i], q);
}

// How 16 neighbours split into the upper and the lower halves of their butterflies, and back.
struct Layout {
    V upper, lower, first, second, root;
};

static inline Layout layout(int gap) {
    alignas(64) long long upper[8], lower[8], first[8], second[8], root[8];
    int place[16];
    for (int i = 0, at = 0; i < 16; i++) {
        if (i / gap % 2 != 0) continue;
        upper[at] = i;
        lower[at] = i + gap;
        root[at] = i / (2 * gap);
        place[i] = at;
        place[i + gap] = 8 + at;
        at++;
    }
    for (int i = 0; i < 8; i++) {
        first[i] = place[i];
        second[i] = place[8 + i];
    }
    return {_mm512_load_si512(upper), _mm512_load_si512(lower), _mm512_load_si512(first), _mm512_load_si512(second),
            _mm512_load_si512(root)};
}

// The roots of one group of 16: 8 / gap of them, each for gap butterflies.
static inline V roots_of(const u64 *roots, int gap, const Layout &l) {
    const __mmask8 mask = static_cast<__mmask8>((1u << (8 / gap)) - 1);
    return _mm512_permutexvar_epi64(l.root, _mm512_maskz_loadu_epi64(mask, roots));
}

static inline void forward(V &a, V &b, V w, V w_quotient, V q, V two_q) {
    const V u = once(a, two_q), v = mul_lazy(b, w, w_quotient, q, two_q);
    a = _mm512_add_epi64(u, v);
    b = _mm512_sub_epi64(_mm512_add_epi64(u, two_q), v);
}

static inline void backward(V &a, V &b, V w, V w_quotient, V q, V two_q) {
    const V u = a, v = b;
    a = once(_mm512_add_epi64(u, v), two_q);
    b = mul_lazy(_mm512_sub_epi64(_mm512_add_epi64(u, two_q), v), w, w_quotient, q, two_q);
}

static void ntt_vector(u64 *x, const NttTable &t) {
    const V q = _mm512_set1_epi64(static_cast<long long>(t.q)), two_q = _mm512_add_epi64(q, q);
    std::size_t gap = t.n / 2, m = 1;
    for (; gap >= 8; m *= 2, gap /= 2) {
        for (std::size_t i = 0; i < m; i++) {
            const V w = _mm512_set1_epi64(static_cast<long long>(t.roots[m + i]));
            const V w_quotient = _mm512_set1_epi64(static_cast<long long>(t.root_quotients[m + i]));
            u64 *to = x + 2 * gap * i;
            for (std::size_t j = 0; j < gap; j += 8) {
                V a = load(to + j), b = load(to + gap + j);
                forward(a, b, w, w_quotient, q, two_q);
                store(to + j, a);
                store(to + gap + j, b);
            }
        }
    }
    // The last three stages stay within 16 neighbours.
    const Layout layouts[3] = {layout(4), layout(2), layout(1)};
    for (std::size_t i = 0; i < t.n; i += 16) {
        V first = load(x + i), second = load(x + i + 8);
        int g = 4;
        std::size_t stage = m;
        for (const Layout &l : layouts) {
            V a = _mm512_permutex2var_epi64(first, l.upper, second), b = _mm512_permutex2var_epi64(first, l.lower, second);
            const std::size_t at = stage + i / static_cast<std::size_t>(2 * g);
            forward(a, b, roots_of(t.roots + at, g, l), roots_of(t.root_quotients + at, g, l), q, two_q);
            first = _mm512_permutex2var_epi64(a, l.first, b);
            second = _mm512_permutex2var_epi64(a, l.second, b);
            g /= 2;
            stage *= 2;
        }
        store(x + i, once(once(first, two_q), q));
        store(x + i + 8, once(once(second, two_q), q));
    }
}

static void intt_vector(u64 *x, const NttTable &t) {
    const V q = _mm512_set1_epi64(static_cast<long long>(t.q)), two_q = _mm512_add_epi64(q, q);
    const Layout layouts[3] = {layout(1), layout(2), layout(4)};
    // Where each stage's roots begin: n/2 of them, then n/4, ...
    const std::size_t starts[3] = {1, 1 + t.n / 2, 1 + t.n / 2 + t.n / 4};
    for (std::size_t i = 0; i < t.n; i += 16) {
        V first = load(x + i), second = load(x + i + 8);
        int g = 1;
        for (int s = 0; s < 3; s++, g *= 2) {
            const Layout &l = layouts[s];
            V a = _mm512_permutex2var_epi64(first, l.upper, second), b = _mm512_permutex2var_epi64(first, l.lower, second);
            const std::size_t at = starts[s] + i / static_cast<std::size_t>(2 * g);
            backward(a, b, roots_of(t.inverse_roots + at, g, l), roots_of(t.inverse_root_quotients + at, g, l), q, two_q);
            first = _mm512_permutex2var_epi64(a, l.first, b);
            second = _mm512_permutex2var_epi64(a, l.second, b);
        }
        store(x + i, first);
        store(x + i + 8, second);
    }
    std::size_t gap = 8, root = starts[2] + t.n / 8;
    for (std::size_t m = t.n / 16; m > 1; m /= 2, gap *= 2) {
        for (std::size_t i = 0; i < m; i++, root++) {
            const V w = _mm512_set1_epi64(static_cast<long long>(t.inverse_roots[root]));
            const V w_quotient = _mm512_set1_epi64(static_cast<long long>(t.inverse_root_quotients[root]));
            u64 *to = x + 2 * gap * i;
            for (std::size_t j = 0; j < gap; j += 8) {
                V a = load(to + j), b = load(to + gap + j);
                backward(a, b, w, w_quotient, q, two_q);
                store(to + j, a);
                store(to + gap + j, b);
            }
        }
    }
    const V w = _mm512_set1_epi64(static_cast<long long>(t.inverse_roots[root]));
    const V w_quotient = _mm512_set1_epi64(static_cast<long long>(t.inverse_root_quotients[root]));
    const V ni = _mm512_set1_epi64(static_cast<long long>(t.n_inverse));
    const V ni_quotient = _mm512_set1_epi64(static_cast<long long>(t.n_inverse_quotient));
    for (std::size_t j = 0; j < gap; j += 8) {
        const V u = load(x + j), v = load(x + gap + j);
        store(x + j, once(mul_lazy(_mm512_add_epi64(u, v), ni, ni_quotient, q, two_q), q));
        store(x + gap + j,
              once(mul_lazy(_mm512_sub_epi64(_mm512_add_epi64(u, two_q), v), w, w_quotient, q, two_q), q));
    }
}

static constexpr Kernels table = SEALOME_KERNEL_TABLE("avx512", mul_table_vector, ntt_vector, intt_vector);
}  // namespace avx512

const Kernels kernels_avx512 = avx512::table;

}  // namespace sealome::he
