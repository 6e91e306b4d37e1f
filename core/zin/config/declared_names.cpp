// Checks that no two names, and no name and field, share a variable.
// SPDX-License-Identifier: MIT
#include "zin/config/declared_names.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "zin/base/error.hpp"
#include "zin/config/dsn.hpp"
#include "zin/config/field.hpp"
#include "zin/config/words.hpp"

namespace zin::config {

namespace {

bool is_name(std::string_view text) {
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  return !text.empty() && text.size() <= 64 && is_letter(text.front()) &&
         std::all_of(text.begin(), text.end(), [&](char c) {
           return is_letter(c) || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.';
         });
}

// The variable that a connection or store of this part would share; empty when there is none.
// DB_READ_HOST of a connection `read` reads like a field of the default connection, so a field's
// first word is as bad as the whole of it.
std::string taken_by(Scope scope, std::string_view part) {
  const std::string_view start = scope == Scope::connection ? "DB_" : "CACHE_";
  const std::string own = fmt::format("{}{}", start, part);
  for (const Variable& row : variables()) {
    std::vector<std::string> names{std::string{row.name}};
    if (row.scope == Scope::connection || row.scope == Scope::store) {
      if (row.scope != scope) continue;
      names = {fmt::format("{}{}", start, row.name), variable_name(row)};
    }
    for (const auto& name : names) {
      if (name == own || name.starts_with(own + "_")) return name;
    }
  }
  return {};
}

}  // namespace

std::vector<std::string> declared_names(const Environment& environment, Scope scope) {
  const bool connections = scope == Scope::connection;
  const Variable& row = connections ? variable(Scope::process, "DB_CONNECTIONS")
                                    : variable(Scope::cache, "CACHE_STORES");
  const auto found = environment.find(row.name);
  if (!found) return {};

  const std::vector<std::string> names = listed(found->value);
  std::vector<std::string> parts;
  for (const auto& name : names) {
    const auto wrong = [&](std::string_view reason) {
      throw Error{Errc::invalid_config, fmt::format("{} is not accepted: '{}' {}",
                                                    quoted(row, *found), displayed(name), reason)};
    };
    if (!is_name(name)) {
      wrong("must start with a letter and have at most 64 letters, digits, _ - and .");
    }
    const std::string part = variable_part(name);
    if (part == "DEFAULT") {
      wrong(connections ? "is reserved for the connection of DB_CONNECTION"
                        : "is reserved for the store of CACHE_CONNECTION");
    }
    if (const auto other = std::find(parts.begin(), parts.end(), part); other != parts.end()) {
      const auto& former = names[static_cast<std::size_t>(other - parts.begin())];
      wrong(former == name ? std::string{"is listed twice"}
                           : fmt::format("and '{}' would share their variables {}_{}_...; rename "
                                         "one of them",
                                         former, connections ? "DB" : "CACHE", part));
    }
    // A store of the name `memory` means what CACHE_MEMORY_TTL says anyway.
    const bool own_driver = !connections && is_known_store_driver(name);
    if (const std::string taken = own_driver ? std::string{} : taken_by(scope, part);
        !taken.empty()) {
      wrong(fmt::format("would share its variables with {}; choose another name", taken));
    }
    parts.push_back(part);
  }
  return names;
}

}  // namespace zin::config
