// The one form of the message of every refused plugin.
// SPDX-License-Identifier: MIT
#include "zin/host/refusal.hpp"

#include <fmt/format.h>

namespace zin::host {

Error refusal(Errc code, const std::filesystem::path& file, std::string_view reason,
              std::string_view next_step) {
  if (file.empty()) {
    return Error{code, fmt::format("the driver given to register_driver is refused: {}; {}", reason,
                                   next_step)};
  }
  return Error{code, fmt::format("plugin {} is refused: {}; {}", file.string(), reason, next_step)};
}

}  // namespace zin::host
