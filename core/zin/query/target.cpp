// From a query to its session.
// SPDX-License-Identifier: MIT
#include "zin/query/target.hpp"

#include "zin/base/error.hpp"

namespace zin::query {

Session& Target::session() const {
  if (session_ != nullptr) return *session_;
  if (named_) {
    return (resolver_ != nullptr ? *resolver_ : default_resolver()).session(connection_);
  }
  throw Error(Errc::invalid_argument,
              "the query has no connection to run on; make it with db.table(), or say on(db)");
}

}  // namespace zin::query
