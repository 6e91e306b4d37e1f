// Point selects, scans, inserts and batches on PostgreSQL, raw and through zin.
// SPDX-License-Identifier: MIT
#include "postgres_bench.hpp"

#include <dlfcn.h>

#include <array>
#include <bit>
#include <memory>
#include <sstream>
#include <zin/zin.hpp>

#include "async_points.hpp"
#include "items.hpp"
#include "postgres_config.hpp"
#include "raw_postgres.hpp"
#include "zin/abi/driver.h"

namespace zin::bench {
namespace {

constexpr std::int64_t points = 10'000;
constexpr std::uint32_t batch_size = 1000;
constexpr const char* columns =
    "(id bigint primary key, a bigint, b bigint, c double precision, d double precision, name "
    "text, "
    "email text, note text)";
constexpr const char* point_sql = "select name from bench where id = $1";
constexpr const char* scan_sql = "select * from bench";

struct Raw {
  Raw() {
    db.prepare("point", point_sql);
    db.prepare("scan", scan_sql);
  }

  static void to_wire(char* out, std::int64_t value) {
    const std::uint64_t swapped = __builtin_bswap64(static_cast<std::uint64_t>(value));
    std::memcpy(out, &swapped, sizeof swapped);
  }

  void point() {
    std::uint64_t state = 1;
    std::int64_t sum = 0;
    std::array<char, 8> key;
    const char* const values[] = {key.data()};
    const int lengths[] = {8}, formats[] = {1};
    for (std::int64_t at = 0; at < points; ++at) {
      to_wire(key.data(), next_key(state));
      const auto found =
          db.check(PQexecPrepared(db.get(), "point", 1, values, lengths, formats, 1));
      const std::string text{PQgetvalue(found.get(), 0, 0),
                             static_cast<std::size_t>(PQgetlength(found.get(), 0, 0))};
      sum += static_cast<std::int64_t>(text.size());
    }
    keep(sum);
  }

  static void read(const PGresult* result, int row, std::int64_t& sum, double& total) {
    for (int column = 0; column < 8; ++column) {
      if (PQgetisnull(result, row, column) != 0) continue;
      const char* const value = PQgetvalue(result, row, column);
      if (column < 3)
        sum += number64(value);
      else if (column < 5)
        total += std::bit_cast<double>(number64(value));
      else
        sum += PQgetlength(result, row, column) + value[0];
    }
  }

  void stream() {
    std::int64_t sum = 0;
    double total = 0;
    PQsendQueryPrepared(db.get(), "scan", 0, nullptr, nullptr, nullptr, 1);
    PQsetSingleRowMode(db.get());
    while (PGresult* const made = PQgetResult(db.get())) {
      const auto row = db.check(made);
      if (PQntuples(made) != 0) read(made, 0, sum, total);
    }
    sum += static_cast<std::int64_t>(total);
    keep(sum);
  }

  void buffer() {
    std::int64_t sum = 0;
    double total = 0;
    const auto all = db.check(PQexecPrepared(db.get(), "scan", 0, nullptr, nullptr, nullptr, 1));
    for (int row = 0; row < PQntuples(all.get()); ++row) read(all.get(), row, sum, total);
    sum += static_cast<std::int64_t>(total);
    keep(sum);
  }

  static void field(std::string& out, const char* bytes, std::size_t size) {
    const std::uint32_t length = __builtin_bswap32(static_cast<std::uint32_t>(size));
    out.append(reinterpret_cast<const char*>(&length), 4);
    out.append(bytes, size);
  }
  static void number(std::string& out, std::int64_t value) {
    std::array<char, 8> wire;
    to_wire(wire.data(), value);
    field(out, wire.data(), wire.size());
  }

  void copy(const std::vector<Item>& items) {
    db.run("truncate bench_in");
    db.run("begin");
    db.check(PQexec(db.get(), "copy bench_in from stdin (format binary)"));
    std::string out("PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0", 19);
    const auto send = [&] {
      if (PQputCopyData(db.get(), out.data(), static_cast<int>(out.size())) != 1)
        throw std::runtime_error(PQerrorMessage(db.get()));
      out.clear();
    };
    for (const Item& row : items) {
      out.append("\0\10", 2);
      for (const std::int64_t value : {row.id, row.a, row.b}) number(out, value);
      for (const double value : {row.c, row.d}) number(out, std::bit_cast<std::int64_t>(value));
      for (const std::string* const text : {&row.name, &row.email, &row.note})
        field(out, text->data(), text->size());
      if (out.size() >= 65536) send();
    }
    out.append("\377\377", 2);
    send();
    PQputCopyEnd(db.get(), nullptr);
    while (PGresult* const made = PQgetResult(db.get())) db.check(made);
    db.run("commit");
  }

