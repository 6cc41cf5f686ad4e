import type { IterationReport, Preference, RewardModel, RewardOptimizer, Snapshot } from '@minorant/core';

import { reportCard } from '../evaluation/report-card.js';
import type { PreferenceTrainer } from '../training/preference-trainer.js';
import type { BradleyTerryOptions } from './bradley-terry-options.js';

/** What {@link BradleyTerry} is made of; it disposes of all of it. */
export interface BradleyTerryParts {
  /** Fits the reward to comparisons. */
  readonly trainer: PreferenceTrainer;
  /** The reward model. */
  readonly reward: RewardModel;
  /** One list for each round of the stream; one list in all without a stream. */
  readonly rounds: readonly (readonly Preference[])[];
  /** Kept apart and scored after each iteration; may be empty. */
  readonly validation: readonly Preference[];
  /** Disposes of the trust region, the encoder and whatever else was made for it. */
  readonly release: () => void;
}

/**
 * Learns a reward from recorded comparisons. An iteration is one proximal update: on all comparisons, or on one part of
 * a stream of them, as they would come in while a policy learns.
 */
export class BradleyTerry implements RewardOptimizer {
  readonly specificationVersion = 'v1';
  readonly reward: RewardModel;
  readonly #parts: BradleyTerryParts;
  readonly #options: Pick<BradleyTerryOptions, 'steps' | 'batchSize' | 'replay'>;
  #iteration = 0;

  constructor(
    parts: BradleyTerryParts,
    options: Pick<BradleyTerryOptions, 'steps' | 'batchSize' | 'replay'>,
  ) {
    this.#parts = parts;
    this.#options = options;
    this.reward = parts.reward;
  }

  async iterate(): Promise<IterationReport> {
    const { trainer, rounds, validation } = this.#parts;
    const records = this.#records();
    const steps = this.#options.steps ?? Math.ceil(records.length / this.#options.batchSize);
    const update = await trainer.update(records, { steps });
    await trainer.normalise(records, { scale: false });
    this.#iteration += 1;
    const card = validation.length > 0 ? reportCard(validation, await trainer.scores(validation)) : undefined;
    return {
      metrics: {
        'preferences/comparisons': records.length,
        'preferences/loss': update.loss,
        'preferences/steps': update.steps,
        'trust_region/change': update.change,
        'trust_region/penalty': update.penalty,
        'trust_region/coefficient': update.coefficient,
        ...(card && {
          'validation/accuracy': card.accuracy,
          'validation/negative_log_likelihood': card.negativeLogLikelihood,
        }),
        ...(card?.calibrationError !== undefined && {
          'validation/calibration_error': card.calibrationError,
        }),
      },
      finished: rounds.length > 1 && this.#iteration >= rounds.length,
    };
  }

  #records(): readonly Preference[] {
    const { rounds } = this.#parts;
    const round = Math.min(this.#iteration, rounds.length - 1);
    return this.#options.replay === 'all' ? rounds.slice(0, round + 1).flat() : rounds[round]!;
  }

  async snapshot(): Promise<Snapshot> {
    return {
      values: { iteration: this.#iteration },
      parts: { trainer: await this.#parts.trainer.snapshot() },
    };
  }

  async restore(snapshot: Snapshot): Promise<void> {
    this.#iteration = snapshot.values!['iteration'] as number;
    await this.#parts.trainer.restore(snapshot.parts!['trainer']!);
  }

  dispose(): void {
    this.#parts.trainer.dispose();
    this.reward.dispose();
    this.#parts.release();
  }
}
