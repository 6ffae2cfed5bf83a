import { call, urlOf } from './client.js';

/** What the Web Server Component (`/pages-api`) and the Data Repository (`/repository-api`) answer through the console's server. */

export interface PageKind {
  name: string;
  description: string;
  /** JSON Schema of its data. */
  data: JsonSchema;
}
/** As much of JSON Schema as a sample is made of. */
export interface JsonSchema {
  type?: string | string[];
  examples?: unknown[];
  default?: unknown;
  const?: unknown;
  enum?: unknown[];
  properties?: Record<string, JsonSchema>;
  required?: string[];
  items?: JsonSchema;
  minItems?: number;
  minimum?: number;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
}
export interface PageKinds {
  items: PageKind[];
  languages?: string[];
}
export interface Screen {
  key: string;
  kind: 'question' | 'notice';
  title: string;
}
export interface WantedPreview {
  data: unknown;
  lang?: string;
  screen?: string;
  problems?: boolean;
}
/** A UI session as the Web Server Component has it. */
export interface ServedUiSession {
  url: string;
  lang: string | null;
  data: unknown;
  events: { id: string; type: string; deliveredAt: string | null; parkedReason: string | null }[];
}
export interface PageAccess {
  id: string;
  at: string;
  method: string;
  path: string;
  status: number;
  userAgent: string | null;
}

export interface StoredObject {
  id: string;
  name: string;
  sha256: string;
  size: number;
  contentType: string;
  method: 'PUT' | 'POST';
  /** Who sent it; null if it came by the management API. */
  devId: string | null;
  createdAt: string;
}
export interface ObjectAccess {
  id: string;
  at: string;
  devId: string;
  method: 'GET' | 'HEAD' | 'PUT' | 'POST';
  object: string;
  status: number;
  bytes: number;
  complete: boolean;
  contentType: string | null;
  range: string | null;
}
export interface MediaPolicy {
  accepts: string[];
  /** Whether these are the types of the whole repository. */
  isDefault: boolean;
}

type Values = Readonly<Record<string, string | number | undefined>>;

/** Reads from one of them: `read<PageKinds>('/pages-api/pages', {})`. */
export function read<T>(path: string, params: Values, query: Values = {}, signal?: AbortSignal): Promise<T> {
  return call<T>(urlOf(path, params, query), signal ? { signal } : {});
}

/** Changes something; paths as in `read`. */
export function change<T>(
  method: 'PUT' | 'POST' | 'DELETE',
  path: string,
  params: Values,
  body?: unknown,
  signal?: AbortSignal,
): Promise<T> {
  return call<T>(urlOf(path, params, {}), {
    method,
    ...(signal ? { signal } : {}),
    ...(body === undefined
      ? {}
      : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
}
