/** What is wrong with a value, and where: member names and indices with `/` between them. */
export interface SchemaProblem {
  readonly field: string;
  readonly detail: string;
}

/** The keywords of JSON Schema (draft 2020-12) that the schema of a task uses; others say nothing about a value here. */
export interface Schema {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly propertyNames?: Schema;
}

/**
 * Everything in which a value differs from its schema. Interprets the schema: a validator that compiles it would need a content
 * security policy that allows `eval`.
 */
export function checkSchema(schema: Schema, value: unknown, field = ''): SchemaProblem[] {
  const wanted = typesOf(schema);
  if (wanted.length > 0 && !wanted.some((type) => isOf(type, value)))
    return [{ field, detail: `must be ${wanted.map(withArticle).join(' or ')}` }];
  if (schema.enum && !schema.enum.includes(value))
    return [
      { field, detail: `must be one of ${schema.enum.map((each) => JSON.stringify(each)).join(', ')}` },
    ];
  if (typeof value === 'string') return checkText(schema, value, field);
  if (Array.isArray(value)) return checkItems(schema, value, field);
  if (typeof value === 'object' && value !== null)
    return checkMembers(schema, value as Record<string, unknown>, field);
  return [];
}

function checkText(schema: Schema, value: string, field: string): SchemaProblem[] {
  const problem = (detail: string) => [{ field, detail }];
  if (value.length < (schema.minLength ?? 0)) return problem('must not be empty');
  if (value.length > (schema.maxLength ?? Infinity))
    return problem(`must have at most ${schema.maxLength} characters`);
  if (schema.pattern !== undefined && !new RegExp(schema.pattern, 'u').test(value))
    return problem('does not have the form that is asked for');
  return [];
}

function checkItems(schema: Schema, value: readonly unknown[], field: string): SchemaProblem[] {
  const { minItems = 0, maxItems = Infinity, items } = schema;
  if (value.length < minItems) return [{ field, detail: `must have at least ${minItems}` }];
  if (value.length > maxItems) return [{ field, detail: `must have at most ${maxItems}` }];
  return items ? value.flatMap((item, i) => checkSchema(items, item, below(field, i))) : [];
}

function checkMembers(
  schema: Schema,
  value: Readonly<Record<string, unknown>>,
  field: string,
): SchemaProblem[] {
  const { properties = {}, required = [], additionalProperties = true, propertyNames } = schema;
  const missing = required
    .filter((name) => !Object.hasOwn(value, name))
    .map((name) => ({ field, detail: `has no "${name}"` }));
  const members = Object.entries(value).flatMap(([name, member]) => {
    const at = below(field, name);
    const known = Object.hasOwn(properties, name) ? properties[name] : undefined;
    if (known) return checkSchema(known, member, at);
    if (additionalProperties === false)
      return [{ field: at, detail: `is not known; there are ${Object.keys(properties).join(', ')}` }];
    return [
      ...(propertyNames ? checkSchema(propertyNames, name, at) : []),
      ...(typeof additionalProperties === 'object' ? checkSchema(additionalProperties, member, at) : []),
    ];
  });
  return [...missing, ...members];
}

function typesOf({ type }: Schema): readonly string[] {
  return type === undefined ? [] : typeof type === 'string' ? [type] : type;
}

function isOf(type: string, value: unknown): boolean {
  switch (type) {
    case 'array':
      return Array.isArray(value);
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    case 'integer':
      return Number.isInteger(value);
    case 'null':
      return value === null;
    default:
      return typeof value === type;
  }
}

function withArticle(type: string): string {
  return type === 'null' ? type : /^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`;
}

function below(field: string, name: string | number): string {
  return field === '' ? String(name) : `${field}/${name}`;
}
