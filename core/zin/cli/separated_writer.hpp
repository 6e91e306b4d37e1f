// Results as lines of fields: CSV and TSV.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "zin/cli/result_writer.hpp"

namespace zin::cli {

/// RFC 4180: commas, CRLF, quotes where they are needed. NULL is an empty field, an empty text is
/// "". Results of further statements follow behind an empty line. What has no rows is told on
/// standard error, which keeps the output CSV.
class CsvWriter final : public ResultWriter {
 public:
  CsvWriter(Output& out, bool header) noexcept : out_(out), header_(header) {}
  void begin(const std::vector<Column>& columns) override;
  void row(const Row& row) override;
  void end() override {}
  void done(const Done& done) override;

 private:
  Output& out_;
  std::string line_;
  bool header_;
  bool first_result_ = true;
};

/// The text format of PostgreSQL's COPY: tabs, line feeds, `\N` for NULL, and backslashes before
/// what would be taken for these.
class TsvWriter final : public ResultWriter {
 public:
  TsvWriter(Output& out, bool header) noexcept : out_(out), header_(header) {}
  void begin(const std::vector<Column>& columns) override;
  void row(const Row& row) override;
  void end() override {}
  void done(const Done& done) override;

 private:
  Output& out_;
  std::string line_;
  bool header_;
};

}  // namespace zin::cli
