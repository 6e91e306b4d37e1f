// One overload per type of field: parse, print, check.
// SPDX-License-Identifier: MIT
#include "zin/config/field.hpp"

#include <fmt/format.h>

#include <string>
#include <type_traits>
#include <vector>

#include "zin/base/error.hpp"
#include "zin/config/dsn.hpp"
#include "zin/config/words.hpp"

namespace zin::config {

namespace {

using std::chrono::milliseconds;

// A path with a NUL in it would be cut where a C library reads it, a name too.
bool has_nul(std::string_view text) { return text.find('\0') != std::string_view::npos; }

LogLevel log_level_of(std::string_view word) {
  for (const LogLevel level :
       {LogLevel::trace, LogLevel::debug, LogLevel::warn, LogLevel::error, LogLevel::off}) {
    if (to_string(level) == word) return level;
  }
  return LogLevel::info;
}

// Users and files may have an `@` in their names, which displayed() hides; a credential has its
// colon before it.
std::string displayed_value(const Variable& row, std::string_view value) {
  const bool names = row.name == "USERNAME" || row.name == "DATABASE" || row.type == Type::path;
  const std::size_t at = value.rfind('@');
  if (!names || at == value.npos || value.substr(0, at).find(':') != value.npos) {
    return displayed(value);
  }
  return shown(value);
}

// Applies `fn` to the row's field.
template <class Config, class Fn>
auto visit_field(Config& config, const Variable& row, Fn&& fn) {
  return std::visit(
      [&](const auto& access) {
        using Access = std::remove_cvref_t<decltype(access)>;
        if constexpr (std::is_same_v<Access, std::monostate>) {
          std::string none;
          return fn(none);
        } else {
          return fn(access(config));
        }
      },
      row.field);
}

class Assigner {
 public:
  Assigner(const Variable& row, const FoundVariable& found) : row_(row), found_(found) {}

  void operator()(std::string& field) const {
    if (has_nul(found_.value)) refuse(row_, found_, "holds a NUL byte");
    if (row_.type == Type::choice) {
      field = choice();
    } else if (row_.secret) {
      field = found_.value;
    } else {
      field = trimmed(found_.value);
    }
  }
  void operator()(std::uint16_t& field) const {
    field = static_cast<std::uint16_t>(number(row_, found_));
  }
  void operator()(std::uint32_t& field) const {
    field = static_cast<std::uint32_t>(number(row_, found_));
  }
  void operator()(milliseconds& field) const { field = milliseconds{number(row_, found_)}; }
  void operator()(bool& field) const {
    const auto value = parse_boolean(trimmed(found_.value));
    if (!value) refuse(row_, found_);
    field = *value;
  }
  void operator()(ReadFallback& field) const {
    field = choice() == "error" ? ReadFallback::error : ReadFallback::primary;
  }
  void operator()(LogLevel& field) const { field = log_level_of(choice()); }
  void operator()(std::vector<std::string>& field) const { field = listed(found_.value); }

 private:
  std::string choice() const {
    std::string word = lowered(trimmed(found_.value));
    if (!one_of(word, row_.choices)) refuse(row_, found_);
    return word;
  }

  const Variable& row_;
  const FoundVariable& found_;
};

}  // namespace

std::string quoted(const Variable& row, const FoundVariable& found) {
  std::string value{masked};
  if (row.type == Type::url) {
    value = redact(found.value);
  } else if (!row.secret && row.type != Type::options) {
    value = displayed_value(row, found.value);
  }
  return fmt::format("{}='{}' ({})", found.name, value, found.origin);
}

void refuse(const Variable& row, const FoundVariable& found, std::string_view reason) {
  throw Error{Errc::invalid_config,
              fmt::format("{} {}; accepted: {}", quoted(row, found), reason, accepted(row))};
}

std::uint64_t number(const Variable& row, const FoundVariable& found) {
  const auto value = parse_unsigned(trimmed(found.value));
  if (!value) refuse(row, found);
  if (*value < row.min || *value > row.max) refuse(row, found, "is out of range");
  return *value;
}

void assign(DatabaseConfig& config, const Variable& row, const FoundVariable& found) {
  visit_field(config, row, Assigner{row, found});
}

std::string field_text(const DatabaseConfig& config, const Variable& row) {
  // The accessors take a mutable configuration: a copy is the honest price in this rare call.
  DatabaseConfig copy = config;
  return visit_field(copy, row, [](const auto& field) -> std::string {
    using Value = std::remove_cvref_t<decltype(field)>;
    if constexpr (std::is_same_v<Value, std::string>) {
      return field;
    } else if constexpr (std::is_same_v<Value, milliseconds>) {
      return fmt::format("{}", field.count());
    } else if constexpr (std::is_same_v<Value, bool>) {
      return field ? "true" : "false";
    } else if constexpr (std::is_same_v<Value, ReadFallback>) {
      return field == ReadFallback::error ? "error" : "primary";
    } else if constexpr (std::is_same_v<Value, LogLevel>) {
      return std::string{to_string(field)};
    } else if constexpr (std::is_same_v<Value, std::vector<std::string>>) {
      return joined(field);
    } else {
      return fmt::format("{}", field);
    }
  });
}

std::string display_text(const DatabaseConfig& config, const Variable& row) {
  if (row.name == "DRIVER") return displayed(config.driver);
  if (row.name == "HOST") {
    std::vector<std::string> hosts = config.failover_hosts;
    if (!config.host.empty()) hosts.insert(hosts.begin(), config.host);
    return displayed(fmt::format("{}", fmt::join(hosts, ",")));
  }
  if (row.name == "READ_HOSTS")
    return displayed(fmt::format("{}", fmt::join(config.read_hosts, ",")));
  if (row.name == "OPTIONS") {
    std::string text;
    for (const auto& [key, value] : config.options) {
      text += fmt::format("{}{}={}", text.empty() ? "" : "&", key,
                          looks_secret(key) ? std::string{masked} : displayed(value));
    }
    return shown(text);
  }
  if (std::holds_alternative<std::monostate>(row.field)) return {};
  const std::string text = field_text(config, row);
  if (row.empty_unless_set && text.empty()) return std::string{row.default_value};
  return row.secret && !text.empty() ? std::string{masked} : displayed_value(row, text);
}

std::string field_problem(const DatabaseConfig& config, const Variable& row) {
  const std::string text = field_text(config, row);
  if (has_nul(text)) return "holds a NUL byte";
  if (row.empty_unless_set && text.empty()) return {};
  if (row.type == Type::choice && !one_of(lowered(trimmed(text)), row.choices)) {
    return fmt::format("is not accepted; accepted: {}", accepted(row));
  }
  const bool numeric =
      row.type == Type::count || row.type == Type::port || row.type == Type::milliseconds;
  if (!numeric) return {};
  const auto value = parse_unsigned(text);
  if (value && *value >= row.min && *value <= row.max) return {};
  return fmt::format("is out of range; accepted: {}", accepted(row));
}

}  // namespace zin::config
