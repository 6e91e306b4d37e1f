// Point selects, scans and inserts on MariaDB, raw and through zin's public API.
// SPDX-License-Identifier: MIT
#include "mysql_bench.hpp"

#include <zin/zin.hpp>

#include <array>
#include <cstring>
#include <memory>
#include <vector>

#include "items.hpp"
#include "raw_mysql.hpp"

namespace zin::bench {
namespace {

constexpr std::int64_t points = 20'000;
constexpr std::size_t array_rows = 4096;
constexpr const char* columns =
    " (id bigint primary key, a bigint, b bigint, c double, d double, name varchar(100), "
    "email varchar(100), note varchar(100)) engine=innodb";
constexpr const char* place_holders = " values (?, ?, ?, ?, ?, ?, ?, ?)";

// Array binding without a copy: the connector asks for row after row.
struct RawArray {
  const std::vector<Item>* items = nullptr;
  std::size_t first = 0;
  unsigned long lengths[3] = {};
  char indicator = STMT_INDICATOR_NONE;

  static my_bool fill(void* self, MYSQL_BIND* binds, unsigned row) {
    auto& array = *static_cast<RawArray*>(self);
    const Item& item = (*array.items)[array.first + row];
    const auto at = [](const auto& value) {
      return const_cast<void*>(static_cast<const void*>(&value));
    };
    binds[0].buffer = at(item.id);
    binds[1].buffer = at(item.a);
    binds[2].buffer = at(item.b);
    binds[3].buffer = at(item.c);
    binds[4].buffer = at(item.d);
    const std::string* const texts[] = {&item.name, &item.email, &item.note};
    for (std::size_t i = 0; i < 3; ++i) {
      binds[5 + i].buffer = const_cast<char*>(texts[i]->data());
      binds[5 + i].buffer_length = array.lengths[i] = texts[i]->size();
    }
    return 0;
  }
};

struct Raw {
  explicit Raw(const std::string& table) : name(table) {
    db.run(("drop table if exists " + name).c_str());
    db.run(("create table " + name + columns).c_str());
    insert = db.prepare("insert into " + name + place_holders);
    one = db.prepare("select name from " + name + " where id = ?");
    every = db.prepare("select * from " + name);
  }
  ~Raw() {
    for (MYSQL_STMT* statement : {insert, one, every}) mysql_stmt_close(statement);
  }
  Raw(const Raw&) = delete;
  Raw& operator=(const Raw&) = delete;

  void fill(const std::vector<Item>& items) {
    std::array<MYSQL_BIND, 8> binds{};
    RawArray array{.items = &items};
    for (std::size_t i = 0; i < 8; ++i) {
      binds[i].buffer_type = i < 3   ? MYSQL_TYPE_LONGLONG
                             : i < 5 ? MYSQL_TYPE_DOUBLE
                                     : MYSQL_TYPE_STRING;
      binds[i].u.indicator = &array.indicator;
      if (i >= 5) binds[i].length = &array.lengths[i - 5];
    }
    const ps_param_callback callback = &RawArray::fill;
    mysql_stmt_attr_set(insert, STMT_ATTR_CB_USER_DATA, &array);
    mysql_stmt_attr_set(insert, STMT_ATTR_CB_PARAM, reinterpret_cast<const void*>(callback));
    db.run("start transaction");
    for (; array.first < items.size(); array.first += array_rows) {
      const auto count = static_cast<unsigned>(std::min(array_rows, items.size() - array.first));
      mysql_stmt_attr_set(insert, STMT_ATTR_ARRAY_SIZE, &count);
      mysql_stmt_bind_param(insert, binds.data());
      RawMysql::execute(insert);
    }
    db.run("commit");
  }

  void point() {
    RawCell key, name_cell;
    MYSQL_BIND parameter{}, result{};
    key.bind_whole(parameter);
    name_cell.bind_text(result);
    mysql_stmt_bind_param(one, &parameter);
    mysql_stmt_bind_result(one, &result);
    std::uint64_t state = 1;
    std::int64_t sum = 0;
    for (std::int64_t at = 0; at < points; ++at) {
      key.whole = next_key(state);
      RawMysql::execute(one);
      if (mysql_stmt_fetch(one) != 0) throw std::runtime_error("no row");
      const std::string text{name_cell.text.data(), name_cell.length};
      sum += static_cast<std::int64_t>(text.size());
      if (mysql_stmt_fetch(one) != MYSQL_NO_DATA) throw std::runtime_error("two rows");
    }
    keep(sum);
  }

