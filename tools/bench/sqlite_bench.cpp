// Point selects, scans and inserts on SQLite, raw and through zin's public API.
// SPDX-License-Identifier: MIT
#include "sqlite_bench.hpp"

#include <zin/zin.hpp>

#include <filesystem>
#include <memory>

#include "items.hpp"
#include "raw_sqlite.hpp"

namespace zin::bench {
namespace {

constexpr std::int64_t points = 200'000;
constexpr const char* create =
    "create table items (id integer primary key, a integer, b integer, c real, d real, "
    "name text, email text, note text)";
constexpr const char* insert_one = "insert into items values (?, ?, ?, ?, ?, ?, ?, ?)";
constexpr const char* point_one = "select name from items where id = ?";
constexpr const char* point_all = "select * from items where id = ?";
constexpr const char* scan = "select * from items";

// One side's database and statements.
struct Raw {
  explicit Raw(const std::string& path) : db(path) {
    db.run("drop table if exists items");
    db.run(create);
    insert = db.prepare(insert_one);
  }
  ~Raw() {
    for (sqlite3_stmt* statement : {insert, one, all, every}) sqlite3_finalize(statement);
  }
  Raw(const Raw&) = delete;
  Raw& operator=(const Raw&) = delete;

  void fill(const std::vector<Item>& items) {
    db.run("begin immediate");
    for (const Item& row : items) {
      sqlite3_bind_int64(insert, 1, row.id);
      sqlite3_bind_int64(insert, 2, row.a);
      sqlite3_bind_int64(insert, 3, row.b);
      sqlite3_bind_double(insert, 4, row.c);
      sqlite3_bind_double(insert, 5, row.d);
      bind(6, row.name);
      bind(7, row.email);
      bind(8, row.note);
      if (sqlite3_step(insert) != SQLITE_DONE) throw std::runtime_error("insert failed");
      sqlite3_reset(insert);
    }
    db.run("commit");
  }

  void point(sqlite3_stmt*& statement, const char* sql, int column) {
    if (statement == nullptr) statement = db.prepare(sql);
    std::uint64_t state = 1;
    std::int64_t sum = 0;
    for (std::int64_t at = 0; at < points; ++at) {
      sqlite3_bind_int64(statement, 1, next_key(state));
      if (sqlite3_step(statement) != SQLITE_ROW) throw std::runtime_error("no row");
      sqlite3_value* const value = sqlite3_column_value(statement, column);
      const std::string text{reinterpret_cast<const char*>(sqlite3_value_text(value)),
                             static_cast<std::size_t>(sqlite3_value_bytes(value))};
      sum += static_cast<std::int64_t>(text.size());
      sqlite3_reset(statement);
    }
    keep(sum);
  }

  void scan_all() {
    if (every == nullptr) every = db.prepare(scan);
    std::int64_t sum = 0;
    double total = 0;
    while (sqlite3_step(every) == SQLITE_ROW) {
      for (int column : {0, 1, 2}) sum += sqlite3_value_int64(sqlite3_column_value(every, column));
      for (int column : {3, 4}) total += sqlite3_value_double(sqlite3_column_value(every, column));
      for (int column : {5, 6, 7}) {
        sqlite3_value* const value = sqlite3_column_value(every, column);
        const auto* const text = sqlite3_value_text(value);
        sum += sqlite3_value_bytes(value) + text[0];
      }
    }
    sqlite3_reset(every);
    sum += static_cast<std::int64_t>(total);
    keep(sum);
  }

  void bind(int at, const std::string& text) {
    sqlite3_bind_text(insert, at, text.data(), static_cast<int>(text.size()), SQLITE_STATIC);
  }

  RawSqlite db;
  sqlite3_stmt *insert = nullptr, *one = nullptr, *all = nullptr, *every = nullptr;
};

struct Zin {
  explicit Zin(const std::string& path)
      : db(manager.use_database({.driver = "sqlite", .database = path})) {
    db.execute("drop table if exists items");
    db.execute(create);
  }

  void fill(const std::vector<Item>& items) {
    db.transaction([&](Session& tx) {
      for (const Item& row : items) {
        tx.execute(insert_one, {row.id, row.a, row.b, row.c, row.d, row.name, row.email, row.note});
      }
    });
  }

