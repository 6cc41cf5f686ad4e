import { open } from 'node:fs/promises';

/** Appends to a file wholly or not at all: what a full disk has let through of it is cut off again. */
export async function appendWhole(path: string, data: string | Uint8Array): Promise<void> {
  const file = await open(path, 'a');
  try {
    const { size } = await file.stat();
    try {
      await file.appendFile(data);
    } catch (error) {
      // Where even that fails, the first error is the one to be told.
      await file.truncate(size).catch(() => undefined);
      throw error;
    }
  } finally {
    await file.close();
  }
}
