// Reads `create index` as SQLite's grammar has it.
// SPDX-License-Identifier: MIT
#include "zin/schema/sqlite_index_text.hpp"

#include <utility>

#include "zin/schema/sqlite_reader.hpp"

namespace zin::schema {

SqliteIndexText SqliteIndexText::of(std::string_view sql) {
  SqliteReader in{sql};
  SqliteIndexText index;
  while (!in.at_end() && !in.take("on")) in.next();
  in.name();
  in.want('(');
  do {
    const std::size_t first = in.place();
    std::string part;
    while (!in.at_end() && !in.sees(',') && !in.sees(')')) {
      // What stands behind the part is told by the catalog.
      if (in.sees("collate") || in.sees("asc") || in.sees("desc")) {
        in.skip_part();
        break;
      }
      if (in.sees('(')) {
        static_cast<void>(in.parenthesised());
      } else {
        in.next();
      }
      part = in.text_from(first);
    }
    index.parts.push_back(std::move(part));
  } while (in.take(','));
  in.want(')');
  if (in.take("where")) {
    const std::size_t first = in.place();
    in.skip_all();
    index.predicate = in.text_from(first);
  }
  return index;
}

}  // namespace zin::schema