  void fill_many(const std::vector<std::vector<Value>>& items) {
    db.insert_many("items", {"id", "a", "b", "c", "d", "name", "email", "note"}, items);
  }

  void point(const char* sql, int column) {
    std::uint64_t state = 1;
    std::int64_t sum = 0;
    for (std::int64_t at = 0; at < points; ++at) {
      const Rows found = db.select(sql, {next_key(state)});
      sum += static_cast<std::int64_t>(found[0].get<std::string>(column).size());
    }
    keep(sum);
  }

  void point_by_builder() {
    std::uint64_t state = 1;
    std::int64_t sum = 0;
    for (std::int64_t at = 0; at < points; ++at) {
      Query query = db.table("items");
      const Rows found = query.select("name").where("id", next_key(state)).get();
      sum += static_cast<std::int64_t>(found[0].get<std::string>(0).size());
    }
    keep(sum);
  }

  template <class Range>
  static void read_all(Range&& range) {
    std::int64_t sum = 0;
    double total = 0;
    for (const Row& row : range) {
      for (int column : {0, 1, 2}) sum += row.get<std::int64_t>(column);
      for (int column : {3, 4}) total += row.get<double>(column);
      for (int column : {5, 6, 7}) {
        const auto text = row.get<std::string_view>(column);
        sum += static_cast<std::int64_t>(text.size()) + text[0];
      }
    }
    sum += static_cast<std::int64_t>(total);
    keep(sum);
  }

  Manager manager;
  Database& db;
};

std::string fresh(const std::string& path) {
  if (path.empty()) return ":memory:";
  for (const char* suffix : {"", "-wal", "-shm"}) std::filesystem::remove(path + suffix);
  return path;
}

}  // namespace

std::vector<Pair> sqlite_pairs(const std::string& path) {
  const std::string where = path.empty() ? " (memory)" : " (file)";
  const auto place = [&](const char* name) {
    return fresh(path.empty() ? path : path + "-" + name);
  };
  const auto items = std::make_shared<const std::vector<Item>>(make_items());
  const auto values = std::make_shared<const std::vector<std::vector<Value>>>(values_of(*items));
  const auto raw = std::make_shared<Raw>(place("raw"));
  const auto zin = std::make_shared<Zin>(place("zin"));
  raw->fill(*items);
  zin->fill(*items);

  std::vector<Pair> pairs;
  const auto add = [&](const std::string& name, std::int64_t operations, auto raw_run,
                       auto zin_run) {
    const auto count = static_cast<std::uint64_t>(operations);
    pairs.push_back({{name + where, count, raw_run}, {name + where, count, zin_run}});
  };
  add(
      "point select, 1 column", points, [raw] { raw->point(raw->one, point_one, 0); },
      [zin] { zin->point(point_one, 0); });
  add(
      "point select, 1 column, query builder", points,
      [raw] { raw->point(raw->one, point_one, 0); }, [zin] { zin->point_by_builder(); });
  add(
      "point select, 8 columns", points, [raw] { raw->point(raw->all, point_all, 5); },
      [zin] { zin->point(point_all, 5); });
  add(
      "scan 100k x 8, stream, per cell", rows * 8, [raw] { raw->scan_all(); },
      [zin] { Zin::read_all(zin->db.stream(scan)); });
  add(
      "scan 100k x 8, select, per cell", rows * 8, [raw] { raw->scan_all(); },
      [zin] { Zin::read_all(zin->db.select(scan)); });
  const auto raw_in = std::make_shared<Raw>(place("raw-insert"));
  const auto zin_in = std::make_shared<Zin>(place("zin-insert"));
  const auto raw_insert = [raw_in, items] {
    raw_in->db.run("delete from items");
    raw_in->fill(*items);
  };
  add("insert 100k rows, one by one", rows, raw_insert, [zin_in, items] {
    zin_in->db.execute("delete from items");
    zin_in->fill(*items);
  });
  add("insert 100k rows, insert_many", rows, raw_insert, [zin_in, values] {
    zin_in->db.execute("delete from items");
    zin_in->fill_many(*values);
  });
  return pairs;
}

}  // namespace zin::bench
