// One lent connection as a Session.
// SPDX-License-Identifier: MIT
#pragma once

#include "zin/runtime/pool.hpp"
#include "zin/runtime/session.hpp"

namespace zin::runtime {

/// Every statement runs on the connection that was lent, which goes back with the object. A
/// transaction is not begun anew on another connection when this one is lost: what the session
/// held, a lock say, is lost with it. [one thread at a time] [blocks]
class ConnectionSession final : public Session {
 public:
  explicit ConnectionSession(Lease lease) noexcept : lease_(std::move(lease)) {}

  [[nodiscard]] Dialect dialect() override { return lease_->dialect(); }
  [[nodiscard]] DialectTraits traits() override { return lease_->traits(); }
  [[nodiscard]] const DialectTraits* known_traits() const noexcept override {
    return &lease_->traits();
  }
  [[nodiscard]] bool has_transactions() const noexcept override {
    return lease_->has_transactions();
  }

 private:
  Rows run_select(const detail::Call& call) override { return lease_->select(call); }
  RowStream run_stream(const detail::Call& call) override { return lease_->stream(call, nullptr); }
  ExecuteResult run_execute(const detail::Call& call) override { return lease_->execute(call); }
  std::uint64_t bulk_insert(const detail::BulkInsert& bulk, Where where) override;
  void run_transaction(const detail::TransactionBody& body, const TransactionOptions& options,
                       Where where) override;

  Lease lease_;
};

}  // namespace zin::runtime
