// Stores the machine's packages in the database that the environment names, and asks about them.
// SPDX-License-Identifier: MIT
//
// It knows no driver: DB_CONNECTION names one, and SQLite serves when nothing is set.
#include <zin/zin.hpp>

#include <chrono>
#include <exception>
#include <iomanip>
#include <iostream>

#include "package.hpp"
#include "package_queries.hpp"

namespace {

class Stopwatch {
 public:
  [[nodiscard]] double milliseconds() const {
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start_)
        .count();
  }

 private:
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

void print(const Package& package) {
  std::cout << "package " << package.name << ' ' << package.version << " (" << package.architecture
            << ", " << package.status << ") depends on";
  for (const std::string& other : package.depends_on) std::cout << ' ' << other;
  std::cout << (package.depends_on.empty() ? " nothing\n" : "\n");
}

void run(const std::string& wanted) {
  const auto file = package_file();
  zin::Database& db = zin::database();
  const Stopwatch storing;
  zin::Migrator{db}.migrate();  // makes the tables, unless they are there
  zin::run_seeders(db, {});     // replaces what they hold, in one transaction
  const double stored_in = storing.milliseconds();

  const Stopwatch asking;
  const auto count = count_packages();
  const auto needed = most_needed(10);
  const auto package = find_package(wanted.empty() && !needed.empty() ? needed[0].name : wanted);
  const double asked_in = asking.milliseconds();

  std::cout << "packages " << count << " from " << file.string() << "\nmost needed\n";
  for (const auto& [name, dependents] : needed) {
    std::cout << std::setw(7) << dependents << ' ' << name << '\n';
  }
  if (package) {
    print(*package);
  } else {
    std::cout << "package " << wanted << " is not there\n";
  }
  const zin::DriverInfo driver = db.driver();
  std::cout << "driver " << driver.name << ' ' << driver.version << "\nplugin "
            << driver.file.string() << std::fixed << std::setprecision(1) << "\ntime "
            << stored_in + asked_in << " ms (stored in " << stored_in << ", asked in " << asked_in
            << ")\n";
}

}  // namespace

// Usage: packages [NAME]; without a name it shows the package that most others depend on.
int main(int argc, char** argv) {
  try {
    run(argc > 1 ? argv[1] : "");
    return 0;
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 1;
  }
}
