// Quoting and escaping of fields.
// SPDX-License-Identifier: MIT
#include "zin/cli/separated_writer.hpp"

#include <cstdio>

#include "zin/cli/value_text.hpp"

namespace zin::cli {
namespace {

void append_csv(std::string& line, std::string_view field) {
  const bool quoted = field.empty() || field.find_first_of(",\"\r\n") != std::string_view::npos ||
                      field.front() == ' ' || field.back() == ' ';
  if (!quoted) {
    line += field;
    return;
  }
  line += '"';
  for (const char c : field) {
    if (c == '"') line += '"';
    line += c;
  }
  line += '"';
}

void append_tsv(std::string& line, std::string_view field) {
  for (const char c : field) {
    switch (c) {
      case '\\':
        line += "\\\\";
        break;
      case '\t':
        line += "\\t";
        break;
      case '\n':
        line += "\\n";
        break;
      case '\r':
        line += "\\r";
        break;
      default:
        line += c;
    }
  }
}

}  // namespace

void CsvWriter::begin(const std::vector<Column>& columns) {
  if (!first_result_) out_.write("\r\n");
  first_result_ = false;
  if (!header_) return;
  line_.clear();
  for (const Column& column : columns) {
    if (&column != &columns.front()) line_ += ',';
    append_csv(line_, column.name);
  }
  out_.write(line_ += "\r\n");
}

void CsvWriter::row(const Row& row) {
  line_.clear();
  for (std::size_t column = 0; column < row.size(); ++column) {
    if (column > 0) line_ += ',';
    if (!row.is_null(column)) append_csv(line_, plain_text(shown_value(row, column)));
  }
  out_.write(line_ += "\r\n");
}

void CsvWriter::done(const Done& done) {
  out_.flush();
  fmt::print(stderr, "{}\n", affected_text(done));
}

void TsvWriter::begin(const std::vector<Column>& columns) {
  if (!header_) return;
  line_.clear();
  for (const Column& column : columns) {
    if (&column != &columns.front()) line_ += '\t';
    append_tsv(line_, column.name);
  }
  out_.write(line_ += '\n');
}

void TsvWriter::row(const Row& row) {
  line_.clear();
  for (std::size_t column = 0; column < row.size(); ++column) {
    if (column > 0) line_ += '\t';
    if (row.is_null(column)) {
      line_ += "\\N";
    } else {
      append_tsv(line_, plain_text(shown_value(row, column)));
    }
  }
  out_.write(line_ += '\n');
}

void TsvWriter::done(const Done& done) { out_.print("{}\n", affected_text(done)); }

}  // namespace zin::cli
