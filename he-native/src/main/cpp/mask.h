// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "keys.h"

namespace sealome::he {

// A 0/1 vector over the slots, encoded and transformed under every data prime. Immutable.
class Mask {
  public:
    // bits: slot i is bit i % 64 of word i / 64. Throws Error(argument) for bits beyond the slots.
    Mask(SharedContext context, const u64 *bits, std::size_t words);

    const Context &context() const { return *context_; }
    const u64 *values(std::size_t prime) const { return table_.values.data() + prime * context_->n(); }
    const u64 *quotients(std::size_t prime) const { return table_.quotients.data() + prime * context_->n(); }

  private:
    SharedContext context_;
    Table table_;
};

}  // namespace sealome::he
