import { Turns } from '../async/turns.js';
import type { EnvironmentV1 } from '../contracts/environment/v1.js';
import type { Episode } from '../contracts/data-source/episode.js';
import type { RewardOptimizerV1 } from '../contracts/reward-optimizer/v1.js';
import type { SpaceValue } from '../contracts/space/v1.js';
import { errors } from '../errors.js';
import type { EnvironmentContext } from '../plugins/component.js';
import { playEpisodes } from './play-episodes.js';
import type { EvaluateOptions } from './run.js';

type EvaluationOptions = Required<Omit<EvaluateOptions, 'signal'>> & Pick<EvaluateOptions, 'signal'>;

/** Episodes played side by side. */
const PARALLEL = 4;

/** The environments that a run evaluates on: apart from those it trains on, and their steps are not counted. */
export class EvaluationEnvironments {
  readonly #context: EnvironmentContext | undefined;
  readonly #environments: EnvironmentV1<SpaceValue>[];
  /** Whoever asks while episodes are played waits for their end: both would step the same environments. */
  readonly #turns = new Turns();

  constructor(context: EnvironmentContext | undefined, first: EnvironmentV1<SpaceValue> | undefined) {
    this.#context = context;
    this.#environments = first ? [first] : [];
  }

  /** @throws MinorantError `MNR_RUN_NOTHING_TO_EVALUATE`, `MNR_RUN_EPISODES` or what {@link playEpisodes} throws. */
  play(algorithm: RewardOptimizerV1, options: EvaluationOptions): Promise<Episode[]> {
    return this.#turns.take(() => this.#play(algorithm, options));
  }

  async #play(algorithm: RewardOptimizerV1, options: EvaluationOptions): Promise<Episode[]> {
    const policy = options.policy === 'random' ? 'random' : algorithm.policy;
    if (!this.#context) throw errors.MNR_RUN_NOTHING_TO_EVALUATE({ missing: 'environment' });
    if (!policy) throw errors.MNR_RUN_NOTHING_TO_EVALUATE({ missing: 'policy' });
    const { episodes } = options;
    if (!Number.isInteger(episodes) || episodes < 1) throw errors.MNR_RUN_EPISODES({ episodes });
    const count = Math.min(PARALLEL, episodes);
    while (this.#environments.length < count) this.#environments.push(await this.#context.make());
    return playEpisodes({ ...options, policy, environments: this.#environments.slice(0, count) });
  }

  dispose(): void {
    for (const environment of this.#environments.splice(0)) environment.dispose();
  }
}
