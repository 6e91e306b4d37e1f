// Stands before the Worker, logs what it is sent, and answers badly when a test told it to.
// SPDX-License-Identifier: MIT
//
// Its control port, all in JSON:
//
//   POST /faults      one rule or a list: each is used up by the first requests that match (see below)
//   DELETE /faults    forgets the rules; GET lists what is left of them
//   GET /requests     what was sent since the last DELETE /requests, oldest first: {number, connection, method,
//                     path (with its query), headers (without Authorization's value), body (its text, at most
//                     64 KiB), body_bytes, forwarded, fault (a rule applied), status (null: no answer)}
//   GET /counts       {requests, forwarded, connections} of the same; `?method=PUT&path=TEXT&contains=TEXT` selects
//   DELETE /requests
//   POST /settings    {"idle_ms": N}: closes connections that idle longer (at first 5000)
//   POST /proxy/N     {"statements": {id: sql} or null, "skew_ms": 0, "window_ms": 60000}: of the signed proxy N
//
// A rule: which requests, what becomes of them, and how the answer goes out. All members may be left out.
//
//   method, path, contains   the method; a text within the path with its query; a text within the body
//   skip, times              lets so many matching requests pass first (0); applies to so many (1)
//   forward                  the engine carries it out (true, unless the rule has an answer of its own or none)
//   status, headers, body    instead of the engine's answer (200, none, ""); body_base64 for bytes
//   unsuccessful             a bulk write carries out all but its first N keys, and answers with these
//   empty_page               a list answers first with an empty page that is not the last
//   delay_ms                 waits so long before anything else; delay_answer_ms: after the engine's answer
//   answer                   false: nothing is answered
//   cut                      only so many bytes of the body go out, though Content-Length says more
//   dribble_ms, dribble_bytes  the answer, head and all, goes out in pieces of so many bytes (1) with pauses
//   end                      then: keep (the default), close, reset or hang the connection
import http from "node:http";
import { setTimeout as pause } from "node:timers/promises";

const MOST_LOGGED_BYTES = 64 * 1024;
const PAGE_MARK = "after-an-empty-page:";

export class Gate {
  constructor(engine) {
    this.engine = new URL(engine);
    this.agent = new http.Agent({ keepAlive: true, timeout: 2000 });
    this.rules = [];
    this.log = [];
    this.connections = 0;
    this.server = http.createServer({ requestTimeout: 0 }, (request, response) => this.#answer(request, response));
    this.server.keepAliveTimeout = 5000;
    this.server.on("connection", (socket) => {
      socket.number = ++this.connections;
      socket.on("error", () => {});
    });
    this.control = http.createServer((request, response) => this.#obey(request, response));
  }

  async listen(port, control_port) {
    const open = (server, at) => new Promise((done) => server.listen(at, "127.0.0.1", done));
    await open(this.server, port);
    await open(this.control, control_port);
  }

  async #answer(request, response) {
    const entry = {
      number: this.log.length + 1,
      connection: request.socket.number,
      method: request.method,
      path: request.url,
      headers: { ...request.headers },
      forwarded: false,
      fault: false,
      status: null,
    };
    if (entry.headers.authorization !== undefined) entry.headers.authorization = "(hidden)";
    this.log.push(entry);
    try {
      let body = await all_of(request);
      entry.body_bytes = body.length;
      entry.body = body.subarray(0, MOST_LOGGED_BYTES).toString();
      const rule = this.#rule_for(entry);
      entry.fault = rule !== null;
      await this.#play(rule ?? {}, entry, request, body, response);
    } catch (failure) {
      // The client went away, or the engine is gone: neither is to end this process.
      if (!response.headersSent) response.destroy(failure);
    }
  }

  #rule_for(entry) {
    const matches = (rule) =>
      (rule.method ?? entry.method) === entry.method &&
      entry.path.includes(rule.path ?? "") &&
      entry.body.includes(rule.contains ?? "");
    for (const rule of this.rules) {
      if (!matches(rule)) continue;
      if (rule.skip > 0) {
        rule.skip -= 1;
        continue;
      }
      rule.times = (rule.times ?? 1) - 1;
      if (rule.times <= 0) this.rules.splice(this.rules.indexOf(rule), 1);
      return rule;
    }
    return null;
  }

