// Reading a list of records.
// SPDX-License-Identifier: MIT
#include "zin/model/records.hpp"

#include "zin/base/error.hpp"
#include "zin/model/loading.hpp"
#include "zin/model/record_set.hpp"

namespace zin {

Records::Records(std::shared_ptr<model::RecordSet> set)
    : set_(std::move(set)), end_(set_->size()) {}

Record Records::operator[](std::size_t at) const {
  if (at < size()) return {set_, index_at(begin_ + at)};
  throw Error(Errc::not_found,
              "there is no record " + std::to_string(at) + ": there are " + std::to_string(size()));
}

std::optional<Record> Records::first() const {
  if (empty()) return std::nullopt;
  return front();
}

std::optional<Record> Records::find(const Value& key) const {
  const std::string wanted = model::key_text(key);
  for (const Record& record : *this) {
    if (model::key_text(record.key()) == wanted) return record;
  }
  return std::nullopt;
}

Records::Iterator Records::begin() const { return {*this, begin_}; }
Records::Iterator Records::end() const { return {*this, end_}; }

std::vector<Value> Records::keys() const {
  std::vector<Value> all;
  all.reserve(size());
  for (const Record& record : *this) all.push_back(record.key());
  return all;
}

const query::Target& Records::target() const {
  static const query::Target nowhere;
  return set_ == nullptr ? nowhere : set_->target();
}

std::vector<std::uint32_t> Records::indexes() const {
  std::vector<std::uint32_t> all;
  all.reserve(size());
  for (std::size_t at = begin_; at < end_; ++at) all.push_back(index_at(at));
  return all;
}

Records Records::filter(const std::function<bool(const Record&)>& keep) const {
  auto kept = std::make_shared<std::vector<std::uint32_t>>();
  for (const Record& record : *this) {
    if (keep(record)) kept->push_back(record.index());
  }
  const std::size_t count = kept->size();
  return {set_, std::move(kept), 0, count};
}

Rows Records::rows() const {
  if (set_ == nullptr) return {};
  if (order_ == nullptr && begin_ == 0 && end_ == set_->rows().size()) return set_->rows();
  std::vector<Rows> parts;
  for (const std::uint32_t index : indexes()) parts.push_back(set_->rows().slice(index, 1));
  return parts.empty() ? Rows{} : Rows::joined(parts);
}

const Records& Records::load(std::initializer_list<std::string_view> relations, Where where) const {
  for (const std::string_view relation : relations) {
    model::load(*this, {.path = std::string{relation}}, model::Loading::anew, where);
  }
  return *this;
}

const Records& Records::load_missing(std::initializer_list<std::string_view> relations,
                                     Where where) const {
  for (const std::string_view relation : relations) {
    model::load(*this, {.path = std::string{relation}}, model::Loading::missing, where);
  }
  return *this;
}

const Records& Records::load_count(std::string_view relation, Where where) const {
  model::load_count(*this, relation, where);
  return *this;
}

Json Records::to_json() const {
  Json list = Json::array();
  for (const Record& record : *this) list.push_back(record.to_json());
  return list;
}

}  // namespace zin
