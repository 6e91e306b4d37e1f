// The JSON envelope that the REST API puts around every answer but the values of KV.
// SPDX-License-Identifier: MIT

export function succeeded(result, info, headers = {}) {
  const envelope = { result, success: true, errors: [], messages: [] };
  if (info !== undefined) envelope.result_info = info;
  return Response.json(envelope, { headers });
}

export function failed(status, code, message) {
  return Response.json({ result: null, success: false, errors: [{ code, message }], messages: [] }, { status });
}

/// What a route throws when its answer is an error.
export class Refusal extends Error {
  constructor(status, code, message) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/// The JSON of a request's body; Refusal when it is none.
export async function json_of(request) {
  try {
    return await request.json();
  } catch {
    throw new Refusal(400, 7400, "The request body is not valid JSON.");
  }
}
