// Production, terminals and their answers.
// SPDX-License-Identifier: MIT
#include "zin/cli/confirmation.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <iostream>

#include "zin/base/error.hpp"

namespace zin::cli {
namespace {

bool answers_yes(std::string_view what) {
  fmt::print(stderr, "This will {}. Go on? [y/N] ", what);
  std::fflush(stderr);
  std::string answer;
  if (!std::getline(std::cin, answer)) return false;
  return answer == "y" || answer == "Y" || answer == "yes" || answer == "Yes";
}

}  // namespace

void Consent::for_production(Context& context, std::string_view what) const {
  if (force || !context.manager.settings().production()) return;
  throw Error{Errc::permission_denied,
              fmt::format("this is production, where it takes --force to {}", what)};
}

bool Consent::for_loss(Context& context, std::string_view what) const {
  for_production(context, what);
  if (force) return true;
  const bool terminal = ::isatty(STDIN_FILENO) == 1 && ::isatty(STDERR_FILENO) == 1;
  if (no_interactive || !terminal) {
    throw Error{Errc::permission_denied,
                fmt::format("this would {}, and there is nobody to be asked: say --force", what)};
  }
  if (answers_yes(what)) return true;
  fmt::print(stderr, "Nothing was done.\n");
  return false;
}

}  // namespace zin::cli
