// Reading the files below tests/golden/, see their README.
// SPDX-License-Identifier: MIT
#include "book.hpp"

#include <filesystem>
#include <fstream>
#include <set>
#include <stdexcept>

namespace golden {
namespace {

std::filesystem::path folder(std::string_view dialect) {
  return std::filesystem::path{ZIN_GOLDEN_FOLDER} / dialect;
}

// Throws, so that a file that cannot be read fails every test.
void read_file(const std::filesystem::path& file, Book& book) {
  std::ifstream in{file};
  Expected* current = nullptr;
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line.starts_with('#')) continue;
    if (line.starts_with("-- ")) {
      const auto [place, is_new] = book.emplace(line.substr(3), Expected{});
      if (!is_new) throw std::runtime_error(file.string() + ": twice: " + line);
      current = &place->second;
    } else if (current == nullptr) {
      throw std::runtime_error(file.string() + " begins without a case");
    } else if (line.starts_with("!! ")) {
      current->error = line.substr(3);
    } else if (line.starts_with(":")) {
      current->results.push_back(line);
    } else {
      current->lines.push_back(line);
    }
  }
}

Book read_book(std::string_view dialect) {
  Book book;
  std::set<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator{folder(dialect)}) {
    const std::filesystem::path& file = entry.path();
    if (file.extension() == ".sql" && file.filename() != "tables.sql") files.insert(file);
  }
  for (const auto& file : files) read_file(file, book);
  return book;
}

}  // namespace

const Book& book(std::string_view dialect) {
  static std::map<std::string, Book, std::less<>> books;
  auto found = books.find(dialect);
  if (found == books.end()) {
    found = books.emplace(std::string{dialect}, read_book(dialect)).first;
  }
  return found->second;
}

// MariaDB is MySQL but for what its own files say.
const Expected* expected(std::string_view dialect, std::string_view name) {
  const Book& own = book(dialect);
  if (const auto found = own.find(name); found != own.end()) return &found->second;
  return dialect == "mariadb" ? expected("mysql", name) : nullptr;
}

}  // namespace golden
