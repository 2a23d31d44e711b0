// SPDX-License-Identifier: Apache-2.0
// Included once for every instruction set, inside a namespace of its own. Nothing from the standard
// library may be instantiated here: the linker could pick that copy for machines that cannot run it.

static u64 dot(const u64 *x, const u64 *y, std::size_t count, const Prime &p) {
    u128 a = 0, b = 0, c = 0, d = 0;
    std::size_t i = 0;
    for (; i + 4 <= count; i += 4) {
        a += static_cast<u128>(x[i]) * y[i];
        b += static_cast<u128>(x[i + 1]) * y[i + 1];
        c += static_cast<u128>(x[i + 2]) * y[i + 2];
        d += static_cast<u128>(x[i + 3]) * y[i + 3];
    }
    for (; i < count; i++) a += static_cast<u128>(x[i]) * y[i];
    const u64 ab = reduce_once(barrett128(a, p) + barrett128(b, p), p.q);
    const u64 cd = reduce_once(barrett128(c, p) + barrett128(d, p), p.q);
    return reduce_once(ab + cd, p.q);
}

static u64 sum(const u64 *x, std::size_t count, const Prime &p) {
    // Halves apart, so that the loop is one of plain 64-bit additions: 512 * 2^32 < 2^64.
    u64 low = 0, high = 0;
    for (std::size_t i = 0; i < count; i++) {
        low += x[i] & 0xFFFFFFFFu;
        high += x[i] >> 32;
    }
    return barrett128(static_cast<u128>(low) + (static_cast<u128>(high) << 32), p);
}

[[maybe_unused]] static void mul_table(u64 *out, const u64 *x, const u64 *w, const u64 *w_quotient, std::size_t count, u64 q) {
    for (std::size_t i = 0; i < count; i++) out[i] = mul_shoup(x[i], w[i], w_quotient[i], q);
}

static void mul_constant(u64 *out, const u64 *x, u64 w, u64 w_quotient, std::size_t count, u64 q) {
    for (std::size_t i = 0; i < count; i++) out[i] = mul_shoup(x[i], w, w_quotient, q);
}

static void add(u64 *out, const u64 *x, const u64 *y, std::size_t count, u64 q) {
    for (std::size_t i = 0; i < count; i++) out[i] = reduce_once(x[i] + y[i], q);
}

static void sub(u64 *out, const u64 *x, const u64 *y, std::size_t count, u64 q) {
    for (std::size_t i = 0; i < count; i++) out[i] = reduce_once(x[i] + (q - y[i]), q);
}

static void add_constant(u64 *out, const u64 *x, u64 c, std::size_t count, u64 q) {
    for (std::size_t i = 0; i < count; i++) out[i] = reduce_once(x[i] + c, q);
}

static void accumulate(u64 *acc, const u64 *x, u64 factor, std::size_t count) {
    if (factor == 1) {
        for (std::size_t i = 0; i < count; i++) acc[i] += x[i];
    } else {
        for (std::size_t i = 0; i < count; i++) acc[i] += factor * x[i];
    }
}

static void accumulate_negative(u64 *acc, const u64 *x, u64 factor, u64 offset, std::size_t count) {
    if (factor == 1) {
        for (std::size_t i = 0; i < count; i++) acc[i] += offset - x[i];
    } else {
        for (std::size_t i = 0; i < count; i++) acc[i] += offset - factor * x[i];
    }
}

static void reduce(u64 *acc, std::size_t count, const Prime &p) {
    for (std::size_t i = 0; i < count; i++) acc[i] = barrett64(acc[i], p);
}

static void convolve(u64 *out, const u64 *const *x, const u64 *const *y, std::size_t terms, std::size_t count,
                     const Prime &p) {
    if (terms == 1) {
        const u64 *x0 = x[0], *y0 = y[0];
        for (std::size_t i = 0; i < count; i++) out[i] = barrett128(static_cast<u128>(x0[i]) * y0[i], p);
    } else if (terms == 2) {
        const u64 *x0 = x[0], *y0 = y[0], *x1 = x[1], *y1 = y[1];
        for (std::size_t i = 0; i < count; i++)
            out[i] = barrett128(static_cast<u128>(x0[i]) * y0[i] + static_cast<u128>(x1[i]) * y1[i], p);
    } else {
        for (std::size_t i = 0; i < count; i++) {
            u128 acc = 0;
            for (std::size_t k = 0; k < terms; k++) acc += static_cast<u128>(x[k][i]) * y[k][i];
            out[i] = barrett128(acc, p);
        }
    }
}

static void binomial(std::int8_t *out, const std::uint8_t *bytes, std::size_t count) {
    for (std::size_t i = 0; i < count; i++) {
        const std::uint8_t *b = bytes + 6 * i;
        const unsigned plus = b[0] | (static_cast<unsigned>(b[1]) << 8) | (static_cast<unsigned>(b[2] & 0x1F) << 16);
        const unsigned minus = b[3] | (static_cast<unsigned>(b[4]) << 8) | (static_cast<unsigned>(b[5] & 0x1F) << 16);
        out[i] = static_cast<std::int8_t>(__builtin_popcount(plus) - __builtin_popcount(minus));
    }
}

