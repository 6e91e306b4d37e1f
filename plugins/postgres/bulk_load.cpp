// The formats are those of the manual's page on COPY.
// SPDX-License-Identifier: MIT
#include "bulk_load.hpp"

#include <array>

#include "cell_text.hpp"
#include "wire_number.hpp"
#include "zin/plugin/failure.hpp"

namespace zin::postgres {
namespace {

constexpr std::string_view signature{
    "PGCOPY\n\377\r\n\0"
    "\0\0\0\0"   // flags
    "\0\0\0\0",  // length of what else a header may have
    19};

template <class T>
void append(std::string& out, T number) {
  std::array<char, sizeof(T)> wire;
  to_wire(wire.data(), number);
  out.append(wire.data(), wire.size());
}

}  // namespace

BulkLoad::BulkLoad(std::vector<const TypeInfo*> types, const std::uint8_t* texts, std::string table,
                   bool session_is_utc)
    : types_(std::move(types)),
      table_(std::move(table)),
      how_{.parse_text = true, .session_is_utc = session_is_utc} {
  for (std::size_t i = 0; i < types_.size(); ++i) {
    const Form form = types_[i]->form;
    // Only the server reads 'today', 'yes' or '1 day' as it does in an INSERT.
    const bool parsed = texts != nullptr && texts[i] != 0 && form != Form::text &&
                        form != Form::json && form != Form::jsonb;
    binary_ = binary_ && types_[i]->binary() && !parsed;
  }
  if (binary_) data_ = signature;
}

void BulkLoad::add(const zin_cell* row) {
  const std::size_t before = data_.size();
  arena_.clear();
  std::size_t i = 0;
  try {
    if (binary_) append(data_, static_cast<std::int16_t>(types_.size()));
    for (; i < types_.size(); ++i) {
      if (binary_) {
        add_binary(row[i], *types_[i]);
      } else {
        if (i != 0) data_ += '\t';
        add_text(row[i]);
      }
    }
    if (!binary_) data_ += '\n';
  } catch (plugin::Failure& failure) {
    data_.resize(before);
    failure.message = "column " + std::to_string(i + 1) + ": " + failure.message;
    failure.row_index = static_cast<std::uint32_t>(rows_);
    throw;
  }
  ++rows_;
}

void BulkLoad::add_binary(const zin_cell& cell, const TypeInfo& type) {
  if (cell.type == ZIN_T_NULL) return append(data_, std::int32_t{-1});
  // The commonest first: no detour through the arena.
  if (cell.type == ZIN_T_I64 && type.form == Form::int8 && cell.enc == ZIN_ENC_INLINE) {
    append(data_, std::int32_t{8});
    return append(data_, cell.v.i);
  }
  const auto wire = encode(cell, type, how_, arena_);
  if (!wire) throw_bad_value("there is no binary form of it for type " + std::string(type.name));
  append(data_, static_cast<std::int32_t>(wire->size()));
  data_ += *wire;
}

void BulkLoad::add_text(const zin_cell& cell) {
  if (cell.type == ZIN_T_NULL) {
    data_ += "\\N";
    return;
  }
  for (const char c : text_of(cell, arena_)) {
    switch (c) {
      case '\0':
        throw_bad_value("a text holds a 0 byte");
        break;
      case '\\':
        data_ += "\\\\";
        break;
      case '\n':
        data_ += "\\n";
        break;
      case '\r':
        data_ += "\\r";
        break;
      case '\t':
        data_ += "\\t";
        break;
      default:
        data_ += c;
    }
  }
}

void BulkLoad::end() {
  if (binary_) append(data_, std::int16_t{-1});
}

}  // namespace zin::postgres
