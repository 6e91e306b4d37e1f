// Lines of TAP; a failure's message is a YAML block under its line.
// SPDX-License-Identifier: MIT
#include "tap.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <string>

namespace zin::conform {
namespace {

void write(std::string_view text) {
  std::fwrite(text.data(), 1, text.size(), stdout);
  std::fflush(stdout);
}

std::string one_line(std::string_view text) {
  std::string line{text};
  for (char& c : line) {
    if (static_cast<unsigned char>(c) < ' ') c = ' ';
  }
  return line;
}

}  // namespace

Tap::Tap(std::size_t planned) { write(fmt::format("TAP version 13\n1..{}\n", planned)); }

void Tap::ok(std::size_t number, std::string_view name) {
  write(fmt::format("ok {} - {}\n", number, name));
}

void Tap::skipped(std::size_t number, std::string_view name, std::string_view reason) {
  write(fmt::format("ok {} - {} # SKIP {}\n", number, name, one_line(reason)));
}

void Tap::not_ok(std::size_t number, std::string_view name, std::string_view message) {
  ++failures_;
  std::string block;
  for (const char c : one_line(message)) {
    block += c;
    if (c == '\'') block += '\'';  // YAML: a quote in quotes is doubled
  }
  write(fmt::format("not ok {} - {}\n  ---\n  message: '{}'\n  ...\n", number, name, block));
}

void Tap::bail_out(std::string_view reason) {
  write(fmt::format("Bail out! {}\n", one_line(reason)));
}

}  // namespace zin::conform
