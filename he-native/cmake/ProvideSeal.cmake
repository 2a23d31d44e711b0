# SPDX-License-Identifier: Apache-2.0
# SEAL::seal, from an installed SEAL 4 where there is one, else built once by Cargo into a cache that
# survives `mvn clean` (SEALOME_CACHE overrides the place).
find_package(SEAL 4 QUIET)
if(NOT SEAL_FOUND)
  set(provider "${CMAKE_CURRENT_SOURCE_DIR}/seal-provider")
  file(SHA256 "${provider}/Cargo.lock" lock_hash)
  string(SUBSTRING "${lock_hash}" 0 16 lock_hash)
  if(DEFINED ENV{SEALOME_CACHE})
    set(cache "$ENV{SEALOME_CACHE}")
  elseif(DEFINED ENV{XDG_CACHE_HOME})
    set(cache "$ENV{XDG_CACHE_HOME}/sealome")
  else()
    set(cache "$ENV{HOME}/.cache/sealome")
  endif()
  set(seal_home "${cache}/seal-${CMAKE_SYSTEM_NAME}-${CMAKE_SYSTEM_PROCESSOR}-${lock_hash}")
  file(MAKE_DIRECTORY "${cache}")
  # Two builds at once would write into one folder.
  file(LOCK "${cache}/seal.lock" TIMEOUT 1200)
  if(NOT EXISTS "${seal_home}/lib")
    find_program(CARGO cargo HINTS "$ENV{HOME}/.cargo/bin")
    if(NOT CARGO)
      message(FATAL_ERROR "There is no SEAL 4 on this machine and no cargo to build the one that the crate "
        "seal_fhe carries. Install either: SEAL by Homebrew, vcpkg or conda, or Rust.")
    endif()
    message(STATUS "Building SEAL once (about two minutes) into ${seal_home}")
    set(build "${seal_home}.build")
    execute_process(
      COMMAND ${CMAKE_COMMAND} -E env --unset=DESTDIR CARGO_TARGET_DIR=${build}
        ${CARGO} build --locked --release --message-format=json
      WORKING_DIRECTORY "${provider}"
      OUTPUT_VARIABLE messages
      RESULT_VARIABLE result)
    if(NOT result EQUAL 0)
      message(FATAL_ERROR "Cargo could not build SEAL (see above; it needs cmake, g++ and libclang).")
    endif()
    # One JSON object a line; the one of the crate's build script names its out/ folder.
    string(REGEX MATCH "[^\n]*build-script-executed[^\n]*seal_fhe[^\n]*" line "${messages}")
    string(REGEX REPLACE ".*\"out_dir\":\"([^\"]*)\".*" "\\1" out_dir "${line}")
    if(NOT EXISTS "${out_dir}/lib")
      message(FATAL_ERROR "Cargo built the crate, but no SEAL is where it should be: ${out_dir}")
    endif()
    # Copied aside and moved into place, so that an interrupted copy is never taken for a library.
    file(REMOVE_RECURSE "${seal_home}.part")
    file(COPY "${out_dir}/include" "${out_dir}/lib" DESTINATION "${seal_home}.part")
    file(RENAME "${seal_home}.part" "${seal_home}")
    file(REMOVE_RECURSE "${build}")
  endif()
  file(LOCK "${cache}/seal.lock" RELEASE)
  list(PREPEND CMAKE_PREFIX_PATH "${seal_home}")
  find_package(SEAL 4 REQUIRED)
endif()
if(NOT TARGET SEAL::seal)
  add_library(SEAL::seal ALIAS SEAL::seal_shared)
endif()
message(STATUS "SEAL ${SEAL_VERSION}: ${SEAL_DIR}")
