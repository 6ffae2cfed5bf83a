// Module hooks that run TypeScript sources, our libraries' included, as they are.
import * as typescript from '@swc-node/register/esm';

export const resolve = (specifier, context, next) =>
  typescript.resolve(specifier, { ...context, conditions: ['@dm2/source', ...context.conditions] }, next);

export const { load } = typescript;
