#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Sees to the operating-system packages that the native build needs. On Debian and Ubuntu as root it
# installs what is missing and says so; elsewhere it prints the one line to run.
#
#   os-packages.sh [build|seal]     build: cmake and a C++ compiler; seal: also what building SEAL needs
set -eu

need="${1:-build}"
missing=""
command -v cmake >/dev/null 2>&1 || missing="$missing cmake"
command -v c++ >/dev/null 2>&1 || missing="$missing g++"
command -v make >/dev/null 2>&1 || command -v ninja >/dev/null 2>&1 || missing="$missing make"
if [ "$need" = seal ]; then
    # The crate that carries SEAL runs bindgen, which loads libclang when it builds.
    found=""
    for pattern in "${LIBCLANG_PATH:-/nonexistent}"/libclang* /usr/lib/llvm*/lib/libclang.so* \
        /usr/lib/llvm*/lib/libclang-*.so* /usr/lib*/libclang.so* /usr/lib/*/libclang.so* \
        /usr/local/lib/libclang.* /opt/homebrew/opt/llvm/lib/libclang.* \
        /Library/Developer/CommandLineTools/usr/lib/libclang.dylib; do
        [ -e "$pattern" ] && found=yes && break
    done
    [ -n "$found" ] || missing="$missing libclang-dev"
    if ! command -v cargo >/dev/null 2>&1 && [ ! -x "$HOME/.cargo/bin/cargo" ]; then
        missing="$missing cargo"
    fi
fi
[ -n "$missing" ] || exit 0

if command -v apt-get >/dev/null 2>&1; then
    if [ "$(id -u)" = 0 ]; then
        echo "sealome: installing$missing (Debian packages that the native build needs)" >&2
        export DEBIAN_FRONTEND=noninteractive
        apt-get update -qq >&2
        # shellcheck disable=SC2086
        apt-get install -y -qq --no-install-recommends $missing >&2
        exit 0
    fi
    line="sudo apt-get install -y$missing"
elif command -v brew >/dev/null 2>&1; then
    line="brew install seal cmake"
elif command -v dnf >/dev/null 2>&1; then
    line="sudo dnf install -y cmake gcc-c++ make clang-devel cargo"
else
    line="install with your system's package manager:$missing"
fi
echo "sealome: the native build lacks$missing. Run this, then try again:" >&2
echo "  $line" >&2
exit 1
