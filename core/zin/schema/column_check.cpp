// Types and modifiers that do not go together, or not with the dialect.
// SPDX-License-Identifier: MIT
#include "zin/schema/column_check.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <string>

#include "zin/schema/dialect_rules.hpp"
#include "zin/schema/name_check.hpp"
#include "zin/schema/refuse_step.hpp"

namespace zin::schema {
namespace {

class ColumnCheck {
 public:
  ColumnCheck(const ColumnDefinition& column, std::string_view table, Dialect dialect)
      : column_(column),
        place_{table, column.name},
        dialect_(dialect),
        rules_(DialectRules::of(dialect)) {}

  void run() const {
    check_name(column_.name, "column", place_, dialect_);
    type();
    sizes();
    numbers();
    defaults();
    generated();
    texts();
    dialect_has_it();
  }

 private:
  [[noreturn]] void invalid(const std::string& text) const {
    refuse(Errc::invalid_argument, place_, text);
  }
  [[noreturn]] void unsupported(const std::string& what, const std::string& next) const {
    refuse(Errc::unsupported, place_,
           std::string{to_string(dialect_)} + " has no " + what + "; " + next);
  }
  [[nodiscard]] bool is_one_of(std::initializer_list<ColumnType> types) const {
    return std::find(types.begin(), types.end(), column_.type) != types.end();
  }
  [[nodiscard]] bool is_moment() const {
    return is_one_of({ColumnType::date_time, ColumnType::date_time_tz, ColumnType::timestamp,
                      ColumnType::timestamp_tz});
  }

  void type() const {
    if (column_.type == ColumnType::none) {
      invalid(column_.change
                  ? "change() needs the type that the column is to have; name it by its verb, as "
                    "in table.string(\"name\").change()"
                  : "it has no type; add it by the verb of a type");
    }
    if (column_.type == ColumnType::raw && column_.definition.empty()) {
      invalid("raw_column() got an empty definition; write the type");
    }
  }

  void sizes() const {
    if (column_.length && *column_.length == 0) invalid("its length is 0; give at least 1");
    if (column_.fixed && !column_.length) {
      invalid("a fixed binary column needs its length; give it in front of `fixed`");
    }
    if (column_.type == ColumnType::decimal) {
      if (column_.total == 0) invalid("a decimal needs at least 1 digit; say how many");
      if (column_.places > column_.total) {
        invalid("a decimal of " + std::to_string(column_.total) + " digits cannot have " +
                std::to_string(column_.places) + " of them behind the point; give more digits");
      }
      if (rules_.most_digits != 0 && column_.total > rules_.most_digits) {
        invalid("a decimal has at most " + std::to_string(rules_.most_digits) + " digits on " +
                std::string{to_string(dialect_)} + ", not " + std::to_string(column_.total) +
                "; give fewer");
      }
    }
    if (column_.type == ColumnType::float_ && column_.precision && *column_.precision > 53) {
      invalid("a float has a precision of at most 53 bits, not " +
              std::to_string(*column_.precision) + "; use decimal() for more");
    }
    if ((is_moment() || is_one_of({ColumnType::time, ColumnType::time_tz})) && column_.precision &&
        *column_.precision > 6) {
      invalid("times have at most 6 digits behind the second, not " +
              std::to_string(*column_.precision) + "; give fewer");
    }
    if (is_one_of({ColumnType::enum_, ColumnType::set})) values();
  }

  void values() const {
    const std::string verb{to_string(column_.type)};
    if (column_.allowed.empty()) invalid(verb + "() got no values; give at least one");
    std::set<std::string_view> seen;
    for (const std::string& value : column_.allowed) {
      no_nul(value, "a value of " + verb + "()");
      if (!seen.insert(value).second) {
        invalid(verb + "() got " + shown(value) + " twice; give each value once");
      }
      if (column_.type == ColumnType::set && value.find(',') != std::string::npos) {
        invalid("set() got " + shown(value) + ", but a comma separates values; leave it out");
      }
    }
  }

  void numbers() const {
    const bool is_number =
        is_integer(column_.type) ||
        is_one_of({ColumnType::float_, ColumnType::double_, ColumnType::decimal, ColumnType::raw});
    if (column_.unsigned_ && !is_number) {
      invalid("unsigned_() is for numbers, not for " + std::string{to_string(column_.type)} +
              "(); leave it out");
    }
    if (column_.auto_increment && !is_integer(column_.type)) {
      invalid("auto_increment() is for integers, not for " + std::string{to_string(column_.type)} +
              "(); make it an integer");
    }
    if (column_.from && !column_.auto_increment) {
      invalid("from() is for columns that count up; add auto_increment()");
    }
    if (column_.auto_increment && column_.nullable.value_or(false)) {
      invalid("a column that counts up is never NULL; leave out nullable()");
    }
  }

