// SPDX-License-Identifier: Apache-2.0
#include "kernels.h"

#include <cstdlib>
#include <cstring>

namespace sealome::he {

namespace generic {
#include "kernels.inl"
static constexpr Kernels table = SEALOME_KERNEL_TABLE("generic", mul_table, ntt_scalar, intt_scalar);
}  // namespace generic

const Kernels kernels_generic = generic::table;

namespace {

const Kernels &choose() {
    const char *wanted = std::getenv("SEALOME_KERNELS");
    const auto newest = [wanted](const char *name) { return wanted == nullptr || std::strcmp(wanted, name) == 0; };
#if defined(SEALOME_X86_KERNELS)
    __builtin_cpu_init();
    if (__builtin_cpu_supports("bmi2") && __builtin_cpu_supports("avx2")) {
        if (newest("avx512") && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq"))
            return kernels_avx512;
        if (newest("bmi2")) return kernels_bmi2;
    }
#endif
    static_cast<void>(newest);
    return kernels_generic;
}

}  // namespace

const Kernels &kernels() {
    static const Kernels &chosen = choose();
    return chosen;
}

}  // namespace sealome::he
