// The routes of KV on the real engine: values without an envelope, metadata, lists and bulk calls.
// SPDX-License-Identifier: MIT
import { Refusal, json_of, succeeded } from "./envelope.mjs";

const MOST_IN_BULK = 10000;
const MOST_IN_BULK_GET = 100;

export async function answer_kv(request, env, path, settings) {
  const [id, verb, ...rest] = path;
  if (id === undefined || id === "") return list_namespaces(request, settings);
  const index = settings.namespaces.indexOf(id);
  if (index < 0) throw new Refusal(404, 10013, "namespace not found");
  const namespace = env[`KV${index}`];
  const route = `${request.method} ${[verb, ...rest.slice(0, verb === "bulk" ? 1 : 0)].filter(Boolean).join("/")}`;
  if (verb === "values" || verb === "metadata") {
    if (rest.length !== 1) throw new Refusal(404, 7003, "Could not route to the request.");
    const answer = KEY_ROUTES[route];
    if (answer === undefined) throw new Refusal(405, 10405, "Method not allowed for this authentication scheme");
    return in_words_of_the_service(() => answer(namespace, decoded(rest[0]), request));
  }
  const answer = ROUTES[route];
  if (answer === undefined) throw new Refusal(404, 7003, "Could not route to the request.");
  return in_words_of_the_service(() => answer(namespace, request, { id, title: `kv${index}` }));
}

const KEY_ROUTES = { "GET values": value_of, "PUT values": put, "DELETE values": forget, "GET metadata": metadata_of };
const ROUTES = {
  "GET ": (_namespace, _request, about) => succeeded({ ...about, supports_url_encoding: true }),
  "GET keys": list,
  "PUT bulk": put_many,
  "POST bulk/delete": forget_many,
  "POST bulk/get": values_of,
};

function list_namespaces(request, settings) {
  if (request.method !== "GET") throw new Refusal(405, 10405, "Method not allowed for this authentication scheme");
  const all = settings.namespaces.map((id, index) => ({ id, title: `kv${index}`, supports_url_encoding: true }));
  return succeeded(all, { count: all.length, page: 1, per_page: 100, total_count: all.length });
}

function decoded(key) {
  try {
    return decodeURIComponent(key);
  } catch {
    throw new Refusal(400, 10006, "could not decode the key's name");
  }
}

/// The binding throws `KV PUT failed: 413 Value length of ...`: the status and the words become an answer.
async function in_words_of_the_service(act) {
  try {
    return await act();
  } catch (failure) {
    if (failure instanceof Refusal) throw failure;
    const text = String(failure?.message ?? failure);
    const told = /failed: (\d{3}) (.*)/s.exec(text);
    if (told !== null) throw new Refusal(Number(told[1]), code_of(Number(told[1])), told[2]);
    throw new Refusal(400, 10001, text);
  }
}

function code_of(status) {
  return { 404: 10009, 413: 10041, 414: 10030 }[status] ?? 10001;
}

async function value_of(namespace, key) {
  const value = await namespace.get(key, "arrayBuffer");
  if (value === null) throw new Refusal(404, 10009, "get: 'key not found'");
  const headers = { "content-type": "application/octet-stream" };
  // The binding's get tells no expiry; the shortest key with this prefix is the key itself.
  const found = (await namespace.list({ prefix: key, limit: 1 })).keys[0];
  if (found?.name === key && found.expiration !== undefined) headers.expiration = String(found.expiration);
  return new Response(value, { headers });
}

async function put(namespace, key, request) {
  const query = new URL(request.url).searchParams;
  const options = {};
  if (query.has("expiration_ttl")) options.expirationTtl = Number(query.get("expiration_ttl"));
  else if (query.has("expiration")) options.expiration = Number(query.get("expiration"));
  let value;
  if (request.headers.get("content-type")?.startsWith("multipart/form-data")) {
    const form = await request.formData();
    const part = form.get("value");
    if (part === null) throw new Refusal(400, 10033, "the form has no value");
    value = typeof part === "string" ? part : await part.arrayBuffer();
    const metadata = form.get("metadata");
    if (metadata !== null) options.metadata = parsed(typeof metadata === "string" ? metadata : await metadata.text());
  } else {
    value = await request.arrayBuffer();
  }
  await namespace.put(key, value, options);
  return succeeded(null);
}

function parsed(metadata) {
  try {
    return JSON.parse(metadata);
  } catch {
    throw new Refusal(400, 10034, "metadata must be valid JSON");
  }
}

async function forget(namespace, key) {
  await namespace.delete(key);
  return succeeded(null);
}

async function metadata_of(namespace, key) {
  const { value, metadata } = await namespace.getWithMetadata(key, "stream");
  if (value === null) throw new Refusal(404, 10009, "get: 'key not found'");
  await value.cancel();
  return succeeded(metadata);
}

async function list(namespace, request) {
  const query = new URL(request.url).searchParams;
  const limit = Number(query.get("limit") ?? 1000);
  if (!(limit >= 10 && limit <= 1000)) throw new Refusal(400, 10008, "limit must be between 10 and 1000");
  const page = await namespace.list({
    prefix: query.get("prefix") ?? undefined,
    cursor: query.get("cursor") || undefined,
    limit,
  });
  return succeeded(page.keys, { count: page.keys.length, cursor: page.list_complete ? "" : page.cursor });
}

function bytes_of(text) {
  const binary = atob(text);
  return Uint8Array.from(binary, (each) => each.charCodeAt(0));
}

async function put_many(namespace, request) {
  const pairs = await list_in(request, MOST_IN_BULK);
  const refused = pairs.find(({ key, value }) => typeof key !== "string" || typeof value !== "string");
  if (refused !== undefined) throw new Refusal(400, 10026, "each pair needs a key and a value, both strings");
  const unsuccessful = [];
  for (const { key, value, base64, expiration, expiration_ttl, metadata } of pairs) {
    const options = {};
    if (expiration_ttl !== undefined) options.expirationTtl = expiration_ttl;
    else if (expiration !== undefined) options.expiration = expiration;
    if (metadata !== undefined) options.metadata = metadata;
    await namespace.put(key, base64 ? bytes_of(value) : value, options);
  }
  return succeeded({ successful_key_count: pairs.length - unsuccessful.length, unsuccessful_keys: unsuccessful });
}

async function forget_many(namespace, request) {
  const keys = await list_in(request, MOST_IN_BULK);
  for (const key of keys) await namespace.delete(key);
  return succeeded({ successful_key_count: keys.length, unsuccessful_keys: [] });
}

async function list_in(request, most) {
  const list = await json_of(request);
  if (!Array.isArray(list)) throw new Refusal(400, 10012, "the body must be an array");
  if (list.length > most) throw new Refusal(400, 10025, `at most ${most} keys at once`);
  return list;
}

async function values_of(namespace, request) {
  const { keys, type = "text", withMetadata = false } = await json_of(request);
  if (!Array.isArray(keys) || keys.length < 1 || keys.length > MOST_IN_BULK_GET) {
    throw new Refusal(400, 10025, `keys must be a list of 1 to ${MOST_IN_BULK_GET}`);
  }
  const values = {};
  for (const key of keys) {
    const { value, metadata } = await namespace.getWithMetadata(key, type);
    values[key] = value === null || !withMetadata ? value : { value, metadata };
  }
  return succeeded({ values });
}
