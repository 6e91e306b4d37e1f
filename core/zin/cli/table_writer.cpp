// Measuring the first rows, then writing them and all others.
// SPDX-License-Identifier: MIT
#include "zin/cli/table_writer.hpp"

#include <algorithm>

#include "zin/cli/display_text.hpp"
#include "zin/cli/value_text.hpp"

namespace zin::cli {
namespace {

constexpr std::size_t sampled_rows = 1000;
constexpr std::size_t sampled_bytes = std::size_t{1} << 20U;
// A longer value does not widen the column of all others.
constexpr std::size_t widest_column = 80;

}  // namespace

void TableWriter::begin(const std::vector<Column>& columns) {
  columns_.clear();
  for (const Column& column : columns) {
    Shape shape{.name = one_line(column.name)};
    shape.width = std::min(display_width(shape.name), widest_column);
    columns_.push_back(std::move(shape));
  }
  sample_.clear();
  sample_bytes_ = 0;
  sampling_ = true;
  rows_ = 0;
}

void TableWriter::row(const Row& row) {
  ++rows_;
  Line line;
  line.reserve(row.size());
  for (std::size_t at = 0; at < row.size(); ++at) {
    if (row.is_null(at)) {
      line.emplace_back("NULL");
      continue;
    }
    const Value value = shown_value(row, at);
    if (sampling_ && !is_number(value.type())) columns_[at].numbers = false;
    line.push_back(one_line(plain_text(value)));
  }
  if (!sampling_) return write_line(line);
  for (const std::string& cell : line) sample_bytes_ += cell.size();
  sample_.push_back(std::move(line));
  if (sample_.size() >= sampled_rows || sample_bytes_ >= sampled_bytes) flush_sample();
}

void TableWriter::flush_sample() {
  sampling_ = false;
  for (const Line& line : sample_) measure(line);
  if (header_) write_header();
  for (const Line& line : sample_) write_line(line);
  sample_.clear();
}

void TableWriter::measure(const Line& line) {
  for (std::size_t at = 0; at < line.size(); ++at) {
    columns_[at].width =
        std::max(columns_[at].width, std::min(display_width(line[at]), widest_column));
  }
}

void TableWriter::append_cell(const std::string& text, const Shape& shape, bool last) {
  const std::size_t width = display_width(text);
  const std::size_t blanks = shape.width > width ? shape.width - width : 0;
  text_ += ' ';
  if (shape.numbers) text_.append(blanks, ' ');
  text_ += text;
  if (last) return;
  if (!shape.numbers) text_.append(blanks, ' ');
  text_ += " |";
}

void TableWriter::write_header() {
  text_.clear();
  for (const Shape& column : columns_) {
    Shape left = column;
    left.numbers = false;
    append_cell(column.name, left, &column == &columns_.back());
  }
  text_ += '\n';
  for (const Shape& column : columns_) {
    if (&column != &columns_.front()) text_ += '+';
    text_.append(column.width + 2, '-');
  }
  out_.write(text_ += '\n');
}

void TableWriter::write_line(const Line& line) {
  text_.clear();
  for (std::size_t at = 0; at < line.size(); ++at) {
    append_cell(line[at], columns_[at], at + 1 == line.size());
  }
  out_.write(text_ += '\n');
}

void TableWriter::end() {
  if (sampling_) flush_sample();
  if (header_) out_.print("({} {})\n\n", rows_, rows_ == 1 ? "row" : "rows");
}

void TableWriter::done(const Done& done) { out_.print("{}\n", affected_text(done)); }

}  // namespace zin::cli
