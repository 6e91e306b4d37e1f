// The routes of D1: /query and /raw on the real engine, each call being one transaction.
// SPDX-License-Identifier: MIT
import { Refusal, json_of, succeeded } from "./envelope.mjs";
import { split_statements } from "./statements.mjs";

const FORMATS = { query: "ARRAY_OF_OBJECTS", raw: "ROWS_AND_COLUMNS" };

export async function answer_d1(request, env, path, settings) {
  const [id, verb, ...more] = path;
  if (more.length > 0) throw new Refusal(404, 7003, "Could not route to the request.");
  if (id === undefined || id === "") return list(request, settings);
  const index = settings.databases.indexOf(id);
  if (index < 0) throw new Refusal(404, 7404, `The database ${id} could not be found`);
  const database = env[`DB${index}`];
  if (verb === undefined && request.method === "GET") return succeeded(described(id, index));
  if (FORMATS[verb] === undefined || request.method !== "POST") {
    throw new Refusal(405, 10405, "Method not allowed for this authentication scheme");
  }
  return run(database, wanted_statements(await json_of(request)), FORMATS[verb]);
}

function described(id, index) {
  return { uuid: id, name: `db${index}`, version: "production", created_at: "2026-01-01T00:00:00.000Z" };
}

function list(request, settings) {
  if (request.method !== "GET") throw new Refusal(405, 10405, "Method not allowed for this authentication scheme");
  const name = new URL(request.url).searchParams.get("name");
  const all = settings.databases.map(described).filter((each) => name === null || each.name === name);
  return succeeded(all, { count: all.length, page: 1, per_page: 100, total_count: all.length });
}

/// One list of statements from the three forms of a body: a statement, several in one text, a batch.
export function wanted_statements(body) {
  const batch = body?.batch ?? [body];
  if (!Array.isArray(batch) || batch.some((each) => typeof each?.sql !== "string")) {
    throw new Refusal(400, 7400, "Invalid property: sql => Required");
  }
  const statements = batch.flatMap(({ sql, params }) => {
    const parts = split_statements(sql);
    if (parts.length > 1 && params?.length > 0) {
      throw new Refusal(400, 7400, "params cannot be used with several statements");
    }
    // A single statement goes on as it came, so that offsets in messages are those of the sender's text.
    return parts.length > 1 ? parts.map((part) => ({ sql: part })) : [{ sql, params: params?.map(bindable) }];
  });
  if (statements.every(({ sql }) => split_statements(sql).length === 0)) {
    throw new Refusal(400, 7500, "No SQL statements detected.");
  }
  return statements;
}

function bindable(value) {
  return typeof value === "boolean" ? Number(value) : value;
}

async function run(database, statements, format) {
  const answer = await execute(database, statements, format);
  if (answer.failure !== undefined) throw new Refusal(400, 7500, answer.failure);
  if (answer.text !== undefined) return new Response(answer.text, { status: 500 });
  return succeeded(answer.results);
}

/// `results`, or the `failure` that the engine tells, or the `text` of an answer that is no JSON (it was reset).
export async function execute(database, statements, format) {
  let text;
  try {
    const answer = await database.fetcher.fetch(`http://d1/query?resultsFormat=${format}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(statements),
    });
    text = await answer.text();
  } catch (failure) {
    return { text: String(failure?.message ?? failure) };
  }
  try {
    const answer = JSON.parse(text);
    return Array.isArray(answer) ? { results: answer } : { failure: answer.error ?? text };
  } catch {
    return { text };
  }
}
