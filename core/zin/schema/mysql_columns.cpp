// MySQL's texts: columns.
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <string>

#include "zin/schema/mysql_compiler.hpp"

namespace zin::schema {
namespace {

// Section "Data Type Default Values" of MySQL's manual: these take expressions alone.
bool is_long(ColumnType type) {
  switch (type) {
    case ColumnType::tiny_text:
    case ColumnType::text:
    case ColumnType::medium_text:
    case ColumnType::long_text:
    case ColumnType::json:
    case ColumnType::jsonb:
    case ColumnType::geometry:
    case ColumnType::geography:
      return true;
    default:
      return false;
  }
}

std::string current_timestamp(const ColumnDefinition& column) {
  const std::uint32_t digits = column.precision.value_or(0);
  return digits == 0 ? "CURRENT_TIMESTAMP" : "CURRENT_TIMESTAMP(" + std::to_string(digits) + ")";
}

}  // namespace

void MysqlCompiler::shape(Writer& out, const ColumnDefinition& column) const {
  static constexpr std::array<std::string_view, 7> shapes{
      "point",      "linestring",      "polygon",     "geometrycollection",
      "multipoint", "multilinestring", "multipolygon"};
  std::string subtype = column.subtype;
  std::transform(subtype.begin(), subtype.end(), subtype.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  const bool is_known = std::find(shapes.begin(), shapes.end(), subtype) != shapes.end();
  out << (is_known ? std::string_view{subtype} : std::string_view{"geometry"});
  if (column.srid != 0) out << srid_words() << std::to_string(column.srid);
}

void MysqlCompiler::type(Writer& out, const ColumnDefinition& column) const {
  const auto sized = [&](std::string_view word, std::optional<std::uint32_t> size) {
    out << word;
    if (size.value_or(0) != 0) out << '(' << std::to_string(*size) << ')';
  };
  switch (column.type) {
    case ColumnType::char_:
      return sized("char", column.length.value_or(255));
    case ColumnType::string:
      return sized("varchar", column.length.value_or(255));
    case ColumnType::tiny_text:
      out << "tinytext";
      return;
    case ColumnType::text:
      out << "text";
      return;
    case ColumnType::medium_text:
      out << "mediumtext";
      return;
    case ColumnType::long_text:
      out << "longtext";
      return;
    case ColumnType::tiny_integer:
      out << "tinyint";
      return;
    case ColumnType::small_integer:
      out << "smallint";
      return;
    case ColumnType::medium_integer:
      out << "mediumint";
      return;
    case ColumnType::integer:
      out << "int";
      return;
    case ColumnType::big_integer:
      out << "bigint";
      return;
    case ColumnType::float_:
      return sized("float", column.precision);
    case ColumnType::double_:
      out << "double";
      return;
    case ColumnType::decimal:
      out << "decimal(" << std::to_string(column.total) << ", " << std::to_string(column.places)
          << ')';
      return;
    case ColumnType::boolean:
      out << "tinyint(1)";
      return;
    case ColumnType::enum_:
    case ColumnType::set:
      out << (column.type == ColumnType::set ? "set(" : "enum(");
      allowed(out, column);
      out << ')';
      return;
    case ColumnType::json:
    case ColumnType::jsonb:
      out << "json";
      return;
    case ColumnType::date:
      out << "date";
      return;
    case ColumnType::date_time:
    case ColumnType::date_time_tz:
      return sized("datetime", column.precision);
    case ColumnType::time:
    case ColumnType::time_tz:
      return sized("time", column.precision);
    case ColumnType::timestamp:
    case ColumnType::timestamp_tz:
      return sized("timestamp", column.precision);
    case ColumnType::year:
      out << "year";
      return;
    case ColumnType::binary:
      if (!column.length) {
        out << "blob";
        return;
      }
      return sized(column.fixed ? "binary" : "varbinary", column.length);
    case ColumnType::uuid:
      out << uuid_words();
      return;
    case ColumnType::ip_address:
      out << "varchar(45)";
      return;
    case ColumnType::mac_address:
      out << "varchar(17)";
      return;
    case ColumnType::geometry:
    case ColumnType::geography:
      return shape(out, column);
    case ColumnType::vector:
      return sized("vector", column.dimensions);
    case ColumnType::raw:
      out << column.definition;
      return;
    case ColumnType::none:
    case ColumnType::tsvector:
      return;  // refused before
  }
}

void MysqlCompiler::modifiers(Writer& out, const Table* table,
                              const ColumnDefinition& column) const {
  if (column.unsigned_) out << " unsigned";
  if (!column.charset.empty()) out << " character set " << column.charset;
  if (!column.collation.empty()) {
    out << " collate ";
    out.literal(column.collation);
  }
  if (column.virtual_as) out << " as (" << *column.virtual_as << ')';
  if (column.stored_as) out << " as (" << *column.stored_as << ") stored";
  if (!column.is_generated()) {
    out << (column.nullable.value_or(false) ? " null" : " not null");
  } else if (column.nullable == false) {
    out << " not null";
  }
  default_of(out, column);
  if (column.use_current_on_update) out << " on update " << current_timestamp(column);
  if (column.invisible) out << " invisible";
  if (column.auto_increment) {
    const bool is_said = table != nullptr && table->primary != nullptr;
    const bool is_key =
        column.change ? is_said && table->primary->columns == std::vector<std::string>{column.name}
                      : !is_said;
    out << (is_key ? " auto_increment primary key" : " auto_increment");
  }
  if (column.comment) {
    out << " comment ";
    out.literal(*column.comment);
  }
  if (!column.after.empty()) {
    out << " after ";
    out.quoted(column.after);
  }
  if (column.first) out << " first";
}

void MysqlCompiler::default_literal(Writer& out, const ColumnDefinition& column,
                                    const Value& value) const {
  const bool is_blob = column.type == ColumnType::binary && !column.length;
  const bool wants_expression =
      (is_long(column.type) || is_blob) && !value.is_null() && !takes_long_literals();
  if (wants_expression) out << '(';
  if (value.type() == Type::timestamptz) {
    // Neither server takes a zone in all of its versions; what is stored is UTC.
    std::string text = value.get<std::string>();
    text.resize(text.rfind('+'));
    out.literal(text);
  } else {
    Compiler::default_literal(out, column, value);
  }
  if (wants_expression) out << ')';
}

std::string MysqlCompiler::current(const ColumnDefinition& column) const {
  if (column.type == ColumnType::date) return "(CURDATE())";
  if (column.type == ColumnType::year) return "(YEAR(CURDATE()))";
  return current_timestamp(column);
}

}  // namespace zin::schema
