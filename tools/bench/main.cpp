// zin-bench: prints how much zin costs beside the raw client library, measured in one run.
// SPDX-License-Identifier: MIT
#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <iostream>
#include <stdexcept>
#include <string>
#include <system_error>
#include <vector>

#include "load.hpp"
#include "model_bench.hpp"
#include "mysql_bench.hpp"
#include "postgres_bench.hpp"
#include "query_bench.hpp"
#include "sqlite_bench.hpp"

namespace {

using zin::bench::Pair;

void list(const std::vector<Pair>& pairs) {
  for (std::size_t at = 0; at < pairs.size(); ++at) {
    fmt::print("{:3}  {}\n", at, pairs[at].raw.name);
  }
}

void run(const std::vector<Pair>& pairs, const std::string& only, unsigned rounds) {
  fmt::print("{:<48} {:>10} {:>10} {:>7} {:>7}\n", "work, per operation", "raw ns", "zin ns", "cpu",
             "wall");
  for (const Pair& pair : pairs) {
    if (pair.raw.name.find(only) == std::string::npos) continue;
    const auto result = zin::bench::compare(pair.raw, pair.zin, rounds);
    fmt::print("{:<48} {:>10.1f} {:>10.1f} {:>6.3f}x {:>6.3f}x\n", pair.raw.name, result.raw.cpu_ns,
               result.zin.cpu_ns, result.cpu_ratio, result.wall_ratio);
    std::cout.flush();
  }
}

/// A folder for databases in files, removed with the object.
class Folder {
 public:
  Folder()
      : path_(std::filesystem::temp_directory_path() /
              fmt::format("zin-bench-{}", static_cast<long>(getpid()))) {
    std::filesystem::create_directory(path_);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  [[nodiscard]] std::string database() const { return path_ / "db"; }

 private:
  std::filesystem::path path_;
};

// Without a server there would be a table of nothing.
std::vector<Pair> beside(std::vector<Pair> pairs, const std::string& server) {
  if (!pairs.empty()) return pairs;
  throw std::runtime_error("no server is there: tests/servers/run.py " + server +
                           " -- tools/bench/run ...");
}

// For an instruction counter outside: one side of one work, once.
void run_one_side(const std::vector<Pair>& pairs, std::size_t index, const std::string& side) {
  const Pair& pair = pairs.at(index);
  (side == "raw" ? pair.raw : pair.zin).run();
}

}  // namespace

int main(int argc, char** argv) try {
  CLI::App app{
      "Compares zin with the raw client libraries. Ratios below 1 mean that zin was faster."};
  unsigned rounds = 15, selects = 20'000;
  std::string only, side;
  std::size_t index = 0;
  bool in_memory = true, in_file = true, on_postgres = false, on_mysql = false, load = false,
       listing = false;
  app.add_option("--rounds", rounds, "measured rounds of each work")->check(CLI::Range(1, 1000));
  app.add_option("--only", only, "works whose name contains this");
  app.add_flag("--memory,!--no-memory", in_memory, "leave out the database in memory");
  app.add_flag("!--no-file", in_file, "leave out the database in a file");
  app.add_flag("--postgres", on_postgres, "PostgreSQL instead, on the server of tests/servers");
  app.add_flag("--mysql", on_mysql, "MariaDB instead, on the server of tests/servers");
  auto* const load_flag = app.add_flag(
      "--load", load, "PostgreSQL under 1 to 256 callers, on threads and as coroutines");
  app.add_option("--selects", selects, "selects of a round of --load")
      ->needs(load_flag)
      ->check(CLI::Range(256U, 10'000'000U));
  app.add_flag("--list", listing, "number the works: in memory, or with --no-memory in a file");
  auto* const side_option =
      app.add_option("--side", side, "run one side of a work of --list once: raw, zin or none")
          ->check(CLI::IsMember({"raw", "zin", "none"}));
  app.add_option("--work", index, "number of the work for --side")->needs(side_option);
  CLI11_PARSE(app, argc, argv);

  if (listing || !side.empty()) {
    const Folder folder;
    const auto pairs = on_postgres ? zin::bench::postgres_pairs()
                       : on_mysql  ? zin::bench::mysql_pairs()
                                   : zin::bench::sqlite_pairs(in_memory ? "" : folder.database());
    if (listing) list(pairs);
    if (side == "raw" || side == "zin") run_one_side(pairs, index, side);
    return 0;
  }
  if (load) {
    zin::bench::postgres_load(selects, rounds);
    return 0;
  }
  if (on_postgres) run(beside(zin::bench::postgres_pairs(), "postgres"), only, rounds);
  if (on_mysql) run(beside(zin::bench::mysql_pairs(), "mariadb"), only, rounds);
  if (on_postgres || on_mysql) return 0;
  run(zin::bench::query_pairs(), only, rounds);
  fmt::print("allocations of one such query and its text: {}\n", zin::bench::query_allocations());
  if (in_memory) {
    run(zin::bench::sqlite_pairs(""), only, rounds);
    run(zin::bench::model_pairs(), only, rounds);
  }
  if (in_file) {
    const Folder folder;
    run(zin::bench::sqlite_pairs(folder.database()), only, rounds);
  }
  return 0;
} catch (const std::exception& error) {
  std::cerr << "zin-bench: " << error.what() << '\n';
  return 1;
}
