import type { Snapshot } from '@minorant/core';

import { AdroitHand, type AdroitParts, type AdroitState } from './adroit-hand.js';
import { eulerToQuaternion } from './rotations.js';
import { difference, distance } from './vectors.js';

const CLOSE = 0.075;
const DROPPED = 0.075;

/** Turn a pen in the hand until it lies as the target pen does: observation 45, action 24. */
export class AdroitPen extends AdroitHand {
  readonly #pen = this.simulation.index('body', 'Object');
  readonly #target = this.simulation.index('body', 'target');
  readonly #place = this.simulation.index('site', 'eps_ball');
  readonly #penEnds = [
    this.simulation.index('site', 'object_top'),
    this.simulation.index('site', 'object_bottom'),
  ] as const;
  readonly #targetEnds = [
    this.simulation.index('site', 'target_top'),
    this.simulation.index('site', 'target_bottom'),
  ] as const;
  /** Lengths of the pens, measured after each reset; unknown until then. */
  #lengths: readonly [pen: number, target: number] | undefined;

  constructor(parts: AdroitParts) {
    super(parts, 45);
  }

  protected drawState(): void {
    const turn = eulerToQuaternion([this.random.uniform(-1, 1), this.random.uniform(-1, 1), 0]);
    this.simulation.modelArray('body_quat').set(turn, 4 * this.#target);
    this.#lengths = undefined;
  }

  protected setObjects(state: AdroitState): void {
    this.simulation.modelArray('body_quat').set(this.entry(state, 'desired_orien', 4), 4 * this.#target);
  }

  protected observe(): Float64Array {
    const { qpos, qvel } = this.simulation;
    const pen = this.point('xpos', this.#pen);
    const [direction, wanted] = this.#directions();
    return Float64Array.of(
      ...qpos.subarray(0, -6),
      ...pen,
      ...qvel.subarray(-6),
      ...direction,
      ...wanted,
      ...difference(pen, this.point('site_xpos', this.#place)),
      ...difference(direction, wanted),
    );
  }

  protected judge(): { dense: number; success: boolean } {
    const pen = this.point('xpos', this.#pen);
    const away = distance(pen, this.point('site_xpos', this.#place));
    const [direction, wanted] = this.#directions();
    const similarity = direction.reduce((sum, value, axis) => sum + value * wanted[axis]!, 0);
    let dense = -away + similarity;
    if (away < CLOSE && similarity > 0.9) dense += 10;
    if (away < CLOSE && similarity > 0.95) dense += 50;
    if (pen[2]! < DROPPED) dense -= 5;
    return { dense, success: away < CLOSE && similarity > 0.95 };
  }

  /** Where the pen points and where it should point. */
  #directions(): [Float64Array, Float64Array] {
    const ends = ([top, bottom]: readonly [number, number]) =>
      [this.point('site_xpos', top), this.point('site_xpos', bottom)] as const;
    const [pen, target] = [ends(this.#penEnds), ends(this.#targetEnds)];
    this.#lengths ??= [distance(...pen), distance(...target)];
    return [difference(...pen, this.#lengths[0]), difference(...target, this.#lengths[1])];
  }

  override snapshot(): Snapshot {
    return {
      values: { lengths: this.#lengths ? [...this.#lengths] : null },
      parts: { hand: super.snapshot() },
    };
  }

  override restore(snapshot: Snapshot): void {
    super.restore(snapshot.parts!['hand']!);
    const { lengths } = snapshot.values as { lengths: [number, number] | null };
    this.#lengths = lengths ?? undefined;
  }
}
