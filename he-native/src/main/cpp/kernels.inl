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

static void mul_table(u64 *out, const u64 *x, const u64 *w, const u64 *w_quotient, std::size_t count, u64 q) {
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

#define SEALOME_KERNEL_TABLE(NAME)                                                                     \
    {NAME, dot, sum, mul_table, mul_constant, add, sub, add_constant, accumulate, accumulate_negative, \
     reduce, convolve, binomial}
