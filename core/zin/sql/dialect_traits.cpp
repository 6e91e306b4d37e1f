// What each dialect has from home.
// SPDX-License-Identifier: MIT
#include "zin/sql/dialect_traits.hpp"

namespace zin {

DialectTraits DialectTraits::of(Dialect dialect) noexcept {
  DialectTraits traits;
  traits.dialect = dialect;
  switch (dialect) {
    case Dialect::sqlite:
      traits.returns_inserted = traits.returns_updated = traits.returns_deleted = true;
      traits.max_parameters = 32766;
      break;
    case Dialect::postgres:
      traits.returns_inserted = traits.returns_updated = traits.returns_deleted = true;
      traits.numbers_parameters = true;
      break;
    case Dialect::mariadb:
      traits.returns_inserted = traits.returns_deleted = true;
      [[fallthrough]];
    case Dialect::mysql:
      traits.open_quote = traits.close_quote = '`';
      break;
    case Dialect::none:
      break;
  }
  return traits;
}

}  // namespace zin
