import { walkDdf } from '@dm2/protocol';
import type { z } from 'zod';
import type { Description } from '../description/descriptions.js';
import { ddfUrl } from '../description/ddf.route.js';
import type { ddfDetail, ddfSummary, ddfView } from './schemas.js';

/** In one line, as other answers name a description. */
export function summaryOf(
  { moid, source, root }: Description,
  publicUrl: string,
): z.infer<typeof ddfSummary> {
  return {
    source,
    name: root.name ?? null,
    title: root.title ?? root.description ?? null,
    url: ddfUrl(publicUrl, moid),
  };
}

export function ddfViewOf(description: Description, publicUrl: string): z.infer<typeof ddfView> {
  const { moid, ddf, root, storedAt } = description;
  return {
    moid,
    ...summaryOf(description, publicUrl),
    verDtd: ddf.verDtd,
    man: ddf.man ?? null,
    mod: ddf.mod ?? null,
    nodes: [...walkDdf(root)].length,
    storedAt: storedAt?.toISOString() ?? null,
  };
}

export function ddfDetailOf(description: Description, publicUrl: string): z.infer<typeof ddfDetail> {
  return {
    ...ddfViewOf(description, publicUrl),
    remarks: description.remarks,
    tree: [...walkDdf(description.root)].map(({ path, node }) => ({
      path: path.join('/'),
      format: node.format,
      access: [...node.access],
      occurrence: node.occurrence,
      scope: node.scope,
      caseSensitive: node.caseSensitive,
      ...(node.path === undefined ? {} : { ddfPath: node.path }),
      ...(node.ddfName === undefined ? {} : { ddfName: node.ddfName }),
      ...(node.title === undefined ? {} : { title: node.title }),
      ...(node.description === undefined ? {} : { description: node.description }),
      ...(node.defaultValue === undefined ? {} : { defaultValue: node.defaultValue }),
      ...(node.value === undefined ? {} : { value: node.value }),
      ...(node.mime.length === 0 ? {} : { mime: [...node.mime] }),
    })),
  };
}
