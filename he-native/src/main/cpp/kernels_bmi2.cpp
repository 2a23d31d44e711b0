// SPDX-License-Identifier: Apache-2.0
// Compiled with -mbmi2 -madx -mavx2 -mpopcnt; called only where the machine has them.
#include "kernels.h"

namespace sealome::he {

namespace bmi2 {
#include "kernels.inl"
static constexpr Kernels table = SEALOME_KERNEL_TABLE("bmi2", mul_table, ntt_scalar, intt_scalar);
}  // namespace bmi2

const Kernels kernels_bmi2 = bmi2::table;

}  // namespace sealome::he
