// Names and values that would be SQL if they were let.
// SPDX-License-Identifier: MIT
#include "random_queries.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <string>
#include <vector>

#include "hostile_text.hpp"
#include "printing.hpp"

namespace zin::test {
namespace {

// Two tables, the second of which names rows of the first.
struct Shape {
  std::string table, other_table;
  std::string text, other, number, document;  // columns of the first
  std::string owner, note;                    // of the second

  explicit Shape(HostileText& hostile)
      : table(hostile.name()),
        other_table(hostile.name()),
        text(hostile.name()),
        other(hostile.name()),
        number(hostile.name()),
        document(hostile.name()),
        owner(hostile.name()),
        note(hostile.name()) {}

  void create(Database& db) const {
    const Dialect dialect = db.dialect();
    const auto quoted = [&](const std::string& name) { return quote_identifier(name, dialect); };
    const std::string json = dialect == Dialect::postgres ? " jsonb" : " json";
    db.execute("create table " + quoted(table) + " (id integer primary key, " + quoted(text) +
               " varchar(500), " + quoted(other) + " varchar(500), " + quoted(number) +
               " bigint, " + quoted(document) + json + ")");
    db.execute("create table " + quoted(other_table) + " (" + quoted(owner) + " integer, " +
               quoted(note) + " varchar(500))");
  }
  void drop(Database& db) const {
    for (const std::string& name : {table, other_table}) {
      db.execute("drop table " + quote_identifier(name, db.dialect()));
    }
  }
};

// The row that is stored, and is to be found.
struct Stored {
  unsigned id;
  std::string text, mark, other, note;
  std::int64_t number;
  std::string key, inside;  // of the document: what stands at the key

  Stored(HostileText& hostile, unsigned row)
      : id(row),
        text(hostile.text()),
        mark(hostile.mark()),
        other(hostile.text()),
        note(hostile.text()),
        number(hostile.number()),
        key(hostile.key()),
        inside(hostile.text()) {}
};

class RandomQuery {
 public:
  RandomQuery(Database& db, HostileText& hostile, const Shape& shape, unsigned row)
      : db_(db),
        hostile_(hostile),
        shape_(shape),
        row_(hostile, row),
        recorder_(db.traits()),
        alias_(hostile.name()),
        other_alias_(hostile.name()),
        result_(hostile.name()) {}

  void run() {
    store();
    find();
    find_among_many();
    change();
    for (const Statement& statement : recorder_.statements()) {
      BOOST_TEST(!hostile_.leaks(statement.sql), statement.sql);
    }
  }

 private:
  [[nodiscard]] std::string own(const std::string& column) const { return alias_ + "." + column; }
  [[nodiscard]] std::string joined(const std::string& column) const {
    return other_alias_ + "." + column;
  }
  [[nodiscard]] std::string path() const { return own(shape_.document) + "->" + row_.key; }

  void insert(const std::string& table, const Attributes& row) {
    recorder_.table(table).insert(row);
    BOOST_TEST(db_.table(table).insert(row) == 1U);
  }
  void store() {
    Json document = Json::object();
    document[row_.key] = row_.inside;
    document["n"] = 1.5;
    insert(shape_.table, {{"id", row_.id},
                          {shape_.text, row_.text},
                          {shape_.other, row_.other},
                          {shape_.number, row_.number},
                          {shape_.document, std::move(document)}});
    insert(shape_.other_table, {{shape_.owner, row_.id}, {shape_.note, row_.note}});
  }

  [[nodiscard]] Raw equality(const std::string& column, Value value) const {
    const Dialect dialect = db_.dialect();
    return unsafe_raw(quote_identifier(alias_, dialect) + "." + quote_identifier(column, dialect) +
                          " = ? and '?' <> ?",
                      {std::move(value), hostile_.text()});
  }

  // Adds a condition that holds for the row.
  void add_condition(Query& query) {
    const std::string text = own(shape_.text), number = own(shape_.number);
    switch (hostile_.below(13)) {
      case 0:
        query.where(text, row_.text);
        break;
      case 1:
        query.where(text, "=", row_.text).where(number, row_.number);
        break;
      case 2:
        query.where_in(text, {hostile_.text(), row_.text, hostile_.text()});
        break;
      case 3:
        query.where([&](Query& q) { q.where(text, hostile_.text()).or_where(text, row_.text); });
        break;
      case 4:
        query.where_between(number, row_.number, row_.number);
        break;
      case 5:
        query.where_not(text, hostile_.text());
        break;
      case 6:
        query.where({{text, row_.text}, {number, "=", row_.number}});
        break;
      case 7:
        query.where_null_safe_equals(text, row_.text);
        break;
      case 8:
        query.where_like(text, "%" + row_.mark + "%", hostile_.coin());
        break;
      case 9:
        query.where(path(), row_.inside).where(own(shape_.document) + "->n", 1.5);
        break;
      case 10:
        query.where_raw(equality(shape_.text, row_.text));
        break;
      case 11:
        query.where_in({text, number}, {{hostile_.text(), 1}, {row_.text, row_.number}});
        break;
      default:
        query.where_exists([&](Query& q) {
          q.from(shape_.other_table)
              .where(shape_.note, row_.note)
              .where_column(shape_.owner, own("id"));
        });
        break;
    }
    if (hostile_.coin()) query.where(own(shape_.other), "!=", hostile_.text());
    if (hostile_.coin()) query.where_not_null(number);
    if (hostile_.coin()) query.where_not_in(own(shape_.other), {hostile_.text()});
  }

