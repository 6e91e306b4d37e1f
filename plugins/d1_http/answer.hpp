// Rows as the service sends them, turned into cells.
// SPDX-License-Identifier: MIT
#pragma once

#include <simdjson.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "zin/abi/driver.h"

namespace zin::d1 {

/// What one statement gave.
struct ResultSet {
  std::vector<zin_column> columns;
  std::vector<zin_cell> cells;  ///< Row-major.
  std::uint32_t nrows = 0;
  std::int64_t changes = 0;
  zin_cell last_id{};  ///< NULL when the service told none. Of another statement where this one
                       ///< made no row.
};

/// The results of one request; owns what their cells point to. Texts stay where the parser put
/// them, blobs are decoded from arrays of numbers into memory of their own.
class Answer {
 public:
  Answer() = default;
  Answer(const Answer&) = delete;
  Answer& operator=(const Answer&) = delete;

  /// Reads the body of `/raw`, which it takes over: it must have room for 64 further bytes. False
  /// when it says that it has failed, or is none: `sets` is then of no use.
  [[nodiscard]] bool read_raw(std::string body);
  /// Reads `{"rows":[{...}],...}` or `{"ok":true,"meta":{...}}` of a signed proxy, as one more set.
  [[nodiscard]] bool read_proxied(std::string body);

  /// What was read last.
  [[nodiscard]] std::string_view body() const noexcept { return sources_.back()->body; }

  std::vector<ResultSet> sets;

 private:
  struct Source {
    std::string body;
    simdjson::ondemand::parser parser;
  };

  [[nodiscard]] bool read_sets(simdjson::ondemand::array all);
  [[nodiscard]] bool read_set(simdjson::ondemand::object one, ResultSet& out);
  [[nodiscard]] bool read_results(simdjson::ondemand::object results, ResultSet& out);
  [[nodiscard]] bool read_objects(simdjson::ondemand::array rows, ResultSet& out);
  [[nodiscard]] bool read_meta(simdjson::ondemand::object meta, ResultSet& out);
  [[nodiscard]] bool read_cell(simdjson::ondemand::value value, zin_cell& out);
  [[nodiscard]] bool read_blob(simdjson::ondemand::array bytes, zin_cell& out);

  std::vector<std::unique_ptr<Source>> sources_;
  std::vector<std::unique_ptr<char[]>> blobs_;
};

/// The cell for a JSON number. A whole number from 2^53 on has gone through a double on its way, so
/// that its last digits may be others: it is marked INEXACT, unless it is beyond all 64-bit
/// integers and can only have been a REAL.
[[nodiscard]] bool number_cell(std::string_view token, zin_cell& out) noexcept;

}  // namespace zin::d1