[[maybe_unused]] static void ntt_scalar(u64 *x, const NttTable &t) {
    const u64 q = t.q, two_q = 2 * q;
    std::size_t gap = t.n / 2;
    for (std::size_t m = 1; m < t.n; m *= 2, gap /= 2) {
        for (std::size_t i = 0; i < m; i++) {
            const u64 w = t.roots[m + i], w_quotient = t.root_quotients[m + i];
            u64 *a = x + 2 * gap * i, *b = a + gap;
            for (std::size_t j = 0; j < gap; j++) {
                const u64 u = reduce_once(a[j], two_q);
                const u64 v = mul_shoup_lazy(b[j], w, w_quotient, q);
                a[j] = u + v;
                b[j] = u + two_q - v;
            }
        }
    }
    for (std::size_t i = 0; i < t.n; i++) x[i] = reduce_once(reduce_once(x[i], two_q), q);
}

[[maybe_unused]] static void intt_scalar(u64 *x, const NttTable &t) {
    const u64 q = t.q, two_q = 2 * q;
    std::size_t root = 1, gap = 1;
    for (std::size_t m = t.n / 2; m > 1; m /= 2, gap *= 2) {
        for (std::size_t i = 0; i < m; i++, root++) {
            const u64 w = t.inverse_roots[root], w_quotient = t.inverse_root_quotients[root];
            u64 *a = x + 2 * gap * i, *b = a + gap;
            for (std::size_t j = 0; j < gap; j++) {
                const u64 u = a[j], v = b[j];
                a[j] = reduce_once(u + v, two_q);
                b[j] = mul_shoup_lazy(u + two_q - v, w, w_quotient, q);
            }
        }
    }
    const u64 w = t.inverse_roots[root], w_quotient = t.inverse_root_quotients[root];
    u64 *a = x, *b = x + gap;
    for (std::size_t j = 0; j < gap; j++) {
        const u64 u = a[j], v = b[j];
        a[j] = mul_shoup(u + v, t.n_inverse, t.n_inverse_quotient, q);
        b[j] = mul_shoup(u + two_q - v, w, w_quotient, q);
    }
}

// Eight blocks side by side, so that the compiler makes each step one vector operation.
static void chacha(std::uint8_t *out, const std::uint32_t *key, std::uint64_t counter) {
    constexpr int LANES = 8;
    std::uint32_t start[16][LANES], x[16][LANES];
    static const std::uint32_t constants[4] = {0x61707865, 0x3320646e, 0x79622d32, 0x6b206574};
    for (int lane = 0; lane < LANES; lane++) {
        for (int i = 0; i < 4; i++) start[i][lane] = constants[i];
        for (int i = 0; i < 8; i++) start[4 + i][lane] = key[i];
        const std::uint64_t block = counter + static_cast<std::uint64_t>(lane);
        start[12][lane] = static_cast<std::uint32_t>(block);
        start[13][lane] = static_cast<std::uint32_t>(block >> 32);
        start[14][lane] = start[15][lane] = 0;
    }
    for (int i = 0; i < 16; i++)
        for (int lane = 0; lane < LANES; lane++) x[i][lane] = start[i][lane];
    const auto quarter = [&x](int a, int b, int c, int d) {
        for (int l = 0; l < LANES; l++) {
            std::uint32_t va = x[a][l], vb = x[b][l], vc = x[c][l], vd = x[d][l];
            va += vb; vd ^= va; vd = vd << 16 | vd >> 16;
            vc += vd; vb ^= vc; vb = vb << 12 | vb >> 20;
            va += vb; vd ^= va; vd = vd << 8 | vd >> 24;
            vc += vd; vb ^= vc; vb = vb << 7 | vb >> 25;
            x[a][l] = va; x[b][l] = vb; x[c][l] = vc; x[d][l] = vd;
        }
    };
    for (int round = 0; round < 10; round++) {
        quarter(0, 4, 8, 12);
        quarter(1, 5, 9, 13);
        quarter(2, 6, 10, 14);
        quarter(3, 7, 11, 15);
        quarter(0, 5, 10, 15);
        quarter(1, 6, 11, 12);
        quarter(2, 7, 8, 13);
        quarter(3, 4, 9, 14);
    }
    for (int lane = 0; lane < LANES; lane++) {
        for (int i = 0; i < 16; i++) {
            const std::uint32_t word = x[i][lane] + start[i][lane];
            std::uint8_t *to = out + 64 * lane + 4 * i;
            to[0] = static_cast<std::uint8_t>(word);
            to[1] = static_cast<std::uint8_t>(word >> 8);
            to[2] = static_cast<std::uint8_t>(word >> 16);
            to[3] = static_cast<std::uint8_t>(word >> 24);
        }
    }
}

#define SEALOME_KERNEL_TABLE(NAME, MUL_TABLE, NTT, INTT)                                               \
    {NAME, dot, sum, MUL_TABLE, mul_constant, add, sub, add_constant, accumulate, accumulate_negative, \
     reduce, convolve, NTT, INTT, chacha, binomial}
