import { errors } from '../errors.js';
import type { MlpOptions } from './mlp.js';

/** @throws MNR_COMPILE_INVALID_OPTION for the first size that is not a positive integer. */
export function checkMlpOptions(options: MlpOptions): void {
  const sizes: [string, number][] = [
    ['inputs', options.inputs],
    ...options.hidden.map((size, index): [string, number] => [`hidden[${index}]`, size]),
    ['outputs', options.outputs],
    ['count', options.count ?? 1],
  ];
  for (const [name, value] of sizes)
    if (!Number.isInteger(value) || value < 1)
      throw errors.MNR_COMPILE_INVALID_OPTION({
        option: `'${name}' of the network '${options.name ?? 'mlp'}'`,
        value: String(value),
        expected: 'a positive integer',
      });
}
