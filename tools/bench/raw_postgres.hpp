// libpq as a careful C++ programmer uses it: the yardstick.
// SPDX-License-Identifier: MIT
#pragma once

#include <libpq-fe.h>

#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <stdexcept>
#include <string>

namespace zin::bench {

/// Prepared statements, binary parameters and results. The server is that of the tests
/// (tests/servers/run.py), over its socket.
class RawPostgres {
 public:
  struct Clear {
    void operator()(PGresult* result) const noexcept { PQclear(result); }
  };
  using Result = std::unique_ptr<PGresult, Clear>;

  RawPostgres() {
    const char* const keys[] = {"host", "port", "user", "password", "dbname", nullptr};
    const std::string values[] = {value("SOCKET"), value("PORT"), value("USER"), value("PASSWORD"),
                                  value("DATABASE")};
    const char* const texts[] = {values[0].c_str(), values[1].c_str(), values[2].c_str(),
                                 values[3].c_str(), values[4].c_str(), nullptr};
    connection_ = PQconnectdbParams(keys, texts, 0);
    if (PQstatus(connection_) != CONNECTION_OK)
      throw std::runtime_error(PQerrorMessage(connection_));
    run("set client_min_messages to warning");
  }
  RawPostgres(const RawPostgres&) = delete;
  RawPostgres& operator=(const RawPostgres&) = delete;
  ~RawPostgres() { PQfinish(connection_); }

  [[nodiscard]] static std::string value(const std::string& name) {
    const char* const found = std::getenv(("ZIN_TEST_POSTGRES_" + name).c_str());
    if (found == nullptr)
      throw std::runtime_error("no server: tests/servers/run.py postgres -- zin-bench --postgres");
    return found;
  }

  [[nodiscard]] PGconn* get() const noexcept { return connection_; }
  Result run(const char* sql) { return check(PQexec(connection_, sql)); }
  void prepare(const char* name, const char* sql) {
    check(PQprepare(connection_, name, sql, 0, nullptr));
  }
  Result check(PGresult* made) const {
    Result result(made);
    const ExecStatusType status = PQresultStatus(made);
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK && status != PGRES_SINGLE_TUPLE &&
        status != PGRES_COPY_IN && status != PGRES_PIPELINE_SYNC)
      throw std::runtime_error(PQresultErrorMessage(made));
    return result;
  }

 private:
  PGconn* connection_ = nullptr;
};

[[nodiscard]] inline std::int64_t number64(const char* wire) noexcept {
  std::uint64_t value = 0;
  std::memcpy(&value, wire, sizeof value);
  return static_cast<std::int64_t>(__builtin_bswap64(value));
}

}  // namespace zin::bench