  async #play(rule, entry, request, body, response) {
    if (rule.delay_ms > 0) await pause(rule.delay_ms);
    const own = ["status", "body", "body_base64"].some((name) => rule[name] !== undefined);
    let answer = null;
    if (rule.empty_page) {
      answer = empty_page(request.url);
    } else if (rule.forward ?? (!own && rule.answer !== false)) {
      entry.forwarded = true;
      answer = await this.#forward(request, body, rule.unsuccessful ?? 0);
    }
    if (rule.delay_answer_ms > 0) await pause(rule.delay_answer_ms);
    if (own) answer = own_answer(rule);
    if (rule.answer === false) return end_connection(request.socket, rule.end ?? "close");
    entry.status = answer.status;
    await send(answer, rule, request, response);
  }

  async #forward(request, body, unsuccessful) {
    const held_back = unsuccessful > 0 ? JSON.parse(body).slice(0, unsuccessful) : [];
    const sent = unsuccessful > 0 ? Buffer.from(JSON.stringify(JSON.parse(body).slice(unsuccessful))) : body;
    const headers = { ...request.headers, host: this.engine.host, "content-length": sent.length };
    delete headers["transfer-encoding"];
    delete headers.connection;
    delete headers.expect;
    const path = request.url.replace(encodeURIComponent(PAGE_MARK), "").replace(PAGE_MARK, "");
    const answer = await this.#ask_engine(request.method, path, headers, sent);
    if (held_back.length > 0) {
      const told = JSON.parse(answer.body);
      told.result.unsuccessful_keys = held_back.map((each) => each.key ?? each);
      answer.body = Buffer.from(JSON.stringify(told));
    }
    return answer;
  }

  #ask_engine(method, path, headers, body) {
    return new Promise((done, fail) => {
      const { hostname, port } = this.engine;
      const asked = http.request({ hostname, port, method, path, headers, agent: this.agent }, async (answer) => {
        try {
          done({ status: answer.statusCode, headers: kept(answer.headers), body: await all_of(answer) });
        } catch (failure) {
          fail(failure);
        }
      });
      asked.on("error", fail);
      asked.end(body);
    });
  }

  async #obey(request, response) {
    const { pathname, searchParams } = new URL(request.url, "http://control");
    const route = `${request.method} ${pathname.replace(/\d+$/, "N")}`;
    const body = (await all_of(request)).toString();
    const tell = (value, status = 200) => {
      response.writeHead(status, { "content-type": "application/json" });
      response.end(JSON.stringify(value));
    };
    try {
      const acts = {
        "POST /faults": () => void this.rules.push(...[JSON.parse(body)].flat()),
        "DELETE /faults": () => void (this.rules.length = 0),
        "GET /faults": () => this.rules,
        "GET /requests": () => this.log,
        "DELETE /requests": () => void (this.log.length = 0),
        "GET /counts": () => counts(this.log, searchParams),
        "POST /settings": () => void (this.server.keepAliveTimeout = JSON.parse(body).idle_ms),
        "POST /proxy/N": async () => {
          const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(body) };
          await this.#ask_engine("PUT", `/__proxy${pathname.slice("/proxy".length)}`, headers, body);
        },
      };
      if (acts[route] === undefined) return tell({ error: `no such order: ${route}` }, 404);
      tell((await acts[route]()) ?? { ok: true });
    } catch (failure) {
      tell({ error: String(failure) }, 400);
    }
  }
}

async function all_of(stream) {
  const parts = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts);
}

// Headers that speak of one connection are not passed on.
function kept(headers) {
  const { connection, "transfer-encoding": _, "content-length": __, "keep-alive": ___, ...others } = headers;
  return others;
}

function own_answer(rule) {
  const body = rule.body_base64 !== undefined ? Buffer.from(rule.body_base64, "base64") : Buffer.from(rule.body ?? "");
  return { status: rule.status ?? 200, headers: rule.headers ?? {}, body };
}

function empty_page(url) {
  const cursor = PAGE_MARK + (new URL(url, "http://gate").searchParams.get("cursor") ?? "");
  const told = { result: [], success: true, errors: [], messages: [], result_info: { count: 0, cursor } };
  return { status: 200, headers: { "content-type": "application/json" }, body: Buffer.from(JSON.stringify(told)) };
}

function counts(log, query) {
  const chosen = log.filter(
    (entry) =>
      (query.get("method") ?? entry.method) === entry.method &&
      entry.path.includes(query.get("path") ?? "") &&
      (entry.body ?? "").includes(query.get("contains") ?? ""),
  );
  return {
    requests: chosen.length,
    forwarded: chosen.filter((entry) => entry.forwarded).length,
    connections: new Set(chosen.map((entry) => entry.connection)).size,
  };
}

async function send(answer, rule, request, response) {
  const { status, headers, body } = answer;
  const length = request.method === "HEAD" || status === 204 || status === 304 ? {} : { "content-length": body.length };
  if (rule.cut === undefined && rule.dribble_ms === undefined) {
    response.writeHead(status, { ...length, ...headers });
    await new Promise((done) => response.end(body, done));
    return end_connection(request.socket, rule.end ?? "keep");
  }
  const head = [`HTTP/1.1 ${status} ${http.STATUS_CODES[status] ?? "Unknown"}`];
  for (const [name, value] of Object.entries({ ...length, ...headers })) head.push(`${name}: ${value}`);
  const bytes = Buffer.concat([Buffer.from(head.join("\r\n") + "\r\n\r\n"), body.subarray(0, rule.cut ?? body.length)]);
  const step = rule.dribble_ms === undefined ? bytes.length : (rule.dribble_bytes ?? 1);
  for (let at = 0; at < bytes.length && !request.socket.destroyed; at += step) {
    request.socket.write(bytes.subarray(at, at + step));
    if (rule.dribble_ms !== undefined) await pause(rule.dribble_ms);
  }
  end_connection(request.socket, rule.end ?? "close");
}

function end_connection(socket, how) {
  if (how === "close") socket.end();
  if (how === "reset") socket.resetAndDestroy();
}
