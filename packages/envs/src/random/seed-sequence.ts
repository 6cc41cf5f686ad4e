import { errors } from '../errors.js';

const POOL_SIZE = 4;

/** The hash of one entropy word while the pool is mixed (Melissa O'Neill's seed_seq_fe, constants of NumPy). */
class Hash {
  #constant: number;
  constructor(
    initial: number,
    readonly multiplier: number,
  ) {
    this.#constant = initial;
  }

  word(value: number): number {
    let mixed = (value ^ this.#constant) >>> 0;
    this.#constant = Math.imul(this.#constant, this.multiplier) >>> 0;
    mixed = Math.imul(mixed, this.#constant) >>> 0;
    return (mixed ^ (mixed >>> 16)) >>> 0;
  }
}

function mix(x: number, y: number): number {
  const mixed = (Math.imul(0xca01f9dd, x) - Math.imul(0x4973f715, y)) >>> 0;
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** Little-endian 32-bit words of a seed; a seed of zero is one word. */
function words(seed: bigint): number[] {
  const result: number[] = [];
  let rest = seed;
  do {
    result.push(Number(rest & 0xffffffffn));
    rest >>= 32n;
  } while (rest > 0n);
  return result;
}

/**
 * NumPy's `SeedSequence(seed).generate_state(count, uint64)`: spreads a seed over as many words as a generator needs.
 *
 * @throws MNR_ENVIRONMENT_SEED when the seed is negative or not an integer.
 */
export function seedSequence(seed: number | bigint, count: number): bigint[] {
  if (typeof seed === 'number' ? !Number.isSafeInteger(seed) || seed < 0 : seed < 0n)
    throw errors.MNR_ENVIRONMENT_SEED({ seed: String(seed) });
  const entropy = words(BigInt(seed));
  const hash = new Hash(0x43b0d7e5, 0x931e8875);
  const pool = Array.from({ length: POOL_SIZE }, (_, i) => hash.word(entropy[i] ?? 0));
  for (let source = 0; source < POOL_SIZE; source++)
    for (let target = 0; target < POOL_SIZE; target++)
      if (source !== target) pool[target] = mix(pool[target]!, hash.word(pool[source]!));
  for (let source = POOL_SIZE; source < entropy.length; source++)
    for (let target = 0; target < POOL_SIZE; target++)
      pool[target] = mix(pool[target]!, hash.word(entropy[source]!));

  const output = new Hash(0x8b51f9dd, 0x58f38ded);
  const halves = Array.from({ length: 2 * count }, (_, i) => BigInt(output.word(pool[i % POOL_SIZE]!)));
  return Array.from({ length: count }, (_, i) => halves[2 * i]! | (halves[2 * i + 1]! << 32n));
}
