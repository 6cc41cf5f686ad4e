import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Makes the folder that a file is to lie in. */
export async function makeParent(path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
}
