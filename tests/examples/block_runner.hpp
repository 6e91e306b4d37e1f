// What the code blocks of the documentation are compiled with.
// SPDX-License-Identifier: MIT
#pragma once

#include <zin/zin.hpp>

#include <chrono>
#include <iostream>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

using namespace std::chrono_literals;

/// One block, made by blocks.py.
struct DocumentedBlock {
  std::string_view place;  ///< "docs/pool.md:12"
  void (*run)(zin::Database& db);
  bool to_run;
  std::string_view thrown;  ///< what() of the Error that it throws, "..." for any text; else empty.
};
extern const std::vector<DocumentedBlock> documented_blocks;

/// Ends the block in failure unless `holds`.
void expect(bool holds, int line = __builtin_LINE());

/// Calls what was a main(), which may return nothing or must return 0.
template <class Main>
void run_program(Main main) {
  if constexpr (std::is_void_v<decltype(main())>) {
    main();
  } else {
    expect(main() == 0);
  }
}

/// Ends the block in failure unless a .env file of this text is accepted.
void accept_settings(std::string_view text);
