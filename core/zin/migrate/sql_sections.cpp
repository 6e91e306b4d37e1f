// Finding the lines that begin a direction.
// SPDX-License-Identifier: MIT
#include "zin/migrate/sql_sections.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "zin/base/error.hpp"
#include "zin/sql/lexer.hpp"

namespace zin::migrate {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

struct Marker {
  std::string_view direction;
  bool in_transaction = true;
  std::size_t begin = 0;  // of its line
  std::size_t end = 0;    // behind it
  std::uint64_t line = 1;
};

[[noreturn]] void refuse(std::string_view file, std::uint64_t line, std::string_view why) {
  throw Error(Errc::invalid_argument, fmt::format("{}, line {}: {}", file, line, why));
}

// The first word of a text, which is taken off it.
std::string_view take_word(std::string_view& text) {
  text = trimmed(text);
  const std::size_t end = std::min(text.find_first_of(" \t"), text.size());
  const std::string_view word = text.substr(0, end);
  text.remove_prefix(end);
  return word;
}

class MarkerSearch {
 public:
  MarkerSearch(std::string_view text, std::string_view file, Dialect dialect)
      : text_(text), file_(file), dialect_(dialect) {}

  std::vector<Marker> run() {
    bool line_start = true;
    for (std::size_t at = 0; at < text_.size();) {
      if (line_start && take_marker(at)) {
        at = markers_.back().end;
        line_ += 1;
        continue;
      }
      const std::size_t end = std::max(sql::skip_opaque(text_, at, dialect_), at + 1);
      line_ += static_cast<std::uint64_t>(
          std::count(text_.begin() + static_cast<std::ptrdiff_t>(at),
                     text_.begin() + static_cast<std::ptrdiff_t>(end), '\n'));
      line_start = text_[end - 1] == '\n' || (line_start && end == at + 1 && is_blank(text_[at]));
      at = end;
    }
    return std::move(markers_);
  }

 private:
  // -- migrate:up transaction:false
  bool take_marker(std::size_t at) {
    const std::size_t end = std::min(text_.find('\n', at), text_.size());
    std::string_view line = trimmed(text_.substr(at, end - at));
    if (!line.starts_with("--")) return false;
    line.remove_prefix(2);
    const std::string_view word = take_word(line);
    constexpr std::string_view head = "migrate:";
    if (!word.starts_with(head)) return false;
    Marker marker{.direction = word.substr(head.size()),
                  .begin = at,
                  .end = std::min(end + 1, text_.size()),
                  .line = line_};
    if (marker.direction != "up" && marker.direction != "down") {
      refuse(file_, line_, "`migrate:` is followed by `up` or `down`");
    }
    while (!trimmed(line).empty()) {
      const std::string_view option = take_word(line);
      if (option == "transaction:false" || option == "transaction:true") {
        marker.in_transaction = option.ends_with("true");
      } else {
        refuse(file_, line_, "the only option of a `migrate:` line is `transaction:false`");
      }
    }
    markers_.push_back(marker);
    return true;
  }

  std::string_view text_;
  std::string_view file_;
  Dialect dialect_;
  std::uint64_t line_ = 1;
  std::vector<Marker> markers_;
};

// Whether there are comments and blanks alone.
bool says_nothing(std::string_view text, Dialect dialect) {
  for (std::size_t at = 0; at < text.size();) {
    if (is_blank(text[at]) || text[at] == '\n') {
      ++at;
      continue;
    }
    const std::size_t end = sql::skip_opaque(text, at, dialect);
    const bool comment = text[at] == '-' || text[at] == '#' || text[at] == '/';
    if (end == at || !comment) return false;
    at = end;
  }
  return true;
}

SqlSection section_of(std::string_view text, const Marker& marker, std::size_t end) {
  return {.text = std::string{text.substr(marker.end, end - marker.end)},
          .line = marker.line + 1,
          .in_transaction = marker.in_transaction};
}

}  // namespace

SqlSections sql_sections(std::string_view text, std::string_view file, Dialect dialect) {
  const std::vector<Marker> markers = MarkerSearch{text, file, dialect}.run();
  if (markers.empty() || markers.front().direction != "up") {
    refuse(file, markers.empty() ? 1 : markers.front().line,
           "a migration in SQL begins with the line `-- migrate:up`; what takes it back follows "
           "behind `-- migrate:down`");
  }
  if (!says_nothing(text.substr(0, markers.front().begin), dialect)) {
    refuse(file, 1, "there is SQL before the line `-- migrate:up`, which would never run");
  }
  if (markers.size() > 2 || (markers.size() == 2 && markers[1].direction != "down")) {
    refuse(file, markers[markers.size() > 2 ? 2 : 1].line,
           "there is more than one part of a direction; keep one `-- migrate:up` and one "
           "`-- migrate:down` behind it");
  }
  SqlSections out;
  out.up = section_of(text, markers[0], markers.size() > 1 ? markers[1].begin : text.size());
  if (markers.size() > 1) out.down = section_of(text, markers[1], text.size());
  return out;
}

SqlSection sql_section(std::string_view text, std::string_view file, std::string_view direction,
                       Dialect dialect) {
  const std::vector<Marker> markers = MarkerSearch{text, file, dialect}.run();
  if (markers.empty()) return {.text = std::string{text}};
  if (markers.size() > 1 || markers[0].direction != direction ||
      !says_nothing(text.substr(0, markers[0].begin), dialect)) {
    refuse(file, markers.back().line,
           fmt::format("this file is the direction `{}` alone; write both directions into one file "
                       "without `.{}` in its name, or take the line out",
                       direction, direction));
  }
  return section_of(text, markers[0], text.size());
}

}  // namespace zin::migrate
