import { randomUUID } from 'node:crypto';
import { readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { z } from 'zod';

import type { CheckpointEntry, CheckpointStoreV1 } from '../contracts/checkpoint-store/v1.js';
import type { Snapshot } from '../contracts/snapshot/v1.js';
import { errors } from '../errors.js';
import { fileName } from '../metrics/output-file.js';
import { defineComponent } from '../plugins/component.js';
import { extensionPoints } from '../plugins/extension-point.js';
import { checkFiles, readManifest, readSnapshot } from '../snapshots/read-snapshot.js';
import { writeSnapshot } from '../snapshots/write-snapshot.js';

const NAME = /^(\d{6,})-step-(\d+)$/;
const UNFINISHED = /^\d{6,}-step-\d+\.(tmp|old)-[0-9a-f]{8}$/;

/**
 * Checkpoints as folders `000003-step-12000` (a number that counts up, and the step) that {@link writeSnapshot} writes:
 * a killed run leaves whole checkpoints only.
 */
export class FileCheckpointStore implements CheckpointStoreV1 {
  readonly specificationVersion = 'v1';
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async save(entry: Omit<CheckpointEntry, 'id'>, snapshot: Snapshot): Promise<CheckpointEntry> {
    await this.#removeUnfinished();
    const names = await this.#names();
    const last = Number(NAME.exec(names.at(-1) ?? '')?.[1] ?? 0);
    const id = `${String(last + 1).padStart(6, '0')}-step-${entry.step}`;
    await writeSnapshot(
      join(this.#folder, id),
      snapshot,
      entry.score === undefined ? {} : { score: entry.score },
    );
    return { ...entry, id };
  }

  /** Oldest first. Damaged checkpoints are in the list, without a score: they are refused when they are loaded. */
  async list(): Promise<readonly CheckpointEntry[]> {
    const names = await this.#names();
    return Promise.all(
      names.map(async (id) => {
        const step = Number(NAME.exec(id)![2]);
        const manifest = await readManifest(join(this.#folder, id)).catch(() => undefined);
        const score = manifest?.notes['score'];
        return { id, step, ...(typeof score === 'number' && { score }) };
      }),
    );
  }

  /** @throws MinorantError one of the `MNR_CHECKPOINT_` codes, naming the newest earlier checkpoint that is whole. */
  async load(id: string): Promise<Snapshot> {
    const path = join(this.#folder, id);
    const names = await this.#names();
    if (!names.includes(id)) {
      const problem = `the checkpoints are ${names.join(', ') || 'none'}`;
      throw errors.MNR_CHECKPOINT_MISSING({ path, problem });
    }
    try {
      return await readSnapshot(path);
    } catch {
      const previous = await this.#newestWhole(names.slice(0, names.indexOf(id)));
      return readSnapshot(path, { previous });
    }
  }

  async delete(id: string): Promise<void> {
    if (!NAME.test(id)) return;
    const path = join(this.#folder, id);
    // Under another name first: a kill on the way leaves no checkpoint that lacks some of its files.
    const doomed = `${path}.old-${randomUUID().slice(0, 8)}`;
    try {
      await rename(path, doomed);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
      throw error;
    }
    await rm(doomed, { recursive: true, force: true });
  }

  async #names(): Promise<string[]> {
    const names = await readdir(this.#folder).catch(() => []);
    return names.filter((name) => NAME.test(name)).sort((a, b) => parseInt(a) - parseInt(b));
  }

  /** What writes that were killed have left behind. */
  async #removeUnfinished(): Promise<void> {
    const names = await readdir(this.#folder).catch(() => []);
    for (const name of names.filter((candidate) => UNFINISHED.test(candidate))) {
      await rm(join(this.#folder, name), { recursive: true, force: true });
    }
  }

  async #newestWhole(names: readonly string[]): Promise<string | undefined> {
    for (const name of names.toReversed()) {
      const path = join(this.#folder, name);
      try {
        await checkFiles(path, await readManifest(path));
        return name;
      } catch {
        continue;
      }
    }
    return undefined;
  }
}

/** `file` as a plugin component. */
export const fileCheckpointStore = defineComponent(extensionPoints.checkpointStore, {
  id: 'file',
  description: "Folders of safetensors and JSON in the run's folder, written atomically and checksummed.",
  optionsSchema: z.strictObject({
    folder: fileName.default('checkpoints').describe("Folder in the run's folder"),
  }),
  create({ folder }, { output }) {
    if (output === undefined) throw errors.MNR_RUN_NO_OUTPUT({ what: 'The checkpoint store file' });
    return new FileCheckpointStore(join(output, folder));
  },
});
