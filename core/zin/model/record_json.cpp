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

// While a record becomes a document: what it shows may be made of it again.
class InDocument {
 public:
  explicit InDocument(const Record& record) : state_(record.set()->state(record.index())) {
    if (state_.in_document) {
      throw Error(Errc::invalid_argument,
                  fmt::format("a record of {} is shown within itself, so that its document has no "
                              "end: hide the relation or the appended attribute that leads back",
                              record.set()->model().table()));
    }
    state_.in_document = true;
  }
  ~InDocument() { state_.in_document = false; }
  InDocument(const InDocument&) = delete;
  InDocument& operator=(const InDocument&) = delete;

 private:
  model::RecordState& state_;
};

}  // namespace

Json Record::to_json() const {
  const InDocument guard{*this};
  const model::ModelData& data = set_->model();
  const ModelDefinition& definition = data.definition;
  const auto shown = [&](std::string_view name) {
    const auto has = [name](const Names& names) {
      return std::ranges::find(names, name) != names.end();
    };
    return !has(definition.hidden) && (definition.visible.empty() || has(definition.visible));
  };
  Json out = Json::object();
  for (const std::string& name : names()) {
    if (shown(name)) out[name] = model::json_of(value(name));
  }
  for (const std::string& name : definition.appends) {
    const ModelMember* const member = data.member(name);
    Record self = *this;
    out[name] =
        model::json_of(member != nullptr && member->method ? member->method(self) : value(name));
  }
  for (const auto& [name, all] : set_->loaded()) {
    const Records* const related = set_->find_loaded(name, index_);
    if (related == nullptr || !shown(name)) continue;
    if (relation(name).info().is_many()) {
      Json list = Json::array();
      for (const Record& one : *related) list.push_back(one.to_json());
      out[name] = std::move(list);
    } else {
      out[name] = related->empty() ? Json{} : related->front().to_json();
    }
  }
  return out;
}

}  // namespace zin
