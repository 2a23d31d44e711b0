#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Builds the native library and puts it where the jar takes it from. Maven calls this after compiling;
# with nothing changed it takes a fraction of a second.
#
#   build-native.sh JAVA_HOME     the JDK whose jni.h to use, or else one that is found
set -eu

module="$(cd "$(dirname "$0")/.." && pwd)"
root="$(dirname "$module")"
java_home="${1:-}"
out="$module/target/cmake/release"

"$module/setup/os-packages.sh" build

if [ ! -f "$out/CMakeCache.txt" ]; then
    include=""
    for jdk in "$java_home" "${JAVA_HOME:-}" /usr/lib/jvm/* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
        if [ -f "$jdk/include/jni.h" ]; then
            include="$jdk/include"
            break
        fi
    done
    if [ -z "$include" ]; then
        echo "sealome: no jni.h found; install a JDK (not only a JRE) or set JAVA_HOME" >&2
        exit 1
    fi
    # A SEAL that is installed or built already needs no more packages; building one does.
    if ! cmake --find-package -DNAME=SEAL -DCOMPILER_ID=GNU -DLANGUAGE=CXX -DMODE=EXIST >/dev/null 2>&1 &&
        ! ls -d "${SEALOME_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/sealome}"/seal-*/lib >/dev/null 2>&1; then
        "$module/setup/os-packages.sh" seal
    fi
    if ! (cd "$root" && cmake --preset release -DSEALOME_JNI_INCLUDE="$include") >"$module/target/cmake.log" 2>&1; then
        cat "$module/target/cmake.log" >&2
        rm -f "$out/CMakeCache.txt"
        exit 1
    fi
    grep '^-- SEAL' "$module/target/cmake.log" || true
fi
if ! cmake --build "$out" --parallel >"$module/target/cmake-build.log" 2>&1; then
    cat "$module/target/cmake-build.log" >&2
    exit 1
fi

case "$(uname -s)" in
    Darwin) os=macos; library=libsealome_he.dylib ;;
    *) os=linux; library=libsealome_he.so ;;
esac
case "$(uname -m)" in
    x86_64 | amd64) arch=x86_64 ;;
    aarch64 | arm64) arch=aarch64 ;;
    *) arch="$(uname -m)" ;;
esac
target="$module/target/classes/native/$os-$arch"
built="$out/he-native/$library"
if ! cmp -s "$built" "$target/$library"; then
    mkdir -p "$target"
    cp "$built" "$target/$library"
    cmake -E sha256sum "$target/$library" | cut -d ' ' -f 1 >"$target/$library.sha256"
    echo "sealome: native library for $os-$arch built"
fi
