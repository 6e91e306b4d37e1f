// Walks through the answer with simdjson's On-Demand parser.
// SPDX-License-Identifier: MIT
#include "answer.hpp"

#include <charconv>
#include <cmath>
#include <limits>

#include "zin/plugin/cell.hpp"
#include "zin/plugin/text_view.hpp"

namespace zin::d1 {
namespace {

namespace json = simdjson::ondemand;
using simdjson::SUCCESS;

// 2^53 itself may have been 2^53 + 1.
constexpr std::int64_t exact_in_json = (std::int64_t{1} << 53) - 1;

bool is_blank(char c) noexcept { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

zin_column column_of(std::string_view name) noexcept {
  zin_column column{};
  column.struct_size = sizeof(zin_column);
  column.name = plugin::str(name);
  // Nothing is told of types, and any column may hold any value.
  column.type = ZIN_T_NATIVE;
  column.nullable = 2;
  return column;
}

}  // namespace

bool number_cell(std::string_view token, zin_cell& out) noexcept {
  while (!token.empty() && is_blank(token.back())) token.remove_suffix(1);
  const char* const end = token.data() + token.size();
  if (token.find_first_of(".eE") == std::string_view::npos) {
    std::int64_t whole = 0;
    const auto [stop, error] = std::from_chars(token.data(), end, whole);
    if (error == std::errc() && stop == end) {
      out = plugin::whole_cell(ZIN_T_I64, whole);
      if (whole > exact_in_json || whole < -exact_in_json) out.flags = ZIN_CELL_INEXACT;
      return true;
    }
    if (error == std::errc() || stop != end) return false;
  }
  double real = 0;
  const auto [stop, error] = std::from_chars(token.data(), end, real);
  if (error != std::errc() || stop != end) return false;
  out = plugin::real_cell(ZIN_T_F64, real);
  // The largest integers come rounded up to this one.
  if (std::fabs(real) == 0x1p63) out.flags = ZIN_CELL_INEXACT;
  return true;
}

bool Answer::read_blob(json::array bytes, zin_cell& out) {
  std::string_view raw;
  if (bytes.raw_json().get(raw) != SUCCESS) return false;
  // Each byte has a digit and a comma at least.
  auto room = std::make_unique_for_overwrite<char[]>(raw.size() / 2 + 1);
  char* to = room.get();
  const char* at = raw.data() + 1;
  const char* const end = raw.data() + raw.size();
  bool expects_more = false;
  while (true) {
    while (at < end && is_blank(*at)) ++at;
    if (at >= end) return false;
    if (*at == ']' && !expects_more) break;
    unsigned byte = 0;
    const char* const from = at;
    while (at < end && at - from < 4 && *at >= '0' && *at <= '9')
      byte = byte * 10 + static_cast<unsigned>(*at++ - '0');
    if (at == from || byte > 255) return false;
    *to++ = static_cast<char>(byte);
    while (at < end && is_blank(*at)) ++at;
    expects_more = at < end && *at == ',';
    if (expects_more)
      ++at;
    else if (at >= end || *at != ']')
      return false;
  }
  out = plugin::view_cell(ZIN_T_BYTES, room.get(), static_cast<std::uint32_t>(to - room.get()));
  blobs_.push_back(std::move(room));
  return true;
}

bool Answer::read_cell(json::value value, zin_cell& out) {
  json::json_type type;
  if (value.type().get(type) != SUCCESS) return false;
  switch (type) {
    case json::json_type::number:
      return number_cell(value.raw_json_token(), out);
    case json::json_type::string: {
      std::string_view text;
      if (value.get_string().get(text) != SUCCESS) return false;
      out = plugin::view_cell(ZIN_T_TEXT, text.data(), static_cast<std::uint32_t>(text.size()));
      return true;
    }
    case json::json_type::null:
      out = plugin::null_cell();
      return value.is_null();
    case json::json_type::boolean: {
      bool truth = false;
      if (value.get_bool().get(truth) != SUCCESS) return false;
      out = plugin::whole_cell(ZIN_T_I64, truth ? 1 : 0);
      return true;
    }
    case json::json_type::array: {
      json::array bytes;
      return value.get_array().get(bytes) == SUCCESS && read_blob(bytes, out);
    }
    default:
      return false;
  }
}

bool Answer::read_results(json::object results, ResultSet& out) {
  for (auto field : results) {
    std::string_view key;
    json::array all;
    if (field.unescaped_key().get(key) != SUCCESS) return false;
    if (key == "columns") {
      if (field.value().get_array().get(all) != SUCCESS) return false;
      for (auto one : all) {
        std::string_view name;
        if (one.get_string().get(name) != SUCCESS) return false;
        out.columns.push_back(column_of(name));
      }
    } else if (key == "rows") {
      if (field.value().get_array().get(all) != SUCCESS) return false;
      for (auto one : all) {
        json::array row;
        if (one.get_array().get(row) != SUCCESS) return false;
        for (auto cell : row) {
          json::value value;
          if (cell.get(value) != SUCCESS || !read_cell(value, out.cells.emplace_back()))
            return false;
        }
        ++out.nrows;
      }
    }
  }
  return out.cells.size() == std::size_t{out.nrows} * out.columns.size();
}

bool Answer::read_objects(json::array rows, ResultSet& out) {
  for (auto one : rows) {
    json::object row;
    if (one.get_object().get(row) != SUCCESS) return false;
    for (auto field : row) {
      std::string_view key;
      json::value value;
      if (field.unescaped_key().get(key) != SUCCESS || field.value().get(value) != SUCCESS ||
          !read_cell(value, out.cells.emplace_back()))
        return false;
      if (out.nrows == 0) out.columns.push_back(column_of(key));
    }
    ++out.nrows;
  }
  return out.cells.size() == std::size_t{out.nrows} * out.columns.size();
}

bool Answer::read_meta(json::object meta, ResultSet& out) {
  for (auto field : meta) {
    std::string_view key;
    json::value value;
    if (field.unescaped_key().get(key) != SUCCESS || field.value().get(value) != SUCCESS)
      return false;
    const bool changes = key == "changes";
    if (!changes && key != "last_row_id") continue;
    json::json_type type;
    zin_cell cell{};
    if (value.type().get(type) != SUCCESS) return false;
    if (type != json::json_type::number) continue;
    if (!number_cell(value.raw_json_token(), cell)) return false;
    if (!changes)
      out.last_id = cell;
    else if (cell.type == ZIN_T_I64)
      out.changes = cell.v.i;
  }
  return true;
}

bool Answer::read_set(json::object one, ResultSet& out) {
  bool success = true;
  for (auto field : one) {
    std::string_view key;
    json::value value;
    if (field.unescaped_key().get(key) != SUCCESS || field.value().get(value) != SUCCESS)
      return false;
    if (key == "results") {
      json::object results;
      if (value.get_object().get(results) != SUCCESS || !read_results(results, out)) return false;
    } else if (key == "success") {
      if (value.get_bool().get(success) != SUCCESS) return false;
    } else if (key == "meta") {
      json::object meta;
      if (value.get_object().get(meta) != SUCCESS || !read_meta(meta, out)) return false;
    }
  }
  return success;
}

bool Answer::read_sets(json::array all) {
  for (auto one : all) {
    json::object set;
    if (one.get_object().get(set) != SUCCESS || !read_set(set, sets.emplace_back())) return false;
  }
  return true;
}

bool Answer::read_raw(std::string body) {
  sources_.push_back(std::make_unique<Source>());
  Source& source = *sources_.back();
  source.body = std::move(body);
  source.body.reserve(source.body.size() + simdjson::SIMDJSON_PADDING);
  json::document document;
  json::object envelope;
  if (source.parser.iterate(source.body.data(), source.body.size(), source.body.capacity())
              .get(document) != SUCCESS ||
      document.get_object().get(envelope) != SUCCESS)
    return false;
  bool success = false;
  for (auto field : envelope) {
    std::string_view key;
    json::value value;
    if (field.unescaped_key().get(key) != SUCCESS || field.value().get(value) != SUCCESS)
      return false;
    if (key == "result") {
      json::array all;
      if (value.get_array().get(all) != SUCCESS || !read_sets(all)) return false;
    } else if (key == "success") {
      if (value.get_bool().get(success) != SUCCESS) return false;
    }
  }
  return success;
}

bool Answer::read_proxied(std::string body) {
  sources_.push_back(std::make_unique<Source>());
  Source& source = *sources_.back();
  source.body = std::move(body);
  source.body.reserve(source.body.size() + simdjson::SIMDJSON_PADDING);
  json::document document;
  json::object answer;
  if (source.parser.iterate(source.body.data(), source.body.size(), source.body.capacity())
              .get(document) != SUCCESS ||
      document.get_object().get(answer) != SUCCESS)
    return false;
  ResultSet& out = sets.emplace_back();
  bool known = false;
  for (auto field : answer) {
    std::string_view key;
    json::value value;
    if (field.unescaped_key().get(key) != SUCCESS || field.value().get(value) != SUCCESS)
      return false;
    if (key == "rows") {
      json::array rows;
      if (value.get_array().get(rows) != SUCCESS || !read_objects(rows, out)) return false;
      known = true;
    } else if (key == "ok") {
      if (value.get_bool().get(known) != SUCCESS) return false;
    } else if (key == "meta") {
      json::object meta;
      if (value.get_object().get(meta) != SUCCESS || !read_meta(meta, out)) return false;
    }
  }
  return known;
}

}  // namespace zin::d1
