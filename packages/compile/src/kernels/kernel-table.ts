import { dataDependentKernels, kernelFamilies, randomOperations, translations } from './index.js';

/** The page of the documentation that lists the kernels that can be compiled. */
export function kernelTable(): string {
  const families = Object.entries(kernelFamilies).map(([family, kernels]) => {
    const sorted = [...kernels].sort((a, b) => (a.kernel < b.kernel ? -1 : 1));
    const rows = [
      ['kernel', 'ONNX operators'],
      ...sorted.map(({ kernel, onnx }) => [`\`${kernel}\``, onnx]),
    ] as [string, string][];
    return `## ${family}\n\n${aligned(rows)}\n`;
  });
  return `# Compiled kernels

<!-- Written by \`npm run docs:kernels -w @minorant/compile\` from the code; do not edit. -->

\`compile()\` and \`exportOnnx()\` translate these ${translations.size} kernels of TensorFlow.js 4.22 to ONNX (operator set 18).
Operations are made of kernels (\`tf.einsum\` is one, \`tf.conv1d\` becomes \`Conv2D\`, \`tf.losses.huberLoss\` a dozen), and
so are their gradients. A kernel whose inputs are all known while tracing is computed at once, whether it is in the list or
not. Element types are float32, int32 and bool.

${families.join('\n')}
## What is refused

- A kernel that is not listed: \`MNR_COMPILE_UNSUPPORTED_KERNEL\`.
- A result whose shape depends on numbers (${[...dataDependentKernels].map((kernel) => `\`${kernel}\``).join(', ')}, and operations that read numbers, such as \`tf.whereAsync\`): \`MNR_COMPILE_DATA_DEPENDENT_SHAPE\` or \`MNR_COMPILE_VALUE_READ\`.
- Random operations (${[...randomOperations].map((name) => `\`tf.${name}\``).join(', ')}): \`MNR_COMPILE_RANDOM\`, except in the initial values of variables.
- Strings and complex numbers: \`MNR_COMPILE_UNSUPPORTED_TYPE\` or \`MNR_COMPILE_UNSUPPORTED_KERNEL\`.
`;
}

/** A table as Prettier writes it: columns padded to one width. */
function aligned(rows: readonly (readonly [string, string])[]): string {
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column as 0 | 1].length)));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, i) => cell.padEnd(widths[i]!)).join(' | ')} |`;
  const [head, ...body] = rows;
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  return [line(head!), rule, ...body.map(line)].join('\n');
}
