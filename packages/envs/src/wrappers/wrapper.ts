import type {
  EnvironmentV1,
  ResetOptions,
  ResetResult,
  Snapshot,
  Space,
  SpaceValue,
  StepResult,
  TabularMdp,
} from '@minorant/core';

/** Passes everything on to the environment it wraps; wrappers override what they change. As `gymnasium.Wrapper`. */
export abstract class Wrapper<
  Observation extends SpaceValue = SpaceValue,
  Action extends SpaceValue = SpaceValue,
  Inner extends SpaceValue = Observation,
> implements EnvironmentV1<Observation, Action> {
  readonly specificationVersion = 'v1';
  readonly id: string;
  declare readonly maxEpisodeSteps?: number;
  declare readonly mdp?: TabularMdp;

  constructor(readonly environment: EnvironmentV1<Inner>) {
    this.id = environment.id;
    if (environment.maxEpisodeSteps !== undefined) this.maxEpisodeSteps = environment.maxEpisodeSteps;
    if (environment.mdp) this.mdp = environment.mdp;
  }

  get observationSpace(): Space {
    return this.environment.observationSpace;
  }

  get actionSpace(): Space {
    return this.environment.actionSpace;
  }

  /** The bare task below all wrappers. */
  get unwrapped(): EnvironmentV1<SpaceValue> {
    const inner: EnvironmentV1<SpaceValue> = this.environment;
    return inner instanceof Wrapper ? inner.unwrapped : inner;
  }

  abstract reset(options?: ResetOptions): ResetResult<Observation>;
  abstract step(action: Action): StepResult<Observation>;

  /** What the wrapper itself must remember. */
  protected ownSnapshot(): Snapshot {
    return {};
  }

  /** Puts back what {@link Wrapper.ownSnapshot} gave. */
  protected restoreOwn(_own: Snapshot): void {
    // Most wrappers remember nothing.
  }

  snapshot(): Snapshot {
    return { parts: { environment: this.environment.snapshot(), wrapper: this.ownSnapshot() } };
  }

  restore(snapshot: Snapshot): void {
    this.environment.restore(snapshot.parts!['environment']!);
    this.restoreOwn(snapshot.parts!['wrapper']!);
  }

  dispose(): void {
    this.environment.dispose();
  }
}
