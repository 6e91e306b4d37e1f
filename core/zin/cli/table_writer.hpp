// Results as tables for people.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "zin/cli/result_writer.hpp"

namespace zin::cli {

/// Aligned columns in the manner of psql. Widths are taken from the first rows, which are kept
/// until then; in later rows a longer value pushes its line to the right, and nothing is ever cut.
class TableWriter final : public ResultWriter {
 public:
  TableWriter(Output& out, bool header) noexcept : out_(out), header_(header) {}
  void begin(const std::vector<Column>& columns) override;
  void row(const Row& row) override;
  void end() override;
  void done(const Done& done) override;

 private:
  struct Shape {
    std::string name;
    std::size_t width = 0;
    bool numbers = true;  // only numbers so far: aligned to the right
  };
  using Line = std::vector<std::string>;

  void measure(const Line& line);
  void flush_sample();
  void write_line(const Line& line);
  void write_header();
  void append_cell(const std::string& text, const Shape& shape, bool last);

  Output& out_;
  bool header_;
  std::vector<Shape> columns_;
  std::vector<Line> sample_;
  std::size_t sample_bytes_ = 0;
  bool sampling_ = true;
  std::uint64_t rows_ = 0;
  std::string text_;
};

}  // namespace zin::cli
