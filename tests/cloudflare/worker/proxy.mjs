// The signed proxy: what a Worker with this protocol answers before a D1 database and a KV namespace.
// SPDX-License-Identifier: MIT
import { SignatureError, check_signature } from "./signature.mjs";

const MOST_BODY_BYTES = 128 * 1024;
const MOST_SQL_BYTES = 32 * 1024;
const MOST_PARAMS = 256;
const MOST_KEYS = 100;

// What tests may set, by the number of the proxy: an allow-list of statements, another clock, another window.
const states = new Map();

export function proxy_state(index) {
  if (!states.has(index)) states.set(index, { statements: null, skew_ms: 0, window_ms: 60000 });
  return states.get(index);
}

class Refused extends Error {
  constructor(status, code, message) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/// `path` without the prefix /proxy/N: what the client signed.
export async function answer_proxy(request, env, index, path, settings) {
  try {
    if (request.method !== "POST") throw new Refused(405, "METHOD_NOT_ALLOWED", "Method not allowed");
    const answer = ROUTES[path];
    if (answer === undefined) throw new Refused(404, "NOT_FOUND", "Not found");
    const bytes = await request.arrayBuffer();
    if (bytes.byteLength > MOST_BODY_BYTES) throw new Refused(413, "PAYLOAD_TOO_LARGE", "Body too large");
    const state = proxy_state(index);
    const key = { key_id: settings.proxy_key_id, secret: settings.proxy_secret };
    await check_signature(request, path, new URL(request.url).search, bytes, { ...key, ...state });
    const body = parsed(new TextDecoder().decode(bytes));
    return Response.json(await answer(body, { database: env[`DB${index}`], namespace: env[`KV${index}`], state }));
  } catch (failure) {
    if (failure instanceof Refused || failure instanceof SignatureError) {
      return Response.json({ code: failure.code, message: failure.message }, { status: failure.status });
    }
    if (path.startsWith("/zin/d1/")) {
      return Response.json({ code: "D1_ERROR", message: String(failure?.message ?? failure) }, { status: 500 });
    }
    // The KV routes catch nothing: the platform answers for them, not in JSON.
    return new Response(`error code: 1101\n${failure?.message ?? failure}`, { status: 500 });
  }
}

function parsed(text) {
  try {
    const body = JSON.parse(text);
    if (typeof body === "object" && body !== null) return body;
  } catch {
    throw new Refused(400, "INVALID_JSON", "Invalid JSON body");
  }
  throw new Refused(400, "VALIDATION_ERROR", "Invalid body");
}

const ROUTES = {
  "/zin/d1/query": async ({ sql, params }, { database }) => rows_of(await prepared(database, sql, params).all()),
  "/zin/d1/queryOne": async ({ sql, params }, { database }) => ({ row: await prepared(database, sql, params).first() }),
  "/zin/d1/exec": async ({ sql, params }, { database }) => effect_of(await prepared(database, sql, params).run()),
  "/zin/d1/statement": run_listed,
  "/zin/kv/get": get,
  "/zin/kv/put": put,
  "/zin/kv/delete": forget,
  "/zin/kv/list": list,
};

function prepared(database, sql, params = []) {
  if (typeof sql !== "string") throw new Refused(400, "VALIDATION_ERROR", "sql must be a string");
  if (new TextEncoder().encode(sql).byteLength > MOST_SQL_BYTES) {
    throw new Refused(413, "PAYLOAD_TOO_LARGE", "SQL too large");
  }
  if (params.length > MOST_PARAMS) throw new Refused(400, "VALIDATION_ERROR", "Too many params");
  return database.prepare(sql).bind(...params);
}

function rows_of({ results }) {
  return { rows: results, rowCount: results.length };
}

function effect_of({ meta }) {
  return { ok: true, meta };
}

async function run_listed({ statementId, params }, { database, state }) {
  if (state.statements === null) {
    throw new Refused(400, "CONFIG_ERROR", "Missing or invalid ZT_D1_STATEMENTS_JSON");
  }
  if (typeof statementId !== "string") throw new Refused(400, "VALIDATION_ERROR", "statementId must be a string");
  const sql = state.statements[statementId];
  if (sql === undefined) throw new Refused(404, "NOT_FOUND", "Unknown statementId");
  const writes = /^\s*(insert|update|delete|create|drop|alter|replace)/i.test(sql);
  const statement = prepared(database, sql, params);
  return writes ? effect_of(await statement.run()) : rows_of(await statement.all());
}

function storage_key({ namespace, key }) {
  if (typeof key !== "string" || key.trim() === "") throw new Refused(400, "VALIDATION_ERROR", "key is required");
  return prefix_of(namespace) + key;
}

function prefix_of(namespace) {
  const name = typeof namespace === "string" ? namespace.trim() : "";
  return name === "" ? "" : `${name}:`;
}

async function get(body, { namespace }) {
  const type = ["json", "arrayBuffer"].includes(body.type) ? body.type : "text";
  // An ArrayBuffer becomes {} in JSON: that is how the protocol is.
  return { value: (await namespace.get(storage_key(body), type)) ?? null };
}

async function put(body, { namespace }) {
  const options = body.ttlSeconds > 0 ? { expirationTtl: Math.floor(body.ttlSeconds) } : {};
  await namespace.put(storage_key(body), JSON.stringify(body.value), options);
  return { ok: true };
}

async function forget(body, { namespace }) {
  await namespace.delete(storage_key(body));
  return { ok: true };
}

async function list(body, { namespace }) {
  const limit = Math.max(1, Math.min(Math.floor(body.limit ?? MOST_KEYS), MOST_KEYS));
  const prefix = prefix_of(body.namespace) + (body.prefix ?? "");
  const page = await namespace.list({ prefix, limit, cursor: body.cursor });
  return { keys: page.keys.map(({ name }) => name), cursor: page.cursor, listComplete: page.list_complete };
}