  [[nodiscard]] Query found() {
    Query query = db_.table(shape_.table + " as " + alias_)
                      .select(own("id"), own(shape_.text) + " as " + result_, own(shape_.other),
                              own(shape_.number), path());
    query.where(own("id"), row_.id);
    if (hostile_.coin()) {
      query.join(shape_.other_table + " as " + other_alias_, [&](JoinClause& join) {
        join.on(joined(shape_.owner), own("id")).where(joined(shape_.note), row_.note);
      });
    }
    for (std::uint64_t left = 1 + hostile_.below(3); left > 0; --left) add_condition(query);
    if (hostile_.coin()) query.order_by(own(shape_.other), hostile_.coin() ? "asc" : "desc");
    if (hostile_.coin()) query.limit(static_cast<std::int64_t>(1 + hostile_.below(5)));
    return query;
  }

  void find() {
    Query query = found();
    static_cast<void>(query.clone().on(recorder_).get());
    const Rows rows = query.get();
    BOOST_REQUIRE_MESSAGE(rows.size() == 1U, recorder_.last().sql);
    BOOST_TEST(rows[0].get<std::int64_t>(0) == row_.id);
    BOOST_TEST(rows[0].get<std::string>(1) == row_.text);
    BOOST_TEST(rows[0].get<std::string>(2) == row_.other);
    BOOST_TEST(rows[0].get<std::int64_t>(3) == row_.number);
    BOOST_TEST(rows[0].get<std::string>(4) == row_.inside);
    BOOST_TEST(rows.names()[1] == result_);
    BOOST_TEST(rows.names()[2] == shape_.other);
  }

  // More values than a statement takes: the list becomes one. Rarely, since that is much to send.
  void find_among_many() {
    if (hostile_.below(400) != 0) return;
    std::vector<std::string> texts(db_.traits().max_parameters + 1, hostile_.text());
    texts.back() = row_.text;
    Query query = db_.table(shape_.table).where_in(shape_.text, texts);
    static_cast<void>(query.clone().on(recorder_).count());
    BOOST_TEST(query.count() == 1U);
    BOOST_TEST(recorder_.last().bindings.size() == 1U);
  }

  void change() {
    const std::string changed = hostile_.text(), inside = hostile_.text();
    Query one = db_.table(shape_.table).where("id", row_.id);
    const Attributes values{{shape_.other, changed}, {shape_.document + "->" + row_.key, inside}};
    one.clone().on(recorder_).update(values);
    BOOST_TEST(one.update(values) == 1U);
    BOOST_TEST(*one.value<std::string>(shape_.other) == changed);
    BOOST_TEST(*one.value<std::string>(shape_.document + "->" + row_.key) == inside);
    one.clone().on(recorder_).delete_();
    BOOST_TEST(one.delete_() == 1U);
    Query note = db_.table(shape_.other_table).where(shape_.note, row_.note);
    note.clone().on(recorder_).delete_();
    BOOST_TEST(note.delete_() == 1U);
  }

  Database& db_;
  HostileText& hostile_;
  const Shape& shape_;
  Stored row_;
  testing::Recorder recorder_;
  std::string alias_, other_alias_, result_;
};

}  // namespace

void run_random_queries(Database& db, std::uint64_t seed, unsigned count) {
  HostileText hostile{seed, db.dialect()};
  constexpr unsigned per_table = 4;
  for (unsigned done = 0; done < count; done += per_table) {
    const Shape shape{hostile};
    shape.create(db);
    for (unsigned at = 0; at < std::min(per_table, count - done); ++at) {
      BOOST_TEST_CONTEXT("seed " << seed << ", query " << done + at) {
        hostile.forget();
        RandomQuery{db, hostile, shape, at + 1}.run();
      }
    }
    BOOST_TEST(db.table(shape.table).count() == 0U);
    shape.drop(db);
  }
}

unsigned count_of_random_queries(unsigned usual) {
  if (std::getenv("ZIN_TEST_LONG") == nullptr) return usual;
#ifdef __SANITIZE_ADDRESS__
  return 10'000;
#else
  return 100'000;
#endif
}

}  // namespace zin::test
