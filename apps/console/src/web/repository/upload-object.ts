import { ApiError, problemOf, urlOf } from '../api/client.js';
import type { StoredObject } from '../api/services.js';

export interface Upload {
  readonly name: string;
  readonly file: File;
  readonly signal: AbortSignal;
  readonly onProgress: (sent: number) => void;
}

/** Sends a file as an object. Of what browsers have, only XMLHttpRequest tells how far it is. @throws ApiError */
export function uploadObject({ name, file, signal, onProgress }: Upload): Promise<StoredObject> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('PUT', urlOf('/repository-api/objects/{name}', { name }, {}));
    request.setRequestHeader('content-type', file.type || 'application/octet-stream');
    request.upload.addEventListener('progress', ({ loaded }) => onProgress(loaded));
    request.addEventListener('load', () => {
      const json = parse(request.responseText);
      if (request.status >= 200 && request.status < 300) resolve(json as StoredObject);
      else reject(problemOf(request.status, json));
    });
    request.addEventListener('error', () => reject(new ApiError(0, 'The upload broke off.')));
    request.addEventListener('abort', () =>
      reject(new ApiError(0, 'The upload was given up; nothing was stored.')),
    );
    signal.addEventListener('abort', () => request.abort());
    request.send(file);
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
