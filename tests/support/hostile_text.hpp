// Texts and names that would be SQL if they were let.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "zin/zin.hpp"

namespace zin::test {

/// Makes the same ones for the same seed.
class HostileText {
 public:
  HostileText(std::uint64_t seed, Dialect dialect) : random_(seed), dialect_(dialect) {}

  [[nodiscard]] std::uint64_t below(std::uint64_t end) {
    return std::uniform_int_distribution<std::uint64_t>{0, end - 1}(random_);
  }
  [[nodiscard]] bool coin() { return below(2) == 0; }
  [[nodiscard]] std::int64_t number();

  /// A value: hostile pieces around a mark that is found nowhere else.
  [[nodiscard]] std::string text();
  /// The mark of the last one.
  [[nodiscard]] const std::string& mark() const { return marks_.back(); }
  /// A name of a table, a column or an alias that no other one has, as long as all servers take.
  [[nodiscard]] std::string name();
  /// A key of a JSON object, as the dialect's paths can say them.
  [[nodiscard]] std::string key();

  /// Whether one of the values since forget() stands in a text.
  [[nodiscard]] bool leaks(std::string_view sql) const;
  void forget() { marks_.clear(); }

 private:
  [[nodiscard]] bool fits_name(std::string_view piece) const;
  [[nodiscard]] bool fits_key(std::string_view piece) const;

  std::mt19937_64 random_;
  Dialect dialect_;
  std::uint64_t counted_ = 0;
  std::vector<std::string> marks_;
};

}  // namespace zin::test
