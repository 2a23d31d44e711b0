// SPDX-License-Identifier: Apache-2.0
#include "kernels.h"

#include <cstdlib>
#include <cstring>

namespace sealome::he {

namespace generic {
#include "kernels.inl"
static constexpr Kernels table = SEALOME_KERNEL_TABLE("generic");
}  // namespace generic

const Kernels kernels_generic = generic::table;

namespace {

const Kernels &choose() {
    const char *wanted = std::getenv("SEALOME_KERNELS");
    const bool generic_only = wanted != nullptr && std::strcmp(wanted, "generic") == 0;
#if defined(SEALOME_X86_KERNELS)
    __builtin_cpu_init();
    if (!generic_only && __builtin_cpu_supports("bmi2") && __builtin_cpu_supports("avx2")) return kernels_bmi2;
#endif
    static_cast<void>(generic_only);
    return kernels_generic;
}

}  // namespace

const Kernels &kernels() {
    static const Kernels &chosen = choose();
    return chosen;
}

}  // namespace sealome::he
