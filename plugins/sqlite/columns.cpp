// Reads names and declared types of a statement's columns.
// SPDX-License-Identifier: MIT
#include "columns.hpp"

#include <cctype>
#include <charconv>
#include <string>

#include "zin/plugin/text_view.hpp"
#include "zin/plugin/uuid_text.hpp"

namespace zin::sqlite {
namespace {

std::string_view text_of(const char* text) noexcept {
  return text == nullptr ? std::string_view() : std::string_view(text);
}

std::string upper(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return out;
}

/// How many bytes a value of this kind may need beside SQLite's own memory.
std::uint32_t scratch_size(Declared as) noexcept {
  switch (as) {
    case Declared::decimal:
      return 352;  // the smallest double, written out: 2 + 324 digits and a sign
    case Declared::json:
      return 32;
    case Declared::uuid:
      return plugin::uuid_bytes;
    default:
      return 0;
  }
}

/// (precision[,scale]) of a declaration, where it has them.
void read_size(std::string_view declaration, zin_column& column) noexcept {
  const std::size_t open = declaration.find('(');
  if (open == std::string_view::npos) return;
  const char* const end = declaration.data() + declaration.size();
  const auto [comma, error] = std::from_chars(declaration.data() + open + 1, end, column.precision);
  if (error == std::errc() && comma != end && *comma == ',')
    std::from_chars(comma + 1 + (comma + 1 != end && comma[1] == ' ' ? 1 : 0), end, column.scale);
}

}  // namespace

Declared declared_as(std::string_view declaration) noexcept {
  std::size_t end = 0;
  while (
      end < declaration.size() &&
      (std::isalnum(static_cast<unsigned char>(declaration[end])) != 0 || declaration[end] == '_'))
    ++end;
  if (end == 0 || end > 16) return Declared::plain;
  const std::string word = upper(declaration.substr(0, end));
  if (word == "BOOLEAN" || word == "BOOL") return Declared::boolean;
  if (word == "DATE") return Declared::date;
  if (word == "TIME") return Declared::time;
  if (word == "TIMESTAMPTZ") return Declared::timestamptz;
  if (word == "DATETIME" || word == "TIMESTAMP")
    return upper(declaration).find("WITH TIME ZONE") != std::string::npos ? Declared::timestamptz
                                                                          : Declared::timestamp;
  if (word == "DECIMAL" || word == "NUMERIC" || word == "DECIMAL_TEXT") return Declared::decimal;
  if (word == "JSON" || word == "JSONB" || word == "JSON_TEXT") return Declared::json;
  if (word == "UUID") return Declared::uuid;
  return Declared::plain;
}

void Columns::describe(sqlite3_stmt* stmt) {
  const int count = sqlite3_column_count(stmt);
  columns_.clear();
  declared_.clear();
  columns_.reserve(static_cast<std::size_t>(count));
  std::uint32_t scratch = 0;
  for (int i = 0; i < count; ++i) {
    const std::string_view declaration = text_of(sqlite3_column_decltype(stmt, i));
    zin_column column{};
    column.struct_size = sizeof(zin_column);
    column.name = plugin::str(text_of(sqlite3_column_name(stmt, i)));
#ifdef ZIN_SQLITE_COLUMN_METADATA
    column.table = plugin::str(text_of(sqlite3_column_table_name(stmt, i)));
#endif
    column.native_type_name = plugin::str(declaration);
    // Any column may hold any value, and a value that is not what its column says stays what it is.
    column.type = ZIN_T_NATIVE;
    column.nullable = 2;
    read_size(declaration, column);
    columns_.push_back(column);
    const Declared as = declared_as(declaration);
    if (as == Declared::plain) continue;
    declared_.push_back({static_cast<std::uint32_t>(i), as, scratch});
    scratch += scratch_size(as);
  }
  scratch_.resize(scratch);
}

}  // namespace zin::sqlite
