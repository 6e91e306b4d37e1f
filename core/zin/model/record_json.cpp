// A record as a document.
// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>

#include "zin/base/civil_time.hpp"
#include "zin/base/error.hpp"
#include "zin/model/record_set.hpp"
#include "zin/model/relation.hpp"
#include "zin/model/value_json.hpp"
#include "zin/query/json_document.hpp"

namespace zin {
namespace model {

Json json_of(const Value& value) {
  switch (value.type()) {
    case Type::null:
    case Type::boolean:
    case Type::int64:
    case Type::uint64:
    case Type::float32:
    case Type::float64:
    case Type::text:
    case Type::json:
      return query::json_of(value);
    case Type::decimal:
      return value.get<Decimal>().to_string();
    case Type::uuid:
      return value.get<Uuid>().to_string();
    case Type::date:
      return detail::format_date(value.get<Date>());
    case Type::timestamp:
    case Type::timestamptz: {
      const auto instant = value.type() == Type::timestamp
                               ? TimestampTz{value.get<Timestamp>().time_since_epoch()}
                               : value.get<TimestampTz>();
      std::string text = detail::format_timestamp(Timestamp{instant.time_since_epoch()});
      std::ranges::replace(text, ' ', 'T');
      return text + 'Z';
    }
    default:
      return value.to_string();
  }
}

}  // namespace model

namespace {

using Path = std::vector<std::pair<const model::RecordSet*, std::uint32_t>>;

Json json_of(const Record& record, Path& above) {
  const std::pair<const model::RecordSet*, std::uint32_t> self{record.set().get(), record.index()};
  const model::ModelData& data = record.set()->model();
  const ModelDefinition& definition = data.definition;
  if (std::ranges::find(above, self) != above.end()) {
    throw Error(Errc::invalid_argument,
                fmt::format("records of {} hold each other through their relations, so that a "
                            "document of them has no end: hide one of the relations",
                            data.table()));
  }
  above.push_back(self);
  const auto shown = [&](std::string_view name) {
    const auto has = [name](const Names& names) {
      return std::ranges::find(names, name) != names.end();
    };
    return !has(definition.hidden) && (definition.visible.empty() || has(definition.visible));
  };
  Json out = Json::object();
  for (const std::string& name : record.names()) {
    if (shown(name)) out[name] = model::json_of(record.value(name));
  }
  for (const std::string& name : definition.appends) {
    const ModelMember* const member = data.member(name);
    Record self_handle = record;
    out[name] = model::json_of(member != nullptr && member->method ? member->method(self_handle)
                                                                   : record.value(name));
  }
  for (const auto& [name, all] : record.set()->loaded()) {
    const Records* const related = record.set()->find_loaded(name, record.index());
    if (related == nullptr || !shown(name)) continue;
    if (record.relation(name).info().is_many()) {
      Json list = Json::array();
      for (const Record& one : *related) list.push_back(json_of(one, above));
      out[name] = std::move(list);
    } else {
      out[name] = related->empty() ? Json{} : json_of(related->front(), above);
    }
  }
  above.pop_back();
  return out;
}

}  // namespace

Json Record::to_json() const {
  Path above;
  return json_of(*this, above);
}

}  // namespace zin
