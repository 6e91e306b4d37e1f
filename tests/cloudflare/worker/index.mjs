// Speaks the REST paths of D1 and KV, and the signed proxy's, before the real engine of both.
// SPDX-License-Identifier: MIT
import { answer_d1 } from "./d1.mjs";
import { Refusal, failed } from "./envelope.mjs";
import { answer_kv } from "./kv.mjs";
import { answer_proxy, proxy_state } from "./proxy.mjs";

const API = "/client/v4/accounts/";

export default {
  async fetch(request, env) {
    const settings = env.SETTINGS;
    const { pathname } = new URL(request.url);
    const proxied = /^\/proxy\/(\d+)(\/.*)$/.exec(pathname);
    if (proxied !== null) return answer_proxy(request, env, Number(proxied[1]), proxied[2], settings);
    const set = /^\/__proxy\/(\d+)$/.exec(pathname);
    if (set !== null) {
      Object.assign(proxy_state(Number(set[1])), await request.json());
      return new Response("ok");
    }
    try {
      return await answer_api(request, env, pathname, settings);
    } catch (failure) {
      if (failure instanceof Refusal) return failed(failure.status, failure.code, failure.message);
      return failed(500, 7500, `internal error; reference = test: ${failure?.stack ?? failure}`);
    }
  },
};

function answer_api(request, env, pathname, settings) {
  if (!pathname.startsWith(API)) throw new Refusal(404, 7000, "No route for that URI");
  check_token(request, settings);
  const [account, ...path] = pathname.slice(API.length).split("/");
  if (account !== settings.account) throw new Refusal(403, 10000, "Authentication error");
  if (path[0] === "d1" && path[1] === "database") return answer_d1(request, env, path.slice(2), settings);
  if (path[0] === "storage" && path[1] === "kv" && path[2] === "namespaces") {
    return answer_kv(request, env, path.slice(3), settings);
  }
  throw new Refusal(404, 7003, `Could not route to ${pathname}, perhaps your object identifier is invalid?`);
}

function check_token(request, settings) {
  const given = request.headers.get("authorization");
  if (given === null) throw new Refusal(400, 9106, "Missing X-Auth-Key, X-Auth-Email or Authorization headers");
  if (!/^Bearer \S+$/.test(given)) throw new Refusal(400, 6111, "Invalid format for Authorization header");
  if (given !== `Bearer ${settings.token}`) throw new Refusal(403, 10000, "Authentication error");
}
