import type { Callback, Snapshot } from '@minorant/core';
import { expect, it } from 'vitest';

import { callbackSuite } from './callback-suite.js';
import { failedChecks } from './suite.js';

const failed = async (create: () => Callback) => [...(await failedChecks(callbackSuite, { create })).keys()];

class Plain implements Callback {
  readonly specificationVersion = 'v1';
  count = 0;
  onIteration(): void {
    this.count += 1;
  }
}

class Counting extends Plain {
  snapshot(): Snapshot {
    return { values: { count: this.count } };
  }
  restore({ values }: Snapshot): void {
    this.count = values!['count'] as number;
  }
}

it('catches callbacks that only save, only restore, restore nothing or save what cannot be stored', async () => {
  class Saving extends Plain {
    snapshot = (): Snapshot => ({});
  }
  class Restoring extends Plain {
    restore = (): void => undefined;
  }
  class Forgetful extends Counting {
    override restore(): void {
      // As if it had.
    }
  }
  class Unstorable extends Counting {
    override snapshot(): Snapshot {
      return { values: { count: this.count, seen: new Set() as unknown as null } };
    }
  }
  const restores = ['restores what it saves, if it remembers something'];
  expect(await failed(() => new Plain())).toEqual([]);
  expect(await failed(() => new Counting())).toEqual([]);
  expect(await failed(() => new Saving())).toEqual(restores);
  expect(await failed(() => new Restoring())).toEqual(restores);
  expect(await failed(() => new Forgetful())).toEqual(restores);
  expect(await failed(() => new Unstorable())).toEqual(restores);
});
