// Names and values that would be SQL if they were let.
// SPDX-License-Identifier: MIT
#include "random_queries.hpp"

#include <array>
#include <boost/test/unit_test.hpp>
#include <random>
#include <string>
#include <vector>

#include "printing.hpp"

namespace zin::test {
namespace {

// What breaks out of quotes, comments, placeholders and dialects' own forms.
constexpr std::array<std::string_view, 24> pieces{
    "'",    "\"",    "`", "\\", "--", "/*", "*/", ";", "?",    "??",       "$1",
    "$$",   "#",     "%", "_",  "\n", ")",  "(",  ",", "e'\\", "\xC3\xA9", "\xF0\x9F\x98\x80",
    "drop", "or 1=1"};

class Generator {
 public:
  explicit Generator(std::uint64_t seed) : random_(seed) {}

  [[nodiscard]] std::uint64_t below(std::uint64_t end) {
    return std::uniform_int_distribution<std::uint64_t>{0, end - 1}(random_);
  }
  [[nodiscard]] bool coin() { return below(2) == 0; }
  /// Hostile pieces around a word that is found nowhere else.
  [[nodiscard]] std::string text() {
    std::string out;
    for (std::uint64_t left = below(5); left > 0; --left) out += pieces[below(pieces.size())];
    marks_.push_back("zq" + std::to_string(++mark_) + "qz");
    out += marks_.back();
    for (std::uint64_t left = below(5); left > 0; --left) out += pieces[below(pieces.size())];
    return out;
  }
  [[nodiscard]] std::int64_t number() {
    const auto wide = static_cast<std::int64_t>(random_());
    return coin() ? wide : wide % 1000;
  }
  /// Whether a value of the last query stands in a text.
  [[nodiscard]] bool leaks(std::string_view sql) const {
    for (const std::string& mark : marks_) {
      if (sql.find(mark) != std::string_view::npos) return true;
    }
    return false;
  }
  void forget() { marks_.clear(); }

 private:
  std::mt19937_64 random_;
  std::uint64_t mark_ = 0;
  std::vector<std::string> marks_;
};

// A dot separates parts of a name, " as " an alias, "->" a path: all else is a name. MySQL takes no
// characters beyond U+FFFF in one, and no white space at its end (Reference Manual, "Schema Object
// Names").
std::string column_name(Generator& generator, unsigned at, Dialect dialect) {
  std::string name = "c" + std::to_string(at);
  for (std::uint64_t left = generator.below(4); left > 0; --left) {
    const std::string_view piece = pieces[generator.below(pieces.size())];
    if (!speaks_mysql(dialect) || !piece.starts_with('\xF0')) name += piece;
  }
  if (speaks_mysql(dialect) && name.ends_with('\n')) name += 'x';
  return name;
}

struct Columns {
  std::string text;
  std::string other;
  std::string number;
};

// Adds conditions that hold for the row, in random forms.
void add_true_conditions(Query& query, Generator& generator, const Columns& columns,
                         const std::string& text, std::int64_t number) {
  switch (generator.below(8)) {
    case 0:
      query.where(columns.text, text);
      break;
    case 1:
      query.where(columns.text, "=", text).where(columns.number, number);
      break;
    case 2:
      query.where_in(columns.text, {generator.text(), text, generator.text()});
      break;
    case 3:
      query.where(
          [&](Query& q) { q.where(columns.text, generator.text()).or_where(columns.text, text); });
      break;
    case 4:
      query.where_between(columns.number, number, number).where(columns.text, text);
      break;
    case 5:
      query.where_not(columns.text, generator.text()).where(columns.text, text);
      break;
    case 6:
      query.where({{columns.text, text}, {columns.number, "=", number}});
      break;
    default:
      query.where_null_safe_equals(columns.text, text);
      break;
  }
  if (generator.coin()) query.where(columns.other, "!=", generator.text());
  if (generator.coin()) query.where_not_null(columns.number);
  if (generator.coin()) query.where_not_in(columns.other, {generator.text()});
}

void run_one(Database& db, Generator& generator, const std::string& table, const Columns& columns,
             unsigned id) {
  generator.forget();
  const std::string text = generator.text(), other = generator.text();
  const std::int64_t number = generator.number();
  std::vector<std::string> texts;
  testing::Recorder recorder{db.traits()};

  const Attributes row{
      {"id", id}, {columns.text, text}, {columns.other, other}, {columns.number, number}};
  recorder.table(table).insert(row);
  BOOST_TEST(db.table(table).insert(row) == 1U);

  Query query = db.table(table).select("id", columns.text, columns.other, columns.number);
  add_true_conditions(query, generator, columns, text, number);
  if (generator.coin()) query.order_by(columns.other, generator.coin() ? "asc" : "desc");
  if (generator.coin()) query.limit(static_cast<std::int64_t>(1 + generator.below(5)));
  static_cast<void>(query.clone().on(recorder).get());
  const Rows found = query.get();
  BOOST_REQUIRE_MESSAGE(found.size() == 1U, recorder.last().sql);
  BOOST_TEST(found[0].get<std::int64_t>(0) == id);
  BOOST_TEST(found[0].get<std::string>(1) == text);
  BOOST_TEST(found[0].get<std::string>(2) == other);
  BOOST_TEST(found[0].get<std::int64_t>(3) == number);

  const std::string changed = generator.text();
  auto update = db.table(table).where("id", id);
  update.clone().on(recorder).update({{columns.other, changed}});
  BOOST_TEST(update.update({{columns.other, changed}}) == 1U);
  BOOST_TEST(*update.value<std::string>(columns.other) == changed);
  update.clone().on(recorder).delete_();
  BOOST_TEST(update.delete_() == 1U);

  for (const Statement& statement : recorder.statements()) {
    BOOST_TEST(!generator.leaks(statement.sql), statement.sql);
  }
}

}  // namespace

void run_random_queries(Database& db, std::uint64_t seed, unsigned count) {
  Generator generator{seed};
  const Dialect dialect = db.dialect();
  constexpr unsigned per_table = 500;
  for (unsigned done = 0; done < count; done += per_table) {
    const std::string table = "zin_random";
    const Columns columns{column_name(generator, 1, dialect), column_name(generator, 2, dialect),
                          column_name(generator, 3, dialect)};
    db.execute("create table " + quote_identifier(table, dialect) + " (id integer primary key, " +
               quote_identifier(columns.text, dialect) + " varchar(500), " +
               quote_identifier(columns.other, dialect) + " varchar(500), " +
               quote_identifier(columns.number, dialect) + " bigint)");
    for (unsigned at = 0; at < std::min(per_table, count - done); ++at) {
      BOOST_TEST_CONTEXT("seed " << seed << ", query " << done + at) {
        run_one(db, generator, table, columns, at + 1);
      }
    }
    BOOST_TEST(db.table(table).count() == 0U);
    db.execute("drop table " + quote_identifier(table, dialect));
  }
}

}  // namespace zin::test
