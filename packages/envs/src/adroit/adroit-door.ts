import { AdroitHand, type AdroitParts, type AdroitState } from './adroit-hand.js';
import { difference, distance, squaredNorm } from './vectors.js';

/** Undo a latch and swing a door open: observation 39, action 28. */
export class AdroitDoor extends AdroitHand {
  readonly #palm = this.simulation.index('site', 'S_grasp');
  readonly #handle = this.simulation.index('site', 'S_handle');
  readonly #frame = this.simulation.index('body', 'frame');

  constructor(parts: AdroitParts) {
    super(parts, 39);
  }

  protected drawState(): void {
    const x = this.random.uniform(-0.3, -0.2);
    const y = this.random.uniform(0.25, 0.35);
    const z = this.random.uniform(0.252, 0.35);
    this.simulation.modelArray('body_pos').set([x, y, z], 3 * this.#frame);
  }

  protected setObjects(state: AdroitState): void {
    this.simulation.modelArray('body_pos').set(this.entry(state, 'door_body_pos', 3), 3 * this.#frame);
  }

  protected observe(): Float64Array {
    const { qpos } = this.simulation;
    const palm = this.point('site_xpos', this.#palm);
    const handle = this.point('site_xpos', this.#handle);
    const [door, latch] = qpos.subarray(-2) as unknown as [number, number];
    const open = door > 1 ? 1 : -1;
    return Float64Array.of(
      ...qpos.subarray(1, -2),
      latch,
      door,
      ...palm,
      ...handle,
      ...difference(palm, handle),
      open,
    );
  }

  protected judge(): { dense: number; success: boolean } {
    const { qpos, qvel } = this.simulation;
    const door = qpos.at(-2)!;
    let dense =
      this.reaching * distance(this.point('site_xpos', this.#palm), this.point('site_xpos', this.#handle));
    dense += -0.1 * (door - 1.57) * (door - 1.57);
    dense += -1e-5 * squaredNorm(qvel);
    if (door > 0.2) dense += 2;
    if (door > 1) dense += 8;
    if (door > 1.35) dense += 10;
    return { dense, success: door >= 1.35 };
  }
}
