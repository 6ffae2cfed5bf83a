import { ApiError, urlOf } from '../api/client.js';

/** Where a session is offered as an HTTP Archive, to be downloaded. */
export function harUrl(sessionId: string): string {
  return urlOf('/api/v1/sessions/{id}/har', { id: sessionId }, {});
}

/** A session as Mermaid text, as the DM Server writes it. */
export function mermaidOf(sessionId: string): Promise<string> {
  return textAt(urlOf('/api/v1/sessions/{id}/mermaid', { id: sessionId }, {}));
}

/** A package of the device as a curl command; of one that was refused, the id of the event. */
export function curlOf(sessionId: string, packageId: string): Promise<string> {
  return textAt(urlOf('/api/v1/sessions/{id}/packages/{packageId}/curl', { id: sessionId, packageId }, {}));
}

async function textAt(url: string): Promise<string> {
  const response = await fetch(url, { credentials: 'same-origin' });
  const text = await response.text();
  if (response.ok) return text;
  throw new ApiError(response.status, detailIn(text) ?? `The request failed with ${response.status}.`);
}

function detailIn(text: string): string | undefined {
  try {
    const { detail } = JSON.parse(text) as { detail?: unknown };
    return typeof detail === 'string' ? detail : undefined;
  } catch {
    return undefined;
  }
}
