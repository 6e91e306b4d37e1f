// From a query to its session.
// SPDX-License-Identifier: MIT
#include "zin/query/target.hpp"

#include "zin/base/error.hpp"

namespace zin::query {

Target Target::watching(Session& session) {
  Target target{session};
  target.open_ = session.open_flag();
  return target;
}

Session& Target::session() const {
  if (open_ != nullptr && !open_->load(std::memory_order_acquire)) {
    throw Error(Errc::closed,
                "the transaction that this belongs to has ended; say on(db) to go on with another "
                "session");
  }
  if (session_ != nullptr) return *session_;
  if (named_) {
    return (resolver_ != nullptr ? *resolver_ : default_resolver()).session(connection_);
  }
  throw Error(Errc::invalid_argument,
              "the query has no connection to run on; make it with db.table(), or say on(db)");
}

}  // namespace zin::query
