// Error: shared, immutable texts and the one line that people read.
// SPDX-License-Identifier: MIT
#include "zin/base/error.hpp"

#include <utility>

namespace zin {

struct Error::Text {
  ErrorInfo info;
  std::string line;
};

namespace {

// Long statements would drown the cause.
constexpr std::size_t shown_statement_bytes = 300;

std::string line_of(const ErrorInfo& info) {
  std::string line{to_string(info.code)};
  line += ": ";
  line += info.message;
  if (!info.driver.empty()) {
    line += " [driver ";
    line += info.driver;
    if (info.native_code != 0) line += ", code " + std::to_string(info.native_code);
    if (!info.sqlstate.empty()) line += ", SQLSTATE " + info.sqlstate;
    line += ']';
  }
  if (!info.statement.empty()) {
    line += " in: ";
    line.append(info.statement, 0, shown_statement_bytes);
    if (info.statement.size() > shown_statement_bytes) line += " ...";
  }
  return line;
}

}  // namespace

Error::Error(Errc code, std::string message)
    : Error([&] {
        ErrorInfo info;
        info.code = code;
        info.message = std::move(message);
        return info;
      }()) {}

Error::Error(ErrorInfo info) {
  auto text = std::make_shared<Text>();
  text->line = line_of(info);
  text->info = std::move(info);
  info_ = &text->info;
  text_ = std::move(text);
}

const char* Error::what() const noexcept { return text_->line.c_str(); }

}  // namespace zin
