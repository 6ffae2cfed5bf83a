import type { DataSource } from 'typeorm';

/**
 * Where entities and migrations disagree, for a test of each service: the statements that would make the tables of its schema
 * what the entities say (columns, types, defaults, keys, indexes, checks), and every table without an entity.
 */
export async function schemaDrift(source: DataSource): Promise<string[]> {
  const { upQueries } = await source.driver.createSchemaBuilder().log();
  const tables = await source.query<{ name: string }[]>(
    `SELECT relname AS name FROM pg_class
      WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p') AND relname <> 'migrations'
      ORDER BY relname`,
  );
  const known = new Set(source.entityMetadatas.map(({ tableName }) => tableName));
  return [
    ...upQueries.map(({ query }) => query),
    ...tables.filter(({ name }) => !known.has(name)).map(({ name }) => `table ${name} has no entity`),
  ];
}
