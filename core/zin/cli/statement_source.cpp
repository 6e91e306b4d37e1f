// Reading in pieces and splitting.
// SPDX-License-Identifier: MIT
#include "zin/cli/statement_source.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "zin/base/error.hpp"

namespace zin::cli {

StatementSource::StatementSource(std::string_view script, Dialect dialect) : splitter_(dialect) {
  splitter_.add(script);
  splitter_.finish();
}

StatementSource::StatementSource(int descriptor, Dialect dialect, std::function<void()> before_read)
    : splitter_(dialect), descriptor_(descriptor), before_read_(std::move(before_read)) {}

std::optional<sql::ScriptStatement> StatementSource::next() {
  while (true) {
    if (auto statement = splitter_.next()) return statement;
    if (descriptor_ == no_descriptor) return std::nullopt;
    before_read_();
    read_more();
  }
}

void StatementSource::read_more() {
  std::vector<char> piece(std::size_t{64} * 1024);
  const ssize_t size = ::read(descriptor_, piece.data(), piece.size());
  if (size > 0) {
    splitter_.add({piece.data(), static_cast<std::size_t>(size)});
  } else if (size == 0) {
    splitter_.finish();
    descriptor_ = no_descriptor;
  } else if (errno != EINTR) {
    throw Error{Errc::invalid_argument,
                fmt::format("standard input cannot be read: {}; give the SQL as an argument, or "
                            "redirect a file",
                            std::generic_category().message(errno))};
  }
}

}  // namespace zin::cli
