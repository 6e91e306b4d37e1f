// One POST to `/raw` for each call: a statement, or a batch that is one transaction.
// SPDX-License-Identifier: MIT
#include "service.hpp"
#include "zin/plugin/failure.hpp"

namespace zin::d1 {
namespace {

class ApiService final : public Service {
 public:
  explicit ApiService(const plugin::Options& given)
      : Service(cloudflare::read_endpoint(given, cloudflare::api_variables)),
        account_(cloudflare::required_setting(
            given, "account_id", "CLOUDFLARE_ACCOUNT_ID",
            "set it to the account that the database belongs to (dashboard, or account_id in the "
            "wrangler config)")),
        database_(cloudflare::required_setting(
            given, "database", "D1_DATABASE_ID",
            "set it to the id that `wrangler d1 list` shows, or name the database in a wrangler "
            "config")),
        token_(cloudflare::required_setting(
            given, "api_token", "CLOUDFLARE_API_TOKEN",
            "make a token with the permission D1 Write and set it, or CLOUDFLARE_API_TOKEN_FILE")) {
    cloudflare::check_id(account_, "CLOUDFLARE_ACCOUNT_ID");
    cloudflare::check_id(database_, "D1_DATABASE_ID");
    cloudflare::check_secret(token_, "CLOUDFLARE_API_TOKEN");
  }

  std::shared_ptr<Answer> run(std::span<const Item> items, bool safe,
                              const plugin::Operation& op) override {
    std::string body;
    Offsets offsets;
    render_all(items, body, offsets);
    cloudflare::Request request{
        .method = "POST",
        .path = "/accounts/" + account_ + "/d1/database/" + database_ + "/raw",
        .headers = {{"Authorization", "Bearer " + token_}},
        .body = body,
        .content_type = "application/json"};
    cloudflare::Response response = client_.call(request, safe, op, judge);
    const bool fine = response.status == 200;
    auto answer = std::make_shared<Answer>();
    if (fine && answer->read_raw(std::move(response.body)) && answer->sets.size() == items.size())
      return answer;
    if (fine) {
      response.body = answer->body();
      if (cloudflare::read_success(response.body).value_or(true)) misread(safe);
    }
    const Asked asked{.safe = safe, .has_params = bind_anything(items)};
    try {
      refuse(response, asked, {token_});
    } catch (Refused& refused) {
      plugin::Failure& failure = refused.told.failure;
      if (failure.position >= 0)
        failure.position = items.size() == 1 ? offsets.given(failure.position) : -1;
      throw;
    }
  }

 private:
  static void render_all(std::span<const Item> items, std::string& body, Offsets& offsets) {
    if (items.size() == 1) return render(items.front(), body, offsets);
    body = R"({"batch":[)";
    for (const Item& item : items) {
      if (&item != &items.front()) body += ',';
      render(item, body, offsets);
    }
    body += "]}";
  }

  static bool bind_anything(std::span<const Item> items) noexcept {
    for (const Item& item : items)
      if (item.sql->nparams != 0) return true;
    return false;
  }

  [[noreturn]] static void misread(bool safe) {
    plugin::Failure failure(ZIN_E_ERROR, ZIN_CAT_CONNECTION,
                            "HTTP 200 with a body that is no answer of D1: is "
                            "CLOUDFLARE_API_BASE_URL right, or does something stand between?");
    failure.sqlstate = "08P01";
    if (!safe) failure.flags = ZIN_ERRF_MAYBE_APPLIED;
    throw failure;
  }

  std::string account_, database_, token_;
};

}  // namespace

void Service::refuse(const cloudflare::Response& response, const Asked& asked,
                     std::initializer_list<std::string_view> secrets) {
  cloudflare::ApiError error = cloudflare::read_error(response.body);
  error.message = cloudflare::redacted(std::move(error.message), secrets);
  throw Refused(told_failure(response, error, asked));
}

std::unique_ptr<Service> api_service(const plugin::Options& given) {
  return std::make_unique<ApiService>(given);
}

}  // namespace zin::d1
