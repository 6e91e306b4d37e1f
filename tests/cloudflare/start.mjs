// Starts the engine with the Worker, and the gate before it; tells in a file where they are.
// SPDX-License-Identifier: MIT
//
//   node start.mjs SETTINGS.json READY.json
//
// SETTINGS has state (a folder), port and control_port (of the gate), engine_port, token, account, databases and
// namespaces (lists of ids), proxy_key_id, proxy_secret, modules (the folder that has node_modules). SIGTERM ends
// everything.
import { createRequire } from "node:module";
import { readFileSync, readdirSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Gate } from "./gate.mjs";

const [settings_path, ready_path] = process.argv.slice(2);
const told = JSON.parse(readFileSync(settings_path, "utf8"));
const { state, port, control_port, engine_port, modules: installed, ...settings } = told;
const { Log, LogLevel, Miniflare } = createRequire(join(installed, "start.mjs"))("miniflare");
const worker = join(dirname(fileURLToPath(import.meta.url)), "worker");
const modules = readdirSync(worker).filter((name) => name.endsWith(".mjs"));
// The module that is named first is the one that answers.
modules.sort((a, b) => Number(b === "index.mjs") - Number(a === "index.mjs"));

const numbered = (name, ids) => Object.fromEntries(ids.map((id, index) => [`${name}${index}`, id]));

const engine = new Miniflare({
  host: "127.0.0.1",
  port: engine_port,
  cf: false,
  telemetry: { enabled: false },
  log: new Log(LogLevel.WARN),
  modulesRoot: worker,
  modules: modules.map((name) => ({ type: "ESModule", path: join(worker, name) })),
  compatibilityDate: "2026-04-01",
  bindings: { SETTINGS: settings },
  d1Databases: numbered("DB", settings.databases),
  kvNamespaces: numbered("KV", settings.namespaces),
  d1Persist: join(state, "d1"),
  kvPersist: join(state, "kv"),
});

async function end() {
  await engine.dispose();
  process.exit(0);
}
process.on("SIGTERM", end);
process.on("SIGINT", end);

const gate = new Gate(await engine.ready);
await gate.listen(port, control_port);
writeFileSync(`${ready_path}.new`, "{}");
renameSync(`${ready_path}.new`, ready_path);
