// Asks before a command does what cannot be undone.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "zin/cli/context.hpp"

namespace zin::cli {

/// How a command may be let do it.
struct Consent {
  bool force = false;           ///< --force: nobody is asked.
  bool no_interactive = false;  ///< --no-interactive: nobody can be asked.

  /// In production `what` ("migrate the database") wants --force. Throws Errc::permission_denied,
  /// naming it.
  void for_production(Context& context, std::string_view what) const;
  /// `what` loses data ("drop every table"): in production it wants --force; elsewhere it is asked
  /// for on a terminal, and refused without one unless --force is there. False when the answer was
  /// no. Throws Errc::permission_denied, naming what it takes. [blocks]
  [[nodiscard]] bool for_loss(Context& context, std::string_view what) const;
};

}  // namespace zin::cli
