// Results as JSON: an array of objects for each statement that gives rows.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "zin/cli/result_writer.hpp"

namespace zin::cli {

/// One document for each statement, one line for each row. A name that comes twice gets a number:
/// "id", "id_2".
class JsonWriter final : public ResultWriter {
 public:
  explicit JsonWriter(Output& out) noexcept : out_(out) {}
  void begin(const std::vector<Column>& columns) override;
  void row(const Row& row) override;
  void end() override;
  void done(const Done& done) override;

 private:
  Output& out_;
  std::vector<std::string> keys_;  // with quotes and colon
  std::string line_;
  bool first_ = true;
};

}  // namespace zin::cli
