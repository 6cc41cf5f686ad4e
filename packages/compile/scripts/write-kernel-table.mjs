// Writes docs/reference/compiled-kernels.md from the translations in the code. Run after `npm run build`.
import { writeFileSync } from 'node:fs';

import { kernelTable } from '../dist/kernels/kernel-table.js';

const target = new URL('../../../docs/reference/compiled-kernels.md', import.meta.url);
writeFileSync(target, kernelTable());
console.log(`wrote ${target.pathname}`);
