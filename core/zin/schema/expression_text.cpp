// Raw SQL that has values is refused where nothing can be bound.
// SPDX-License-Identifier: MIT
#include "zin/schema/expression_text.hpp"

#include "zin/base/error.hpp"

namespace zin::schema {

std::string expression_text(const Raw& expression, std::string_view verb) {
  if (expression.bindings().empty()) return expression.sql();
  throw Error(Errc::invalid_argument,
              std::string{verb} +
                  "() got raw SQL with values to bind, but a definition takes no parameters; write "
                  "constants into its text");
}

}  // namespace zin::schema
