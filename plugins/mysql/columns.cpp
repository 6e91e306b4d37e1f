// Which native type is which type of the ABI.
// SPDX-License-Identifier: MIT
#include "columns.hpp"

#include "zin/plugin/text_view.hpp"

namespace zin::mysql {
namespace {

constexpr unsigned binary_charset = 63;
constexpr auto json_type = static_cast<enum_field_types>(245);  // MYSQL_TYPE_JSON of MySQL 5.7.8

struct Kind {
  Layout layout;
  zin_type type;
  std::string_view native;
};

/// What MariaDB says of a column beside its type: "json" as a format, "uuid", "inet6", "point" as a
/// name; empty from MySQL.
std::string_view attribute(const MYSQL_FIELD& field, mariadb_field_attr_t which) noexcept {
  MARIADB_CONST_STRING text{};
  if (mariadb_field_attr(&text, &field, which) != 0 || text.str == nullptr) return {};
  return {text.str, text.length};
}

Kind whole(const MYSQL_FIELD& field, Layout with_sign, Layout without,
           std::string_view native) noexcept {
  const bool without_sign = (field.flags & UNSIGNED_FLAG) != 0;
  const Layout layout = without_sign ? without : with_sign;
  return {layout, static_cast<zin_type>(layout == Layout::u64 ? ZIN_T_U64 : ZIN_T_I64), native};
}

Kind characters(const MYSQL_FIELD& field) noexcept {
  const std::string_view format = attribute(field, MARIADB_FIELD_ATTR_FORMAT_NAME);
  const std::string_view name = attribute(field, MARIADB_FIELD_ATTR_DATA_TYPE_NAME);
  if (format == "json") return {Layout::view, ZIN_T_JSON, "json"};
  if (name == "uuid") return {Layout::uuid, ZIN_T_UUID, "uuid"};
  if (name == "inet6" || name == "inet4") return {Layout::view, ZIN_T_TEXT, name};
  if ((field.flags & ENUM_FLAG) != 0) return {Layout::view, ZIN_T_TEXT, "enum"};
  if ((field.flags & SET_FLAG) != 0) return {Layout::view, ZIN_T_TEXT, "set"};
  const bool binary = field.charsetnr == binary_charset;
  const zin_type type = binary ? ZIN_T_BYTES : ZIN_T_TEXT;
  switch (field.type) {
    case MYSQL_TYPE_TINY_BLOB:
    case MYSQL_TYPE_BLOB:
    case MYSQL_TYPE_MEDIUM_BLOB:
    case MYSQL_TYPE_LONG_BLOB:
      return {Layout::view, type, binary ? "blob" : "text"};
    case MYSQL_TYPE_STRING:
      return {Layout::view, type, binary ? "binary" : "char"};
    default:
      return {Layout::view, type, binary ? "varbinary" : "varchar"};
  }
}

Kind kind_of(const MYSQL_FIELD& field) noexcept {
  switch (field.type) {
    case MYSQL_TYPE_TINY:
      return whole(field, Layout::i8, Layout::u8, "tinyint");
    case MYSQL_TYPE_SHORT:
      return whole(field, Layout::i16, Layout::u16, "smallint");
    case MYSQL_TYPE_YEAR:
      return {Layout::u16, ZIN_T_I64, "year"};
    case MYSQL_TYPE_INT24:
      return whole(field, Layout::i32, Layout::u32, "mediumint");
    case MYSQL_TYPE_LONG:
      return whole(field, Layout::i32, Layout::u32, "int");
    case MYSQL_TYPE_LONGLONG:
      return whole(field, Layout::i64, Layout::u64, "bigint");
    case MYSQL_TYPE_FLOAT:
      return {Layout::f32, ZIN_T_F32, "float"};
    case MYSQL_TYPE_DOUBLE:
      return {Layout::f64, ZIN_T_F64, "double"};
    case MYSQL_TYPE_DECIMAL:
    case MYSQL_TYPE_NEWDECIMAL:
      return {Layout::view, ZIN_T_DECIMAL, "decimal"};
    case MYSQL_TYPE_DATE:
    case MYSQL_TYPE_NEWDATE:
      return {Layout::date, ZIN_T_DATE, "date"};
    case MYSQL_TYPE_TIME:
      return {Layout::time, ZIN_T_TIME, "time"};
    case MYSQL_TYPE_DATETIME:
      return {Layout::timestamp, ZIN_T_TIMESTAMP, "datetime"};
    case MYSQL_TYPE_TIMESTAMP:
      return {Layout::timestamptz, ZIN_T_TIMESTAMPTZ, "timestamp"};
    case MYSQL_TYPE_BIT:
      return {Layout::bits, ZIN_T_U64, "bit"};
    case MYSQL_TYPE_NULL:
      return {Layout::null, ZIN_T_NULL, "null"};
    case MYSQL_TYPE_GEOMETRY:
      return {Layout::view, ZIN_T_BYTES, "geometry"};
    case json_type:
      return {Layout::view, ZIN_T_JSON, "json"};
    default:
      return characters(field);
  }
}

std::uint32_t flags_of(const MYSQL_FIELD& field) noexcept {
  std::uint32_t flags = 0;
  if ((field.flags & UNSIGNED_FLAG) != 0) flags |= ZIN_COL_UNSIGNED;
  if ((field.flags & AUTO_INCREMENT_FLAG) != 0) flags |= ZIN_COL_AUTO_ID;
  if ((field.flags & PRI_KEY_FLAG) != 0) flags |= ZIN_COL_KEY;
  const bool tiny = field.type == MYSQL_TYPE_TINY && (field.flags & UNSIGNED_FLAG) == 0;
  if ((tiny || field.type == MYSQL_TYPE_BIT) && field.length == 1) flags |= ZIN_COL_BOOLISH;
  return flags;
}

/// Digits of a decimal, characters or bytes of a text, as far as the server says it.
std::uint32_t precision_of(const MYSQL_FIELD& field, zin_type type) noexcept {
  if (type == ZIN_T_DECIMAL) {  // its length counts the sign and the point
    const unsigned long sign = (field.flags & UNSIGNED_FLAG) != 0 ? 0 : 1;
    const unsigned long extra = sign + (field.decimals != 0 ? 1 : 0);
    return static_cast<std::uint32_t>(field.length > extra ? field.length - extra : 0);
  }
  if (type == ZIN_T_TEXT) return static_cast<std::uint32_t>(field.length / 4);  // of utf8mb4
  return type == ZIN_T_BYTES ? static_cast<std::uint32_t>(field.length) : 0;
}

}  // namespace

std::string_view Columns::name(std::size_t column) const noexcept {
  return plugin::view(columns_[column].name);
}

bool Columns::fit(const MYSQL_FIELD* fields, std::size_t count) const noexcept {
  if (count != columns_.size()) return false;
  for (std::size_t i = 0; i < count; ++i) {
    const MYSQL_FIELD& field = fields[i];
    const Shape& shape = shapes_[i];
    if (field.type != shape.type || field.flags != shape.flags ||
        field.charsetnr != shape.charset || field.decimals != shape.decimals ||
        field.length != shape.length || name(i) != field.name)
      return false;
  }
  return true;
}

bool Columns::agree(const MYSQL_FIELD* kept, const MYSQL_FIELD* fields,
                    std::size_t count) noexcept {
  const auto table = [](const MYSQL_FIELD& field) {
    return std::string_view(field.org_table == nullptr ? "" : field.org_table,
                            field.org_table == nullptr ? 0 : field.org_table_length);
  };
  for (std::size_t i = 0; i < count; ++i) {
    if (std::string_view(kept[i].name) != fields[i].name || table(kept[i]) != table(fields[i]) ||
        kind_of(kept[i]).type != kind_of(fields[i]).type)
      return false;
  }
  return true;
}

void Columns::describe(const MYSQL_FIELD* fields, std::size_t count) {
  columns_.clear();
  layouts_.clear();
  shapes_.clear();
  text_.clear();
  std::size_t bytes = 0;
  for (std::size_t i = 0; i < count; ++i)
    bytes += std::string_view(fields[i].name).size() + fields[i].org_table_length + 8;
  text_.reserve(bytes);  // the views below stay where they are
  const auto keep = [this](std::string_view text) {
    const std::size_t at = text_.size();
    text_ += text;
    return plugin::str(std::string_view(text_).substr(at));
  };
  for (std::size_t i = 0; i < count; ++i) {
    const MYSQL_FIELD& field = fields[i];
    const Kind kind = kind_of(field);
    zin_column column{};
    column.struct_size = sizeof(zin_column);
    column.native_type = static_cast<std::uint32_t>(field.type);
    column.name = keep(field.name);
    column.table =
        keep({field.org_table == nullptr ? "" : field.org_table, field.org_table_length});
    column.native_type_name = plugin::str(kind.native);
    if (kind.native == "inet6" || kind.native == "inet4")
      column.native_type_name = keep(kind.native);
    column.type = kind.type;
    column.nullable = (field.flags & NOT_NULL_FLAG) != 0 ? 0 : 1;
    column.scale = static_cast<std::uint16_t>(kind.type == ZIN_T_DECIMAL ? field.decimals : 0);
    column.precision = precision_of(field, kind.type);
    column.native_flags = field.flags;
    column.flags = flags_of(field);
    columns_.push_back(column);
    layouts_.push_back(kind.layout);
    shapes_.push_back({field.type, field.flags, field.charsetnr, field.decimals, field.length});
  }
}

}  // namespace zin::mysql
