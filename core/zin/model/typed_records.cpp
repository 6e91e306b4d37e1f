// Records of structs.
// SPDX-License-Identifier: MIT
#include "zin/model/typed_records.hpp"

#include <fmt/format.h>

#include "zin/base/error.hpp"
#include "zin/model/loading.hpp"
#include "zin/model/record_set.hpp"

namespace zin::model {

bool is_new(const ModelData& data, const Attributes& attributes) {
  const Value* const key = attributes.find(data.key());
  if (key == nullptr) {
    throw Error(
        Errc::invalid_argument,
        fmt::format("the struct of {} has no field {}, the primary key: describe one, or name "
                    "another primary_key",
                    data.table(), data.key()));
  }
  if (key->is_null()) return true;
  const std::string text = key_text(*key);
  return text.empty() || (data.definition.key_type == KeyType::incrementing && text == "0");
}

Record new_record(const SharedData& data, const query::Target& target,
                  const Attributes& attributes) {
  Record record{std::make_shared<RecordSet>(data, target), 0};
  const Timestamps& stamps = data->definition.timestamps;
  for (const auto& item : attributes) {
    const bool is_key = item.name == data->key() && is_new(*data, attributes);
    const bool is_time =
        stamps.on && (item.name == stamps.created_at || item.name == stamps.updated_at);
    if (is_key || is_time || item.name == data->definition.version) continue;
    record.set(item.name, item.value);
  }
  return record;
}

Record known_record(const SharedData& data, const query::Target& target,
                    const Attributes& attributes) {
  Record record{std::make_shared<RecordSet>(data, target), 0};
  const Timestamps& stamps = data->definition.timestamps;
  RecordState& state = record.set()->state(0);
  for (const auto& item : attributes) {
    record.set(item.name, item.value);
    const bool is_time =
        stamps.on && (item.name == stamps.created_at || item.name == stamps.updated_at);
    if (item.name != data->key() && item.name != data->definition.version && !is_time) continue;
    SetAttribute& own = *record.set()->find_set(0, item.name);
    own.stored = own.value;
  }
  state.exists = true;
  return record;
}

}  // namespace zin::model