  void pipeline() {
    std::uint64_t state = 1;
    std::int64_t sum = 0;
    std::array<char, 8> key;
    const char* const values[] = {key.data()};
    const int lengths[] = {8}, formats[] = {1};
    PQenterPipelineMode(db.get());
    for (std::int64_t at = 0; at < points; at += batch_size) {
      for (std::uint32_t i = 0; i < batch_size; ++i) {
        to_wire(key.data(), next_key(state));
        PQsendQueryPrepared(db.get(), "point", 1, values, lengths, formats, 1);
      }
      PQpipelineSync(db.get());
      for (bool over = false; !over;) {
        PGresult* const made = PQgetResult(db.get());
        if (made == nullptr) continue;
        const auto result = db.check(made);
        over = PQresultStatus(made) == PGRES_PIPELINE_SYNC;
        if (!over) sum += PQgetlength(made, 0, 0);
      }
    }
    PQexitPipelineMode(db.get());
    keep(sum);
  }

  RawPostgres db;
};

struct Zin {
  Zin() : db(manager.use_database(postgres_config())) {}

  void point() {
    std::uint64_t state = 1;
    std::int64_t sum = 0;
    for (std::int64_t at = 0; at < points; ++at) {
      const Rows found = db.select("select name from bench where id = ?", {next_key(state)});
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

  void insert(const std::vector<std::vector<Value>>& items) {
    db.execute("truncate bench_in");
    db.insert_many("bench_in", {"id", "a", "b", "c", "d", "name", "email", "note"}, items);
  }

  Manager manager;
  Database& db;
};

/// The driver through its table: what zin's own API does not offer yet.
class Abi {
 public:
  Abi() {
    void* library = nullptr;
    std::istringstream folders{std::getenv("ZIN_PLUGIN_PATH")};
    for (std::string folder; library == nullptr && std::getline(folders, folder, ':');) {
      library = dlopen((folder + "/zin-postgres.so").c_str(), RTLD_NOW | RTLD_LOCAL);
    }
    if (library == nullptr) throw std::runtime_error(dlerror());
    const auto entry = reinterpret_cast<zin_plugin_entry_fn>(dlsym(library, ZIN_ENTRY_SYMBOL));
    static zin_host host{};
    host.struct_size = sizeof host;
    host.abi_version = ZIN_ABI_VERSION;
    std::uint32_t kind = 0;
    driver_ = static_cast<const zin_driver*>(entry(&host, nullptr)->get_impl(0, &kind));
    const std::pair<const char*, std::string> options[] = {
        {"host", RawPostgres::value("SOCKET")},
        {"port", RawPostgres::value("PORT")},
        {"database", RawPostgres::value("DATABASE")},
        {"username", RawPostgres::value("USER")},
        {"password", RawPostgres::value("PASSWORD")}};
    std::vector<zin_kv> given;
    for (const auto& [key, value] : options)
      given.push_back({{key, std::strlen(key)}, {value.data(), value.size()}});
    check(
        driver_->conn_new(given.data(), static_cast<std::uint32_t>(given.size()), &conn_, nullptr));
    check(driver_->start_connect(conn_, nullptr, nullptr, nullptr));
    check(driver_->start_prepare(conn_, {point_sql, std::strlen(point_sql)}, nullptr, &stmt_,
                                 nullptr, nullptr));
  }
  Abi(const Abi&) = delete;
  Abi& operator=(const Abi&) = delete;
  ~Abi() { driver_->conn_close(conn_); }

  void point() {
    std::uint64_t state = 1;
    std::int64_t sum = 0;
    for (std::int64_t at = 0; at < points; ++at) {
      zin_cell key = cell(next_key(state));
      const zin_exec exec = exec_of(&key);
      zin_cursor* cursor = nullptr;
      check(driver_->start_exec(conn_, &exec, nullptr, &cursor, nullptr, nullptr));
      sum += fetch(cursor);
      driver_->cursor_close(cursor);
    }
    keep(sum);
  }

  void batch() {
    std::uint64_t state = 1;
    std::int64_t sum = 0;
    std::vector<zin_cell> keys(batch_size);
    std::vector<zin_exec> items(batch_size);
    for (std::int64_t at = 0; at < points; at += batch_size) {
      for (std::uint32_t i = 0; i < batch_size; ++i) {
        keys[i] = cell(next_key(state));
        items[i] = exec_of(&keys[i]);
      }
      zin_cursor* cursor = nullptr;
      check(driver_->start_batch(conn_, items.data(), batch_size, 0, nullptr, &cursor, nullptr,
                                 nullptr));
      while (driver_->next_result(cursor, nullptr, nullptr, nullptr, nullptr) == ZIN_OK)
        sum += fetch(cursor);
      driver_->cursor_close(cursor);
    }
    keep(sum);
  }

 private:
  static void check(zin_status status) {
    if (status < 0) throw std::runtime_error("the driver answered " + std::to_string(status));
  }
  static zin_cell cell(std::int64_t value) {
    zin_cell cell{};
    cell.v.i = value;
    cell.type = ZIN_T_I64;
    return cell;
  }
  zin_exec exec_of(const zin_cell* key) const {
    zin_exec exec{};
    exec.struct_size = sizeof exec;
    exec.stmt = stmt_;
    exec.params = key;
    exec.nparams = 1;
    return exec;
  }
  std::int64_t fetch(zin_cursor* cursor) const {
    zin_rows batch;
    batch.struct_size = sizeof batch;
    check(driver_->fetch(cursor, 0, nullptr, &batch, nullptr, nullptr));
    const std::string text{static_cast<const char*>(batch.cells[0].v.ptr), batch.cells[0].len};
    return static_cast<std::int64_t>(text.size());
  }

  const zin_driver* driver_ = nullptr;
  zin_conn* conn_ = nullptr;
  zin_stmt* stmt_ = nullptr;
};

}  // namespace

std::vector<Pair> postgres_pairs() {
  const auto items = std::make_shared<const std::vector<Item>>(make_items());
  const auto values = std::make_shared<const std::vector<std::vector<Value>>>(values_of(*items));
  {
    RawPostgres db;
    for (const std::string name : {"bench", "bench_in"}) {
      db.run(("drop table if exists " + name).c_str());
      db.run(("create unlogged table " + name + " " + columns).c_str());
    }
  }
  const auto raw = std::make_shared<Raw>();
  const auto zin = std::make_shared<Zin>();
  const auto abi = std::make_shared<Abi>();
  raw->copy(*items);
  raw->db.run("insert into bench select * from bench_in");
  raw->db.run("vacuum analyze bench");

  std::vector<Pair> pairs;
  const auto add = [&](const std::string& name, std::int64_t operations, auto raw_run,
                       auto zin_run) {
    const auto count = static_cast<std::uint64_t>(operations);
    pairs.push_back({{name, count, raw_run}, {name, count, zin_run}});
  };
  add(
      "postgres point select", points, [raw] { raw->point(); }, [zin] { zin->point(); });
  // Beside the raw loop, which waits for each.
  for (const unsigned callers : {1U, 16U, 256U, 10'000U}) {
    add(
        "postgres point select, async, " + std::to_string(callers) + " callers", points,
        [raw] { raw->point(); }, [zin, callers] { async_points(zin->db, points, callers); });
  }
  add(
      "postgres point select, driver alone", points, [raw] { raw->point(); },
      [abi] { abi->point(); });
  add(
      "postgres scan 100k x 8, stream, per cell", rows * 8, [raw] { raw->stream(); },
      [zin] { Zin::read_all(zin->db.stream(scan_sql)); });
  add(
      "postgres scan 100k x 8, select, per cell", rows * 8, [raw] { raw->buffer(); },
      [zin] { Zin::read_all(zin->db.select(scan_sql)); });
  add(
      "postgres insert 100k rows, insert_many", rows, [raw, items] { raw->copy(*items); },
      [zin, values] { zin->insert(*values); });
  add(
      "postgres batches of 1000, driver alone", points, [raw] { raw->pipeline(); },
      [abi] { abi->batch(); });
  return pairs;
}

}  // namespace zin::bench
