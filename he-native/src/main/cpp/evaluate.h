// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include "circuit.h"
#include "keys.h"
#include "mask.h"
#include "zeros.h"

namespace sealome::he {

struct Inputs {
    std::vector<const u64 *> planes;
    std::vector<const Mask *> masks;
};

// Both always, but in tests of what each is for.
struct Protection {
    bool hide = true;   // add encryptions of zero where the circuit asks for them
    bool flood = true;  // flood the constant coefficient
};

// Words of a sample of this degree: b, then c1 ... cd.
inline std::size_t sample_words(const Context &context, std::uint32_t degree) {
    return context.primes() + degree * context.component_words();
}

// Evaluates every release over one block. out: the samples one after the other.
// `relin` may be null where the circuit relinearises nothing.
void evaluate(const Circuit &circuit, const Context &context, ZeroPool &pool, const RelinKeys *relin,
              const Inputs &inputs, u64 *out, std::size_t threads, Protection protection);

}  // namespace sealome::he
