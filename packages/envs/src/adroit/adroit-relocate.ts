import { AdroitHand, type AdroitParts, type AdroitState } from './adroit-hand.js';
import type { AdroitVersion } from './adroit-options.js';
import { difference, distance } from './vectors.js';

const LIFTED = 0.04;

/** Bring a ball to a place in the air: observation 39, action 30. */
export class AdroitRelocate extends AdroitHand {
  readonly #palm = this.simulation.index('site', 'S_grasp');
  readonly #target = this.simulation.index('site', 'target');
  readonly #ball = this.simulation.index('body', 'Object');
  readonly #version: AdroitVersion;

  constructor(parts: AdroitParts) {
    super(parts, 39);
    this.#version = parts.version;
  }

  protected drawState(): void {
    const body = this.simulation.modelArray('body_pos');
    body[3 * this.#ball] = this.random.uniform(-0.15, 0.15);
    body[3 * this.#ball + 1] = this.random.uniform(-0.15, 0.3);
    const x = this.random.uniform(-0.2, 0.2);
    const y = this.random.uniform(-0.2, 0.2);
    const z = this.random.uniform(0.15, 0.35);
    this.simulation.modelArray('site_pos').set([x, y, z], 3 * this.#target);
  }

  /** In v2 `obj_pos` is where the ball is; in v1, as upstream, where its body is before its joints have moved it. */
  protected setObjects(state: AdroitState): void {
    const place = this.entry(state, 'obj_pos', 3);
    const slides = Float64Array.from(state['qpos']!).subarray(-6, -3);
    this.simulation
      .modelArray('body_pos')
      .set(this.#version === 'v1' ? place : difference(place, slides), 3 * this.#ball);
    this.simulation.modelArray('site_pos').set(this.entry(state, 'target_pos', 3), 3 * this.#target);
  }

  protected observe(): Float64Array {
    const [palm, ball, target] = this.#places();
    return Float64Array.of(
      ...this.simulation.qpos.subarray(0, -6),
      ...difference(palm, ball),
      ...difference(palm, target),
      ...difference(ball, target),
    );
  }

  protected judge(): { dense: number; success: boolean } {
    const [palm, ball, target] = this.#places();
    const away = distance(ball, target);
    let dense = this.reaching * distance(palm, ball);
    if (ball[2]! > LIFTED) {
      dense += 1;
      dense += -0.5 * distance(palm, target);
      dense += -0.5 * away;
    }
    if (away < 0.1) dense += 10;
    if (away < 0.05) dense += 20;
    return { dense, success: away < 0.1 };
  }

  #places(): [Float64Array, Float64Array, Float64Array] {
    return [
      this.point('site_xpos', this.#palm),
      this.point('xpos', this.#ball),
      this.point('site_xpos', this.#target),
    ];
  }
}
