// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "context.h"

namespace sealome::he {

// The numbers are the wire between Circuit.java and this library.
enum class Op : i64 {
    load = 0,
    add = 1,
    sub = 2,
    scale = 3,
    linear = 4,
    mul_plain = 5,
    mul = 6,
    relinearise = 7,
    add_plain = 8,
    rerandomise = 9,
    release = 10,
};

struct Term {
    std::uint32_t plane;
    i64 coefficient;  // centred modulo t
};

struct Node {
    Op op;
    std::uint32_t a = 0, b = 0;  // operands; load: plane; mul_plain: mask in b
    i64 constant = 0;            // scale, linear, add_plain: centred modulo t
    std::uint64_t shifts = 0;    // rerandomise: bit i for a zero times s^i
    std::vector<Term> terms;     // linear
    std::uint32_t degree = 0;
};

constexpr std::uint32_t MAX_DEGREE = 32;

struct Circuit {
    std::vector<Node> nodes;
    std::vector<std::uint32_t> releases;  // node indices

    // Checks every index: what comes out can be evaluated without reading outside planes and masks.
    // Throws Error(argument).
    static Circuit parse(const i64 *words, std::size_t count, const Context &context, std::size_t planes,
                         std::size_t masks);
};

}  // namespace sealome::he