  void defaults() const {
    if (column_.use_current && column_.default_value) {
      invalid("it has use_current() and default_(); keep one of them");
    }
    if (column_.use_current && !is_moment() &&
        !is_one_of({ColumnType::date, ColumnType::year, ColumnType::raw})) {
      invalid("use_current() is for dates, years and points in time, not for " +
              std::string{to_string(column_.type)} + "(); use default_(zin::raw(..))");
    }
    if (column_.use_current && column_.type == ColumnType::raw) {
      invalid(
          "use_current() needs to know the type; use default_(zin::raw(..)) beside raw_column()");
    }
    if (column_.use_current_on_update && !is_moment()) {
      invalid("use_current_on_update() is for points in time, not for " +
              std::string{to_string(column_.type)} + "(); leave it out");
    }
    if (!column_.default_value) return;
    if (column_.auto_increment) {
      invalid("a column that counts up has no default; leave out default_()");
    }
    if (const auto* const expression = std::get_if<SqlExpression>(&*column_.default_value)) {
      if (expression->sql.empty()) invalid("the expression of default_() is empty; write one");
      return;
    }
    value(std::get<Value>(*column_.default_value));
  }

  void value(const Value& value) const {
    switch (value.type()) {
      case Type::text:
        return no_nul(value.get<std::string>(), "the default");
      case Type::float32:
      case Type::float64:
        if (!std::isfinite(value.get<double>())) {
          invalid("the default is no finite number; use default_(zin::raw(..))");
        }
        return;
      case Type::array:
      case Type::interval:
        invalid("a default cannot be a list or an interval; use default_(zin::raw(..))");
      default:
        return;
    }
  }

  void generated() const {
    if (column_.stored_as && column_.virtual_as) {
      invalid("it has stored_as() and virtual_as(); keep one of them");
    }
    if (!column_.is_generated()) return;
    if (column_.stored_as.value_or("x").empty() || column_.virtual_as.value_or("x").empty()) {
      invalid("the expression of a generated column is empty; write one");
    }
    if (column_.default_value || column_.use_current || column_.use_current_on_update) {
      invalid("a generated column has no default; leave one of them out");
    }
    if (column_.auto_increment)
      invalid("a generated column cannot count up; leave one of them out");
    if (column_.change && !rules_.changes_generated) {
      unsupported("way to make an existing column a generated one", "drop it and add it again");
    }
    if (dialect_ == Dialect::mariadb && column_.nullable == false) {
      unsupported("`not null` for generated columns", "leave out nullable(false)");
    }
  }

  void texts() const {
    if (column_.comment) no_nul(*column_.comment, "the comment");
    if (!column_.charset.empty()) check_word(column_.charset, "the character set", place_);
    no_nul(column_.collation, "the collation");
    if (!column_.after.empty()) check_name(column_.after, "column in after()", place_, dialect_);
    if (!column_.after.empty() && column_.first) {
      invalid("it has first() and after(); keep one of them");
    }
    if (!column_.subtype.empty()) check_word(column_.subtype, "the shape", place_);
    if (!column_.lock.empty()) check_word(column_.lock, "the lock", place_);
  }

  void no_nul(std::string_view text, const std::string& what) const {
    if (text.find('\0') == std::string_view::npos) return;
    invalid(what + " has a NUL byte in it, which no server takes in a definition; remove it");
  }

  void dialect_has_it() const {
    if (column_.type == ColumnType::set && !rules_.has_set) {
      unsupported("type set", "use json(), or a table of its own");
    }
    if (column_.type == ColumnType::tsvector && !rules_.has_tsvector) {
      unsupported("type tsvector", "use text() and a full-text index");
    }
    if (column_.type == ColumnType::vector && !rules_.has_vector) {
      unsupported("type vector", "use binary() or json()");
    }
    if (column_.use_current_on_update && !rules_.updates_current) {
      unsupported("columns that an update sets", "set it in the update, or by a trigger");
    }
    if (column_.invisible && !rules_.hides_columns) {
      unsupported("invisible columns", "leave out invisible() and name columns when you select");
    }
    if (!column_.using_.empty() && !rules_.converts_by_expression) {
      unsupported("using_()", "convert the values by an update in front of change()");
    }
    const bool takes_more = column_.always || !column_.generated_as.value_or("").empty();
    if (column_.generated_as && !rules_.has_identity && takes_more) {
      unsupported("identity columns", "leave out what generated_as() and always() say");
    }
    if (column_.generated_as && !column_.auto_increment) {
      if (!is_integer(column_.type)) invalid("generated_as() is for integers; make it one");
      if (!rules_.has_identity) {
        unsupported("identity columns", "use auto_increment()");
      }
    }
    if (column_.always && !column_.generated_as) {
      invalid("always() is for identity columns; add generated_as()");
    }
  }

  const ColumnDefinition& column_;
  Place place_;
  Dialect dialect_;
  DialectRules rules_;
};

}  // namespace

void check_column(const ColumnDefinition& column, std::string_view table, Dialect dialect) {
  ColumnCheck{column, table, dialect}.run();
}

}  // namespace zin::schema
