/**
 * The part of a Mango selector that SQL can decide.
 *
 * Invariant: the condition never excludes a document that the selector matches; and where `exact` is true it
 * does not let one through that the selector does not match either. Everything Mango means differently from
 * SQL (null, missing, arrays, deep equality, regular expressions) is left out and `exact` is false.
 */
import { type Column, type ColumnValue, toColumnValue } from './columns.ts';

export type Where = { sql: string; params: ColumnValue[]; exact: boolean };

const ANY: Where = { sql: '1', params: [], exact: false };
const COMPARISONS: Record<string, string> = { $gt: '>', $gte: '>=', $lt: '<', $lte: '<=' };
/** Below SQLite's limit of 32,766 variables a statement. */
const PARAMETER_LIMIT = 30_000;

/** The condition for a selector over the columns given. */
export function whereOf(selector: unknown, columns: readonly Column[]): Where {
  const where = selectorOf(selector, columns);
  return where.params.length > PARAMETER_LIMIT ? ANY : where;
}

function selectorOf(selector: unknown, columns: readonly Column[]): Where {
  if (!isRecord(selector)) return ANY;
  return all(
    Object.entries(selector).map(([field, matcher]) => {
      if (field === '$and') return branches(matcher, columns, all);
      if (field === '$or') return branches(matcher, columns, any);
      const column = columns.find(({ path }) => path === field);
      return column ? fieldOf(column, matcher) : ANY;
    }),
  );
}

function branches(list: unknown, columns: readonly Column[], join: (parts: Where[]) => Where): Where {
  if (!Array.isArray(list) || list.length === 0) return ANY;
  return join(list.map((part) => selectorOf(part, columns)));
}

function fieldOf(column: Column, matcher: unknown): Where {
  if (!isRecord(matcher) || Object.keys(matcher).length === 0) return ANY;
  return all(Object.entries(matcher).map(([operator, operand]) => operatorOf(column, operator, operand)));
}

function operatorOf({ name, kind }: Column, operator: string, operand: unknown): Where {
  if (operator === '$in' || operator === '$nin') return listOf(name, kind, operator, operand);
  const value = toColumnValue(kind, operand);
  if (value === undefined) return ANY;
  if (operator === '$eq') return exactly(`${name} = ?`, [value]);
  if (operator === '$ne') return exactly(`${name} <> ?`, [value]);
  const comparison = COMPARISONS[operator];
  return comparison && kind !== 'boolean' ? exactly(`${name} ${comparison} ?`, [value]) : ANY;
}

function listOf(name: string, kind: Column['kind'], operator: string, operand: unknown): Where {
  if (!Array.isArray(operand)) return ANY;
  const values = operand.map((item) => toColumnValue(kind, item));
  const known = values.filter((value) => value !== undefined);
  if (known.length < values.length) return ANY;
  const marks = known.map(() => '?').join(', ');
  return exactly(`${name} ${operator === '$in' ? 'IN' : 'NOT IN'} (${marks})`, known);
}

function exactly(sql: string, params: ColumnValue[]): Where {
  return { sql, params, exact: true };
}

function all(parts: Where[]): Where {
  const told = parts.filter((part) => part.sql !== '1');
  return {
    sql: told.length === 0 ? '1' : told.map((part) => `(${part.sql})`).join(' AND '),
    params: told.flatMap((part) => part.params),
    exact: parts.every((part) => part.exact),
  };
}

/** A disjunction may only be narrowed when every branch is told exactly. */
function any(parts: Where[]): Where {
  if (!parts.every((part) => part.exact)) return ANY;
  return exactly(
    parts.map((part) => `(${part.sql})`).join(' OR '),
    parts.flatMap((part) => part.params),
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
