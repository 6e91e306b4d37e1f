// From a format to its writer.
// SPDX-License-Identifier: MIT
#include "zin/cli/result_writer.hpp"

#include "zin/cli/json_writer.hpp"
#include "zin/cli/separated_writer.hpp"
#include "zin/cli/table_writer.hpp"

namespace zin::cli {

std::unique_ptr<ResultWriter> make_writer(const WriterOptions& options, Output& out) {
  switch (options.format) {
    case Format::json:
      return std::make_unique<JsonWriter>(out);
    case Format::csv:
      return std::make_unique<CsvWriter>(out, options.header);
    case Format::tsv:
      return std::make_unique<TsvWriter>(out, options.header);
    case Format::table:
      break;
  }
  return std::make_unique<TableWriter>(out, options.header);
}

std::string affected_text(const Done& done) {
  if (!done.affected) return "ok";
  return fmt::format("{} {} affected", *done.affected, *done.affected == 1 ? "row" : "rows");
}

}  // namespace zin::cli
