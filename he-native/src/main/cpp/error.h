// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stdexcept>
#include <string>

namespace sealome::he {

// Each kind becomes one Java exception at the boundary.
enum class Blame { argument, parameters, corrupt, failure };

class Error : public std::runtime_error {
  public:
    Error(Blame blame, const std::string &message) : std::runtime_error(message), blame_(blame) {}
    Blame blame() const noexcept { return blame_; }

  private:
    Blame blame_;
};

}  // namespace sealome::he
