// Verbs of an index write into the definition.
// SPDX-License-Identifier: MIT
#include "zin/schema/index_verbs.hpp"

#include "zin/schema/expression_text.hpp"

namespace zin::schema {

IndexVerbs IndexVerbs::where(SqlLiteral condition) const {
  index_->where = condition.text();
  return *this;
}

IndexVerbs IndexVerbs::where(const Raw& condition) const {
  index_->where = expression_text(condition, "where");
  return *this;
}

IndexVerbs IndexVerbs::algorithm(std::string_view name) const {
  index_->algorithm = name;
  return *this;
}

IndexVerbs IndexVerbs::operator_class(std::string_view name) const {
  index_->operator_class = name;
  return *this;
}

IndexVerbs IndexVerbs::language(std::string_view name) const {
  index_->language = name;
  return *this;
}

IndexVerbs IndexVerbs::deferrable(bool on) const {
  index_->deferrable = on;
  return *this;
}

IndexVerbs IndexVerbs::initially_immediate(bool on) const {
  index_->initially_immediate = on;
  return *this;
}

IndexVerbs IndexVerbs::nulls_not_distinct(bool on) const {
  index_->nulls_not_distinct = on;
  return *this;
}

IndexVerbs IndexVerbs::online(bool on) const {
  index_->online = on;
  return *this;
}

IndexVerbs IndexVerbs::lock(std::string_view mode) const {
  index_->lock = mode;
  return *this;
}

}  // namespace zin::schema
