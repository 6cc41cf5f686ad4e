/** What an environment gave instead of what it should have given. */
export interface ResultProblem {
  /** In words that follow "returned". */
  readonly found: string;
  /** In words that follow "expected". */
  readonly expected: string;
}

/**
 * Says what is wrong with a result of `reset` or `step` that was refused.
 *
 * @param size - numbers of an observation of a box space; other spaces are not looked into
 */
export function findProblem(
  result: unknown,
  where: 'reset' | 'step',
  size: number | undefined,
): ResultProblem {
  const keys = where === 'reset' ? 'observation, info' : 'observation, reward, terminated, truncated, info';
  if (result instanceof Promise) {
    return { found: 'a promise', expected: `{ ${keys} } itself: ${where} may not be async` };
  }
  if (typeof result !== 'object' || result === null || Array.isArray(result)) {
    return { found: shown(result), expected: `an object { ${keys} }` };
  }
  const { observation, reward, terminated } = result as Readonly<Record<string, unknown>>;
  if (observation === undefined || observation === null) {
    // A wrapper around an async environment copies what its promise lacks into a plain object.
    const expected = `an object { ${keys} } (${where} may not be async)`;
    return { found: given('observation', observation), expected };
  }
  if (size !== undefined && lengthOf(observation) !== size) {
    const length = lengthOf(observation);
    const found =
      length === undefined ? given('observation', observation) : `an observation of length ${length}`;
    return { found, expected: `a Float64Array of length ${size}, the size of its observationSpace` };
  }
  if (typeof reward !== 'number') return { found: given('reward', reward), expected: 'a finite number' };
  const flag = typeof terminated === 'boolean' ? 'truncated' : 'terminated';
  return {
    found: given(flag, (result as Readonly<Record<string, unknown>>)[flag]),
    expected: 'true or false',
  };
}

function given(key: string, value: unknown): string {
  return value === undefined ? `no ${key}` : `${shown(value)} as ${key}`;
}

function lengthOf(value: unknown): number | undefined {
  const { length } = value as { readonly length?: unknown };
  return typeof length === 'number' ? length : undefined;
}

function shown(value: unknown): string {
  if (value === undefined || value === null) return String(value);
  if (typeof value === 'string') return `the string ${JSON.stringify(value)}`;
  if (typeof value === 'number' || typeof value === 'boolean') return `the ${typeof value} ${value}`;
  return Array.isArray(value) ? 'an array' : `a value of type ${typeof value}`;
}
