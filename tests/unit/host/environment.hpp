// An environment of a test's own.
// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>

#include "zin/host/search_path.hpp"

namespace zin::test {

using Variables = std::map<std::string, std::string>;

/// Knows these variables and no others.
inline host::Environment environment_of(Variables variables = {}, bool elevated = false) {
  return {.variable = [variables =
                           std::move(variables)](const char* name) -> std::optional<std::string> {
            const auto found = variables.find(name);
            if (found == variables.end()) return std::nullopt;
            return found->second;
          },
          .elevated = elevated};
}

}  // namespace zin::test
