import { DeviceFullError, type RepositoryResponse, type RepositoryTransport } from '@dm2/client-engine';

/**
 * A repository from which a device that is full can fetch nothing: what comes is kept beside what it replaces until the change is
 * durable, and there is no room for it.
 */
export function withoutRoom(repository: RepositoryTransport, isFull: () => boolean): RepositoryTransport {
  return {
    get: async (url, headers) => {
      const response = await repository.get(url, headers);
      return isFull() && response.status === 200 ? { ...response, body: refused(response) } : response;
    },
    send: async (method, url, headers, body) => repository.send(method, url, headers, body),
  };
}

async function* refused({ body }: RepositoryResponse): AsyncGenerator<Uint8Array> {
  for await (const chunk of body) {
    if (chunk.length > 0) throw new DeviceFullError('the storage of the device is full');
    yield chunk;
  }
}