  void scan_all() {
    std::array<RawCell, 8> cells;
    std::array<MYSQL_BIND, 8> binds{};
    for (std::size_t i = 0; i < 8; ++i) {
      if (i < 3)
        cells[i].bind_whole(binds[i]);
      else if (i < 5)
        cells[i].bind_real(binds[i]);
      else
        cells[i].bind_text(binds[i]);
    }
    RawMysql::execute(every);
    mysql_stmt_bind_result(every, binds.data());
    std::int64_t sum = 0;
    double total = 0;
    while (mysql_stmt_fetch(every) == 0) {
      for (std::size_t i = 0; i < 3; ++i) sum += cells[i].whole;
      for (std::size_t i = 3; i < 5; ++i) total += cells[i].real;
      for (std::size_t i = 5; i < 8; ++i)
        sum += static_cast<std::int64_t>(cells[i].length) + cells[i].text[0];
    }
    sum += static_cast<std::int64_t>(total);
    keep(sum);
  }

  RawMysql db;
  std::string name;
  MYSQL_STMT *insert = nullptr, *one = nullptr, *every = nullptr;
};

struct Zin {
  explicit Zin(const std::string& table)
      : db(manager.use_database(settings())),
        name(table),
        one("select name from " + table + " where id = ?"),
        every("select * from " + table) {
    db.execute("drop table if exists " + name);
    db.execute("create table " + name + columns);
  }

  static DatabaseConfig settings() {
    const auto setting = [](const char* variable) {
      const char* const value = std::getenv(variable);
      return std::string{value == nullptr ? "" : value};
    };
    DatabaseConfig config;
    config.driver = "mysql";
    config.host = setting("ZIN_TEST_MARIADB_HOST");
    config.port = static_cast<std::uint16_t>(std::stoi(setting("ZIN_TEST_MARIADB_PORT")));
    config.database = setting("ZIN_TEST_MARIADB_DATABASE");
    config.username = setting("ZIN_TEST_MARIADB_USER");
    config.password = setting("ZIN_TEST_MARIADB_PASSWORD");
    config.ssl = "disable";
    return config;
  }

  void fill(const std::vector<std::vector<Value>>& items) {
    db.insert_many(name, {"id", "a", "b", "c", "d", "name", "email", "note"}, items);
  }

  void point() {
    std::uint64_t state = 1;
    std::int64_t sum = 0;
    for (std::int64_t at = 0; at < points; ++at) {
      const Rows found = db.select(one, {next_key(state)});
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
  std::string name, one, every;
};

}  // namespace

std::vector<Pair> mysql_pairs() {
  if (std::getenv("ZIN_TEST_MARIADB_HOST") == nullptr) return {};
  const auto items = std::make_shared<const std::vector<Item>>(make_items());
  const auto values = std::make_shared<const std::vector<std::vector<Value>>>(values_of(*items));
  const auto raw = std::make_shared<Raw>("bench_raw");
  const auto zin = std::make_shared<Zin>("bench_zin");
  raw->fill(*items);
  zin->fill(*values);

  std::vector<Pair> pairs;
  const auto add = [&](const std::string& name, std::int64_t operations, auto raw_run,
                       auto zin_run) {
    const auto count = static_cast<std::uint64_t>(operations);
    pairs.push_back({{name + " (MariaDB)", count, raw_run}, {name + " (MariaDB)", count, zin_run}});
  };
  add(
      "point select, 1 column", points, [raw] { raw->point(); }, [zin] { zin->point(); });
  add(
      "scan 100k x 8, stream, per cell", rows * 8, [raw] { raw->scan_all(); },
      [zin] { Zin::read_all(zin->db.stream(zin->every)); });
  add(
      "scan 100k x 8, select, per cell", rows * 8, [raw] { raw->scan_all(); },
      [zin] { Zin::read_all(zin->db.select(zin->every)); });
  const auto raw_in = std::make_shared<Raw>("bench_raw_insert");
  const auto zin_in = std::make_shared<Zin>("bench_zin_insert");
  add(
      "insert 100k rows, array / insert_many", rows,
      [raw_in, items] {
        raw_in->db.run("truncate table bench_raw_insert");
        raw_in->fill(*items);
      },
      [zin_in, values] {
        zin_in->db.execute("truncate table bench_zin_insert");
        zin_in->fill(*values);
      });
  return pairs;
}

}  // namespace zin::bench
