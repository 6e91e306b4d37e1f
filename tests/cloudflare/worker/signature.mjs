// Checks the signature of a request to the signed proxy.
// SPDX-License-Identifier: MIT

const NAMES = ["x-zt-key-id", "x-zt-timestamp", "x-zt-nonce", "x-zt-body-sha256", "x-zt-signature"];

export class SignatureError extends Error {
  constructor(status, code, message) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

// The nonces that were seen, by key; each lives as long as the window.
const nonces = new Map();

/// Throws SignatureError. `path` is what was signed: the request's path without the proxy's own prefix.
export async function check_signature(request, path, search, body, { key_id, secret, window_ms, skew_ms }) {
  const given = Object.fromEntries(NAMES.map((name) => [name, request.headers.get(name) ?? ""]));
  for (const name of NAMES) {
    if (given[name] === "") throw new SignatureError(401, "MISSING_HEADER", `Missing header: ${name}`);
  }
  const now = Date.now() + skew_ms;
  const timestamp = Number(given["x-zt-timestamp"]);
  if (!Number.isInteger(timestamp)) throw new SignatureError(401, "INVALID_TIMESTAMP", "Invalid x-zt-timestamp");
  if (Math.abs(now - timestamp) > window_ms) throw new SignatureError(401, "EXPIRED", "Request expired");
  if (given["x-zt-key-id"] !== key_id) throw new SignatureError(403, "UNKNOWN_KEY", "Unknown key id");
  const digest = hex(await crypto.subtle.digest("SHA-256", body));
  if (digest !== given["x-zt-body-sha256"]) throw new SignatureError(403, "INVALID_BODY_SHA", "Body hash mismatch");
  const canonical = [request.method, path, search, given["x-zt-timestamp"], given["x-zt-nonce"], digest].join("\n");
  if ((await hmac(secret, canonical)) !== given["x-zt-signature"]) {
    throw new SignatureError(403, "INVALID_SIGNATURE", "Invalid signature");
  }
  remember(`${key_id}:${given["x-zt-nonce"]}`, now, window_ms);
}

function remember(nonce, now, window_ms) {
  for (const [each, ends] of nonces) if (ends <= now) nonces.delete(each);
  if (nonces.has(nonce)) throw new SignatureError(409, "REPLAYED", "Nonce replayed");
  nonces.set(nonce, now + window_ms);
}

async function hmac(secret, text) {
  const bytes = new TextEncoder();
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", bytes.encode(secret), algorithm, false, ["sign"]);
  return hex(await crypto.subtle.sign("HMAC", key, bytes.encode(text)));
}

function hex(buffer) {
  return Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
