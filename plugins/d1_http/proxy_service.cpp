// The signed proxy: one statement a request, as SQL or by its id in the proxy's registry.
// SPDX-License-Identifier: MIT
#include <chrono>

#include "cloudflare/signing.hpp"
#include "service.hpp"
#include "zin/plugin/failure.hpp"

namespace zin::d1 {
namespace {

constexpr cloudflare::EndpointVariables variables{
    .url = "D1_REMOTE_URL", .default_url = "", .timeout = "ZT_PROXY_TIMEOUT_MS"};
// What the proxy takes at most.
constexpr std::size_t most_body_bytes = 128 * 1024;
constexpr std::size_t most_proxied_sql_bytes = 32 * 1024;

std::int64_t wall_ms() noexcept {
  return std::chrono::duration_cast<std::chrono::milliseconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

class ProxyService final : public Service {
 public:
  explicit ProxyService(const plugin::Options& given)
      : Service(cloudflare::read_endpoint(given, variables)),
        key_{cloudflare::required_setting(given, "key_id", "D1_REMOTE_KEY_ID",
                                          "set it, or APP_NAME, to the name of the key that the "
                                          "proxy knows"),
             cloudflare::required_setting(given, "secret", "D1_REMOTE_SECRET",
                                          "set it, or APP_KEY, to the secret of that key")} {
    cloudflare::check_secret(key_.id, "D1_REMOTE_KEY_ID");
    const std::string mode = cloudflare::setting(given, "mode", "D1_REMOTE_MODE");
    if (mode != "" && mode != "registry" && mode != "sql")
      throw plugin::misuse("D1_REMOTE_MODE takes registry or sql");
    by_id_ = mode != "sql";
  }

  std::shared_ptr<Answer> run(std::span<const Item> items, bool safe,
                              const plugin::Operation& op) override {
    const Item& item = items.front();
    std::string body, path;
    Offsets offsets;
    if (by_id_) {
      path = "/zin/d1/statement";
      body = R"({"statementId":")" + cloudflare::sha256_hex(item.sql->text) + R"(","params":)";
      render_values(item, body);
      body += '}';
    } else {
      // Only a query gives rows back, and only exec tells of changes.
      path = item.sql->changes_rows || !gives_rows(*item.sql) ? "/zin/d1/exec" : "/zin/d1/query";
      if (returns(*item.sql)) path = "/zin/d1/query";
      render(item, body, offsets);
    }
    check_size(item, body);
    cloudflare::Request request{
        .method = "POST", .path = path, .body = body, .content_type = "application/json"};
    cloudflare::Response response =
        client_.call(request, safe, op, judge, [this, &body, &path](cloudflare::Request& next) {
          // The proxy sees the path without the prefix that the base address has.
          next.headers = cloudflare::sign(key_, {.path = path,
                                                 .search = "",
                                                 .body = body,
                                                 .timestamp_ms = wall_ms(),
                                                 .nonce = cloudflare::new_nonce()});
        });
    auto answer = std::make_shared<Answer>();
    if (response.status == 200) {
      if (answer->read_proxied(std::move(response.body))) return answer;
      throw misread(safe);
    }
    refuse_proxied(response, item, safe);
  }

 private:
  static bool gives_rows(const ScannedSql& sql) noexcept {
    // A pragma that writes may have something to say as well.
    return sql.read_only || sql.text.starts_with("PRAGMA") || sql.text.starts_with("pragma");
  }

  static bool returns(const ScannedSql& sql) {
    std::string text = sql.text;
    for (char& c : text)
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return sql.changes_rows && text.find("returning") != std::string::npos;
  }

  void check_size(const Item& item, const std::string& body) const {
    const bool long_sql = !by_id_ && item.sql->text.size() > most_proxied_sql_bytes;
    if (!long_sql && body.size() <= most_body_bytes) return;
    plugin::Failure failure(
        ZIN_E_ERROR, ZIN_CAT_RESOURCE,
        long_sql ? "the statement has more than 32 KiB, which is what the proxy takes"
                 : "the statement and its values have more than 128 KiB, which is what the proxy "
                   "takes: send less at a time");
    failure.sqlstate = "54000";
    failure.row_index = item.row;
    throw failure;
  }

  static plugin::Failure misread(bool safe) {
    plugin::Failure failure(
        ZIN_E_ERROR, ZIN_CAT_CONNECTION,
        "HTTP 200 with a body that is no answer of the proxy: is D1_REMOTE_URL right?");
    failure.sqlstate = "08P01";
    if (!safe) failure.flags = ZIN_ERRF_MAYBE_APPLIED;
    return failure;
  }

  [[noreturn]] void refuse_proxied(const cloudflare::Response& response, const Item& item,
                                   bool safe) const {
    const cloudflare::ApiError error = cloudflare::read_error(response.body);
    const Asked asked{.safe = safe, .has_params = item.sql->nparams != 0};
    const bool has_no_list = by_id_ && error.word == "CONFIG_ERROR";
    if (has_no_list || (by_id_ && response.status == 404 && error.word == "NOT_FOUND")) {
      plugin::Failure failure(
          ZIN_E_ERROR, ZIN_CAT_PERMISSION,
          std::string(has_no_list ? "the proxy has no registry of statements"
                                  : "the statement is not in the proxy's registry") +
              ": `zin d1:learn` writes the list for ZT_D1_STATEMENTS_JSON, or use "
              "D1_REMOTE_MODE=sql");
      failure.sqlstate = "42501";
      throw failure;
    }
    // How the proxy refuses a signature: 401 and 403 with its own words, 409 for a nonce again.
    if (response.status == 401 || response.status == 403 || response.status == 409) {
      plugin::Failure failure(
          ZIN_E_ERROR, ZIN_CAT_AUTH,
          "the proxy refuses the signature: " + error.word + "; " +
              (error.word == "EXPIRED" ? "set this machine's clock, it is off by more than a minute"
                                       : "check D1_REMOTE_KEY_ID and D1_REMOTE_SECRET"));
      failure.sqlstate = "28000";
      failure.native_code = response.status;
      throw failure;
    }
    refuse(response, asked, {key_.secret});
  }

  cloudflare::SigningKey key_;
  bool by_id_ = true;
};

}  // namespace

std::unique_ptr<Service> proxy_service(const plugin::Options& given) {
  return std::make_unique<ProxyService>(given);
}

}  // namespace zin::d1
