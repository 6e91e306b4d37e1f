// One spelling for each value.
// SPDX-License-Identifier: MIT
#include "canonical.hpp"

#include <algorithm>

#include "zin/base/error.hpp"
#include "zin/base/json.hpp"

namespace golden {
namespace {

constexpr std::string_view digits = "0123456789";

bool all_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of(digits) == std::string_view::npos;
}

void sort_keys(zin::Json& document) {
  if (document.is_array()) {
    for (zin::Json& item : document.as_array()) sort_keys(item);
  } else if (document.is_object()) {
    auto& members = document.as_object();
    std::sort(members.begin(), members.end(),
              [](const auto& a, const auto& b) { return a.first < b.first; });
    for (auto& member : members) sort_keys(member.second);
  }
}

std::string canonical_json(std::string_view text) {
  try {
    zin::Json document = zin::Json::parse(text);
    sort_keys(document);
    return document.dump();
  } catch (const zin::Error&) {
    return std::string{text};  // a text that begins as a document does
  }
}

// 60.0000 and 60.0 are 60.
std::string_view without_zeros(std::string_view text) {
  const std::size_t point = text.find('.');
  if (point == std::string_view::npos) return text;
  const std::string_view whole = text.substr(text.starts_with('-') ? 1 : 0);
  const std::size_t inside = whole.find('.');
  if (!all_digits(whole.substr(0, inside)) || !all_digits(whole.substr(inside + 1))) return text;
  text.remove_suffix(text.size() - 1 - text.find_last_not_of('0'));
  if (text.ends_with('.')) text.remove_suffix(1);
  return text;
}

// "2026-01-05T08:30:00.000Z" is "2026-01-05 08:30:00".
std::string canonical_time(std::string_view text) {
  constexpr std::string_view form = "0000-00-00 00:00:00";
  if (text.size() < form.size()) return std::string{text};
  for (std::size_t at = 0; at < form.size(); ++at) {
    const bool fits = form[at] == '0'   ? digits.find(text[at]) != std::string_view::npos
                      : form[at] == ' ' ? text[at] == ' ' || text[at] == 'T'
                                        : text[at] == form[at];
    if (!fits) return std::string{text};
  }
  std::string_view rest = text.substr(form.size());
  if (rest.starts_with('.'))
    rest.remove_prefix(std::min(rest.find_first_not_of('0', 1), rest.size()));
  if (!rest.empty() && rest != "Z" && rest != "+00" && rest != "+00:00") return std::string{text};
  std::string out{text.substr(0, form.size())};
  out[10] = ' ';
  return out;
}

std::string canonical_cell(std::string_view text) {
  if (text == "true") return "1";
  if (text == "false") return "0";
  if (text.starts_with('{') || text.starts_with('[')) return canonical_json(text);
  return canonical_time(without_zeros(text));
}

}  // namespace

std::vector<std::string> canonical(const std::vector<std::string>& lines) {
  constexpr std::string_view between = " | ";
  std::vector<std::string> out;
  for (const std::string& line : lines) {
    if (!line.starts_with(": ")) {
      out.push_back(line);
      continue;
    }
    std::string cells = ": ";
    std::string_view rest = std::string_view{line}.substr(2);
    for (std::size_t end = 0; end != std::string_view::npos;) {
      end = rest.find(between);
      cells += canonical_cell(rest.substr(0, end));
      if (end == std::string_view::npos) continue;
      cells += between;
      rest.remove_prefix(end + between.size());
    }
    out.push_back(std::move(cells));
  }
  return out;
}

}  // namespace golden
