import { AdroitHand, type AdroitParts, type AdroitState } from './adroit-hand.js';
import { quaternionToEuler } from './rotations.js';
import { distance, squaredNorm } from './vectors.js';

const LIFTED = 0.04;
const clip = (value: number): number => Math.min(Math.max(value, -1), 1);

/** Pick up a hammer and drive a nail into a board: observation 46, action 26. */
export class AdroitHammer extends AdroitHand {
  readonly #palm = this.simulation.index('site', 'S_grasp');
  readonly #nail = this.simulation.index('site', 'S_target');
  readonly #goal = this.simulation.index('site', 'nail_goal');
  readonly #head = this.simulation.index('site', 'tool');
  readonly #hammer = this.simulation.index('body', 'Object');
  readonly #board = this.simulation.index('body', 'nail_board');

  constructor(parts: AdroitParts) {
    super(parts, 46);
  }

  protected drawState(): void {
    this.simulation.modelArray('body_pos')[3 * this.#board + 2] = this.random.uniform(0.1, 0.25);
  }

  protected setObjects(state: AdroitState): void {
    this.simulation.modelArray('body_pos').set(this.entry(state, 'board_pos', 3), 3 * this.#board);
  }

  protected observe(): Float64Array {
    const { qpos, qvel } = this.simulation;
    const turn = this.simulation.array('xquat').subarray(4 * this.#hammer, 4 * this.#hammer + 4);
    return Float64Array.of(
      ...qpos.subarray(0, -6),
      ...qvel.subarray(-6).map(clip),
      ...this.point('site_xpos', this.#palm),
      ...this.point('xpos', this.#hammer),
      ...quaternionToEuler(turn),
      ...this.point('site_xpos', this.#nail),
      clip(this.simulation.array('sensordata')[0]!),
    );
  }

  protected judge(): { dense: number; success: boolean } {
    const hammer = this.point('xpos', this.#hammer);
    const head = this.point('site_xpos', this.#head);
    const nail = this.point('site_xpos', this.#nail);
    const toGoal = distance(nail, this.point('site_xpos', this.#goal));
    let dense = this.reaching * distance(this.point('site_xpos', this.#palm), hammer);
    dense -= distance(head, nail);
    dense -= 10 * toGoal;
    dense -= 1e-2 * Math.sqrt(squaredNorm(this.simulation.qvel));
    if (hammer[2]! > LIFTED && head[2]! > LIFTED) dense += 2;
    if (toGoal < 0.02) dense += 25;
    if (toGoal < 0.01) dense += 75;
    return { dense, success: toGoal < 0.01 };
  }
}
