// The options of conn_new, typed: an unknown key and a bad value are failures that say what is
// accepted. SPDX-License-Identifier: MIT
#pragma once

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "zin/abi/driver.h"
#include "zin/plugin/failure.hpp"
#include "zin/plugin/text_view.hpp"

namespace zin::plugin {

/// Views the host's list; valid for the call of conn_new only. Of a key given twice the last
/// counts.
class Options {
 public:
  /// `known` is the driver's option_keys. Throws MISUSE with the name of a key that is not in it.
  Options(const zin_kv* options, std::uint32_t n, std::string_view known)
      : options_(options, options == nullptr ? 0 : n) {
    for (const zin_kv& option : options_)
      if (!listed(known, view(option.key)))
        throw misuse("unknown option '" + std::string(view(option.key)) +
                     "'; known are: " + std::string(known));
  }

  /// The value as it is, nothing when the option was not given.
  [[nodiscard]] std::optional<std::string_view> find(std::string_view key) const noexcept {
    for (std::size_t i = options_.size(); i > 0; --i)
      if (view(options_[i - 1].key) == key) return view(options_[i - 1].value);
    return std::nullopt;
  }

  /// true, 1, yes, on / false, 0, no, off. Throws DATA for anything else.
  [[nodiscard]] bool flag(std::string_view key, bool absent) const {
    const auto value = find(key);
    if (!value) return absent;
    if (*value == "true" || *value == "1" || *value == "yes" || *value == "on") return true;
    if (*value == "false" || *value == "0" || *value == "no" || *value == "off") return false;
    throw bad_value(key, *value, "true or false");
  }

  /// A whole decimal number from `lowest` to `highest`. Throws DATA for anything else.
  [[nodiscard]] std::optional<std::int64_t> number(std::string_view key, std::int64_t lowest,
                                                   std::int64_t highest) const {
    const auto value = find(key);
    if (!value) return std::nullopt;
    std::int64_t number = 0;
    const char* const end = value->data() + value->size();
    const auto [stop, error] = std::from_chars(value->data(), end, number);
    if (error != std::errc() || stop != end || number < lowest || number > highest)
      throw bad_value(
          key, *value,
          "a whole number from " + std::to_string(lowest) + " to " + std::to_string(highest));
    return number;
  }

  /// One of `words`, as written there. Throws DATA, listing them, for anything else.
  [[nodiscard]] std::optional<std::string_view> choice(
      std::string_view key, std::initializer_list<std::string_view> words) const {
    const auto value = find(key);
    if (!value) return std::nullopt;
    std::string accepted;
    for (const std::string_view word : words) {
      if (word == *value) return word;
      if (!accepted.empty()) accepted += ", ";
      accepted += word;
    }
    throw bad_value(key, *value, "one of: " + accepted);
  }

  /// The failure for a value of `key` that its driver cannot take. The value appears in the
  /// message: not for secrets.
  [[nodiscard]] static Failure bad_value(std::string_view key, std::string_view value,
                                         std::string_view accepted) {
    return bad_data("option " + std::string(key) + " is '" + std::string(value) + "', but takes " +
                    std::string(accepted));
  }

 private:
  static bool listed(std::string_view known, std::string_view key) noexcept {
    while (!known.empty()) {
      const std::size_t end = std::min(known.find(' '), known.size());
      if (known.substr(0, end) == key) return !key.empty();
      known.remove_prefix(std::min(end + 1, known.size()));
    }
    return false;
  }

  std::span<const zin_kv> options_;
};

}  // namespace zin::plugin
