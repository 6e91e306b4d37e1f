// Failures as text with a caret, and as JSON.
// SPDX-License-Identifier: MIT
#include "zin/cli/error_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>

#include "zin/cli/display_text.hpp"
#include "zin/cli/json_text.hpp"
#include "zin/host/abi_text.hpp"

namespace zin::cli {
namespace {

using host::valid_utf8;

// Bytes to show on each side of the fault.
constexpr std::size_t shown_before = 60;
constexpr std::size_t shown_behind = 60;

// Not inside a character.
std::size_t character_start(std::string_view text, std::size_t at) {
  while (at > 0 && at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U) {
    --at;
  }
  return at;
}

}  // namespace

Json error_json(const Error& error, std::uint64_t line) {
  const ErrorInfo& info = error.info();
  Json out = Json::object();
  out["code"] = to_string(info.code);
  out["message"] = valid_utf8(info.message);
  out["driver"] = text_or_null(info.driver);
  out["sqlstate"] = text_or_null(info.sqlstate);
  out["native_code"] = info.native_code != 0 ? Json{info.native_code} : Json{};
  out["constraint"] = text_or_null(info.constraint);
  out["table"] = text_or_null(info.table);
  out["column"] = text_or_null(info.column);
  out["statement"] = text_or_null(info.statement);
  out["position"] = info.position ? Json{*info.position} : Json{};
  out["line"] = line > 0 ? Json{line} : Json{};
  out["retryable"] = info.retryable;
  out["may_be_applied"] = info.may_be_applied;
  return Json::object({{"error", std::move(out)}});
}

std::string marked_place(std::string_view statement, std::uint64_t position) {
  const std::size_t at = character_start(
      statement, static_cast<std::size_t>(std::min<std::uint64_t>(position, statement.size())));
  const std::size_t line_begin = at == 0 ? 0 : statement.rfind('\n', at - 1) + 1;
  const std::size_t line_end = std::min(statement.find('\n', at), statement.size());
  const std::size_t begin =
      at - line_begin > shown_before ? character_start(statement, at - shown_before) : line_begin;
  const std::size_t end =
      line_end - at > shown_behind ? character_start(statement, at + shown_behind) : line_end;

  const std::string head = begin > line_begin ? "..." : "";
  const std::string tail = end < line_end ? "..." : "";
  const std::string before = head + blanked(statement.substr(begin, at - begin));
  const std::string behind = blanked(statement.substr(at, end - at)) + tail;
  const auto line_number =
      1 + std::count(statement.begin(), statement.begin() + static_cast<std::ptrdiff_t>(line_begin),
                     '\n');
  const std::string label = line_number > 1 ? fmt::format("  line {}: ", line_number) : "  ";
  return fmt::format("{}{}{}\n{}^\n", label, before, behind,
                     std::string(label.size() + display_width(before), ' '));
}

std::string error_text(std::string_view program, const Error& error, std::uint64_t line) {
  const ErrorInfo& info = error.info();
  std::string text = fmt::format("{}: {}: {}", program, to_string(info.code), info.message);
  std::string origin;
  if (!info.driver.empty()) origin += "driver " + info.driver;
  if (info.native_code != 0) origin += fmt::format(", code {}", info.native_code);
  if (!info.sqlstate.empty()) origin += ", SQLSTATE " + info.sqlstate;
  if (!origin.empty()) text += fmt::format(" [{}]", origin);
  if (line > 0) text += fmt::format(", in the statement at line {} of the input", line);
  text += '\n';
  if (!info.statement.empty() && info.position) {
    text += marked_place(info.statement, *info.position);
  }
  return valid_utf8(text);
}

void report(const Error& error, Context& context, std::uint64_t line) {
  try {
    context.out.flush();
  } catch (const OutputClosed&) {  // nobody reads: the message is what counts now
  } catch (const Error&) {         // likewise
  }
  const std::string text = context.json ? error_json(error, line).dump() + "\n"
                                        : error_text(context.program, error, line);
  static_cast<void>(std::fwrite(text.data(), 1, text.size(), stderr));
}

}  // namespace zin::cli
